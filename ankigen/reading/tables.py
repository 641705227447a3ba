"""Tables of cards → PAIR blocks: CSV, TSV, and the text exports of flashcard apps, whatever parts their columns.

A row's cells become term, definition, context, tags and topic by the names in the header row, else by what the
columns hold. Anki's `#` header lines are understood (its manual, "Importing text files").
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from ankigen.model import AnkigenError, Block, Finding, Kind, Node, Origin, Paragraph, Reading, Rich
from ankigen.reading.decoding import decode
from ankigen.reading.literals import with_literals
from ankigen.reading.own import REMOVED, Own, own_note

#: A row longer than this is a quotation mark that was never closed, or no table at all.
LONGEST_ROW = 1_000_000
#: A quoted cell spans at most so many lines, or its quotation mark is taken for a plain character.
_LONGEST_CELL = 300
#: A heading-like term is no longer than this; a longer first column speaks against a table in a .txt file.
_LONGEST_TERM = 160
#: Nearly every line of a .txt file must be a pair before it is taken for an export rather than for notes.
_SHARE = 0.9

#: No column is called by more characters than this.
_LONGEST_NAME = 60

_ANKI_KEYS = ("separator", "html", "notetype", "deck", "tags", "columns", "notetype column", "deck column",
              "tags column", "guid column", "if matches", "match scope")  # fmt: skip
_ANKI_HEADER = re.compile(rf"#({'|'.join(_ANKI_KEYS)}):\s?(.*)$", re.I)
_NAMED_SEPARATORS = {
    "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " ", "\\t": "\t",
}  # fmt: skip

_COMMENT = re.compile(r"#+\s+\S|//\s*\S|#\w[^\t,;|]*$")
_SECTION = re.compile(
    r"(?:unit|chapter|lesson|section|part|topic|week|module|kapitel|lektion|einheit|teil|thema|unidad|lecci[oó]n|tema|"
    r"cap[ií]tulo|chapitre|leçon|unité|thème|partie|unità|lezione|capitolo|第|глава|урок)\b.*\d|第.*[章課课]|[^a-z]{6,}:?$",
    re.I,
)
_BULLET = re.compile(r"\s*(?:[-*+•‣▪◦●–]\s|\d+[.)]\s|\(?[a-z][.)]\s)")
_MARKUP = re.compile(
    r"\*\*[^\s*]|</?(?:b|i|em|strong|br|sub|sup|u|s|code|div|p|span|ul|li|img)\b[^<>]*>|!\[|\]\(\w|\[sound:"
)
_HTML = re.compile(
    r"<(?:br|div|p|ul|ol|li|b|i|img|span|table|pre|strong|em|sub|sup|code|a)\b[^<>]*>|&(?:nbsp|amp|lt|gt|quot|#39);",
    re.I,
)
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r'])")

# What the columns are called, without case, spaces and signs. Languages: en de fr es it pt nl sv pl ru ja zh ko.
_NAMES: dict[str, str] = {
    "term": """term terms front word words question questions vocabulary vocab headword concept concepts key name
        expression phrase keyword prompt q begriff begriffe wort wörter vokabel vokabeln vorderseite frage fachbegriff
        stichwort terme mot mots recto concepto término termino palabra pregunta anverso frente vocablo parola termine
        domanda fronte termo palavra pergunta woord begrip vraag voorkant ord fråga framsida termin pojęcie hasło słowo
        pytanie przód термин слово вопрос понятие 用語 単語 言葉 表 表面 質問 問題 语 術語 术语 單詞 单词 词语 詞語 正面
        问题 生词 漢字 汉字 용어 단어 앞면 질문 문제""",
    "definition": """definition definitions def back answer answers meaning meanings translation description
        explanation a gloss bedeutung rückseite antwort übersetzung erklärung beschreibung erläuterung définition
        réponse signification traduction sens verso explication definición definicion significado respuesta traducción
        traduccion reverso dorso explicación descripción definizione risposta significato traduzione retro spiegazione
        definição resposta tradução definitie betekenis antwoord vertaling achterkant uitleg svar betydelse översättning
        definicja znaczenie odpowiedź tłumaczenie tył определение ответ значение перевод описание 定義 意味 説明 裏 裏面
        答え 解答 訳 定义 意思 解释 解釋 翻译 翻譯 背面 答案 释义 含义 정의 뜻 의미 뒷면 답 설명 번역""",
    "tags": """tags labels keywords hashtags schlagwörter schlagworte etiquetas étiquettes mots-clés etichette trefwoorden
        taggar tagi метки теги タグ 标签 標籤 태그""",
    "topic": """topic topics tag category categories unit chapter lesson section subject theme deck module week label
        kategorie thema kapitel lektion einheit fach stapel bereich catégorie thème chapitre unité leçon sujet paquet
        categoría categoria tema unidad capítulo lección mazo unità capitolo lezione mazzo unidade capítulo baralho
        categorie hoofdstuk les ämne kategori kapitel kategoria temat rozdział тема глава раздел колода カテゴリ カテゴリー
        分類 単元 章 課 主题 类别 分类 章节 주제 분류 단원""",
    "context": "context kontext contexte contexto contesto контекст 文脈 语境 문맥 hint disambiguation",
    "guid": "guid",
    "number": "# no no. nr nr. num number index id lp n° núm № 番号 编号 번호",
    "file": "source sourcefile file line",
}  # fmt: skip
_ROLE_OF = {name: role for role, names in _NAMES.items() for name in names.split()}
_LANGUAGES = frozenset(
    [
        "english",
        "german",
        "french",
        "spanish",
        "italian",
        "portuguese",
        "dutch",
        "swedish",
        "polish",
        "russian",
        "japanese",
        "chinese",
        "korean",
        "latin",
        "greek",
        "turkish",
        "arabic",
        "hebrew",
        "danish",
        "norwegian",
        "finnish",
        "czech",
        "hungarian",
        "englisch",
        "deutsch",
        "französisch",
        "spanisch",
        "italienisch",
        "portugiesisch",
        "latein",
        "griechisch",
        "russisch",
        "japanisch",
        "chinesisch",
        "anglais",
        "allemand",
        "français",
        "espagnol",
        "italien",
        "portugais",
        "inglés",
        "ingles",
        "alemán",
        "aleman",
        "francés",
        "frances",
        "español",
        "espanol",
        "italiano",
        "portugués",
        "portugues",
        "latín",
        "latin",
        "inglese",
        "tedesco",
        "francese",
        "spagnolo",
        "engels",
        "duits",
        "frans",
        "spaans",
        "nederlands",
        "engelska",
        "svenska",
        "tyska",
        "angielski",
        "niemiecki",
        "polski",
        "английский",
        "русский",
        "немецкий",
        "英語",
        "日本語",
        "中国語",
        "英语",
        "日语",
        "中文",
        "영어",
        "한국어",
        "kanji",
        "kana",
        "hiragana",
        "pinyin",
    ]
)


class Record(NamedTuple):
    """A row: its raw lines, its cells, and the line on which each begins."""

    line: int
    end_line: int
    cells: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column is what. `extras` are appended to the definition, with their names where there are any."""

    term: int = 0
    definition: int = 1
    context: int = -1
    tags: int = -1
    topic: int = -1
    guid: int = -1
    ignored: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    html: bool = False


@dataclass(frozen=True, slots=True)
class _Header:
    """Anki's header lines."""

    lines: int = 0
    separator: str = ""
    html: bool | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    guid: int = -1
    tags_column: int = -1
    deck_column: int = -1
    notetype_column: int = -1


def read(data: bytes, name: str) -> Reading:
    """A .csv file. Raises AnkigenError if it is empty or no text, or a row is absurdly long."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str, separator: str = "") -> Reading:
    """A table, its separator found from the whole if it is not given or in Anki's header."""
    text = text.replace("\v", "\n") if "\n" not in text.strip() else text.replace("\v", " ")
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if len(line) > LONGEST_ROW:
            raise AnkigenError(
                f"{name}:{n + 1}: this row has {len(line):,} characters; a table of cards has shorter ones: split the row"
            )
    header = _anki_header(lines)
    separator = header.separator or separator or _separator_of_table(lines[header.lines :])
    records = list(parse_records(lines, separator, header.lines))
    return _reading(records, lines, header, separator, name)


def from_text(text: str, name: str) -> Reading | None:
    """The table that a .txt file is when looked at as a whole; None if it holds notes."""
    lines = text.split("\n")
    header = _anki_header(lines)
    if header.lines and (header.separator or header.lines > 1):
        return read_text(text, name)
    if cards := _one_line_cards(lines):
        records = [Record(1, 1, card, (1,) * len(card)) for card in cards]
        return _reading(records, lines, header, "\t", name)
    separator = export_separator(lines)
    if not separator:
        return None
    records = list(parse_records(lines, separator, 0, joining=True))
    return _reading(records, lines, header, separator, name)


# --------------------------------------------------------------------------- what parts the columns


#: What parts term and definition in exports, the surest first.
_EXPORT_SEPARATORS = ("\t", "---", "|", ";", "::", ">>", "=>", "→", " – ", " — ", " - ", " = ", ",")


def export_separator(lines: Sequence[str]) -> str:
    """The separator with which nearly every line is a pair, "" if these are notes.

    Hard-wrapped prose, lists and lines without a pair speak against a table.

    >>> export_separator(["cat---an animal", "dog---another; it barks", "yak---a third"])
    '---'
    >>> export_separator(["Cats - we like them", "  - purr", "because they are soft", "Dogs - bark"])
    ''
    """
    filled = [s for s in lines if s.strip() and not _COMMENT.match(s)]
    for separator in _EXPORT_SEPARATORS:
        if _is_export(filled, separator):
            return separator
    return ""


def _is_export(filled: Sequence[str], separator: str) -> bool:
    loose = separator.strip() in ("–", "—", "-", "=", "→", "=>", ",")
    if len(filled) < (2 if separator == "\t" else 4 if loose else 3):
        return False
    pairs = [s.split(separator) for s in filled if _splits(s, separator)]
    share = len(pairs) / len(filled)
    needed = (
        0.6
        if separator == "\t"
        else 1.0
        if loose and len(filled) < 20
        else 0.97
        if loose
        else _SHARE
    )
    if share < needed:
        return False
    terms = [p[0].strip() for p in pairs]
    if statistics.median(len(t) for t in terms) > (60 if loose else _LONGEST_TERM):
        return False
    if separator != "\t" and sum(bool(_BULLET.match(s)) for s in filled) > 0.05 * len(filled):
        return False
    if separator == "|" and sum(s.lstrip().startswith("|") for s in filled) > len(filled) / 2:
        return False  # a Markdown table
    if separator in (";", ",", "|"):
        widths = Counter(len(p) for p in pairs)
        steady = widths.most_common(1)[0][1] >= 0.6 * len(pairs)
        ends = sum(not p[-1].strip() for p in pairs)
        if not steady or (ends > len(pairs) / 2 and max(widths) == 2):
            return False
    if separator == ",":  # prose has a space behind a comma
        return sum(", " not in s[: s.index(",") + 2] for s in filled if "," in s) >= 0.95 * len(
            pairs
        )
    if loose:
        return (
            all((t and not t[0].islower()) or len(t) < 40 for t in terms)
            and max(map(len, terms)) <= 90
        )
    return True


def _splits(line: str, separator: str) -> bool:
    before, found, after = line.partition(separator)
    # a tab behind a term without its definition is still a cell's end
    return bool(found and before.strip() and (after.strip() or separator == "\t"))


def _one_line_cards(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Cards pasted as one line: "term,definition;term,definition;…" (a choice in Quizlet's export)."""
    filled = [s for s in lines if s.strip()]
    if len(filled) != 1 or filled[0].count(";") < 2:
        return []
    cards = [c.strip() for c in filled[0].split(";") if c.strip()]
    for separator in ("\t", ",", " - "):
        pairs = [tuple(p.strip() for p in c.split(separator, 1)) for c in cards]
        if len(pairs) >= 3 and all(len(p) == 2 and all(p) and len(p[0]) <= 60 for p in pairs):
            return pairs
    return []


def _separator_of_table(lines: Sequence[str]) -> str:
    """The separator of a file that is a table by its suffix: the one that gives the steadiest rows."""
    sample = [s for s in lines if s.strip() and not s.startswith("# ")][:300]
    best, best_score = ",", 0.0
    for separator in ("\t", ";", ",", "|"):
        records = [
            r for r in parse_records(sample, separator, 0) if any(c.strip() for c in r.cells)
        ]
        widths = Counter(len(r.cells) for r in records)
        many = sum(n for width, n in widths.items() if width > 1)
        width, steady = max(widths.items(), key=lambda w: (w[0] > 1, w[1]), default=(1, 0))
        score = (steady + many / 2) / (len(records) or 1) if width > 1 else 0.0
        if score > best_score + 0.05:
            best, best_score = separator, score
    if best_score < 0.75 and (other := export_separator(lines)):
        return other
    return best


# --------------------------------------------------------------------------- records


def parse_records(
    lines: Sequence[str], separator: str, first: int, joining: bool = False
) -> Iterator[Record]:
    """The rows of lines[first:]; a quoted cell may hold line breaks and doubled quotation marks.

    With `joining`, a line without the separator that follows a row is the next line of its last cell.
    """
    at = first
    pending: Record | None = None
    blank = True
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            blank = True
            at += 1
            continue
        record, at = _record(lines, at, separator)
        if (
            joining
            and pending
            and not blank
            and len(record.cells) == 1
            and not _COMMENT.match(line)
        ):
            cells = (*pending.cells[:-1], pending.cells[-1] + "\n" + record.cells[0])
            pending = pending._replace(cells=cells, end_line=record.end_line)
        else:
            if pending:
                yield pending
            pending = record
        blank = False
    if pending:
        yield pending


def _record(lines: Sequence[str], at: int, separator: str) -> tuple[Record, int]:
    line = lines[at]
    if '"' not in line:
        cells = line.split(separator)
        return Record(at + 1, at + 1, tuple(cells), (at + 1,) * len(cells)), at + 1
    found: list[str] = []
    starts: list[int] = []
    row, position = at, 0
    while True:
        starts.append(row + 1)
        cell, row, position = _cell(lines, row, position, separator)
        found.append(cell)
        if position < 0:
            return Record(at + 1, row + 1, tuple(found), tuple(starts)), row + 1


def _cell(lines: Sequence[str], row: int, position: int, separator: str) -> tuple[str, int, int]:
    """The cell at lines[row][position:], and where the next one begins (-1 = the row ends)."""
    line = lines[row]
    begin = position
    if separator != " ":
        while begin < len(line) and line[begin] == " ":
            begin += 1
    quoted = _quoted(lines, row, begin, separator) if line[begin : begin + 1] == '"' else None
    if quoted:
        return quoted
    end = line.find(separator, position)
    if end < 0:
        return _unquoted(line[position:]), row, -1
    return _unquoted(line[position:end]), row, end + len(separator)


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"' and '"' in bare[1:-1]:
        return bare  # "a" and "b": quotations within the text
    return cell


def _quoted(
    lines: Sequence[str], row: int, begin: int, separator: str
) -> tuple[str, int, int] | None:
    """A cell in quotation marks; None if the mark at `begin` is a character like others."""
    pieces: list[str] = []
    position = begin + 1
    for n in range(row, min(len(lines), row + _LONGEST_CELL)):
        line = lines[n]
        while (end := line.find('"', position)) >= 0:
            if line[end + 1 : end + 2] == '"':
                pieces += [line[position:end], '"']
                position = end + 2
                continue
            pieces.append(line[position:end])
            after = line[end + 1 :]
            spaces = len(after) - len(after.lstrip(" "))
            rest = end + 1 + (spaces if separator != " " else 0)
            if line.startswith(separator, rest):
                return "".join(pieces), n, rest + len(separator)
            if not line[rest:].strip():
                return "".join(pieces), n, -1
            return None  # a word in quotation marks begins the cell
        pieces += [line[position:], "\n"]
        position = 0
    return None


# --------------------------------------------------------------------------- headers and columns


def _anki_header(lines: Sequence[str]) -> _Header:
    header = _Header()
    for n, line in enumerate(lines):
        # a spreadsheet that saved the file has added separators to the header lines
        found = _ANKI_HEADER.match(line.rstrip().strip('"'))
        if not found:
            return replace(header, lines=n) if n else header
        key, value = found.group(1).lower(), found.group(2)
        if key == "separator":
            sign = value.strip().lower()
            sign = sign if sign in ("", ",", ";", "|", ":", " ") else sign.rstrip(",;")
            header = replace(header, separator=_NAMED_SEPARATORS.get(sign, sign[:1] or "\t"))
            continue
        value = value if key == "columns" else value.rstrip(",;\t| ")
        number = int(value) - 1 if value.strip().isdigit() else -1
        if key == "html":
            header = replace(header, html=value.strip().lower() == "true")
        elif key == "deck":
            header = replace(header, deck=value.strip())
        elif key == "tags":
            header = replace(header, tags=tuple(value.split()))
        elif key == "columns":
            header = replace(header, columns=(value,))
        elif key == "guid column":
            header = replace(header, guid=number)
        elif key == "tags column":
            header = replace(header, tags_column=number)
        elif key == "deck column":
            header = replace(header, deck_column=number)
        elif key == "notetype column":
            header = replace(header, notetype_column=number)
    return replace(header, lines=len(lines))


def role_of(name: str) -> str:
    """What a column of this name holds, "" if that is not known.

    >>> role_of("Vorderseite"), role_of("Meaning (EN)"), role_of("意味"), role_of("deutsch")
    ('term', 'definition', 'definition', 'language')
    """
    if len(name) > _LONGEST_NAME:
        return ""
    key = re.sub(r"\s*[(\[].*?[)\]]\s*", "", name).strip().strip("*:_\"'").casefold()
    if key in _ROLE_OF:
        return _ROLE_OF[key]
    if key in _LANGUAGES:
        return "language"
    joined = re.sub(r"[\s_-]+", "", key)
    if joined in _ROLE_OF:
        return _ROLE_OF[joined]
    words = re.findall(r"[^\W\d_]+", key)
    roles = {_ROLE_OF[w] for w in words if w in _ROLE_OF and len(w) > 2}
    return roles.pop() if len(roles) == 1 and len(words) <= 2 else ""


def _is_header(cells: Sequence[str], following: Sequence[Record]) -> bool:
    """Whether the first row names the columns."""
    names = [c.strip() for c in cells]
    filled = [n for n in names if n]
    roles = [role_of(n) for n in filled]
    if len(filled) < 2 or any(len(n) > 40 for n in filled):
        return False
    if {"term", "definition"} <= set(roles):
        return True
    if any(n[-1] in ".?!" and not role for n, role in zip(filled, roles, strict=True)):
        return False  # a question is a front, not a name
    known = sum(bool(r) for r in roles)
    if roles.count("language") >= 2:
        return True
    if len(names) > len(filled) + 1 or not following:
        return False
    return known >= 2 or (
        known >= 1 and known >= len(filled) / 2 and roles[0] in ("term", "language", "number")
    )


def _named_layout(names: Sequence[str], html: bool) -> _Layout:
    roles = [role_of(n) for n in names]

    def first(*wanted: str) -> int:
        return next(
            (i for role in wanted for i, r in enumerate(roles) if r == role and i not in taken), -1
        )

    taken: set[int] = {i for i, r in enumerate(roles) if r in ("number", "file", "guid")}
    columns: dict[str, int] = {"guid": next((i for i, r in enumerate(roles) if r == "guid"), -1)}
    for role, wanted in (
        ("term", ("term", "language")),
        ("definition", ("definition", "language")),
        ("context", ("context",)),
        ("tags", ("tags",)),
        ("topic", ("topic",)),
    ):
        columns[role] = first(*wanted)
        taken.add(columns[role])
    for role in ("term", "definition"):
        if columns[role] < 0:
            columns[role] = next((i for i in range(len(names)) if i not in taken), -1)
            taken.add(columns[role])
    ignored = tuple(i for i, r in enumerate(roles) if r in ("number", "file"))
    return _Layout(ignored=ignored, names=tuple(n.strip() for n in names), html=html, **columns)


def _layout_by_content(records: Sequence[Record], html: bool, given: dict[str, int]) -> _Layout:
    """Without names: the first two columns of text are term and definition; a column of few short values a topic."""
    width = Counter(len(r.cells) for r in records).most_common(1)[0][0]
    known = {i for i in given.values() if i >= 0}
    columns = [
        [r.cells[i].strip() if i < len(r.cells) else "" for r in records] for i in range(width)
    ]
    numbers = {
        i for i, values in enumerate(columns)
        if i == 0 and width > 2 and len(values) > 2 and all(v.rstrip(".").isdigit() for v in values if v)
    }  # fmt: skip
    free = [i for i in range(width) if i not in known | numbers]
    term, definition = (free[0] if free else 0), (free[1] if len(free) > 1 else -1)
    layout = _Layout(
        term, definition, tags=given.get("tags", -1), topic=given.get("topic", -1), guid=given.get("guid", -1),
        ignored=tuple(sorted(numbers | ({given["notetype"]} if given.get("notetype", -1) >= 0 else set()))), html=html,
    )  # fmt: skip
    for i in free[2:]:
        values = [v for v in columns[i] if v]
        if not values or layout.topic >= 0:
            continue
        few = len(set(values)) <= max(1, len(values) / 2) or len(values) == 1
        if few and max(map(len, values)) <= 40 and not any(v[-1] in ".!?" for v in values):
            layout = replace(layout, topic=i)
    return layout


# --------------------------------------------------------------------------- rows → blocks


def _reading(
    records: list[Record], lines: Sequence[str], header: _Header, separator: str, name: str
) -> Reading:
    blocks: list[Block] = []
    if header.lines:
        text = "\n".join(lines[: header.lines]).strip()
        blocks.append(
            Block(Kind.DROPPED, Rich.of(text, 1), 1, header.lines, value="header of the export")
        )
    rows = [r for r in records if any(c.strip() for c in r.cells)]
    for r in rows:
        if sum(map(len, r.cells)) > LONGEST_ROW:
            raise AnkigenError(
                f"{name}:{r.line}: this row has {sum(map(len, r.cells)):,} characters; look for a quotation mark that is not closed"
            )
    wide = any(len(r.cells) > 1 for r in rows)
    data = [r for r in rows if not _comment(r) and (len(r.cells) > 1 or not wide)] if rows else []
    html = header.html if header.html is not None else _is_html(data)
    given = {
        "guid": header.guid,
        "tags": header.tags_column,
        "topic": header.deck_column,
        "notetype": header.notetype_column,
    }
    named: Record | None = None
    if header.columns:
        names = next(parse_records([header.columns[0]], separator, 0), None)
        layout = _named_layout(names.cells if names else (), html)
        layout = replace(
            layout,
            guid=header.guid if header.guid >= 0 else layout.guid,
            tags=header.tags_column if header.tags_column >= 0 else layout.tags,
            topic=header.deck_column if header.deck_column >= 0 else layout.topic,
            ignored=(*layout.ignored, header.notetype_column),
        )
    elif data and not header.lines and _is_header(data[0].cells, data[1:]):
        named = data[0]
        layout = _named_layout(named.cells, html)
    elif data:
        layout = _layout_by_content(data, html, given)
    else:
        layout = _Layout()
    first_pair = next((r.line for r in data if r is not named), 0)
    last_pair = data[-1].line if data else 0
    width = max(
        Counter(len(r.cells) for r in data).most_common(1)[0][0] if data else 2, len(layout.names)
    )
    findings: list[Finding] = []
    previous = header.lines
    ours = _own_notes(data, header)
    whole = {(own.headword, own.context) for own in ours.values() if not own.is_list}
    for r in rows:
        gap = max(0, r.line - previous - 1)
        previous = r.end_line
        if r is named:
            blocks.append(
                Block(
                    Kind.DROPPED,
                    Rich.of(_whole(r), r.line),
                    r.line,
                    r.end_line,
                    gap,
                    value="column names",
                )
            )
        elif _comment(r):
            blocks.append(
                _comment_block(
                    r,
                    gap,
                    first_pair <= r.line <= last_pair or _SECTION.match(_bare(r)) is not None,
                )
            )
        elif own := ours.get(r.line):
            blocks.append(_own_block(r, own, header, whole, gap))
        elif wide and _is_section(r, gap, r is rows[0]):
            title = with_literals(r.cells[0].strip().rstrip(": "), r.line).strip()
            blocks.append(Block(Kind.HEADING, title, r.line, r.end_line, gap, level=1))
        else:
            block = _pair(_fitted(r, width, layout, separator), layout, gap)
            if block is None:
                blocks.append(
                    Block(
                        Kind.DROPPED,
                        Rich.of(_whole(r), r.line),
                        r.line,
                        r.end_line,
                        gap,
                        value="row without a term",
                    )
                )
                findings.append(
                    Finding(
                        Origin(name, r.line),
                        "no-term",
                        "this row has nothing in the column of the term; fill it in or remove the row",
                    )
                )
            else:
                blocks.append(block)
    return Reading(tuple(blocks), tuple(findings), deck=header.deck, tags=header.tags)


def _own_block(
    record: Record, own: Own, header: _Header, whole: Set[tuple[str, str]], gap: int
) -> Block:
    def cell(index: int) -> str:
        return record.cells[index] if 0 <= index < len(record.cells) else ""

    tags = tag_list(cell(header.tags_column))
    why = ""
    if REMOVED in tags:
        why = "note that was removed"
    elif own.is_list and (own.headword, own.context) in whole:
        why = "list of an entry that is here already"
    names = ("Headword", "Definition", "Context")
    cells = (own.headword, own.definition, own.context)
    found = pair_of(record._replace(cells=cells, starts=(record.line,) * len(cells)), names)
    if why or found is None:
        text = Rich.of(own.headword, record.line)
        return Block(
            Kind.DROPPED,
            text,
            record.line,
            record.end_line,
            gap,
            value=why or "note without a headword",
        )
    return replace(found, gap=gap, tags=tags, guid=cell(header.guid), topic=own.topic)


def _own_notes(records: Sequence[Record], header: _Header) -> dict[int, Own]:
    """The rows that are notes of ankigen's own types, by their lines."""
    if header.notetype_column < 0:
        return {}
    from ankigen.cards.note_types import NOTE_TYPES

    types = {t.name: tuple(f.name for f in t.fields) for t in NOTE_TYPES}
    taken = {header.guid, header.notetype_column, header.deck_column, header.tags_column}
    found: dict[int, Own] = {}
    for r in records:
        name = r.cells[header.notetype_column] if header.notetype_column < len(r.cells) else ""
        cells = [c for i, c in enumerate(r.cells) if i not in taken]
        if name in types and (own := own_note(dict(zip(types[name], cells, strict=False)))):
            found[r.line] = own
    return found


def _whole(record: Record) -> str:
    return " | ".join(c.strip() for c in record.cells if c.strip())


def _bare(record: Record) -> str:
    return record.cells[0].strip().lstrip("#/ ").strip()


def _comment(record: Record) -> bool:
    return bool(_COMMENT.match(record.cells[0])) and not any(c.strip() for c in record.cells[1:])


def _comment_block(record: Record, gap: int, heads: bool) -> Block:
    """A comment above rows is the heading of a section; one before all rows or behind the last is only a comment."""
    text = Rich.of(_bare(record), record.line)
    if heads:
        return Block(Kind.HEADING, text, record.line, record.end_line, gap, level=1)
    return Block(Kind.DROPPED, text, record.line, record.end_line, gap, value="comment")


def _is_section(record: Record, gap: int, first: bool) -> bool:
    """A row with nothing but a first cell that reads as the title of a unit."""
    title = record.cells[0].strip()
    if any(c.strip() for c in record.cells[1:]) or len(title) > 80:
        return False
    alone = len(record.cells) == 1 and (gap > 0 or first) and title[-1] not in ".!?"
    return alone or bool(_SECTION.match(title))


def _fitted(record: Record, width: int, layout: _Layout, separator: str) -> Record:
    """A row with more cells than columns has the separator in its definition: joined again."""
    surplus = len(record.cells) - width
    if surplus <= 0 or layout.definition < 0 or layout.definition >= width:
        return record
    at = layout.definition
    joined = separator.join(record.cells[at : at + surplus + 1])
    cells = (*record.cells[:at], joined, *record.cells[at + surplus + 1 :])
    starts = (*record.starts[: at + 1], *record.starts[at + surplus + 1 :])
    return record._replace(cells=cells, starts=starts)


def _pair(record: Record, layout: _Layout, gap: int) -> Block | None:
    def cell(index: int) -> str:
        return record.cells[index] if 0 <= index < len(record.cells) else ""

    def start(index: int) -> int:
        return record.starts[index] if 0 <= index < len(record.starts) else record.line

    term = " ".join(cell(layout.term).split())
    if not term:
        return None
    used = {
        layout.term,
        layout.definition,
        layout.context,
        layout.tags,
        layout.topic,
        layout.guid,
        *layout.ignored,
    }
    parts = [cell_rich(cell(layout.definition), start(layout.definition), layout.html)]
    for i in range(len(record.cells)):
        if i in used or not record.cells[i].strip():
            continue
        extra = cell_rich(record.cells[i], start(i), layout.html)
        name = layout.names[i] if i < len(layout.names) else ""
        parts.append(Rich.of(f"{name}: ", start(i)) + extra if name else extra)
    text = Rich.join([p for p in parts if p], "\n")
    body: tuple[Node, ...] = ()
    if layout.html:
        from ankigen.reading.html import nodes_of

        body = nodes_of(cell(layout.definition), start(layout.definition))
        body += tuple(Paragraph(part) for part in parts[1:])
    elif structure := _structure(cell(layout.definition), start(layout.definition)):
        body = structure + tuple(Paragraph(part) for part in parts[1:])
    return Block(
        Kind.PAIR,
        text,
        record.line,
        record.end_line,
        gap,
        term=cell_rich(term, start(layout.term), layout.html),
        body=body,
        context=" ".join(cell(layout.context).split()),
        tags=tag_list(cell(layout.tags)),
        topic=" ".join(cell(layout.topic).split()),
        guid=cell(layout.guid).strip(),
    )


def records_reading(records: list[Record], name: str) -> Reading:
    """Rows that come from elsewhere (a spreadsheet), read like those of a text table."""
    return _reading(records, (), _Header(), ";", name)


def pair_of(record: Record, names: Sequence[str]) -> Block | None:
    """The PAIR of a note whose fields hold HTML and have these names; None if its term is empty."""
    layout = _named_layout(names, html=True)
    if role_of(names[0]) == "number":  # a field called "ID": the first is the term all the same
        layout = replace(_Layout(names=tuple(names), html=True), ignored=())
    return _pair(record, layout, 0)


def _structure(cell: str, line: int) -> tuple[Node, ...]:
    """The body of a definition in which lines are items, code or a table; () if they are only lines of text."""
    if "\n" not in cell.strip():
        return ()
    from ankigen.reading.markdown import blocks_of
    from ankigen.reading.nodes import to_nodes

    blocks = blocks_of(cell, line)
    if not any(b.kind in (Kind.ITEM, Kind.TABLE, Kind.CODE, Kind.FORMULA) for b in blocks):
        return ()
    return to_nodes(blocks)


def tag_list(cell: str) -> tuple[str, ...]:
    """Tags as people list them: with commas or semicolons, else with spaces.

    >>> tag_list("exam, unit 2"), tag_list("ml::regression exam")
    (('exam', 'unit 2'), ('ml::regression', 'exam'))
    """
    parts = re.split(r"[,;]", cell) if re.search("[,;]", cell) else cell.split()
    return tuple(p.strip().lstrip("#") for p in parts if p.strip(" #"))


def cell_rich(cell: str, line: int, html: bool = False) -> Rich:
    """A cell's text with its marks; the line breaks in it stay."""
    cell = _FORMULA_GUARD.sub("", cell, count=1) if cell.startswith("'") else cell
    cell = cell.strip()
    if html:
        from ankigen.reading.html import rich_of

        return rich_of(cell, line)
    rows = [
        s.expandtabs(4).rstrip() for s in cell.split("\n")
    ]  # the indentation of a nested list stays
    if _MARKUP.search(cell):
        from ankigen.reading.markup import inline

        return inline("\n".join(rows), range(line, line + len(rows)), {}, keep_breaks=True)[0]
    if len(rows) == 1:
        return with_literals(cell, line).strip()
    return Rich.join([with_literals(s, line + n) for n, s in enumerate(rows)], "\n").strip()


def _is_html(records: Sequence[Record]) -> bool:
    """Whether the cells are HTML, as an export without `#html` leaves open: several have tags or entities."""
    sample = records[:500]
    return bool(sample) and sum(any(_HTML.search(c) for c in r.cells) for r in sample) >= max(
        2, len(sample) * 0.1
    )


def read_tsv(data: bytes, name: str) -> Reading:
    """A .tsv file: tabs, unless most lines have none."""
    text = decode(data, name)
    lines = [s for s in text.split("\n") if s.strip()]
    tabs = sum("\t" in s for s in lines)
    return read_text(text, name, "\t" if tabs * 2 >= len(lines) else "")
