"""Names of the columns of a table of articles, in the languages of the lexicons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["COLUMNS", "Columns", "find_columns", "fold_name", "known_names"]

Columns = dict[str, list[int]]
"""Field ▶ places of its columns in a row."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "article number", "section number", "article no", "section no", "article nr", "no", "nr", "num",
        "nº", "n°", "numero", "numero de l'article", "numero d'article", "n° d'article", "numero de articulo",
        "n° de articulo",
        "numero do artigo", "n° do artigo", "numero articolo", "nummer", "artikelnummer", "paragraphennummer", "numar",
        "numarul articolului", "nr articol", "nr articolului", "numara", "madde no", "madde numarasi", "sira no",
        "номер", "номер статьи", "номер статті", "№", "№ статьи", "№ статті", "رقم", "رقم المادة", "الرقم",
        "article", "section", "art", "sec", "articulo", "artigo", "artikel", "articolo", "articol", "madde",
        "paragraph", "paragraf", "§", "статья", "стаття", "المادة", "مادة",
        "artykuł", "članak", "član", "člen", "článek", "článok", "члан", "член", "άρθρο", "მუხლი", "հոդված", "maddə",
        "modda", "модда", "neni", "cikk", "szakasz", "artikkel", "pykälä", "paragrahv", "pants", "straipsnis", "broj",
        "број", "číslo", "številka", "αριθμός", "αρ", "номер на член", "број на член", "broj članka", "broj člana",
        "szám", "numri", "numurs", "numeris", "number paragrahvi", "numero pykälä", "nömrə", "raqam", "рақам", "ნომერი",
        "համար", "grein", "gr", "númer", "numer", "numer artykułu",
    ),
    "heading": (
        "heading", "headings", "title", "caption", "rubric", "name", "article title", "section title",
        "article heading", "section heading", "marginal note", "intitule", "titre", "rubrique", "titre de l'article",
        "titulo", "epigrafe",
        "rubrica", "nombre", "denominacion", "designacao", "uberschrift", "titel", "bezeichnung", "opschrift", "kopje",
        "titolo", "titlu", "denumire", "denumirea", "titlul", "baslik", "madde basligi", "kenar basligi", "заголовок",
        "название", "наименование", "назва", "найменування", "العنوان", "عنوان", "عنوان المادة",
        "tytuł", "nagłówek", "nadpis", "název", "názov", "naslov", "naziv", "наслов", "назив", "заглавие", "τίτλος",
        "სათაური", "վերնագիր", "başlıq", "ad", "sarlavha", "сарлавҳа", "cím", "rubrik", "overskrift",
        "otsikko", "pealkiri", "virsraksts", "nosaukums", "pavadinimas", "antraštė", "titulli", "fyrirsögn", "heiti",
    ),
    "text": (
        "text", "content", "contents", "body", "full text", "article text", "section text", "provision", "texto",
        "texto completo", "contenido", "conteudo", "texte", "contenu", "texte integral", "testo", "contenuto", "inhalt",
        "wortlaut", "tekst", "inhoud", "tekst artikel", "metin", "icerik", "madde metni", "continut", "continutul",
        "textul", "textul articolului", "текст", "текст статьи", "текст статті", "содержание", "зміст", "النص", "نص",
        "treść", "brzmienie", "znění", "znenie", "obsah", "besedilo", "vsebina", "sadržaj", "tekst članka",
        "tekst člana", "текст на член", "текст на членот", "текст члана", "садржај", "съдържание", "содржина",
        "κείμενο",
        "ტექსტი", "տեքստ", "mətn", "matn", "матн", "szöveg", "teksti", "lagtext", "lovtekst", "sisältö", "sisu",
        "teksts",
        "saturs", "tekstas", "texti", "efni", "turinys", "përmbajtja",
        "نص المادة", "المحتوى",
    ),
    "path": (
        "path", "chapter", "part", "division", "book", "place", "hierarchy", "chapitre", "partie", "livre", "capitulo",
        "libro", "parte", "livro", "kapitel", "teil", "buch", "abschnitt", "hoofdstuk", "boek", "deel", "afdeling",
        "capo", "capitol", "capitolul", "partea", "cartea", "bolum", "kisim", "kitap", "глава", "раздел", "часть",
        "розділ",
        "частина", "الفصل", "الباب", "القسم", "rozdział", "dział", "hlava", "díl", "diel", "glava", "poglavlje",
        "poglavje",
        "поглавље", "поглавје", "κεφάλαιο", "τμήμα", "თავი", "კარი", "գլուխ", "բաժին", "fəsil", "bölmə", "bob", "боб",
        "fejezet", "kreu", "avdelning", "afsnit", "kapittel", "luku", "peatükk", "nodaļa", "sadaļa", "skyrius",
    ),
    "carried_by": ("carried by", "carrier"),
}  # fmt: skip
"""Field ▶ names that mean it, without accents, the surest first."""

_ALSO_PATH = {
    "section",
    "title",
    "titre",
    "titulo",
    "titolo",
    "titel",
    "titlu",
    "sezione",
    "seccion",
    "secao",
    "sectiune",
}


def fold_name(name: str) -> str:
    """A column name without case, accents of Latin letters and signs."""
    text = name.replace("_", " ").replace("-", " ").replace("’", "'").strip(" \t\ufeff\"'.:*")
    flat = unicodedata.normalize("NFD", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text).casefold())
    bare = "".join(c for c in flat if not unicodedata.combining(c) or not ("̀" <= c <= "ͯ")).replace("ı", "i")
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", bare)).replace("º", "°").rstrip(".").replace(". ", " ")


def known_names() -> frozenset[str]:
    """All names of columns."""
    return frozenset(fold_name(name) for names in COLUMNS.values() for name in names)


def find_columns(header: Sequence[str]) -> Columns | None:
    """Tell which column of a table is which.

    Args:
        header: The cells of its first line.

    Returns:
        The places of the columns of each field; None where there is none for the number or none for the text.
    """
    names = [fold_name(name) for name in header]
    found: Columns = {field: [] for field in COLUMNS}
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    for field in ("number", "heading", "text", "carried_by"):
        for wanted in COLUMNS[field]:
            free = places.get(fold_name(wanted))
            if free:
                found[field] = [free.pop(0)]
                break
    used = {place for places in found.values() for place in places}
    above = {*map(fold_name, COLUMNS["path"]), *_ALSO_PATH}
    found["path"] = [p for p, name in enumerate(names) if p not in used and name in above]
    return found if found["number"] and found["text"] else None
