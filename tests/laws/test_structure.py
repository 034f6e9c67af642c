"""Headings above articles: how they are numbered, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.laws import read_law, segment
from lexalign.laws.structure import is_division

ORDINALS = {
    "de": "Erster Titel|Siebter Titel|Siebenter Teil|Dreizehnter Abschnitt|SECHZEHNTER ABSCHNITT|Siebzehntes Kapitel|"
    "Neunzehnter Teil|Zwanzigstes Buch|Einundzwanzigstes Kapitel|Dreißigster Teil|Dreissigstes Kapitel|Vierzigster Teil",
    "nl": "Eerste afdeling|Elfde titel|Dertiende hoofdstuk|Achttiende deel|Eenentwintigste titel|Tweeëntwintigste titel|"
    "Dertigste afdeling|Veertigste boek",
    "en": "First Part|Thirteenth Chapter|Part Twenty-one|Thirtieth Chapter|Chapter Thirty Five|Part the First",
    "fr": "Première partie|TROISIEME PARTIE|Livre deuxième|CHAPITRE PREMIER|Chapitre 1er|TITRE Ier|SECTION 2e|Titre dixième|"
    "Titre dix-septième|Chapitre vingt et unième|Titre vingt-deuxième|Chapitre trentième",
    "es": "Título primero|TITULO DECIMO|Capítulo undécimo|Capítulo décimo tercero|Capítulo decimotercero|Primera parte|"
    "Capítulo vigésimo primero|Sección vigesimosegunda|Libro trigésimo",
    "pt": "Livro primeiro|CAPÍTULO TERCEIRO|Capítulo nono|Título décimo segundo|Capítulo vigésimo quinto|Secção trigésima",
    "it": "Titolo primo|Parte seconda|Capo decimo|Capo decimoterzo|Capo diciassettesimo|Libro ventunesimo|Capo trentesimo",
    "ro": "Partea întâi|Capitolul al doilea|Partea a treia|Secțiunea a 2-a|Titlul al XII-lea|Capitolul al treisprezecelea|"
    "Capitolul al douăzeci și unulea|Capitolul al treizecilea",
    "ru": "Раздел первый|Первый раздел|Часть третья|ЧАСТЬ ЧЕТВЁРТАЯ|Раздел четвертый|Подраздел седьмой|Глава тринадцатая|"
    "Глава двадцать первая|Глава тридцатая|Глава сороковая",
    "uk": "Розділ перший|Перша частина|Частина третя|Розділ п’ятий|Глава дев'ята|Глава тринадцята|Розділ двадцять перший|"
    "Розділ тридцятий",
    "tr": "Birinci Kısım|DÖRDÜNCÜ KISIM|ON İKİNCİ BÖLÜM|Onikinci Bölüm|Yirmi Birinci Bölüm|OTUZUNCU BÖLÜM|KIRKINCI BÖLÜM",
    "ar": "الباب الأول|القسم الثاني عشر|الفصل الثالث عشر|الفصل العشرون|الباب الحادي والعشرون|الفصل الثلاثون",
}


@pytest.mark.parametrize("language", ORDINALS)
def test_ordinals_in_words_number_chapters(language: str) -> None:
    missed = [line for line in ORDINALS[language].split("|") if not is_division(line)]
    assert not missed
    assert [line for line in ORDINALS[language].split("|") if not is_division(f"{line} – Hum")] == []


@pytest.mark.parametrize(
    "line", ["Titel IVA", "Titel VB – Brom", "###Titel IVa ", "TITEL VIA", "Chapter XIXA", "Titre IA"]
)
def test_a_roman_number_may_have_a_letter(line: str) -> None:
    assert is_division(line)


@pytest.mark.parametrize(
    "line",
    [
        "Part If the device hums",
        "PART IF IT HUMS",
        "Titel Va banque",
        "Part twelve of this Act applies.",
        "Second hand goods",
        "Section firstly",
        "Erste Hilfe",
        "Siebter Sinn",
        "Titel Vom Amt",
        "Partea a doua se aplică",
        "Часть первая статьи",
        "Third Part of the line goes on,",
        "TITRE DE VOYAGE",
        "PART IN THE",
    ],
)
def test_a_sentence_with_an_ordinal_is_no_chapter(line: str) -> None:
    assert not is_division(line)


def test_a_chapter_above_twelve_leaves_the_one_before() -> None:
    text = "\n".join(
        f"{word} Abschnitt – Gerät {at}\n\n§ {2 * at + 1} Summen\nDas Gerät summt.\n\n§ {2 * at + 2} Ruhe\nEs schweigt.\n"
        for at, word in enumerate(["Zwölfter", "Dreizehnter", "Vierzehnter", "Siebter"])
    )
    paths = [article.path for article in segment(text).articles]
    assert paths[::2] == paths[1::2]
    assert [path[-1].split(" ")[0] for path in paths[::2]] == ["Zwölfter", "Dreizehnter", "Vierzehnter", "Siebter"]
    assert all(article.text.endswith(".") for article in segment(text).articles)


def _chapters(law: Path, country: str, word: str) -> set[str]:
    return {part for article in read_law(law, country=country).articles for part in article.path if word in part}


def test_real_laws_have_all_their_chapters(shared: Path) -> None:
    named = _chapters(shared / "laws/DEU/stgb.md", "DEU", "zehnter Abschnitt")
    assert {part.split(" ")[0] for part in named} >= {"Dreizehnter", "Sechzehnter", "Neunzehnter"}
    parts = _chapters(shared / "laws/RUS/upk-rf-2001-174-fz.html", "RUS", "ЧАСТЬ ")
    assert len([part for part in parts if part.startswith("ЧАСТЬ")]) == 6
    titles = _chapters(shared / "laws/NLD/wetboek-van-strafvordering.md", "NLD", "Titel ")
    assert {part.split(" ")[1] for part in titles} >= {"IVA", "VA", "VB", "VC", "VE", "IVa", "VIA", "IIIb"}


NUMBERED = (
    "Rozdział I|DZIAŁ IV|TYTUŁ PIERWSZY|HLAVA II|PRVÁ HLAVA|DRUHÁ ČASŤ|ČÁST PRVNÍ|Prvo poglavje|Drugi del|GLAVA PRVA (I.)|"
    "POGLAVLJE I - OPĆE ODREDBE|GLAVA DVADESET PRVA|ГЛАВА ПРВА|ГЛАВА ДВАЕСЕТ И ТРЕТА|Глава втора|Дял I|ΚΕΦΑΛΑΙΟ ΠΡΩΤΟ|"
    "ΚΕΦΑΛΑΙΟ Α΄|თავი XXXV|ԳԼՈՒԽ 1|I fəsil|II FƏSİL|1-ci fəsil|1-bob. Umumiy qoidalar|I боб. УМУМИЙ ҚОИДАЛАР|II. FEJEZET|"
    "ELSŐ RÉSZ|KREU I|PJESA E PARË|1 kap. Inledande bestämmelser|FÖRSTA AVDELNINGEN|Kapittel 1. Alminnelige bestemmelser|"
    "Annen del|38 luku|I OSA|1. peatükk|I nodaļa|I SKYRIUS|PIRMASIS SKIRSNIS|BIRINCHI BOʻLIM"
)


@pytest.mark.parametrize("line", NUMBERED.split("|"))
def test_chapters_of_many_languages(line: str) -> None:
    assert is_division(line)


@pytest.mark.parametrize("line", ["del 12 de mayo", "2 del artículo", "II del código", "Prva pomoč", "5 luku on hyvä"])
def test_a_line_with_such_a_word_is_no_chapter(line: str) -> None:
    assert not is_division(line)


def test_a_bulgarian_section_stands_under_its_chapter() -> None:
    heads = {
        1: "Глава първа\nЧАСОВНИЦИ\n\nРаздел I\nБръмчене\n\n",
        2: "Раздел II\nТишина\n\n",
        3: "Глава втора\nКУЛИ\n\n",
    }
    text = "\n\n".join(f"{heads.get(n, '')}Чл. {n}. Часовникът бръмчи {n} пъти." for n in range(1, 6))
    paths = [article.path for article in segment(text).articles]
    assert paths[0] == ("Глава първа – ЧАСОВНИЦИ", "Раздел I – Бръмчене")
    assert paths[1] == ("Глава първа – ЧАСОВНИЦИ", "Раздел II – Тишина")
    assert paths[2:] == [("Глава втора – КУЛИ",)] * 3
