"""Parts and chapters as laws of Central, Northern and Eastern Europe and the Caucasus call and number them.

Here the number often stands before the word: ``1 kap.``, ``II. FEJEZET``, ``1. peatükk``, ``Prvo poglavje``.
"""

from __future__ import annotations

__all__ = ["ENDINGS", "FINAL", "FIRST_ORDINALS", "LAST", "LAST_CHAPTERS", "LAW_NOTE", "LEVELS", "SCHEDULES", "TENS"]

LEVELS: dict[int, str] = {
    0: "księga|kniha|knjiga|книга|βιβλιο|βιβλίο|წიგნი|könyv|libri|raamat|grāmata|knyga",
    1: "część|část|časť|част|дел|део|μερος|μέρος|ნაწილი|մաս|pjesa|rész|osa|daļa|dalis|hluti|avdelning|avdelningen|"
    "hissə|qism|қисм|del|dio|deo",
    2: "dział|tytuł|дял|τμημα|τμήμα|τιτλος|τίτλος|კარი|բաժին|bölmə|bo[‘ʻ’'`]lim|бўлим|titulli|sadaļa|afsnit|þáttur|"
    "раздел",
    3: "rozdział|hlava|poglavje|poglavlje|glava|глава|поглавје|поглавље|κεφαλαιο|κεφάλαιο|თავი|գլուխ|fəsil|bob|"
    "боб|fejezet|"
    "kreu|kapittel|kap|kafli|luku|peatükk|nodaļa|skyrius",
    4: "oddział|díl|diel|podpoglavje|potpoglavlje|cím",
    5: "oddíl|oddiel|oddelek|odjeljak|odeljak|odsjek|оддел|одељак|ενοτητα|ενότητα|seksioni|jagu|skirsnis|avsnitt|alcím",
    6: "pododdíl|pododdiel|jaotis|undirkafli",
}
"""Level, as in :mod:`lexalign.laws.structure` ▶ words; Greek capitals bear no accents."""

LAST = (
    "kap|kafli|undirkafli|þáttur|hluti|luku|osa|del|dio|deo|дел|део|rész|cím|alcím|daļa|dalis|hissə|qism|қисм|könyv|"
    "jagu|avsnitt"
)
"""Those of them before which the number always stands; elsewhere such a word may begin a sentence."""

LAST_CHAPTERS = r"kap\.|luku"
"""Chapters in which the numbers of the articles may start again, as a regular expression."""

_ORDINALS = (
    # Croatian, Bosnian, Montenegrin, Serbian, Slovenian
    "prv drug treć tretj četvrt četrt pet šest sedm osm devet deset jedanaest enajst dvanaest dvanajst trinaest "
    "trinajst "
    "četrnaest štirinajst petnaest petnajst šesnaest šestnajst sedamnaest sedemnajst osamnaest osemnajst devetnaest "
    "devetnajst dvadeset dvajset trideset",
    # Czech, Slovak, Polish
    "první prvn druh třet čtvrt pát šest sedm osm devát desát jedenáct dvanáct třináct čtrnáct patnáct šestnáct "
    "dvacát třicát "
    "treti štvrt piat šiest siedm ôsm deviat desiat jedenást dvanást trinást štrnást pätnást šestnást dvadsiat "
    "pierwsz trzeci czwart piąt szóst siódm ósm dziewiąt dziesiąt",
    # Serbian and Macedonian in Cyrillic letters, Bulgarian
    "прв друг трећ трет четврт петт пет шест седм осм деветт девет десетт десет једанаест единаесетт дванаест "
    "дванаесетт "
    "тринаест тринаесетт четрнаест четиринаесетт петнаест петнаесетт шеснаест шеснаесетт седамнаест седумнаесетт "
    "осамнаест осумнаесетт деветнаест деветнаесетт двадесет дваесетт тридесет триесетт "
    "първ втор четвърт единадесет дванадесет тринадесет четиринадесет петнадесет шестнадесет седемнадесет осемнадесет "
    "деветнадесет",
    # Greek, with and without accents
    "πρώτ πρωτ δεύτερ δευτερ τρίτ τριτ τέταρτ τεταρτ πέμπτ πεμπτ έκτ εκτ έβδομ εβδομ όγδο ογδο ένατ ενατ δέκατ δεκατ "
    "ενδέκατ ενδεκατ δωδέκατ δωδεκατ εικοστ τριακοστ",
    # Georgian, Armenian
    "პირველ მეორე მესამე მეოთხე მეხუთე მეექვსე მეშვიდე მერვე მეცხრე მეათე მეთერთმეტე მეთორმეტე "
    "առաջին երկրորդ երրորդ չորրորդ հինգերորդ վեցերորդ յոթերորդ ութերորդ իններորդ տասներորդ",
    # Azerbaijani, Uzbek
    "birinci ikinci üçüncü dördüncü beşinci altıncı yeddinci səkkizinci doqquzuncu onuncu iyirminci otuzuncu birinchi "
    "ikkinchi uchinchi beshinchi oltinchi yettinchi sakkizinchi биринчи иккинчи учинчи тўртинчи бешинчи олтинчи "
    "еттинчи",
    # Hungarian
    "első második harmadik negyedik ötödik hatodik hetedik nyolcadik kilencedik tizedik tizenegyedik tizenkettedik",
    # Swedish, Danish, Norwegian
    "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde første anden annen fjerde sjette "
    "syvende sjuende "
    "ottende åttende niende tiende",
    # Icelandic
    "fyrsti fyrsta annar önnur annað þriðji þriðja fjórði fjórða fimmti fimmta sjötti sjötta sjöundi sjöunda áttundi "
    "áttunda níundi níunda tíundi tíunda",
    # Finnish, Estonian, Latvian, Lithuanian
    "ensimmäinen toinen kolmas neljäs viides kuudes esimene teine neljas viies kuues pirm otr treš ceturt piekt sest "
    "septīt astot devīt desmit antr treči ketvirt penkt šešt septint aštunt devint dešimt",
)
FIRST_ORDINALS = " ".join(_ORDINALS)
"""Stems of ordinal numbers of all these languages: ``GLAVA PRVA``, ``DRUHÁ ČASŤ``, ``Глава втора``."""

ENDINGS = r"(?:[^\W\d_]{0,4})"
"""What may follow such a stem."""

TENS = (
    "dvadeset trideset dvacátá třicátá dvadsiata двадесет дваесет тридесет триесет δέκατο δεκατο εικοστό "
    "εικοστο on oʻn ўн"
)
"""Words before the ordinal of a number above ten or twenty."""

LAW_NOTE = r"\^?\d{1,2}\)[ \t\xa0]?L\.[ \t\xa0]\d{1,3}/\d{4}(?!\d)"
"""A note of the Icelandic collection of laws, below an article or a chapter: ``1) L. 30/1998, 2. gr.``."""

SCHEDULES = (
    r"příloha|príloha|załącznik|priloga|prilog|прилог|melléklet|pielikums|priedas|lisa|liite|bilaga|bilag|vedlegg|shtojca|"
    r"παράρτημα|παραρτημα|დანართი|հավելված|ilova|илова|viðauki|fylgiskjal"
)
"""What a schedule is called."""

FINAL = (
    r"(?:przepisy|ustanovení|ustanovenia|določbe|odredbe|одредбе|одредби|разпоредби|rendelkezések|nuostatos|noteikumi) "
    r"(?:końcowe|ogólne|przejściowe)"
    r"|(?:přechodná|závěrečná|společná|prechodné|záverečné|spoločné)(?: a (?:závěrečná|záverečné))? ustanoven(?:í|ia)"
    r"|(?:prehodne|končne|prijelazne|prelazne|završne|opće|osnovne|splošne)(?: (?:i|in) (?:končne|završne))? "
    r"(?:določbe|odredbe)"
    r"|(?:прелазне|завршне|основне|опште|преодни|завршни|општи|преходни|заключителни|общи)(?: и (?:завршне|завршни|"
    r"заключителни))? (?:одредбе|одредби|разпоредби|положения)"
    r"|(?:záró|átmeneti|általános) rendelkezések|(?:baigiamosios|bendrosios) nuostatos|pārejas noteikumi|"
    r"üleminekusätted"
    r"|μεταβατικές(?: και τελικές)? διατάξεις|τελικές διατάξεις|გარდამავალი დებულებანი|keçid müddəaları|"
    r"dispozita (?:të fundit|kalimtare)"
)
"""Headings without a number, as a regular expression: ``Završne odredbe``, ``Záró rendelkezések``."""
