"""Words of concordance tables in English, French, Spanish and Portuguese: heads of columns, nothing, how far."""

from __future__ import annotations

import re

from lexalign.laws.columns import fold_name

__all__ = ["ROLES", "is_absent", "names_act", "relation_of", "role_of_head"]

ROLES: tuple[str, ...] = ("provision", "article", "law", "relation", "comment")
"""What a column can hold: the article of the treaty, the national article, its law, how far it goes, a remark."""

_HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("provision", (
        "convention", "budapest", "treaty", "cets", "ets 185", "protocol", "convenio", "convencao", "tratado", "traite",
        "protocole", "protocolo",
    )),
    ("comment", (
        "comment", "comments", "remark", "remarks", "note", "notes", "observation", "observations", "explanation",
        "rationale", "commentaire", "commentaires", "remarque", "remarques", "explication", "comentario",
        "comentarios", "observacion", "observaciones", "observacoes", "observacao", "nota", "notas",
    )),
    ("relation", (
        "relation", "status", "compliance", "compliant", "conformity", "alignment", "in line", "degree", "extent",
        "assessment", "implemented", "statut", "conformite", "degre", "mise en oeuvre", "relacion", "estado",
        "cumplimiento", "conformidad", "grado", "evaluacion", "relacao", "conformidade", "situacao", "cumprimento",
        "grau", "avaliacao", "evaluation", "conforme",
    )),
    ("article", (
        "domestic", "national", "article", "articles", "section", "sections", "implementing", "corresponding",
        "droit interne", "nationale", "interne", "disposition nationale", "dispositions", "articulo", "articulos",
        "nacional", "interna", "interno", "disposicion", "artigo", "artigos", "dispositivo", "provisions",
    )),
    ("provision", ("provision", "provision id")),
    ("law", (
        "law", "laws", "act", "acts", "statute", "statutes", "legislation", "code", "loi", "lois", "texte", "ley",
        "leyes", "norma", "codigo", "lei", "leis", "diploma", "legislacion", "legislacao",
    )),
)  # fmt: skip
"""Role and words, folded, of a column's head that mean it; what stands higher wins where a head has words of two."""

_KIND_EN = (
    "(?:specific|corresponding|equivalent|direct|explicit|express|such|similar|relevant|matching|domestic|national)"
)
_KIND_FR = "(?:correspondante?|specifique|equivalente?)"
_KIND_ES = "(?:correspondiente|especific[oa]|equivalente)"
_KIND_PT = "(?:correspondente|especific[oa]|equivalente)"
_THING_EN = (
    "(?:provisions?|articles?|sections?|equivalents?|legislation|law|rules?|offences?|correspondence|counterparts?)"
)
_ABSENT = re.compile(
    "|".join(
        (
            r"nil|none|nothing|n\.?\s?/?\s?a\.?|not applicable|not available",
            r"not (?:yet )?(?:covered|provided(?: for)?|found|implemented|regulated|criminali[sz]ed|specified)",
            r"none(?: (?:found|exists?|identified|available))?",
            rf"(?:there (?:is|are) )?no(?: {_KIND_EN})*(?: {_THING_EN})?(?: (?:found|exists?|identified|available))?",
            r"neant|sans objet|non prevue?|inexistante?",
            rf"aucune?(?: (?:disposition|article|equivalent)(?: {_KIND_FR})?)?",
            rf"pas de (?:disposition|correspondance|equivalent)s?(?: {_KIND_FR}s?)?",
            rf"ningun[oa]?(?: (?:disposicion|articulo|norma)(?: {_KIND_ES})?)?",
            r"no (?:existe|hay|aplica|previst[oa]|regulado|tipificado|corresponde)"
            rf"(?: (?:disposicion|norma|articulo|equivalente)(?: {_KIND_ES})?)?",
            rf"sin (?:disposicion|norma|equivalente|correspondencia)(?: {_KIND_ES})?",
            r"nao (?:existe|ha|aplicavel|previst[oa]|tipificado)"
            rf"(?: (?:disposicao|norma|artigo)(?: {_KIND_PT})?)?",
            rf"nenhuma?(?: (?:disposicao|artigo|norma)(?: {_KIND_PT})?)?|inexistente|nada",
            rf"sem (?:disposicao|correspondencia|equivalente)(?: {_KIND_PT})?",
            r"[-–—_./x×\s]+",
        )
    )
)
_DONE = (
    "(?: (?:in line|in place|implemented|compliant|covered|aligned|conforme|mis en oeuvre|implementado|transpuesto))?"
)
_FULL = re.compile(
    r"(?:full|fully|complete|completely|yes|in line|in place|largely in place|compliant|aligned|implemented|conform|"
    r"entierement|pleinement|totalement|oui|complet|conforme|total|totalmente|plenamente|completo|completa|si|sim)"
    + _DONE
)
_PARTIAL = re.compile(
    r"(?:partial|partially|partly|in part|partiel|partielle|partiellement|en partie|parcial|parcialmente|en parte|"
    r"em parte)" + _DONE
)
_RELATED = re.compile(
    r"related|relevant|see also|connexe|lie|relacionad[oa]|conexo|cf|voir aussi|ver (?:tambien|tambem)"
)
_PRINCIPAL = re.compile(r"principal|main|primary|principale|corresponds|corresponding")
_NOT = re.compile(
    r"not|no|non|nao|not in (?:line|place|conformity)|not (?:compliant|aligned|implemented|covered)|"
    r"(?:non|no|nao|pas)[ -]?(?:compliant|conforme)|missing|absent|ausente|gap"
)
_ACT = re.compile(
    r"\b(?:Act|Acts|Code|Law|Laws|Ordinance|Decree|Bill|Statute|Regulations?|Constitution|Proclamation)\b"
    r"|(?i:\b(?:code\s+\w+|loi|ordonnance|décret|ley|código|codigo|decreto|lei|ordenanza|constitución|constituição)\b)"
    r"|(?<!\w)(?:StGB|StPO|CP|CPP|КК|УК)(?!\w)"
)


def role_of_head(head: str) -> str:
    """What a column holds, by its head; empty where the head says nothing."""
    folded = f" {re.sub(r'[^a-z0-9 ]+', ' ', fold_name(head))} "
    folded = re.sub(r"\s+", " ", folded)
    for role, words in _HEADS:
        if any(f" {word} " in folded for word in words):
            return role
    return ""


def is_absent(text: str) -> bool:
    """Whether a cell says that there is no article: ``nil``, ``no corresponding provision``, ``—``."""
    folded = _folded(text)
    return bool(folded) and _ABSENT.fullmatch(folded) is not None


def relation_of(text: str) -> str:
    """How far an article goes by a cell's word: ``full``, ``partial``, ``related``, ``principal``, ``not`` or empty."""
    folded = _folded(text)
    for relation, words in (
        ("full", _FULL), ("partial", _PARTIAL), ("related", _RELATED), ("principal", _PRINCIPAL), ("not", _NOT),
    ):  # fmt: skip
        if words.fullmatch(folded):
            return relation
    return ""


def names_act(text: str) -> bool:
    """Whether words name a law: ``Penal Code``, ``loi n° 2008-11``."""
    return _ACT.search(text) is not None


def _folded(text: str) -> str:
    plain = fold_name(text.replace("-", "\x00")).replace("\x00", "-")
    return re.sub(r"\s+", " ", plain).strip(" .;:()[]") or re.sub(r"\s+", " ", text).strip()
