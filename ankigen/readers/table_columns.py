"""Which column is what: by the names in the header row, else by what the columns hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ankigen.readers.table_records import Record

#: No column is called by more characters than this.
_LONGEST_NAME = 60


# What the columns are called, without case, spaces and signs. Languages: en de fr es it pt nl sv pl
# ru ja zh ko.
_NAMES: dict[str, str] = {
    "term": """term terms front word words question questions vocabulary vocab headword concept
        concepts key name expression phrase keyword prompt q begriff begriffe wort wörter
        vokabel vokabeln vorderseite frage fachbegriff stichwort terme mot mots recto concepto
        término termino palabra pregunta anverso frente vocablo parola termine domanda fronte
        termo palavra pergunta woord begrip vraag voorkant ord fråga framsida termin pojęcie
        hasło słowo pytanie przód термин слово вопрос понятие 用語 単語 言葉 表 表面 質問 問題
        character characters hanzi simplified traditional spelling
        语 術語 术语 單詞 单词 词语 詞語 正面 问题 生词 漢字 汉字 용어 단어 앞면 질문 문제""",
    "definition": """definition definitions def back answer answers meaning meanings translation
        description explanation a gloss bedeutung rückseite antwort übersetzung erklärung
        beschreibung erläuterung définition réponse signification traduction sens verso
        explication definición definicion significado respuesta traducción traduccion reverso
        dorso explicación descripción definizione risposta significato traduzione retro
        spiegazione definição resposta tradução definitie betekenis antwoord vertaling
        achterkant uitleg svar betydelse översättning definicja znaczenie odpowiedź tłumaczenie
        tył определение ответ значение перевод описание 定義 意味 説明 裏 裏面 答え 解答 訳 定义
        意思 解释 解釋 翻译 翻譯 背面 答案 释义 含义 정의 뜻 의미 뒷면 답 설명 번역""",
    "tags": """tags labels keywords hashtags schlagwörter schlagworte etiquetas étiquettes
        mots-clés etichette trefwoorden taggar tagi метки теги タグ 标签 標籤 태그""",
    "topic": """topic topics tag category categories unit chapter lesson section subject theme
        deck module week label kategorie thema kapitel lektion einheit fach stapel bereich
        catégorie thème chapitre unité leçon sujet paquet categoría categoria tema unidad
        capítulo lección mazo unità capitolo lezione mazzo unidade capítulo baralho categorie
        hoofdstuk les ämne kategori kapitel kategoria temat rozdział тема глава раздел колода
        カテゴリ カテゴリー 分類 単元 章 課 主题 类别 分类 章节 주제 분류 단원""",
    "context": """context kontext contexte contexto contesto контекст 文脈 语境 문맥 hint
        disambiguation""",
    "sound": """pinyin zhuyin bopomofo kana hiragana furigana romaji reading pronunciation ipa
        transcription transliteration aussprache prononciation pronunciación pronunciacion
        pronuncia pronúncia uitspraak uttal wymowa произношение транскрипция 読み 読み方 发音
        發音 拼音 注音 발음""",
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
    ]
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column is what. `extras` are appended to the definition, with their names where
    there are any.
    """

    term: int = 0
    definition: int = 1
    context: int = -1
    tags: int = -1
    topic: int = -1
    guid: int = -1
    ignored: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    html: bool = False


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


#: Codes of languages, of which a header that names columns so has two at least.
_CODES = (
    "ar bg ca cs da de el en eo es et fa fi fr ga he hi hr hu id is it ja jp ko la lt lv nb nl nn"
    " no pl pt ro ru sk sl sr sv th tr uk vi zh"
)


def roles_of(names: Sequence[str]) -> list[str]:
    """What each of the columns of a header holds.

    >>> roles_of(["en", "JA", "reading"]), roles_of(["it", "verb"])
    (['language', 'language', 'sound'], ['', ''])
    """
    codes = _CODES.split()
    coded = [name.strip().casefold() in codes for name in names]
    return [
        "language" if code and sum(coded) > 1 else role_of(name)
        for name, code in zip(names, coded, strict=True)
    ]


def is_header(cells: Sequence[str], following: Sequence[Record]) -> bool:
    """Whether the first row names the columns."""
    names = [c.strip() for c in cells]
    filled = [n for n in names if n]
    roles = roles_of(filled)
    if len(filled) < 2 or any(len(n) > 40 for n in filled):
        return False
    if {"term", "definition"} <= set(roles):
        return True
    if any(n[-1] in ".?!" and not role for n, role in zip(filled, roles, strict=True)):
        return False  # a question is a front, not a name
    known = sum(bool(r) for r in roles)
    if roles.count("language") + ("sound" in roles and "language" in roles) >= 2:
        return True
    if len(names) > len(filled) + 1 or not following:
        return False
    return known >= 2 or (
        known >= 1 and known >= len(filled) / 2 and roles[0] in ("term", "language", "number")
    )


#: So many rows below a row of names have a figure in one column.
_FIGURES = 3


def names_figures(cells: Sequence[str], following: Sequence[Record]) -> bool:
    """Whether the first row of three columns or more names them by words that no list has: it is
    brief and without a figure, over a column that holds a figure in each row.

    >>> rows = [Record(n, n, ("oak", f"{n} m", "bark"), (n, n, n)) for n in (2, 3, 4)]
    >>> names_figures(("Tree", "Height", "Used for"), rows)
    True
    """
    names = [c.strip() for c in cells]
    brief = all(n and len(n.split()) <= _WORDS_OF_A_NAME and n[0].isalpha() for n in names)
    if len(names) < 3 or not brief or any(c.isdigit() for n in names for c in n):
        return False
    if len(set(names)) < len(names) or any(n[-1] in ".?!" for n in names):
        return False
    columns = [
        [r.cells[i].strip() for r in following if i < len(r.cells)] for i in range(len(names))
    ]
    filled = [[c for c in column if c] for column in columns[1:]]
    return any(
        len(column) >= _FIGURES and all(any(x.isdigit() for x in c) for c in column)
        for column in filled
    )


#: The name of a column has no more words.
_WORDS_OF_A_NAME = 4


def names_languages(cells: Sequence[str]) -> bool:
    """Whether a header names two languages: then the rows are pairs of words."""
    return roles_of(cells).count("language") > 1


def named_layout(names: Sequence[str], html: bool) -> Layout:
    roles = roles_of(names)

    def first(*wanted: str) -> int:
        return next(
            (i for role in wanted for i, r in enumerate(roles) if r == role and i not in taken), -1
        )

    taken: set[int] = {i for i, r in enumerate(roles) if r in ("number", "file", "guid")}
    if "term" not in roles and roles.count("language") == 1:
        # "spelling, sound, english": what stands before the one language is in the other
        free = [i for i in range(roles.index("language")) if i not in taken]
        before = [i for i in free if roles[i] in ("", "sound")]
        if before:
            roles[before[0]] = "term"
    columns: dict[str, int] = {"guid": next((i for i, r in enumerate(roles) if r == "guid"), -1)}
    for role, wanted in (
        ("term", ("term", "language", "", "sound")),
        ("definition", ("definition", "language", "sound")),
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
    return Layout(ignored=ignored, names=tuple(n.strip() for n in names), html=html, **columns)


def layout_by_content(records: Sequence[Record], html: bool, given: dict[str, int]) -> Layout:
    """Without names: the first two columns of text are term and definition; a column of few
    short values a topic.
    """
    width = Counter(len(r.cells) for r in records).most_common(1)[0][0]
    known = {i for i in given.values() if i >= 0}
    columns = [
        [r.cells[i].strip() if i < len(r.cells) else "" for r in records] for i in range(width)
    ]
    numbers = {
        i for i, values in enumerate(columns)
        if i == 0 and width > 2 and len(values) > 2
        and all(v.rstrip(".").isdigit() for v in values if v)
    }  # fmt: skip
    free = [i for i in range(width) if i not in known | numbers]
    topic = given.get("topic", -1)
    if topic < 0 and len(free) > 2 and _heads_its_rows(columns[free[0]], columns[free[1]]):
        topic = free.pop(0)
    term, definition = (free[0] if free else 0), (free[1] if len(free) > 1 else -1)
    layout = Layout(
        term, definition, tags=given.get("tags", -1), topic=topic,
        guid=given.get("guid", -1),
        ignored=tuple(sorted(numbers | ({given["notetype"]} if given.get("notetype",
        -1) >= 0 else set()))), html=html,
    )  # fmt: skip
    if layout.topic < 0:
        topics = [i for i in free[2:] if _may_be_topics(columns[i])]
        layout = replace(layout, topic=max(topics, key=lambda i: _run(columns[i]), default=-1))
    return layout


#: A topic has no more characters than this, and most topics of a column more than these: "m" and
#: "f" say of words what they are.
_LONGEST_TOPIC, _MARK = 40, 2


def _heads_its_rows(column: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether a first column holds the topics of the terms in the second: each of its values stands
    over several rows, whose terms differ.

    >>> _heads_its_rows(["sea", "sea", "sea", "zoo", "zoo", "zoo"], list("abcdef"))
    True
    """
    terms = [v for v in beside if v]
    return (
        _may_be_topics(column)
        and _run(column) >= _ROWS_OF_A_TOPIC
        and len(set(column)) > 1
        and all(column)
        and len(set(terms)) >= _DIFFERENT * len(beside)
    )


#: Under a topic in a first column stand so many rows in the mean; of the terms beside it this
#: share is different ones.
_ROWS_OF_A_TOPIC, _DIFFERENT = 2.5, 0.8


def _may_be_topics(column: Sequence[str]) -> bool:
    """Whether the cells of a column may be topics: few, short, no sentences and no marks of
    grammar.
    """
    values = [v for v in column if v]
    if not values:
        return False
    few = len(set(values)) <= max(1, len(values) / 2) or len(values) == 1
    marks = sum(len(v) <= _MARK and v.islower() for v in values)
    short = max(map(len, values)) <= _LONGEST_TOPIC and 2 * marks <= len(values)
    return few and short and not any(v[-1] in ".!?" for v in values)


def _run(column: Sequence[str]) -> float:
    """How many rows of one value follow each other in the mean: notes are collected by topic, and
    what else is said of them is scattered.

    >>> _run(["zoo", "zoo", "sea", "sea"]), _run(["one", "two", "one", "two"])
    (2.0, 1.0)
    """
    return len(column) / sum(1 for _ in groupby(column))
