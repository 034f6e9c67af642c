"""The words of the review sheet in English, French and Spanish, and back from what an expert typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from lexalign.errors import UnknownLanguage

__all__ = ["COLUMN_IDS", "DECISIONS", "LANGUAGES", "folded", "meaning", "words_of"]

LANGUAGES = ("en", "fr", "es")

DECISIONS = ("confirm", "partly", "related", "reject", "withdraw")
"""What can be chosen for an article; ``withdraw`` takes the expert's own earlier decision back."""

COLUMN_IDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles": (
            "rank", "provision", "article", "law", "heading", "text", "elements", "so_far", "decision", "reason", "key",
        ),
        "provisions": ("provision", "asks", "now", "why", "decision", "reason", "key"),
        "pillars": ("pillar", "now", "why", "decision", "reason", "key"),
    }
)  # fmt: skip
"""Sheet ▶ its columns, by the names that stand in the thin row above the visible head.

The key, which is hidden, comes last: programs differ on how hidden columns count in frozen panes.
"""

_EN = {
    "title": "Review of the alignment",
    "articles": "Articles",
    "provisions": "Provisions",
    "pillars": "Pillars",
    "texts": "Texts",
    "instructions": "Instructions",
    "key": "Key (do not change)",
    "rank": "Priority",
    "provision": "Convention article",
    "law": "Law",
    "article": "Article of the law",
    "heading": "Heading",
    "text": "Text",
    "elements": "Elements shown and missing",
    "so_far": "So far",
    "decision": "Your decision",
    "reason": "Your reason",
    "asks": "What it asks of national law",
    "now": "Status now",
    "why": "What that rests on",
    "pillar": "Pillar",
    "confirm": "confirm",
    "partly": "partly",
    "related": "related",
    "reject": "reject",
    "withdraw": "withdraw",
    "in line": "in line",
    "partially in line": "partially in line",
    "not in line": "not in line",
    "no information": "no information",
    "reserved": "reserved",
    "largely in place": "largely in place",
    "partially in place": "partially in place",
    "not in place": "not in place",
    "definitions": "Definitions",
    "substantive": "Substantive criminal law",
    "procedural": "Procedural powers",
    "jurisdiction": "Jurisdiction",
    "cooperation": "International co-operation",
    "safeguards": "Conditions and safeguards",
    "shown": "SHOWN",
    "missing": "MISSING",
    "optional": "OPTIONAL, NOT SHOWN",
    "asked": "ASKED",
    "may": "MAY BE ASKED",
    "proposed": "The program proposes this article ({0}).",
    "candidate": "Candidate only: the program is not sure ({0}).",
    "decided": "Named by an expert only.",
    "uncovered": "No article holds for this provision. If you know one, give its number here.",
    "blind": "If an article is not listed for this provision, give its number here.",
    "conflict": "EXPERTS DIFFER.",
    "stale": "THE WORDING CHANGED after the decision; please look again.",
    "digest": "[Digest, not the text of the law]",
    "continued": "[… the whole text is in the sheet “{0}”, from row {1}]",
    "cut": "[… and more: see the sheet “{0}”]",
    "counted": "Counts for the state of the pillar.",
    "page": "Page &P of &N",
    "expert": "Your name or ORCID iD",
    "date": "Date of your decisions (empty: the day they are read in)",
    "country": "Country",
    "laws": "Laws",
    "made": "Made on",
    "choose": "Choose from the list, or leave empty.",
    "choose_title": "Choose from the list",
    "reason_title": "Why?",
    "reason_help": "A sentence. Every decision needs one.",
    "locked": "This cell is needed to read your sheet. Please leave it as it is.",
    "add_title": "Add an article",
    "add_help": "To name an article that is not listed, fill in Convention article, number, decision and reason.",
    "elements_note": "",
}

_FR = {
    "title": "Examen de la concordance",
    "articles": "Articles",
    "provisions": "Dispositions",
    "pillars": "Domaines",
    "texts": "Textes",
    "instructions": "Mode d’emploi",
    "key": "Clé (ne pas modifier)",
    "rank": "Priorité",
    "provision": "Article de la Convention",
    "law": "Loi",
    "article": "Article de la loi",
    "heading": "Intitulé",
    "text": "Texte",
    "elements": "Éléments présents et manquants",
    "so_far": "À ce jour",
    "decision": "Votre décision",
    "reason": "Votre motif",
    "asks": "Ce que la disposition demande au droit national",
    "now": "Statut actuel",
    "why": "Sur quoi il repose",
    "pillar": "Domaine",
    "confirm": "confirmer",
    "partly": "en partie",
    "related": "lié",
    "reject": "rejeter",
    "withdraw": "retirer",
    "in line": "conforme",
    "partially in line": "partiellement conforme",
    "not in line": "non conforme",
    "no information": "pas d’information",
    "reserved": "réservé",
    "largely in place": "largement en place",
    "partially in place": "partiellement en place",
    "not in place": "pas en place",
    "definitions": "Définitions",
    "substantive": "Droit pénal matériel",
    "procedural": "Pouvoirs de procédure",
    "jurisdiction": "Compétence",
    "cooperation": "Coopération internationale",
    "safeguards": "Conditions et sauvegardes",
    "shown": "PRÉSENTS",
    "missing": "MANQUANTS",
    "optional": "FACULTATIFS, ABSENTS",
    "asked": "DEMANDÉS",
    "may": "PEUVENT ÊTRE DEMANDÉS",
    "proposed": "Le programme propose cet article ({0}).",
    "candidate": "Candidat seulement : le programme n’est pas sûr ({0}).",
    "decided": "Nommé par un expert seulement.",
    "uncovered": "Aucun article ne vaut pour cette disposition. Si vous en connaissez un, donnez ici son numéro.",
    "blind": "Si un article manque à la liste pour cette disposition, donnez ici son numéro.",
    "conflict": "LES EXPERTS DIVERGENT.",
    "stale": "LE TEXTE A CHANGÉ depuis la décision ; merci de le revoir.",
    "digest": "[Résumé, et non le texte de la loi]",
    "continued": "[… texte entier dans la feuille « {0} », à partir de la ligne {1}]",
    "cut": "[… et plus : voir la feuille « {0} »]",
    "counted": "Compte pour l’état du domaine.",
    "page": "Page &P de &N",
    "expert": "Votre nom ou identifiant ORCID",
    "date": "Date de vos décisions (vide : jour de la lecture)",
    "country": "Pays",
    "laws": "Lois",
    "made": "Établi le",
    "choose": "Choisissez dans la liste, ou laissez vide.",
    "choose_title": "Choisir dans la liste",
    "reason_title": "Pourquoi ?",
    "reason_help": "Une phrase. Chaque décision en demande une.",
    "locked": "Cette cellule sert à relire votre feuille. Merci de la laisser telle quelle.",
    "add_title": "Ajouter un article",
    "add_help": "Pour nommer un article absent de la liste : article de la Convention, numéro, décision et motif.",
    "elements_note": "Les éléments et les explications sont rédigés en anglais.",
}

_ES = {
    "title": "Revisión de la concordancia",
    "articles": "Artículos",
    "provisions": "Disposiciones",
    "pillars": "Ámbitos",
    "texts": "Textos",
    "instructions": "Instrucciones",
    "key": "Clave (no modificar)",
    "rank": "Prioridad",
    "provision": "Artículo del Convenio",
    "law": "Ley",
    "article": "Artículo de la ley",
    "heading": "Título",
    "text": "Texto",
    "elements": "Elementos presentes y ausentes",
    "so_far": "Hasta ahora",
    "decision": "Su decisión",
    "reason": "Su motivo",
    "asks": "Lo que pide al derecho nacional",
    "now": "Situación actual",
    "why": "En qué se basa",
    "pillar": "Ámbito",
    "confirm": "confirmar",
    "partly": "en parte",
    "related": "relacionado",
    "reject": "rechazar",
    "withdraw": "retirar",
    "in line": "conforme",
    "partially in line": "parcialmente conforme",
    "not in line": "no conforme",
    "no information": "sin información",
    "reserved": "reservado",
    "largely in place": "en gran parte establecida",
    "partially in place": "parcialmente establecida",
    "not in place": "no establecida",
    "definitions": "Definiciones",
    "substantive": "Derecho penal sustantivo",
    "procedural": "Poderes procesales",
    "jurisdiction": "Jurisdicción",
    "cooperation": "Cooperación internacional",
    "safeguards": "Condiciones y salvaguardias",
    "shown": "PRESENTES",
    "missing": "AUSENTES",
    "optional": "OPCIONALES, AUSENTES",
    "asked": "SE PIDEN",
    "may": "PUEDEN PEDIRSE",
    "proposed": "El programa propone este artículo ({0}).",
    "candidate": "Solo candidato: el programa no está seguro ({0}).",
    "decided": "Solo lo nombró un experto.",
    "uncovered": "Ningún artículo vale para esta disposición. Si conoce uno, indique aquí su número.",
    "blind": "Si falta un artículo para esta disposición, indique aquí su número.",
    "conflict": "LOS EXPERTOS DISCREPAN.",
    "stale": "EL TEXTO CAMBIÓ después de la decisión; revíselo, por favor.",
    "digest": "[Resumen, no el texto de la ley]",
    "continued": "[… texto completo en la hoja «{0}», desde la fila {1}]",
    "cut": "[… y más: véase la hoja «{0}»]",
    "counted": "Cuenta para el estado del ámbito.",
    "page": "Página &P de &N",
    "expert": "Su nombre o identificador ORCID",
    "date": "Fecha de sus decisiones (vacía: el día de la lectura)",
    "country": "País",
    "laws": "Leyes",
    "made": "Hecho el",
    "choose": "Elija de la lista, o deje la celda vacía.",
    "choose_title": "Elegir de la lista",
    "reason_title": "¿Por qué?",
    "reason_help": "Una frase. Toda decisión necesita una.",
    "locked": "Esta celda hace falta para leer su hoja. Déjela como está, por favor.",
    "add_title": "Añadir un artículo",
    "add_help": "Para nombrar un artículo que no figura: artículo del Convenio, número, decisión y motivo.",
    "elements_note": "Los elementos y las explicaciones están en inglés.",
}

_ALL: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": _EN, "fr": _FR, "es": _ES})
_OWN_WORDS = {"full": "confirm", "partial": "partly", "add": "confirm"}


def words_of(language: str) -> Mapping[str, str]:
    """The labels of a language.

    Raises:
        UnknownLanguage: The sheet is not made in that language.
    """
    if language not in _ALL:
        raise UnknownLanguage(
            f"there is no review sheet in the language {language!r}", fix=f"Use one of {', '.join(LANGUAGES)}."
        )
    return _ALL[language]


def folded(text: str) -> str:
    """A word without case, accents, signs around it and odd spaces, for comparing what people type."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").replace("_", " ").replace("-", " ")).casefold()
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(bare.split()).strip(" .,;:!'\"«»“”")


def meaning(text: str, choices: tuple[str, ...]) -> str | None:
    """Which of some words is meant, in whatever of the languages it was typed.

    Args:
        text: What stands in the cell.
        choices: Words of the library: :data:`DECISIONS`, statuses or states, and ``withdraw``.

    Returns:
        The word; None where it is none of them.
    """
    wanted = folded(text)
    known = {folded(words[choice]): choice for words in _ALL.values() for choice in choices}
    known |= {folded(word): choice for word, choice in _OWN_WORDS.items() if choice in choices}
    return known.get(wanted)
