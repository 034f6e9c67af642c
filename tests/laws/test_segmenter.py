"""Cutting: any numbering tradition, nothing lost."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexalign.laws import Segmented, segment
from lexalign.laws.structure import is_division

WORDS = [
    "device",
    "hums",
    "quietly",
    "while",
    "nobody",
    "near",
    "the",
    "old",
    "clock",
    "tower",
    "counts",
    "any",
    "falling",
    "leaves",
    "at",
    "noon",
]


def body(seed: int, lines: int = 2) -> str:
    out = [
        " ".join(WORDS[(seed * 7 + i * 3 + j) % len(WORDS)] for j in range(14)).capitalize() + "." for i in range(lines)
    ]
    return "\n".join(out)


STYLES = {
    "article": "Article {n}\n{b}",
    "article dash": "Article {n} – {h}\n{b}",
    "article sign": "Art. {n}.- {h}. {b}",
    "section": "SEC. {n}. {h}. — {b}",
    "section capital": "Section {n}. {h}\n{b}",
    "dotted": "{n}. {h}\n{b}",
    "dash": "{n}.—(1) {b}",
    "paragraph sign": "§ {n} {h}\n\n{b}",
    "markdown": "##### § {n} {h}\n\n{b}",
    "markdown portuguese": "###### Artigo {n}.º — {h}\n\n{b}",
    "dutch": "### Artikel  {n}  \n\n1.  {b}",
    "italian": "##### Art. {n}\n\n#### ({h})\n\n1.{b}",
    "uzbek": "{n}-modda. {h}\n{b}",
    "ukrainian": "Стаття {n}. {h}\n{b}",
    "russian": "Статья {n}. {h}\n1. {b}\n2. {b}",
    "turkish": "MADDE {n} - (1) {b}",
    "arabic": "المادة {n}\n- {h}\n{b}",
    "hungarian": "{n}. § {b}",
    "armenian": "Հոդված {n}. {h}\n{b}",
    "albanian": "Neni {n}\n{h}\n{b}",
    "slovene": "{n}. člen\n({h})\n{b}",
    "croatian": "Članak {n}.\n{b}",
    "serbian": "Члан {n}.\n{b}",
    "macedonian": "Член {n}\n{b}",
    "bulgarian": "Чл. {n}. {b}",
    "slovak": "Čl. {n}\n{h}\n{b}",
    "estonian": "§ {n}. {h}\n(1) {b}",
    "finnish": "{n} §\n{h}\n{b}",
    "swedish": "{n} § {b}",
    "icelandic": "{n}. gr.\n{b}",
    "lithuanian": "{n} straipsnis. {h}\n{b}",
    "latvian": "{n}. pants. {h}\n{b}",
    "polish": "Art. {n}. {b}",
    "romanian": "Art. {n}. - {b}",
    "greek": "Άρθρο {n}\n{h}\n{b}",
    "georgian": "მუხლი {n}. {h}\n{b}",
    "azeri": "Maddə {n}. {h}\n{b}",
    "kazakh": "{n}-бап. {h}\n{b}",
    "tajik": "Моддаи {n}. {h}\n{b}",
    "turkmen": "{n}-nji madda. {h}\n{b}",
    "mongolian": "{n} дүгээр зүйл. {h}\n{b}",
    "persian": "ماده {n}ـ {b}",
    "hebrew": "סעיף {n}. {b}",
    "amharic": "አንቀጽ {n}. {h}\n{b}",
    "somali": "Qodobka {n}\n{h}\n{b}",
    "swahili": "Kifungu cha {n}: {h}\n{b}",
    "kinyarwanda": "Ingingo ya {n}: {h}\n{b}",
    "malagasy": "Andininy {n}\n{b}",
    "indonesian": "Pasal {n}\n{b}",
    "malay": "Fasal {n}. {h}\n{b}",
    "vietnamese": "Điều {n}. {h}\n{b}",
    "thai": "มาตรา {n} {b}",
    "lao": "ມາດຕາ {n} {h}\n{b}",
    "khmer": "មាត្រា {n}\n{b}",
    "hindi": "धारा {n}. {h}\n{b}",
    "bengali": "ধারা {n}। {b}",
    "chinese": "第{n}条\u3000{b}",
    "korean": "제{n}조({h}) {b}",
    "filipino": "SEKSIYON {n}. {h}. — {b}",
    "afrikaans": "Artikel {n}. {h}\n{b}",
    "haitian": "Atik {n}. {h}\n{b}",
    "maltese": "Artikolu {n}\n{b}",
    "roman signs": "§ {n}.\n{b}",
}


NUMERALS = {
    "roman": ("Article {n}. {h}\n{b}", "I II III IV V VI VII VIII IX X XI XII XIII XIV XV"),
    "arabic figures": ("المادة {n}\n{b}", "١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ١٠ ١١ ١٢ ١٣ ١٤ ١٥"),
    "thai figures": ("มาตรา {n} {b}", "๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙ ๑๐ ๑๑ ๑๒ ๑๓ ๑๔ ๑๕"),
    "devanagari figures": ("दफा {n}. {b}", "१ २ ३ ४ ५ ६ ७ ८ ९ १० ११ १२ १३ १४ १५"),
}
IN_WORDS = {
    "arabic words": (
        "المادة {n}\n{b}",
        "الأولى|الثانية|الثالثة|الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة|الحادية عشرة|الثانية عشرة|الثالثة عشرة|"
        "الرابعة عشرة|الخامسة عشرة",
    ),
    "han": ("第{n}条\u3000{b}", "一|二|三|四|五|六|七|八|九|十|十一|十二|十三|十四|十五"),
    "spanish words": (
        "Artículo {n}.- {b}",
        "Primero|Segundo|Tercero|Cuarto|Quinto|Sexto|Séptimo|Octavo|Noveno|Décimo|11|12|13|14|15",
    ),
    "english words": ("Section {n}. {b}", "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|11|12|13|14|15"),
}


@pytest.mark.parametrize("name", NUMERALS)
def test_numbers_in_other_figures_are_kept_as_printed(name: str) -> None:
    style, numbers = NUMERALS[name]
    cut = segment("\n\n".join(style.format(n=n, h="Opening", b=body(i)) for i, n in enumerate(numbers.split())))
    assert [a.number for a in cut.articles] == numbers.split()
    assert cut.issues == ()


@pytest.mark.parametrize("name", IN_WORDS)
def test_numbers_in_words_are_given_in_figures(name: str) -> None:
    style, numbers = IN_WORDS[name]
    cut = segment("\n\n".join(style.format(n=n, h="Opening", b=body(i)) for i, n in enumerate(numbers.split("|"))))
    assert [a.number for a in cut.articles] == [str(n) for n in range(1, 16)]


def test_additional_and_provisional_articles_have_numbers_of_their_own() -> None:
    text = law("turkish", [str(n) for n in range(1, 9)])
    text += "".join(f"\nEK MADDE {n} - (1) {body(n)}\n" for n in (1, 2)) + f"\nGEÇİCİ MADDE 1 - (1) {body(7)}\n"
    cut = segment(text)
    assert [a.number for a in cut.articles][7:] == ["8", "EK 1", "EK 2", "GEÇİCİ 1"]


def law(style: str, numbers: list[str]) -> str:
    heads = ["Opening", "Closing", "Hiding", "Tuning", "Lending"]
    parts = [STYLES[style].format(n=n, h=f"{heads[i % 5]} of devices", b=body(i)) for i, n in enumerate(numbers)]
    return "An Act about devices\n\n" + "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("style", STYLES)
def test_every_tradition_is_recognised(style: str) -> None:
    numbers = [str(n) for n in range(1, 16)]
    cut = segment(law(style, numbers))
    assert [a.number for a in cut.articles] == numbers
    assert cut.front_matter == "An Act about devices"
    assert all(body(i).split("\n")[0] in a.text for i, a in enumerate(cut.articles))
    if "{h}" in STYLES[style]:
        assert [a.heading for a in cut.articles[:3]] == [
            "Opening of devices",
            "Closing of devices",
            "Hiding of devices",
        ]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("markdown", "1 2 3 6a 6b 126nd 126zga 202a 202b 303"),
        ("article dash", "1 2 2-1 2-2 3 153bis 153 ter 154 323-3-1 431-7"),
        ("section capital", "1 2 3 10A 10B 11 40A 41"),
        ("ukrainian", "1 2 3 163-1 278-1 361 361-1 361-2"),
        ("russian", "1 2 3 138 138^1 159.3 274 274^1 274^2"),
        ("dutch", "1 2 3 51 80quinquies 80sexies 138ab 161sexies"),
    ],
)
def test_inserted_numbers_are_kept_as_printed(style: str, numbers: str) -> None:
    wanted = numbers.replace(" ter", "_ter").split()
    wanted = [n.replace("_", " ") for n in wanted]
    assert [a.number for a in segment(law(style, wanted)).articles] == wanted


def test_lists_inside_articles_are_not_articles() -> None:
    text = "\n".join(f"Article {n}\nThere are:\n1. a thing;\n2. another;\n3. the rest.\n" for n in range(1, 9))
    cut = segment(text)
    assert [a.number for a in cut.articles] == [str(n) for n in range(1, 9)]
    assert cut.articles[4].text.endswith("3. the rest.")


def test_references_at_the_beginning_of_a_line_are_not_articles() -> None:
    text = law("section capital", ["1", "2", "3", "4", "5"]).replace(
        body(2),
        body(2)
        + "\nSection 4 of this Act does not apply, nor does\nsection 5.\nSection 2, as read with\nSection 9 (3) too",
    )
    assert [a.number for a in segment(text).articles] == ["1", "2", "3", "4", "5"]


def test_a_list_of_contents_is_front_matter() -> None:
    numbers = [str(n) for n in range(1, 13)]
    contents = "\n".join(f"{n}. Heading number {n}" for n in numbers[:6])
    contents += "\nPART II – REST " + " ".join(f"{n}. Heading number {n}" for n in numbers[6:])
    bodies = "\n".join(f"{n}. Heading number {n} {body(int(n), 4)}" for n in numbers)
    cut = segment(f"ARRANGEMENT\n{contents}\n\nTHE ACT\n{bodies}\n")
    assert [a.key for a in cut.articles] == numbers
    assert "PART II – REST 7. Heading number 7" in cut.front_matter
    # the contents tell where a heading ends that shares its line with the text
    assert [a.heading for a in cut.articles] == [f"Heading number {n}" for n in numbers]
    assert cut.articles[7].text.startswith(body(8).split("\n")[0])


def test_parts_and_chapters_become_paths() -> None:
    text = (
        "PART I\nGENERAL\n"
        + law("section capital", ["1", "2"]).split("\n\n", 1)[1]
        + "PART II – POWERS\nCHAPTER 1\nSEARCH\n"
        "Section 3. Looking\n" + body(3) + "\nChapter I of this Act says more about it, and so does\nthe rest.\n"
        "CHAPTER 2\nLISTENING\nSection 4. Hearing\n" + body(4)
    )
    cut = segment(text)
    assert [a.path for a in cut.articles] == [
        ("PART I – GENERAL",),
        ("PART I – GENERAL",),
        ("PART II – POWERS", "CHAPTER 1 – SEARCH"),
        ("PART II – POWERS", "CHAPTER 2 – LISTENING"),
    ]
    assert cut.articles[2].text.endswith("the rest.")
    assert "PART" not in cut.articles[1].text


def test_running_heads_and_page_numbers_leave_the_text_and_are_reported() -> None:
    pages = []
    for page in range(1, 8):
        arts = "\n".join(f"Section {3 * page + k - 3}. Title {k}\n{body(page * 5 + k, 4)}" for k in range(1, 4))
        pages.append(f"{arts}\n\nC{page} – 12\n[Issue 1]\nThe Devices Act")
    cut = segment("\n".join(pages))
    assert len(cut.articles) == 21
    assert not any("Issue" in a.text or "The Devices Act" in a.text or "– 12" in a.text for a in cut.articles)
    assert [i.kind for i in cut.issues] == ["noise"]
    assert "21 running heads" in cut.issues[0].message


def test_articles_printed_out_of_order_are_kept_and_reported() -> None:
    cut = segment(law("article dash", ["1", "2", "3", "4", "5", "6", "2-A", "3-A"]))
    assert [a.number for a in cut.articles][-2:] == ["2-A", "3-A"]
    assert [i.article for i in cut.issues if i.kind == "jump"] == ["2-A"]


def test_schedules_restart_the_numbers() -> None:
    schedule = "\n".join(f"{n}. Fee number {n}\n{body(n)}" for n in range(1, 5))
    cut = segment(law("dotted", [str(n) for n in range(1, 9)]) + "\nFIRST SCHEDULE\n" + schedule)
    assert [a.key for a in cut.articles][7:] == ["8", "1#2", "2#2", "3#2", "4#2"]
    assert cut.articles[-1].path == ("FIRST SCHEDULE",)
    assert "SCHEDULE" not in cut.articles[7].text


def test_signatures_after_the_last_article_are_back_matter() -> None:
    cut = segment(law("section", ["1", "2", "3"]) + "\nApproved,\n(Sgd.) A. Clerk\n")
    assert cut.back_matter.startswith("Approved")
    assert "Clerk" not in cut.articles[-1].text


def test_gaps_and_repeals_are_reported() -> None:
    text = law("markdown", ["1", "2", "5", "6", "7"]) + "##### § 8 (weggefallen)\n\n-\n"
    kinds = {i.kind: i for i in segment(text).issues}
    assert "3 to 4" in kinds["gap"].message
    assert kinds["repealed"].article == "8"


def test_inserted_articles_of_an_amending_act() -> None:
    text = (
        "Art. 1\n1. Dopo l'articolo 495 del codice e' inserito il seguente: "
        '"Art. 495-bis. - (Apparecchi altrui). - Chi apre paga dieci monete".\n\n'
        'Art. 2\n1. All\'articolo 244 del codice di prova sono aggiunte le parole: "anche di notte".\n\n'
        "Art. 3\n1. La legge entra in vigore domani.\n"
    )
    cut = segment(text)
    assert [(a.number, a.carried_by) for a in cut.articles] == [
        ("1", None),
        ("495-bis", "1"),
        ("2", None),
        ("244", "2"),
        ("3", None),
    ]
    assert cut.articles[1].heading == "Apparecchi altrui"
    assert "dieci monete" not in cut.articles[0].text


# --- nothing is lost ----------------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(
        [s.format(n=n, h="Opening", b="Words stand here.") for s in STYLES.values() for n in (1, 2, 3, "4a", "3.1", "1l")]
    ),
    st.sampled_from([s.format(n=n, h="Opening", b="Said.") for s, _ in NUMERALS.values() for n in ("I", "٣", "V", "๒")]),
    st.sampled_from(
        ["PART I", "CHAPTER 2 – REST", "SCHEDULE", "Page 3", "[Issue 1]", "\f", "", "   ", "Approved,", "(a) it;", "7",
         "Final provisions", "^1 A note of the page.", "§§ 3 bis 5 (weggefallen)", "“12A. It hums.”", "The clock hums. " * 5]
    ),
    st.builds("Article {}\n\f{}\n".format, st.integers(1, 9), st.integers(1, 9)),
    st.text(max_size=40),
    st.text(st.characters(categories=("Nd", "Nl", "Po", "Ps", "Zs", "Lo", "Cc")), max_size=30),
)  # fmt: skip


def check_partition(text: str, cut: Segmented) -> None:
    """The spans are the text, piece by piece; every article has its own, and its words come from there."""
    assert cut.text == text
    assert "".join(text[s.start : s.end] for s in cut.spans) == text
    assert all(a.end == b.start for a, b in pairwise(cut.spans))
    assert all(s.start < s.end for s in cut.spans)
    assert {s.role for s in cut.spans} <= {"front", "article", "path", "noise", "back"}
    keys = [a.key for a in cut.articles]
    assert len(set(keys)) == len(keys)
    owners = {s.article for s in cut.spans if s.role == "article"}
    assert {a.key for a in cut.articles if not a.carried_by} <= owners <= {a.key for a in cut.articles}
    assert all((s.article is not None) == (s.role == "article") for s in cut.spans)
    places: dict[str | None, str] = {}
    for span in cut.spans:
        if span.role == "article":
            places[span.article] = places.get(span.article, "") + text[span.start : span.end]
    letters = {key: Counter(c for c in piece if c.isalnum()) for key, piece in places.items()}
    for article in cut.articles:
        key = article.key if article.key in letters else None
        if key is not None and not article.carried_by:
            assert not Counter(c for c in article.text if c.isalnum()) - letters[key]
    # Letters and figures of the text stand in an article, above articles, before, after, or were left out as noise.
    for role, kept in (("front", cut.front_matter), ("back", cut.back_matter)):
        said = "".join(text[s.start : s.end] for s in cut.spans if s.role == role)
        assert [c for c in said if not c.isspace()] == [c for c in kept if not c.isspace()]
    assert bool(cut.articles) == any(s.role == "article" for s in cut.spans)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=60).map("\n".join))
def test_the_spans_are_the_text(text: str) -> None:
    check_partition(text, segment(text))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=5, max_size=40).map("\n".join), st.data())
def test_the_spans_are_the_text_around_a_body_too(text: str, data: st.DataObject) -> None:
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    cut = segment(text, body=(low, high))
    check_partition(text, cut)
    assert all(low <= s.start and s.end <= high for s in cut.spans if s.role == "article")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(STYLES)), st.sets(st.integers(1, 400), min_size=4, max_size=40), st.booleans())
def test_the_words_of_each_article_are_its_own(style: str, numbers: set[int], heads: bool) -> None:
    wanted = [str(n) for n in sorted(numbers)]
    parts = [STYLES[style].format(n=n, h="Opening", b=f"Mark m{n}m stands here and it hums.") for n in wanted]
    cut = segment(("Preamble\n\n" if heads else "") + "\n\n".join(parts))
    assert [a.number for a in cut.articles] == wanted
    assert all(f"m{a.number}m" in a.text for a in cut.articles)


@pytest.mark.parametrize(
    "piece",
    [
        " ", "\n", "\f1\n", "1.\n", "1. ", "1.2.", "(a)", "([{(", "§ 1 ", "§§ 1 bis ", "Article ", "Article 1\n", "*", "#", ". - ",
        '"Art. 1 - ', '"\u201c«„', "—–-", "CHAPTER I\n", "Heading\n1. x\n", "المادة الحادية و", "The Act of the ", "1, ",
        "The clock hums at noon. ", "....... ", "Section 1 of the ", "da\n", '"Article 5. x"\n', "Heads — x\n2. y\n",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "Article 1\nx\nArticle 2\n" + piece * (size // len(piece)) + "\nArticle 3\ny"
        begun = time.process_time()
        check_partition(text, segment(text)) if size < 5_000 else segment(text)
        return time.process_time() - begun

    seconds(4_000)
    small, large = min(seconds(10_000) for _ in range(3)), min(seconds(80_000) for _ in range(3))
    assert large < 5
    assert large < 0.3 or large < 28 * small  # eight times the text: 64 times the time if it were quadratic


def test_lines_beyond_what_any_law_has_are_not_looked_at_and_that_is_said() -> None:
    flood = "1. X\n" * 250_000
    law = "".join(f"Article {n}\nThe clock hums {n} times.\n" for n in range(1, 9))
    cut = segment(flood + law)
    check_partition(flood + law, cut)
    assert [a.number for a in cut.articles] == [str(n) for n in range(1, 9)]  # another numbering is still found
    assert not [issue for issue in cut.issues if issue.kind == "numbering"]
    alone = segment(flood)
    check_partition(flood, alone)
    assert any("from line 50,001 on" in issue.message for issue in alone.issues)
    many = segment("".join(f"Article {n % 9000 + 1}\nx\n" for n in range(60_000)))
    assert len(many.articles) <= 50_000
    assert any("from line 100,001 on" in issue.message for issue in many.issues)
    assert "Article 6001\nx" in many.articles[-1].text


def test_more_articles_than_any_act_inserts_stay_where_they_are_quoted() -> None:
    text = "Article 1\nIs inserted: " + '"Article 5. x" \n' * 21_000 + "Article 2\nx\n\nArticle 3\nIt hums."
    cut = segment(text)
    assert sum(a.carried_by == "1" for a in cut.articles) == 20_000
    assert any("20,000 articles are quoted" in issue.message for issue in cut.issues)
    assert '"Article 5. x"' in cut.articles[0].text


@pytest.mark.parametrize(
    "word", ["Part", "CHAPTER", "Título", "KISIM", "Kısım", "Глава", "الباب", "Sub-section", "Unterkapitel"]
)
def test_headings_are_told_by_their_first_letters_in_any_case(word: str) -> None:
    for form in (word, word.upper(), word.lower()):
        assert is_division(f"{form} I"), form
    assert (
        is_division("Zwanzigster Abschnitt")
        and is_division("DREISSIGSTER ABSCHNITT".replace("SS", "ß"))
        and is_division("1. Abschnitt")
    )
    assert not is_division("Clock I") and not is_division("")
