"""What stands on the first sheet of a review workbook: how to fill it in, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["INSTRUCTIONS", "LANGUAGE_NAMES"]

LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType({"en": "English", "fr": "Français", "es": "Español"})

INSTRUCTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": (
            "1. Write your name (or ORCID iD) into the yellow cell above. Your decisions will carry it.",
            "2. In the sheet Articles each row asks: does this article of national law implement this article of the "
            "Convention? Read the text and the elements, then choose: confirm (it does), partly (in part only), "
            "related (same subject, but it does not implement it) or reject (it does not). Write your reason.",
            "3. Leave empty what you do not want to decide: an empty row changes nothing. What is filled in "
            "already is the decision so far; left as it is, it changes nothing either. Priority 1 is the row where "
            "your decision is most likely to change the result.",
            "4. To take back a decision of your own, choose withdraw and say why. Do not just empty the cell.",
            "5. Where no article was found, give the number of the one you know. Below the list there are empty rows "
            "for more: Convention article, number, decision and reason.",
            "6. In the sheets Provisions and Pillars you can set a status or a state directly. It then stands whatever "
            "the articles show.",
            "7. Only yellow cells are read. You may sort, filter, delete rows, add columns and rename sheets. To sort, "
            "first remove the protection of the sheet (there is no password). Do not merge cells.",
            "8. Save as Excel workbook (.xlsx) and send the file back, or read it in with: "
            "lexalign review import FILE.xlsx. The file itself is never changed.",
        ),
        "fr": (
            "1. Écrivez votre nom (ou identifiant ORCID) dans la cellule jaune ci-dessus. Vos décisions le porteront.",
            "2. Dans la feuille Articles, chaque ligne demande : cet article du droit national met-il en œuvre cet "
            "article de la Convention ? Lisez le texte et les éléments, puis choisissez : confirmer (oui), en partie, "
            "lié (même sujet, sans mise en œuvre) ou rejeter (non). Écrivez votre motif à côté.",
            "3. Laissez vide ce que vous ne voulez pas décider : une ligne vide ne change rien. Ce qui est "
            "déjà rempli est la décision actuelle ; laissée telle quelle, elle ne change rien. La priorité 1 désigne "
            "la ligne où votre décision a le plus de chances de changer le résultat.",
            "4. Pour revenir sur une de vos décisions, choisissez retirer et dites pourquoi. Ne videz pas la cellule.",
            "5. Là où aucun article n’a été trouvé, donnez le numéro de celui que vous connaissez. Sous la liste, des "
            "lignes vides en reçoivent d’autres : article de la Convention, numéro, décision et motif.",
            "6. Dans les feuilles Dispositions et Domaines, vous pouvez fixer un statut ou un état. Il vaut alors quoi "
            "que montrent les articles.",
            "7. Seules les cellules jaunes sont lues. Vous pouvez trier, filtrer, supprimer des lignes, ajouter des "
            "colonnes et renommer les feuilles. Pour trier, ôtez d’abord la protection de la feuille (sans mot de "
            "passe). Ne fusionnez pas de cellules.",
            "8. Enregistrez au format classeur Excel (.xlsx) et renvoyez le fichier, ou lisez-le avec : "
            "lexalign review import FICHIER.xlsx. Le fichier lui-même n’est jamais modifié.",
        ),
        "es": (
            "1. Escriba su nombre (o identificador ORCID) en la celda amarilla de arriba. Sus decisiones lo llevarán.",
            "2. En la hoja Artículos cada fila pregunta: ¿da este artículo del derecho nacional cumplimiento a este "
            "artículo del Convenio? Lea el texto y los elementos y elija: confirmar (sí), en parte, relacionado (mismo "
            "tema, sin cumplirlo) o rechazar (no). Escriba al lado su motivo.",
            "3. Deje vacío lo que no quiera decidir: una fila vacía no cambia nada. Lo que ya está "
            "relleno es la decisión actual; si lo deja así, no cambia nada. La prioridad 1 es la fila donde su "
            "decisión tiene más probabilidad de cambiar el resultado.",
            "4. Para retirar una decisión suya, elija retirar y diga por qué. No vacíe la celda.",
            "5. Donde no se halló ningún artículo, dé el número del que conozca. Bajo la lista hay filas vacías para "
            "otros: artículo del Convenio, número, decisión y motivo.",
            "6. En las hojas Disposiciones y Ámbitos puede fijar una situación o un estado. Vale entonces sea lo que "
            "sea que muestren los artículos.",
            "7. Solo se leen las celdas amarillas. Puede ordenar, filtrar, borrar filas, añadir columnas y cambiar el "
            "nombre de las hojas. Para ordenar, quite primero la protección de la hoja (no hay contraseña). No combine "
            "celdas.",
            "8. Guarde como libro de Excel (.xlsx) y devuelva el archivo, o léalo con: "
            "lexalign review import ARCHIVO.xlsx. El archivo mismo nunca se modifica.",
        ),
    }
)
"""Language ▶ the steps, in order."""
