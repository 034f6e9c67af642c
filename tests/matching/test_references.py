"""References in the languages of Central, Northern and Eastern Europe, the Caucasus and Central Asia."""

from __future__ import annotations

import pytest

from lexalign.laws.segments import with_keys
from lexalign.matching.reference_words import WORDS
from lexalign.matching.references import references
from lexalign.model import Article, Law

# Language, words of an article, articles of its own law that they name. All sentences are made up.
ROWS = [
    ("pl", "Przepisy art. 2-4 stosuje się do zegara.", "2 3 4"),
    ("pl", "Czyn z § 2 ściga się na wniosek.", ""),
    ("pl", "Kara z art. 3 ustawy o wieżach nie dotyczy zegara, a z art. 4 niniejszej ustawy dotyczy.", "4"),
    ("cs", "Na hodiny se použijí § 2 až 4 tohoto zákona.", "2 3 4"),
    ("cs", "Postupuje se podle § 3 odst. 2 písm. a) zákona o věžích.", ""),
    ("sk", "Použijú sa § 3 alebo § 5.", "3 5"),
    ("sl", "Za ure veljajo 2., 3. in 5. člen.", "2 3 5"),
    ("sl", "Ravna se po 3. členu zakona o stolpih.", ""),
    ("hr", "Primjenjuju se članci 2. do 4. ovoga Zakona.", "2 3 4"),
    ("hr", "Kazna iz čl. 3. st. 2. Zakona o tornjevima ne vrijedi.", ""),
    ("hr", "Kazna iz čl. 3. st. 2. ovoga Zakona vrijedi.", "3"),
    ("hr", "Tko krši članak 3., plaća prema odredbama zakona.", "3"),
    ("bs", "Djelo iz člana 3. stav (2) ovog zakona.", "3"),
    ("sr", "Примењују се чланови 2. до 4. овог закона.", "2 3 4"),
    ("mk", "Се применуваат членовите 2 и 5 од овој закон.", "2 5"),
    ("mk", "Според член 5 од Законот за кули.", ""),
    ("bg", "Прилагат се чл. 2 - 4.", "2 3 4"),
    ("bg", "Наказва се по чл. 3 от Закона за кулите.", ""),
    ("el", "Ισχύουν τα άρθρα 2 έως 4.", "2 3 4"),
    ("el", "Κατά το άρθρο 3 του ν. 4/2031 πληρώνει.", ""),
    ("ka", "მე-2 და მე-5 მუხლები გამოიყენება.", "2 5"),
    ("ka", "სამოქალაქო კოდექსის მე-3 მუხლი არ გამოიყენება.", ""),
    ("hy", "Կիրառվում են 2-րդ և 5-րդ հոդվածները։", "2 5"),
    ("hy", "Քրեական օրենսգրքի 3-րդ հոդվածը չի կիրառվում։", ""),
    ("az", "Bu Məcəllənin 2-ci və 5-ci maddələri tətbiq edilir.", "2 5"),
    ("az", "Mülki Məcəlləsinin 3-cü maddəsi tətbiq edilmir.", ""),
    ("uz", "Ushbu Qonunning 2, 3-moddalari qo‘llaniladi.", "2 3"),
    ("uz", "Фуқаролик кодексининг 3-моддаси қўлланилмайди.", ""),
    ("hu", "A 2. § (1) bekezdése és az 5. § alkalmazandó.", "2 5"),
    ("hu", "A Polgári Törvénykönyv 3. §-a nem alkalmazandó.", ""),
    ("sq", "Zbatohen nenet 2 deri 4 të këtij ligji.", "2 3 4"),
    ("sq", "Sipas nenit 3 të Kodit Civil.", ""),
    ("sv", "Bestämmelserna i 2-4 §§ gäller klockor.", "2 3 4"),
    ("sv", "Enligt 3 § lagen om torn gäller annat.", ""),
    ("da", "Reglerne i §§ 2-4 gælder for ure.", "2 3 4"),
    ("da", "Reglen i § 3 i lov om tårne gælder ikke.", ""),
    ("nb", "Bestemmelsene i §§ 2 til 4 gjelder for klokker.", "2 3 4"),
    ("fi", "Kelloihin sovelletaan 2 ja 5 §:ää.", "2 5"),
    ("fi", "Sakko määrätään pakkokeinolain 3 §:n mukaan.", ""),
    ("is", "Ákvæði 1. mgr. 2. gr., 3. gr. og 5.–7. gr. gilda um klukkur.", "2 3 5 6 7"),
    ("is", "Sektir skv. 2., 3. og 5. gr. laga þessara renna í ríkissjóð.", "2 3 5"),
    ("is", "Um turna fer skv. 1. mgr. 3. gr. og 4. gr. laga um turna, nr. 7/2031.", ""),
    ("is", "Brot varðar refsingu skv. 3. gr. almennra klukkulaga.", ""),
    ("is", "Eigandi sveitarfélaga skv. 3. gr. greiðir sekt.", "3"),
    ("is", "Skv. 3. gr. sveitarfélaga er sekt greidd.", "3"),
    ("is", "Greinin breyttist með l. 30/2032, 4. gr.", ""),
    ("et", "Kohaldatakse käesoleva seaduse §-e 2–4.", "2 3 4"),
    ("et", "Kohaldatakse tornide seaduse § 3.", ""),
    ("lv", "Piemēro šā likuma 2., 3. un 5. pantu.", "2 3 5"),
    ("lv", "Piemēro Torņu likuma 3. pantu.", ""),
    ("lt", "Taikomi šio kodekso 2–4 straipsniai.", "2 3 4"),
    ("lt", "Taikomas Civilinio kodekso 3 straipsnis.", ""),
]


def law_with(language: str, text: str) -> Law:
    articles = [Article(str(n), None, "…") for n in range(1, 9)]
    return Law("xxa-law", "XXA", "Law", language, with_keys([*articles, Article("9", None, text)]))


@pytest.mark.parametrize(("language", "text", "named"), ROWS, ids=lambda value: value if len(value) == 2 else "")
def test_articles_of_the_same_law_are_found(language: str, text: str, named: str) -> None:
    law = law_with(language, text)
    assert [key for ref in references(law.articles[-1], law) for key in ref.articles] == named.split()


def test_every_language_has_a_row() -> None:
    assert {row[0] for row in ROWS} | {"cnr", "no"} == set(WORDS)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Z wyjątkiem czynu z art. 3 karze się surowo."),
        ("hr", "Bez obzira na članak 3. ovoga Zakona, sat stoji."),
        ("mk", "Освен во случаите од член 3, часовникот стои."),
        ("is", "Þrátt fyrir ákvæði 1. og 2. mgr. 3. gr. stendur klukkan."),
        ("et", "Välja arvatud § 3 järgi, kell seisab."),
    ],
)
def test_what_sets_an_article_aside_does_not_extend(language: str, text: str) -> None:
    law = law_with(language, text)
    assert [ref.extends for ref in references(law.articles[-1], law)] == [False]
