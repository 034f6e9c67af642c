"""Notes of editions after headings and names of chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.laws import read_law, segment
from lexalign.laws.edition_notes import without_notes


@pytest.mark.parametrize(
    "note",
    [
        "(в редакции Закона от 01.02.2031 № 5)",
        "(Дополнение главой - Закон от 01.02.2031 № 5)",
        "(Наименование в редакции Закона от 01.02.2031 № 5) (Дополнение частью - Закон от 03.04.2032 № 6)",
        "(в редакції Закону № 5 від 01.02.2031)",
        "[inserted by Act 5 of 2031]",
        "(as amended by Act No. 5)",
        "(inséré par la loi du 1er février 2031)",
        "(Añadido por la Ley 5/2031)",
        "(redação da Lei n.º 5/2031)",
        "(eingefügt durch Gesetz vom 1.2.2031)",
        "(sostituito dalla legge 5/2031)",
        "(gewijzigd bij wet van 1 februari 2031)",
        "(Değişik: 1/2/2031-5/6 md.)",
        "(introdus prin Legea nr. 5/2031)",
        "(أضيفت بالقانون رقم 5 لسنة 2031)",
    ],
)
@pytest.mark.parametrize("join", [" ", " – "])
def test_notes_of_editions_go_off_headings(note: str, join: str) -> None:
    assert without_notes(f"Hum{join}{note}") == "Hum"


@pytest.mark.parametrize(
    "title",
    [
        "Loud devices (added at night)",
        "Devices of 1999 (old ones)",
        "Rules of the Hum (Amendment) Act 2031",
        "Hum (repealed by Act 5 of 2031)",
        "Глава 3. Гудение (утратила силу - Закон от 01.02.2031 № 5)",
        "(в редакции Закона от 01.02.2031 № 5)",
        "Hum (weggefallen)",
        "Repeal of the Humming Act (Act 5 of 2031)",
    ],
)
def test_other_brackets_stay(title: str) -> None:
    assert without_notes(title) == title


def test_paths_have_no_notes() -> None:
    text = "\n".join(
        f"Глава {at}. Гудение\n(Наименование в редакции Закона от 01.02.2031 № {at})\n\n"
        f"Статья {2 * at - 1}. Шум\nПрибор гудит.\n\nСтатья {2 * at}. Покой\nПрибор молчит.\n"
        for at in range(1, 4)
    )
    assert [article.path for article in segment(text).articles][::2] == [
        (f"Глава {at}. Гудение",) for at in range(1, 4)
    ]


def test_real_paths_have_no_notes(shared: Path) -> None:
    for name in ("uk-rf-1996-63-fz", "upk-rf-2001-174-fz"):
        law = read_law(shared / f"laws/RUS/{name}.html", country="RUS")
        assert not [part for article in law.articles for part in article.path if "в редакции Федер" in part]
