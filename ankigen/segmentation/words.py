"""Closed-class words and stock phrases of notes, in the languages that notes mostly come in.

They are no dictionary: a handful of words a language tells a clause from a headword ("it is…" is no
headword), and the labels and furniture that every set of notes shares. Where a language is not
listed, layout decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set


def by_first_letter(words: str) -> str:
    """A pattern of alternatives, those of one first letter together: at each place of a text, few
    of many are then tried. A "|" inside brackets is no place to part them.

    >>> by_first_letter("add|bring|ask(?:s|ed)?")
    '(?=[ab])(?:a(?:dd|sk(?:s|ed)?)|b(?:ring))'
    """
    found: dict[str, list[str]] = {}
    for word in re.split(r"\|(?![^()]*\))", words):
        found.setdefault(word[0], []).append(word[1:])
    parts = (f"{first}(?:{'|'.join(rest)})" for first, rest in found.items())
    return f"(?=[{''.join(found)}])(?:{'|'.join(parts)})"


#: Words that make a line a clause: pronouns, finite auxiliaries, relative words.
CLAUSE = word_set(
    # English
    "is are was were be been has have had does did can could will would shall should "
    "may might must it its it's they them their "
    "you your we our us i he she his her this these those that that's which who whom "
    "whose if because since although however "
    "there isn't aren't don't doesn't won't can't cannot not then thus therefore so "
    "means refers allows helps uses "
    # German
    "ist sind war waren wird werden wurde wurden hat haben hatte kann können muss "
    "müssen soll sollen darf es er sie wir ihr ich "
    "man dass weil wenn welche welcher welches nicht dieser diese dieses "
    # French
    "est sont était étaient sera peut peuvent doit doivent il elle ils elles nous "
    "vous on qui que dont cette ces "
    # Spanish, Portuguese, Italian
    "es son era eran está están puede pueden debe deben hay ello ellos que se cuando "
    "porque esta este estos "
    "é são foi pode podem deve não ele ela eles você "
    "è sono può possono deve devono egli questo questa questi "
    # Dutch
    "wordt worden kan kunnen moet moeten het wij jij omdat deze niet"
)

#: Articles, prepositions and conjunctions: no headword ends with one, few begin with one in lower
#: case.
CONNECTORS = word_set(
    "the a an of to in on at by for from with into onto over under between and or "
    "but nor as than per via about against during "
    "der die das den dem des ein eine einer eines einem einen und oder von vom zu "
    "zum zur im in am an auf für mit bei nach aus "
    "le la les l un une des du de d et ou à au aux en dans sur pour par avec "
    "el los las una unos unas y o del al con por para sobre "
    "os as uma e ou do da dos das no na em com "
    "il lo gli uno i di da nel nella con su per tra "
    "van het een en of op te voor met"
)

#: Verbs and participles with which definitions begin when they leave their subject out ("Offers…",
#: "Used to…").
OPENERS = word_set(
    "offers provides allows uses used supports contains includes creates helps "
    "returns calculates computes measures describes defines refers means "
    "converts determines represents specifies shows gives makes takes reduces "
    "enables ensures executes performs works consists states says "
    "happens occurs causes leads produces removes adds keeps prevents protects "
    "connects controls carries sends stores manages identifies applies "
    "based known called found given made defined written supply simplify include "
    "perform provide allow combine"
)

#: Words of titles of notes as a whole.
TITLE = re.compile(
    r"\b(?:notes?|key (?:concepts|terms|ideas)|basics|fundamentals|introduction"
    r"|overview|grundlagen|einführung|formulary|formelsammlung|vocab list|summary"
    r"|revision|study guide|cheat ?sheet|cram sheet|handout|lectures?|slides|exam"
    r"|midterm|finals?|glossary|vocab(?:ulary)?|terms|flash ?cards|"
    r"flash questions|abbreviations|vocabulaire|vokabeln|vocabulario|vocabolario"
    r"|course|class|semester|term|week|unit|year|chapters?|prof|dr|review|worksheet|"
    r"zusammenfassung|lernzettel|skript|vorlesung|klausur|prüfung|glossar|definitionen"
    r"|fiche|cours|révision|examen|résumé|lexique|"
    r"apuntes|resumen|glosario|clase|appunti|riassunto|samenvatting|begrippen)\b|ノート"
    r"|まとめ|対策|試験|入門|\b(?:19|20)\d\d\b|\b[A-Z]{2,5}\s?\d{3,4}\b",
    re.IGNORECASE,
)

#: Lines that open a body, or a part of it, and are no headwords ("Example:", "Key steps:").
LABELS = word_set(
    "example examples ex eg e.g. e.g note notes nb n.b. result results output input "
    "usage use uses step steps key keys point points "
    "furthermore moreover therefore thus hence d.h d.h. i.e i.e. außerdem "
    "key-points advantages advantage disadvantages disadvantage pros cons benefits "
    "drawbacks limitations type types kind kinds form "
    "forms properties property features feature characteristics formula formulas "
    "formulae definition definitions purpose syntax "
    "component components function functions functionality remember reminder tip "
    "tips warning hint important source sources see where when "
    "why how what who cause causes symptom symptoms treatment diagnosis effects "
    "effect consequences consequence goal goals aim aims "
    "description summary answer question solution proof remark remarks exception "
    "exceptions rule rules requirement requirements structure "
    "mechanism dose dosage indication indications contraindication contraindications "
    "monitoring side adverse interaction interactions antidote "
    "complication complications prognosis etiology aetiology pathophysiology "
    "management prevention signs sign risk location origin insertion innervation "
    "action role "
    "date dates author authors year significance impact outcome background context "
    "evidence criticism criticisms strengths weaknesses assumptions "
    "takeaway takeaways matters works analogy mistakes practice questions real-world "
    "exam memory mnemonic trick formula-sheet "
    "facts held ratio issue issues judgment judgement decision holding obiter "
    "citation principle reasoning elements element defences remedies test "
    "parts stages phases process application applications includes including include "
    "typical common main "
    "def prüfung schema streit problem voraussetzung "
    "beispiel beispiele bsp z.b. hinweis anmerkung merke achtung vorteile vorteil "
    "nachteile nachteil ergebnis formel definition arten typen "
    "merkmale voraussetzungen rechtsfolge gründe folgen ursachen schritte ziel zweck "
    "aufbau quelle lösung antwort frage prüfungsschema "
    "exemple exemples remarque avantages inconvénients résultat étapes types formule définition "
    "ejemplo ejemplos nota ventajas desventajas resultado pasos tipos fórmula definición ej "
    "esempio esempi vantaggi svantaggi risultato exemplo exemplos vantagens "
    "desvantagens voorbeeld voorbeelden "
    "eksempel eksempler exempel esimerkki esimerkkejä przykład przykłady příklad příklady priklad "
    "pelda példa példák primer primjer пример примеры приклад örnek contoh bevis beweis bewijs "
    "démonstration preuve demostración prueba demonstração dimostrazione dowód důkaz dôkaz "
    "доказательство замечание merk merknad huomautus uwaga poznámka pozn megjegyzés примечание "
    "opgave oppgave övning übung übungen aufgabe aufgaben exercise exercises ejercicio exercice "
    "例子 举例 证明 示例 예 예시 증명 "
    "例 例えば 注 注意 備考 特徴 種類 利点 欠点 公式 定義 目的 手順 結果 ポイント "
    "補足 参考 重要 暗記 復習 次回 宿題 メモ"
)

#: A heading over a list of sources; what follows is left out.
REFERENCES = re.compile(
    r"^(?:(?:main|useful|further|more|external|additional|online|selected|suggested"
    r"|recommended|other|list of)\s+)?"
    r"(?:references?|resources?|bibliography|works cited|sources?|links?|web ?links?"
    r"|further reading|readings?|literature|credits|citations|"
    r"literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|weiterführende links|"
    r"références?|bibliographie|sources|liens|"
    r"referencias?|bibliografía|fuentes|enlaces|bibliografia|riferimenti|fonti|bronnen|"
    r"参考文献|参考資料|出典|リンク)\s*[:\uff1a]?$",
    re.IGNORECASE,
)

#: A heading over a table of contents.
CONTENTS = re.compile(
    r"^(?:table of contents|contents|toc|outline|agenda|overview of topics"
    r"|inhalt(?:sverzeichnis)?|gliederung|sommaire|table des matières|"
    r"índice|contenido|indice|inhoud(?:sopgave)?|目次)\s*[:\uff1a]?$",
    re.IGNORECASE,
)

#: The name of a part of notes that says what part it is, and nothing of its matter.
FRAME = when_asked(
    r"^[\d.)\s]*(?:intro(?:duction)?|overview|summary|conclusions?|preface|foreword|disclaimer"
    r"|about (?:this|these) .{2,30}|acknowledge?ments|admin(?:istration|istrative)?|announcements"
    r"|to-?\s?do|references|bibliography|further reading|see also|related(?: notes| links| pages)?"
    r"|(?:external |useful )?links|glossary|vocabulary|key terms|terminology|answers|answer key"
    r"|einleitung|einführung|überblick|übersicht|zusammenfassung|fazit|vorwort"
    r"|literatur(?:verzeichnis)?"
    r"|quellen(?:verzeichnis)?|weblinks|siehe auch|allgemein(?:es)?|sonstiges|glossar"
    r"|aperçu|résumé|conclusion|références|bibliographie|voir aussi|liens|glossaire"
    r"|introducción|resumen|conclusi[oó]n(?:es)?|referencias|bibliografía|enlaces|véase también"
    r"|glosario"
    r"|introduzione|panoramica|riassunto|conclusion[ei]|riferimenti|bibliografia|vedi anche"
    r"|glossario"
    r"|introdução|visão geral|resumo|conclus(?:ão|ões)|referências|veja também|avisos?"
    r"|inleiding|overzicht|samenvatting|conclusie|bronnen|zie ook|woordenlijst"
    r"|wstęp|wprowadzenie|podsumowanie|źródła|bibliografia|úvod|shrnutí|závěr|zdroje|literatura"
    r"|inledning|översikt|sammanfattning|källor|innledning|oppsummering|kilder|indledning"
    r"|opsummering"
    r"|johdanto|yhteenveto|lähteet|bevezetés|összefoglalás|források|giriş|özet|sonuç|kaynaklar"
    r"|kaynakça"
    r"|введение|вступление|обзор|заключение|выводы|ссылки|источники|литература|вступ|висновки"
    r"|джерела"
    r"|εισαγωγή|περίληψη|συμπέρασμα|πηγές|مقدمة|ملخص|المراجع|מבוא|סיכום|מקורות"
    r"|はじめに|概要|まとめ|参考文献|参考資料|简介|引言|概述|总结|小结|参考(?:资料|文献|链接)"
    r"|소개|서론|개요|요약|참고(?: ?자료| ?문헌)?)"
    r"\s*[:：]?$",
    re.IGNORECASE,
)

#: The title of a slide that looks back or ahead and defines nothing.
ASIDE = re.compile(
    r"^(?:(?:quick |short |brief )?(?:recap|revisited)|recap(?:itulation)?\b.{0,24}"
    r"|(?:today|last (?:time|week|lecture)|next (?:time|week|lecture)|this (?:week"
    r"|lecture))(?:'s \w+)?|"
    r"(?:learning|lecture|today's) (?:objectives?|outcomes?|goals?|outline|plan"
    r"|agenda)|outline|agenda|roadmap|plan for today|homework|"
    r"lernziele|wiederholung|rückblick|ausblick|heute|hausaufgaben?|nächstes mal|letztes mal|"
    r"plan du cours|devoirs|repaso|ripasso|"
    r"今日の内容|前回の復習|次回の予告|学習目標|本日の目標|宿題)\s*[?:：]?$",
    re.IGNORECASE,
)

#: What a title that goes on from the page before has behind it.
CONTINUED = re.compile(
    r"\s*[(\[](?:cont(?:inued|'?d|\.)?|continued|fortsetzung|forts\.|suite|continuación"
    r"|\d{1,2}\s*/\s*\d{1,2}|続き)\.?[)\]]\s*$",
    re.IGNORECASE,
)

#: The caption of a figure or a table that did not come along.
CAPTION = re.compile(
    (
        r"^(?:fig(?:ure|\.)?|table|tab\.|diagram|plate|abb(?:ildung|\.)?|tabelle|figura"
        r"|fig\.|tabella|tabla|tableau|図|表)\s*\d{1,3}(?:\.\d{1,2})?(?:\s*[:.：–-]|\s{2,}\S)"
    ),
    re.IGNORECASE,
)

#: What the parts of books and courses are called.
PART_NAMES = (
    r"(?:chapter|section|part|unit|lecture|lec\.?|week|topic|module|lesson|session|day|unité|unità"
    r"|kapitel|teil|abschnitt|thema|einheit|lektion|vorlesung|woche|"
    r"chapitre|partie|leçon|cours|capítulo|tema|unidad|lección|capitolo|lezione"
    r"|semaine|séance|thème|semana|clase|aula|unidade|módulo|parte|settimana|modulo"
    r"|hoofdstuk|les|college|deel|föreläsning|vecka|forelesning|uke|forelæsning|uge|luento|viikko"
    r"|luku"
    r"|rozdział|część|temat|wykład|tydzień|lekcja|kapitola|část|téma|přednáška|týden|lekce|fejezet"
    r"|глава|раздел|часть|тема|лекция|урок|занятие|неделя|семинар|лекція|розділ"
    r"|bölüm|hafta|ünite|ders|κεφάλαιο|ενότητα|μάθημα|الفصل|الدرس|المحاضرة|שיעור|פרק|第)"
)
#: The name of a part of a book or a course, with its number: never a headword in front of a colon.
PART = re.compile(
    rf"^{PART_NAMES}\s*(?:\d{{1,3}}|[IVX]{{1,5}}|[A-Z]|[一二三四五六七八九十]+)\W*\w?$",
    re.IGNORECASE,
)

#: How definitions begin when the headword stands just before them without any mark.
GENUS = re.compile(
    r"\b(?:the|a|an)\s+(?:\w+\s+){0,2}?(?:process|set|act|ability|study|number|use"
    r"|type|form|kind|part|way|method|technique|amount|measure|"
    r"ratio|state|rate|movement|change|group|collection|system|theory|model|function"
    r"|tool|term|name|unit|branch|layer|structure|class|"
    r"device|protocol|substance|organism|molecule|disease|condition|law|principle|rule"
    r"|right|practice|point|period|event|idea|belief|"
    r"area|region|value|sum|difference|distance|force|energy|quantity|property|science"
    r"|art|sequence|series|algorithm|library|framework|"
    r"platform|service|software|program|language|document|agreement|promise|tendency"
    r"|degree|level|place|person|body|organ|tissue|cell)\s+"
    r"(?:of|by|in|that|for|to|which|where|who|with|between|from|used|in which)\b"
)

#: How definitions begin after the name of a thing: "X is a…", "X refers to…", German "X ist…", "X
#: bezeichnet…".
COPULA = re.compile(
    r"\s(?:is|are|was|were|means|refers to|denotes|describes|occurs when|consists of|represents|"
    r"ist|sind|war|bezeichnet|bezeichnen|bedeutet|heißt|beschreibt|umfasst|versteht man|"
    r"est|sont|désigne|signifie|es|son|significa|è|sono|é|são|is een|zijn)\s"
)

#: Of these verbs, those that do nothing but define.
DEFINES = re.compile(
    r"\s(?:means|refers to|denotes|bezeichnet|bedeutet|versteht man|désigne|signifie|significa)\s"
)

#: Of a longer line only so many characters are looked at: what it is, its beginning and its end
#: say.
LOOKED_AT = 500
_TAIL = 60


def glance(text: str) -> str:
    """A text, or the beginning and the end of a long one."""
    return text if len(text) <= LOOKED_AT else text[: LOOKED_AT - _TAIL] + text[-_TAIL:]


_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)
_CJK = when_asked(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Two or three characters of Chinese, Japanese or Korean say about what one spaced word says.
CJK_PER_WORD = 2.5


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; hyphens and apostrophes inside a word stay.

    >>> tokens("It's a k-fold (CV).")
    ["it's", 'a', 'k-fold', 'cv']
    """
    return list(_tokens(text))


#: So many letters of a word stand for its stem.
_STEM = 5


def stems(text: str) -> set[str]:
    """How the words of a text begin that carry its meaning.

    >>> sorted(stems("The sailing of boats"))
    ['boats', 'saili']
    """
    return {word[:_STEM] for word in _tokens(text) if len(word) > 2 and word not in CONNECTORS}


@lru_cache(maxsize=1 << 16)  # each rule asks it of the same lines
def _tokens(text: str) -> tuple[str, ...]:
    if text.isascii():
        return tuple(map(intern, _WORD.findall(text.lower())))
    return tuple([intern(w.casefold().replace("’", "'")) for w in _WORD.findall(text)])


@lru_cache(maxsize=1 << 16)
def length(text: str) -> float:
    """How many words a text is worth; scripts without spaces count by characters.

    >>> length("mean squared error"), length("光合成")
    (3.0, 1.2)
    """
    cjk = 0 if text.isascii() else len(_CJK.findall(text))
    if not cjk:
        return float(len(_tokens(text)))
    return round(cjk / CJK_PER_WORD + len(_WORD.findall(_CJK.sub(" ", text))), 1)


def without_continued(text: str) -> str:
    """A title without what says that it goes on from the page before.

    >>> without_continued("Osmosis (cont.)"), without_continued("Osmosis [2]")
    ('Osmosis', 'Osmosis [2]')
    """
    return CONTINUED.sub("", text) if "(" in text or "[" in text else text


#: Labels that are labels without a colon too; the others may be headwords ("exception",
#: "function").
PLAIN_LABELS = word_set(
    "example examples ex e.g. e.g note notes nb n.b. result results output usage "
    "steps tip tips remember reminder advantages disadvantages pros cons "
    "beispiel beispiele bsp z.b. hinweis anmerkung merke achtung vorteile nachteile "
    "exemple exemples remarque avantages inconvénients "
    "ejemplo ejemplos nota ventajas desventajas esempio esempi vantaggi svantaggi "
    "exemplo vantagens desvantagens 例 例えば 注 注意 備考 eksempel eksempler exempel voorbeeld "
    "voorbeelden przykład příklad példa пример примеры örnek contoh"
)


#: Headings that name a part of the entry above them.
PARTS = word_set(
    "example examples proof proofs remark remarks illustration "
    "beispiel beispiele bsp beweis anmerkung exemple exemples démonstration preuve remarque "
    "ejemplo ejemplos demostración prueba esempio esempi dimostrazione exemplo exemplos "
    "demonstração voorbeeld voorbeelden bewijs eksempel eksempler bevis exempel esimerkki "
    "esimerkkejä przykład przykłady dowód příklad příklady důkaz príklad dôkaz példa példák "
    "bizonyítás primer primjer пример примеры доказательство приклад örnek contoh ví "
    "例 例子 例題 証明 举例 证明 示例 예 예시 증명 مثال उदाहरण"
)


#: "Req.", "Bsp.": in front of a colon a word cut short labels what follows.
_CUT_SHORT = re.compile(r"\W*[^\W\d_]{2,6}\.\W*$")


@lru_cache(maxsize=1 << 16)
def is_label(text: str, marked: bool = False) -> bool:
    """Whether a line is a label of a body ("Example:", "Key steps:") by its words. `marked`: a
    colon or dash follows it.

    >>> is_label("Key steps:"), is_label("Photosynthesis"), is_label("Function")
    (True, False, False)
    >>> is_label("Function", marked=True)
    True
    >>> is_label("Req.", marked=True), is_label("D.h.", marked=True)
    (True, True)
    """
    words = tokens(text)
    if not words or len(words) > 4:
        return False
    if marked and _CUT_SHORT.match(text):
        return True
    if not marked and len(words) == 1 and not text.rstrip().endswith((":", "：")):
        return words[0] in PLAIN_LABELS
    asks = words[0] in ("why", "how", "what", "when", "where")
    return words[0] in LABELS and all(
        w in LABELS or w in CONNECTORS or (asks and w in CLAUSE) for w in words[1:]
    )


def is_callout(text: str) -> bool:
    """Whether a label calls for attention or gives an example, and so is never a headword: "Note",
    "Achtung!".

    >>> is_callout("Merke"), is_callout("Note:"), is_callout("Function")
    (True, True, False)
    """
    words = tokens(text)
    return 0 < len(words) <= 2 and all(word in PLAIN_LABELS for word in words)


#: A few words and the sign behind them that make a label of them.
_CALLED = re.compile(r"^(.{1,24}?)\s?[:：!！)）]")
#: Where such a sign, or one that _LABELLED needs, may stand.
_SIGN_BEHIND, _MARK_BEHIND = re.compile(r"[:：!！)）]"), re.compile(r"[:：–—-]")
_LABELLED = re.compile(r"^(.{1,30}?)(?:\s?[:：]|\s[-–—])\s")


def begins_with_callout(text: str) -> bool:
    """Whether a line is such a label and what it labels.

    >>> begins_with_callout("Merke: A vor B"), begins_with_callout("Castle: a house")
    (True, False)
    """
    if _SIGN_BEHIND.search(text, 1, 27) is None:
        return False
    found = _CALLED.match(text)
    return found is not None and is_callout(found.group(1))


def begins_with_label(text: str) -> bool:
    """Whether a line is a label and what it labels ("Example: a castle", "Note - not in the exam").

    >>> begins_with_label("Example: a castle"), begins_with_label("Castle: a house")
    (True, False)
    """
    if _MARK_BEHIND.search(text, 1, 34) is None:
        return False
    found = _LABELLED.match(text)
    return found is not None and is_label(found.group(1), marked=True)


def _never(word: str) -> bool:
    del word
    return False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What parsing asks of a lexicon, if there is one: whether a folded word is written in small
    letters in running text, and whether it exists at all. Without a lexicon the document's own
    words must do."""

    common: Callable[[str], bool] = _never
    exists: Callable[[str], bool] = _never
