"""Files of every form, good and bad: what is read, and what is said."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from lexalign.errors import EmptyLaw, LexalignError, NoTextLayer, UnknownCountry, UnreadableFile
from lexalign.laws import read_articles, read_law
from lexalign.laws.decode import decode_text
from lexalign.model import LawStatus

from .conftest import ACT, pdf_bytes

Save = Callable[[str, str | bytes], Path]
HEADS = ["Short title", "Meaning of words", "Opening a device", "Listening"]

HTML = """<!DOCTYPE html><html><head><title>Imaginary Devices Act | Lawsite</title>
<style>.up {{ vertical-align: super }} Section 9. Style</style><script>var x = "Section 8. Script";</script></head>
<body><nav>Section 7. Menu</nav><div>Welcome</div><div id="law"><p>THE IMAGINARY\r\nDEVICES ACT</p>{}</div>
<div>About us</div></body></html>"""


def as_html() -> str:
    lines = ACT.split("\n\n", 1)[1].strip().split("\n")
    return HTML.format(
        "".join(f"<p align=left><b>{line[:10]}</b>{line[10:].replace(' ', chr(13) + chr(10), 3)}</p>" for line in lines)
    )


FORMS = {
    "act.txt": ACT,
    "act.md": ACT.replace("Section", "## Section"),
    "act.html": as_html(),
    "act.csv": "number,heading,text\n1,Short title,This Act may be cited as the Imaginary Devices Act 2031.\n"
    '2,Meaning of words,"In this Act a device is anything that hums."\n'
    "3,Opening a device,A person who opens a device that belongs to somebody else pays ten coins.\n"
    "4,Listening,A person who listens to the humming of others pays twenty coins.\n",
    "act.pdf": pdf_bytes([ACT.strip().split("\n")[:5], ACT.strip().split("\n")[5:]]),
    "page.pdf": as_html(),
    "noname": as_html(),
    "windows.txt": ACT.replace("\n", "\r\n").encode("utf-8-sig"),
    "wide.txt": ACT.encode("utf-16"),
    "wide-unmarked.txt": ACT.encode("utf-16-le"),
}


@pytest.mark.parametrize("name", FORMS)
def test_one_law_in_every_form(name: str, save: Save) -> None:
    law = read_law(save(name, FORMS[name]), country="xxa", year=2031)
    assert [a.number for a in law.articles] == ["1", "2", "3", "4"]
    assert [a.heading for a in law.articles] == HEADS
    assert law.articles[2].text == "A person who opens a device that belongs to somebody else pays ten coins."
    assert law.articles[3].text.endswith("pays twenty coins.")
    assert (law.country, law.language, law.status, law.form) == ("XXA", "en", LawStatus.IN_FORCE, "text")
    assert law.title.startswith("Imaginary Devices Act")
    assert law.id == f"xxa-{name.rsplit('.', 1)[0]}"
    if FORMS[name] == as_html():
        assert law.title == "Imaginary Devices Act"
        assert not any(word in str(law) for word in ("Script", "Style", "Menu"))
        assert law.front_matter.startswith("Welcome")
        assert law.back_matter.endswith("About us")


def test_superscript_numbers_stay_apart(save: Save) -> None:
    page = HTML.format(
        "".join(
            f"<p>Статья {n}. Слова</p><p>Кто открыл, тот и платит за это десять монет.</p>"
            for n in ("27", "27<sup>1</sup>", '27<span class="up">2</span>', "271", "272")
        )
    )
    cut = read_articles(save("a.html", page))
    assert [a.number for a in cut.articles] == ["27", "27^1", "27^2", "271", "272"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1252",
            "Article 1 – Accès\nL'accès à un appareil qui n'est pas à lui est puni.\nArticle 2\nDe même la clé.\n",
        ),
        (
            "cp1251",
            "Статья 1. Доступ\nДоступ к чужим устройствам не разрешается.\nСтатья 2. Ключ\nТо же и для ключа в руке.\n",
        ),
        (
            "cp1254",
            "MADDE 1 - (1) Başkasının aygıtı için ceza ve hapis uygulanır.\nMADDE 2 - (1) Bu kanun ile ilgili suç.\n",
        ),
        (
            "cp1256",
            "المادة 1\nيعاقب من فتح جهاز غيره في الليل أو على الطريق.\nالمادة 2\nيعاقب من أخذ المفتاح من غيره.\n",
        ),
    ],
)
def test_old_code_pages(encoding: str, text: str, save: Save) -> None:
    law = read_law(save("a.txt", text.encode(encoding)), country="XXA")
    assert len(law.articles) == 2
    assert law.articles[0].text in text
    assert "�" not in law.articles[0].text


OTHERS = {
    "pl": ("cp1250", "Artykuł 1. Dostęp\nKto bez zezwolenia otwiera urządzenie, które nie jest jego, lub się do niego zbliża.\n"),
    "cs": ("cp1250", "Článek 1. Přístup\nKdo otevře zařízení, které mu nepatří, nebo se na ně dívá, bude potrestán podle zákona.\n"),
    "el": ("cp1253", "Άρθρο 1. Πρόσβαση\nΌποιος ανοίγει τη συσκευή και δεν έχει την άδεια του κατόχου της, τιμωρείται με πρόστιμο.\n"),
    "he": ("cp1255", "סעיף 1\nאדם הפותח את המכשיר של אדם אחר או על פי כל דין לא היה רשאי לכך, דינו קנס לפי חוק זה.\n"),
    "lt": ("cp1257", "1 straipsnis. Prieiga\nKas atidaro įrenginį, kuris yra kito asmens, arba iš jo ką nors paima, moka už žalą.\n"),
    "bg": ("cp1251", "Член 1. Достъп\nКойто отвори чуждо устройство и го използва без да е получил съгласие от лицето, се наказва.\n"),
    "sr": ("cp1251", "Члан 1. Приступ\nКо отвори уређај који није његов или се у њему налази, казниће се и од њега се узима.\n"),
    "az": ("cp1254", "Maddə 1. Giriş\nBaşqasının cihazını açan şəxs bu Qanun ilə və ya hər hansı qayda üçün cəzalanır.\n".replace("ə", "ä")),
    "uk": ("cp1251", "Стаття 1. Доступ\nХто відкрив чужий пристрій і не має на це права, той за законом сплачує штраф або монети.\n"),
}  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_code_pages_and_wide_encodings_of_many_languages(language: str, save: Save) -> None:
    page, text = OTHERS[language]
    for encoding in (page, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert decode_text(text.encode(encoding))[0].removeprefix("\ufeff") == text, encoding
    html = f"<html><body><p>{text}</p></body></html>"
    marked = f'<html><head><meta charset="{page.replace("cp", "windows-")}"></head><body><p>{text}</p></body></html>'
    xml = f'<?xml version="1.0" encoding="{page.replace("cp", "windows-")}"?><html><body><p>{text}</p></body></html>'
    for source, encoding in ((html, page), (html, "utf-16-le"), (marked, page), (xml, page)):
        assert text.split("\n")[1] in decode_text(source.encode(encoding))[0]


def test_a_declared_encoding_that_is_none_is_passed_over() -> None:
    text = '<meta charset="idna">Accès à l’appareil, pas de clé ni de trappe dans la boîte et le coffre.'
    assert decode_text(text.encode("cp1252"))[0] == text


def test_accents_have_one_form(save: Save) -> None:
    text = "Article 1\nAcce\u0300s interdit.\nArticle 2\nAcce\u0300s permis.\n"
    assert read_law(save("a.txt", text), country="FRA").articles[0].text == "Accès interdit."


def test_language_and_kind_are_told_from_the_text(save: Save) -> None:
    spanish = "Artículo 1. Acceso ilícito\nEl que entre en los aparatos de otro será castigado con una multa.\n" * 3
    law = read_law(save("x.txt", spanish), country="CHL", title="Ley sobre delitos informáticos")
    assert (law.language, law.kind) == ("es", "cybercrime act")
    assert read_law(save("x.txt", spanish), country="CHL", title="Código Penal").kind == "penal code"
    assert read_law(save("x.txt", spanish), country="CHL", title="Código Procesal Penal").kind == "procedure code"
    assert read_law(save("x.txt", spanish), country="CHL", title="Ley de puertos").kind == "other"
    assert read_law(save("x.txt", spanish), country="CHL", title="Cyber crimes and the Penal Code").kind == "other"


def encrypted() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes([["Section 1. A"]])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BAD: dict[str, tuple[str, bytes, type[LexalignError], str]] = {
    "no text layer": ("scan.pdf", pdf_bytes([[], []]), NoTextLayer, "ocrmypdf"),
    "password": ("locked.pdf", encrypted(), UnreadableFile, "password"),
    "damaged pdf": ("cut.pdf", pdf_bytes([["Section 1. A"]])[:200], UnreadableFile, "damaged"),
    "empty": ("a.txt", b"", EmptyLaw, "empty"),
    "blank": ("a.txt", b"\xef\xbb\xbf \n\n ", EmptyLaw, "empty"),
    "no article": ("a.txt", b"Dear all, lunch is at noon.", EmptyLaw, "no article"),
    "empty page": ("a.html", b"<html><body><script>x</script></body></html>", EmptyLaw, "no text"),
    "damaged docx": ("a.docx", b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", UnreadableFile, "damaged package"),
    "picture": ("law.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, UnreadableFile, "picture"),
    "binary": ("law.txt", bytes(range(256)) * 10, UnreadableFile, "binary file"),
    "no columns": ("a.csv", b"a,b\n1,2\n", UnreadableFile, "no column"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_with_a_reason(case: str, save: Save) -> None:
    name, data, error, word = BAD[case]
    path = save(name, data)
    with pytest.raises(error) as caught:
        read_law(path, country="KEN")
    assert word in str(caught.value)
    assert name in str(caught.value)
    assert caught.value.fix or case == "blank"


def test_paths_and_words_that_do_not_exist(tmp_path: Path, save: Save) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        read_law(tmp_path / "none.txt", country="KEN")
    with pytest.raises(UnreadableFile, match="folder"):
        read_law(tmp_path, country="KEN")
    path = save("a.txt", ACT)
    for bad in ("Kenya", "KE", "K3N", ""):
        with pytest.raises(UnknownCountry, match="three-letter"):
            read_law(path, country=bad)
    with pytest.raises(LexalignError, match="in force"):
        read_law(path, country="KEN", status="valid")
    with pytest.raises(LexalignError, match="cybercrime act"):
        read_law(path, country="KEN", kind="cyber")


def test_any_damage_to_a_pdf_is_reported_kindly(save: Save) -> None:
    good = pdf_bytes([ACT.strip().split("\n")])
    for step in range(0, len(good), 37):
        broken = good[:step] + bytes([good[step] ^ 0x5A]) + good[step + 1 :]
        path = save("x.pdf", broken)
        try:
            read_law(path, country="KEN")
        except LexalignError:
            continue
