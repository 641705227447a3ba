"""How the parts of multiple-choice questions are written: options, marks of the right one,
answers, keys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked
from ankigen.text.questions import PICTURE

#: The letters that name options in their order, an alphabet each; those behind the first two need
#: no blank after their bracket.
ALPHABETS = (
    "abcdefgh", "абвгде", "αβγδεζ", "กขคงจฉ", "가나다라마바", "ㄱㄴㄷㄹㅁㅂ", "אבגדהו", "أبجده",
    "甲乙丙丁戊", "アイウエオ",
)  # fmt: skip
_OTHERS = "".join(ALPHABETS[2:])
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
#: The first letters of these.
FIRSTS = "".join(alphabet[0] for alphabet in ALPHABETS[2:])
_NAMES = "A-Ha-h" + _OTHERS

_MARK = re.compile(
    r"(?P<lead>\s*(?:>\s*)*(?:[-*+•]\s+)?)(?P<sign>[*✓✔✅☑→✗✘❌]\ufe0f?\s*)?(?P<wrap>\*\*|__|==|<[a-z][^<>]*>)?"
    r"(?:(?P<box>\[[ xX✓✔*]?\]|[☐☑☒]|\([ xX*]?\)(?=\s))\s*(?:(?P<boxed>[A-Ha-h])[.)]\s+)?"
    r"|\((?P<round>[A-Ha-h1-9])\)\s*|(?P<letter>[A-Ha-hА-Еа-е1-9])[.)]\s+"
    r"|(?P<colon>[A-H])\s?[:：]\s+"
    rf"|\(?(?P<other>[{_OTHERS}])[.)．）]\s*|(?P<circled>[{_CIRCLED}])\s*)"
    r"(?P<text>\S.*)$"
)
_PLAIN = re.compile(r"(?P<lead>\s*)[-*+•]\s+(?P<text>\S.*)$")
_IN_INLINE = re.compile(r"[.)]\s")
_INLINE = re.compile(r"(?:^|(?<=\s))(?:\((?P<round>[A-Ha-h])\)|(?P<letter>[A-Ha-h])[.)])\s+")

#: Behind (or before) an option: it is the right one.
_RIGHT = re.compile(
    r"\s{0,4}(?:(?<=\s)\*{1,2}|[✓✔✅☑]\ufe0f?"
    r"|[\[(]?\b(?:correct(?: answer)?|right(?: answer)?|true answer|richtig|korrekt"
    r"|correcto|correcta|poprawna|správně|doğru|benar|đúng|helyes|σωστό|правильна|נכון|صحيح"
    r"|เฉลย|ถูกต้อง|정답|"
    r"correct[oa]|corretto|corretta|juste|bonne réponse|rätt|juist|верно|правильно|正解"
    r"|正确|正確)\b!?[\])]|"
    r"(?:<-+|←|⇐|<=)\s*(?:correct|right|answer|richtig)?)\s*$",
    re.I,
)
#: What each of them has.
_SAYS_RIGHT = re.compile(r"[*✓✔✅☑\])<←⇐]")
_LONGEST_RIGHT, _ARROW = 64, re.compile(r"[<←⇐]")
_WRONG = re.compile(
    r"\s{0,4}(?:[✗✘❌]\ufe0f?|[\[(](?:wrong|incorrect|false|falsch|incorrecto|faux)[\])])\s*$", re.I
)
_COLOURED = re.compile(
    r"^<(?P<tag>font|span|mark|u|b|strong)\b(?P<how>[^<>]*)>(?P<text>.*?)</(?P=tag)>\W*$", re.I
)
_GREEN = when_asked(r"green|#0[0-9a-f]?[8-9a-f]|#2[0-9a-f]{5}|lime", re.I)
_WRAPPED = re.compile(r"^(\*\*|__|==)(?P<text>(?:(?!\1).)+)\1\s*$")


@dataclass(frozen=True, slots=True)
class Option:
    """An option as it stands in the notes; `style` is how it is marked ("a)", "(a)", "[]", "-")."""

    number: int
    letter: str
    text: str
    style: str
    indent: int
    right: bool = False
    emphasised: bool = False  # as a whole, which says "right" if the others are not
    more: tuple[Numbered, ...] = ()

    @property
    def order(self) -> int:
        """The place that its letter or number gives it, 0 if it has none."""
        if not self.letter:
            return 0
        if self.letter.isdecimal():
            return int(self.letter)
        low = self.letter.lower()
        return max(alphabet.find(low) for alphabet in ALPHABETS) + 1


def options_on(line: Numbered, bullets: bool = False) -> list[Option]:
    """The options that stand on a line: one, several side by side, or none. `bullets` counts
    bare bullets too.
    """
    if several := _side_by_side(line):
        return several
    found = _MARK.match(line.text)
    if not found:
        plain = _PLAIN.match(line.text) if bullets else None
        if not plain:
            return []
        return [_option(line.number, "", plain["text"], "-", _width(plain["lead"]), False)]
    box = found["box"] or ""
    other = found["other"] or _digit(found["circled"] or "")
    letter = found["round"] or found["letter"] or found["colon"] or found["boxed"] or other
    style = (
        "[]"
        if box
        else "()"
        if found["round"]
        else ":"
        if found["colon"]
        else ")"
        if other
        else found.group()[found.end("letter")]
    )
    style += "1" if letter.isdecimal() else "A" if letter.isupper() else "a" if letter else ""
    ticked = (bool(box) and box[1:-1].strip() != "") or (box in "☑☒" and bool(box))
    sign = (found["sign"] or "").strip()
    marked = ticked or (bool(sign) and sign[0] not in "✗✘❌")
    text = (found["wrap"] or "") + found["text"]
    if found["wrap"] and not found["wrap"].startswith("<"):
        text = re.sub(
            rf"^({re.escape(found['wrap'])})(.*?){re.escape(found['wrap'])}", r"\1\2\1", text
        )
    return [_option(line.number, letter, text, style, _width(found["lead"]), marked)]


def is_bullet(text: str) -> bool:
    """Whether a line without the mark of an option begins with a bare bullet."""
    return _PLAIN.match(text) is not None


def _digit(name: str) -> str:
    """The number of an option: "2" also where it stands in a circle; a letter as it is."""
    return str(_CIRCLED.index(name) + 1) if name and name in _CIRCLED else name


def _width(lead: str) -> int:
    return len(lead.expandtabs(4)) - len(lead.expandtabs(4).lstrip())


def _from(text: str) -> int:
    """From where a text may say at its end that it is right: there may be any blanks behind an
    arrow.
    """
    return 0 if _ARROW.search(text) else max(0, len(text) - _LONGEST_RIGHT)


def _option(number: int, letter: str, text: str, style: str, indent: int, marked: bool) -> Option:
    text = text.strip()
    emphasised = False
    if _SAYS_RIGHT.search(text) and (behind := _RIGHT.search(text, _from(text))):
        text, marked = text[: behind.start()].rstrip(), True
    elif behind := _WRONG.search(text):
        text = text[: behind.start()].rstrip()
    if coloured := _COLOURED.match(text):
        green = bool(_GREEN.search(coloured["how"])) or coloured["tag"].lower() == "mark"
        if green or coloured["tag"].lower() in ("b", "strong", "u"):
            marked |= green
            emphasised = not green
            text = coloured["text"].strip()
    elif wrapped := _WRAPPED.match(text):
        text, emphasised = wrapped["text"].strip(), True
    return Option(number, letter, text, style, indent, marked, emphasised)


def asked_and_offered(line: Numbered) -> tuple[str, list[Option]] | None:
    """A question and its options on one line; three at least, for a bracket "(a)" may refer to
    something.
    """
    if not _IN_INLINE.search(line.text):
        return None
    first = next(
        (m for m in _INLINE.finditer(line.text) if (m["round"] or m["letter"]) in "aA"), None
    )
    if not first or not re.search(r"\w", line.text[: first.start()]):
        return None
    options = _side_by_side(Numbered(line.number, line.text[first.start() :]))
    return (line.text[: first.start()].strip(), options) if len(options) >= _LEAST_INLINE else None


_LEAST_INLINE = 3


def _side_by_side(line: Numbered) -> list[Option]:
    if not _IN_INLINE.search(line.text):
        return []
    marks = list(_INLINE.finditer(line.text))
    if len(marks) < 2 or line.text[: marks[0].start()].strip(" \t-*>"):
        return []
    letters = [(m["round"] or m["letter"]) for m in marks]
    places = ["abcdefgh".find(x.lower()) for x in letters]
    if places != list(range(len(places))):
        return []
    ends = [*(m.start() for m in marks[1:]), len(line.text)]
    style = "side by side"
    return [
        _option(line.number, letter, line.text[m.end() : end].strip(" ;,\t"), style, 0, False)
        for m, letter, end in zip(marks, letters, ends, strict=True)
    ]


# --------------------------------------------------------------------------- answers

_ANSWER_WORD = (
    r"(?:the\s+)?(?:correct|right|best|model)?\s*(?:answers?|ans|solution|key|choices?"
    r"|options?)(?:\s*\(s\))?|"
    r"(?:richtige?\s+)?(?:antwort(?:en)?|lösung(?:en)?)|richtig"
    r"|(?:bonnes?\s+)?réponses?|solución|(?:respuestas?|opción)(?:\s+correctas?)?"
    r"|correctas?|"
    r"(?:respostas?|alternativa)(?:\s+corretas?)?|gabarito"
    r"|rispost[ae](?:\s+(?:corretta|esatta))?|(?:rätt\s+)?svar|(?:juiste\s+)?antwoord"
    r"|odpowied(?:ź|zi)|(?:správná\s+)?odpověď|vastaus|(?:helyes\s+)?válasz|(?:doğru\s+)?cevap"
    r"|(?:kunci\s+)?jawaban|đáp án|(?:σωστή\s+)?απάντηση|відповідь|תשובה(?:\s+נכונה)?"
    r"|الإجابة(?:\s+الصحيحة)?|เฉลย|คำตอบ|"
    r"(?:правильный\s+)?ответ|答案|正解|答え|解答|정답"
)
ANSWER = re.compile(
    (
        rf"\s*+(?:#{{1,6}}\s++|[-*+>]\s++)?[*_=~`|\s]*+(?:{PICTURE}[*_]*+)?(?:{_ANSWER_WORD})\s*(?:(?:is|are"
        rf"|ist|est|es|é|è)\b\s*[:：]?|[*_=~`|]*\s*(?:[:：=–—-]"
        rf"|\.(?=\s*[\[(]*[A-Ha-h][\])]*\s*$)))[*_=~`|\s]*(?P<rest>.*)$"
    ),
    re.I,
)
_ANSWER_ALONE = when_asked(rf"[\W_]*(?:(?:show|see|view)\s+)?(?:{_ANSWER_WORD})[\W_]*$", re.I)
REASON = re.compile(
    rf"\s*+(?:[-*+>]\s++)?[*_]*+(?:{PICTURE}[*_]*+)?(?:explanations?|reason(?:ing)?|rationale|notes?|why"
    r"|because|justification|feedback|comment|erklärung|begründung|anmerkung|hinweis|"
    r"explication|justification|remarque|explicación|justificación|nota|razón"
    r"|explicação|justificativa|spiegazione|motivazione|förklaring|uitleg|"
    r"объяснение|пояснение|解析|解説|说明)[*_]*\s*[:：.–—-]",
    re.I,
)
_LETTERS = when_asked(
    rf"[\[(*_`]*(?P<first>[{_NAMES}])(?![^\W_])[\])*_`.]*(?P<more>(?:\s*(?:,|;|/|&|\+|and"
    rf"|und|et|y|e|o|en|i|и)?\s*[\[(*_`]*[{_NAMES}](?![^\W_'’])[\])*_`.]*)*)"
    r"(?P<rest>$|[\s.:：,;—–-].*$)",
    re.S,
)
_DIGITS = when_asked(r"[\[(]?(?P<first>[1-9①-⑨])[\])]?(?P<rest>$|[\s.:,;)—–-].*$)", re.S)


def answer_alone(text: str) -> bool:
    """Whether a line only says that the answer comes next ("Answer", "**Solution**").

    >>> answer_alone("**Answer**"), answer_alone("Answers vary")
    (True, False)
    """
    return bool(_ANSWER_ALONE.match(text))


def chosen(rest: str, options: Sequence[Option]) -> tuple[frozenset[int], str] | None:
    """Which of the options an answer names, by their places from 0, and what it says besides; None
    if it names none.

    >>> opts = [Option(1, "a", "iron", "a)", 0), Option(2, "b", "zinc", "a)", 0)]
    >>> chosen("b) zinc, it oxidises first", opts), chosen("zinc", opts)
    ((frozenset({1}), 'it oxidises first'), (frozenset({1}), ''))
    """
    bare = plain(rest)
    for n, option in enumerate(options):
        if bare.casefold() == plain(option.text).casefold():
            return frozenset({n}), ""
    if (stressed := _STRESSED.match(rest)) is not None:
        for n, option in enumerate(options):
            if plain(stressed["words"]).casefold() == plain(option.text).casefold():
                return frozenset({n}), rest[stressed.end() :].strip()
    lettered = all(o.letter and not o.letter.isdecimal() for o in options)
    head, tail = rest.strip()[:_LONGEST_ANSWER], rest.strip()[_LONGEST_ANSWER:]
    pattern = _LETTERS if lettered or not options[0].letter else _DIGITS
    found = pattern.match(head)
    if not found:
        return None
    more = found.groupdict().get("more") or ""
    names = [_digit(found["first"]), *re.findall(rf"(?<![^\W_])[{_NAMES}](?![^\W_])", more)]
    places = frozenset(_place(name, options) for name in names)
    if -1 in places:
        return None
    behind = (found["rest"] + tail).strip()
    if behind and lettered and not _ends_choice(found["rest"], [options[p] for p in places]):
        return None
    return places, _besides(behind, [options[p] for p in sorted(places)])


#: A tick or a star and words in bold, with which an answer begins.
_STRESSED = when_asked(r"[^\w*]*\*\*[^\w*]*(?P<words>[^*]+)\*\*")

#: The letters that an answer names stand at its beginning.
_LONGEST_ANSWER = 200


def _place(name: str, options: Sequence[Option]) -> int:
    for n, option in enumerate(options):
        if option.letter.casefold() == name.casefold():
            return n
    if not any(o.letter for o in options):
        n = "abcdefgh".find(name.lower())
        return n if n < len(options) else -1
    return -1


def _ends_choice(rest: str, options: Sequence[Option]) -> bool:
    """Whether a letter is an answer and no word ("A cell divides"): a sign, the option's words
    or a reason follow it.
    """
    if rest[:1] in ".:：,;—–-)" or re.match(r"\s*[-–—:(.,]", rest):
        return True
    said = rest.strip(" *_").casefold()
    if any(said.startswith(plain(o.text).casefold()) for o in options):
        return True
    return bool(
        re.match(r"\s+(?:because|since|as|is|are|weil|da|parce|porque|perché)\b", rest, re.I)
    )


def _besides(rest: str, options: Sequence[Option]) -> str:
    """What an answer says beyond the option's own words."""
    rest = rest.strip().lstrip(".:：,;—–-) *_").strip()
    for option in options:
        words = plain(option.text)
        if words and rest.strip(" *_").casefold().startswith(words.casefold()):
            at = rest.casefold().find(words.casefold()) + len(words)
            rest = rest[at:].lstrip(" *_.:：,;—–-)").strip()
    return rest if re.search(r"\w", rest) else ""


def plain(text: str) -> str:
    """An option's words without the signs of Markdown, ticks and stars at their ends.

    >>> plain("**iron**."), plain("`x = 1`"), plain("✅ **zinc**")
    ('iron', 'x = 1', 'zinc')
    """
    return re.sub(r"<[^<>]*>", "", text).strip(" *_`=.✅✓✔☑★⭐➡→\ufe0f").strip()


# --------------------------------------------------------------------------- questions

_LEAD = re.compile(
    r"\s*(?:#{1,6}\s+)?(?:[-*+>]\s+)?(?P<bold>\*\*|__)?\s*(?:"
    r"(?:Q(?:uestions?|n)?|Frage|Aufgabe|Pregunta|Questão|Pergunta|Domanda|Fråga|Vraag"
    r"|Pytanie|Вопрос|問|问|第)\s*\.?\s*#?(?P<q>\d{1,3})\s*(?:问|題|题)?\s*[.):：\]–—-]*"
    r"|\(?(?P<n>\d{1,3})(?:[.):、\]]+|[-–](?=\s|\*\*|__))|\[(?P<b>\d{1,3})\])\s*(?P<after>\*\*|__)?\s*",
    re.I,
)


def numbered(text: str) -> tuple[str, str]:
    """The number of a question ("" if it has none), and its text without it.

    >>> numbered("### Question 12: Why?"), numbered("**3. What is it?**"), numbered("Why?")
    (('12', 'Why?'), ('3', '**What is it?**'), ('', 'Why?'))
    """
    found = _LEAD.match(text)
    if not found:
        bare = re.sub(r"^\s*#{1,6}\s+", "", text)
        return "", bare.strip()
    rest = text[found.end() :]
    if found["bold"] and not found["after"] and not rest.startswith(found["bold"]):
        rest = found["bold"] + rest
    return str(int(found["q"] or found["n"] or found["b"])), rest.strip()
