"""A made-up law of our own in several languages; only for tests."""

from __future__ import annotations

ENGLISH = [
    ("Purpose", "This Act protects computer systems and the data in them, and sets out the powers of the police."),
    ("Definitions", "In this Act, a computer system means any device that processes data by a program."),
    (
        "Illegal access",
        "A person who intentionally and without right obtains access to a computer system commits an offence and is "
        "liable to imprisonment of up to three years.\nThe penalty is doubled where the system belongs to the State.",
    ),
    (
        "Illegal interception",
        "Any person who without right intercepts by technical means a transmission of data that is not public shall be "
        "punished by a fine.",
    ),
    ("Data interference", "Whoever damages, deletes, alters or suppresses the data of another person is punished."),
    (
        "Misuse of devices",
        "It is an offence to sell, import or make available a device that was made for the offences of this Act.",
    ),
    (
        "Preservation of data",
        "The prosecutor may order that specified data, which are stored by means of a computer system, be preserved "
        "for a period of not more than ninety days.",
    ),
    ("Commencement", "This Act comes into force on the day after it is published in the gazette."),
]
FRENCH = [
    (
        "Objet",
        "La présente loi protège les systèmes informatiques et leurs données, et fixe les pouvoirs de la police.",
    ),
    ("Définitions", "Dans la présente loi, un système informatique est tout dispositif qui traite des données."),
    (
        "Accès illégal",
        "Est puni de trois ans d’emprisonnement quiconque accède de manière intentionnelle et sans droit à tout ou "
        "partie d’un système informatique.\nLa peine est doublée lorsque le système appartient à l’État.",
    ),
    (
        "Interception illégale",
        "Est puni d’une amende celui qui intercepte sans droit, par des moyens techniques, une transmission de données "
        "qui n’est pas publique.",
    ),
    (
        "Atteinte aux données",
        "Est puni celui qui endommage, efface, altère ou supprime les données d’une autre personne.",
    ),
    (
        "Abus de dispositifs",
        "Constitue une infraction le fait de vendre, d’importer ou de mettre à disposition un dispositif conçu pour "
        "les infractions de la présente loi.",
    ),
    (
        "Conservation des données",
        "Le procureur peut ordonner que des données spécifiées, qui sont stockées au moyen d’un système informatique, "
        "soient conservées pour une durée de quatre-vingt-dix jours au plus.",
    ),
    ("Entrée en vigueur", "La présente loi entre en vigueur le jour qui suit sa publication au journal officiel."),
]
KINYARWANDA = [
    (
        "Icyo iri tegeko rigamije",
        "Iri tegeko rirengera mudasobwa n’amakuru ari muri zo kandi rigena ububasha bwa polisi.",
    ),
    ("Ibisobanuro", "Muri iri tegeko, mudasobwa ni igikoresho cyose gitunganya amakuru hakurikijwe porogaramu."),
    (
        "Kwinjira muri mudasobwa",
        "Umuntu wese winjira muri mudasobwa ku bushake kandi nta burenganzira abifitiye ahanishwa igifungo cy’imyaka "
        "itatu.\nIgihano cyikuba kabiri iyo mudasobwa ari iya Leta.",
    ),
    ("Kumviriza", "Umuntu wese wumviriza nta burenganzira itumanaho ry’amakuru ritari rusange ahanishwa ihazabu."),
    ("Kwangiza amakuru", "Umuntu wese wangiza cyangwa usiba cyangwa uhindura amakuru y’undi muntu arahanwa."),
    ("Gukoresha nabi ibikoresho", "Ni icyaha kugurisha cyangwa gutumiza igikoresho cyakozwe kugira ngo gikore ibyaha."),
    (
        "Kubika amakuru",
        "Umushinjacyaha ashobora gutegeka ko amakuru ari muri mudasobwa abikwa mu gihe kitarenze iminsi mirongo "
        "icyenda kugira ngo akoreshwe mu iperereza.",
    ),
    (
        "Igihe ritangira gukurikizwa",
        "Iri tegeko ritangira gukurikizwa ku munsi ukurikira uwo ryatangarijweho mu igazeti.",
    ),
]
ARABIC = [
    ("الغرض", "يحمي هذا القانون أنظمة الحاسوب وما بها من بيانات ويحدد ما للشرطة من سلطات في هذا الشأن."),
    ("التعريفات", "في هذا القانون يقصد بنظام الحاسوب أي جهاز يعالج البيانات عن طريق برنامج."),
    ("الدخول غير المشروع", "يعاقب بالحبس كل من دخل عمدا ودون حق إلى نظام حاسوب أو إلى جزء من هذا النظام."),
    ("الاعتراض", "يعاقب بالغرامة كل من اعترض دون حق نقل البيانات الذي لم يكن متاحا لكل الناس."),
    ("إتلاف البيانات", "يعاقب كل من أتلف أو محا أو غير البيانات التي هي لغيره من الأشخاص."),
    ("إساءة استعمال الأجهزة", "يعاقب كل من باع أو استورد أي جهاز صنع من أجل الجرائم التي في هذا القانون."),
    ("حفظ البيانات", "يجوز أن يأمر وكيل النيابة بأن تحفظ البيانات التي في نظام الحاسوب لمدة لا تزيد على تسعين يوما."),
    ("النفاذ", "يعمل بهذا القانون من اليوم التالي لنشره في الجريدة الرسمية أو في أي نشرة أخرى."),
]
MALTESE = [
    (
        "Skop",
        "Dan l-Att jipproteġi s-sistemi tal-kompjuter u d-data li hemm fihom, u jistabbilixxi s-setgħat tal-pulizija.",
    ),
    ("Tifsir", "F’dan l-Att, sistema tal-kompjuter tfisser kull apparat li jipproċessa data permezz ta’ programm."),
    (
        "Aċċess illegali",
        "Kull persuna li mingħajr jedd u bil-ħsieb ikollha aċċess għal sistema tal-kompjuter tkun ħatja ta’ reat u għandha "
        "teħel prigunerija għal mhux iktar minn tliet snin.\nIl-piena għandha tkun doppja meta s-sistema tkun ta’ l-Istat.",
    ),
    (
        "Interċettazzjoni",
        "Kull persuna li mingħajr jedd tinterċetta trażmissjoni ta’ data li ma tkunx pubblika teħel multa.",
    ),
    ("Ħsara lid-data", "Kull min jagħmel ħsara jew iħassar jew ibiddel id-data ta’ persuna oħra għandu jeħel multa."),
    ("Użu ħażin", "Ikun reat li wieħed ibigħ jew jimporta apparat li jkun sar għar-reati ta’ dan l-Att."),
    (
        "Ħażna ta’ data",
        "Il-prosekutur jista’ jordna li d-data speċifikata li tkun maħżuna permezz ta’ sistema tal-kompjuter għandha "
        "tinżamm għal mhux iktar minn disgħin jum.",
    ),
    ("Dħul fis-seħħ", "Dan l-Att għandu jidħol fis-seħħ fil-jum wara li jkun ġie ppubblikat fil-gazzetta."),
]
WORD = {"en": "Article {}", "fr": "Article {}", "rw": "Ingingo ya {}", "ar": "المادة {}", "mt": "Artikolu {}"}
LAW = {"en": ENGLISH, "fr": FRENCH, "rw": KINYARWANDA, "ar": ARABIC, "mt": MALTESE}
