"""What columns of tables are called that hold headwords, what these mean, or what is compared."""

from __future__ import annotations

import re

from ankigen.segmentation.words import by_first_letter
from ankigen.text.patterns import when_asked

#: Names of a first column that holds headwords, and of a second that holds what they mean.
_KINDS = r"kinds?|types?|names?|forms?|parts?|stages?|phases?|art|arten|typ|tipo|tipi"
_NAMES = (
    r"terms?|words?|concepts?|concetto|notion|names?|keywords?|vocabulary|phrase|expression"
    r"|headword|abbreviation|acronym|command|function|method|symbol|begriffe?|fachbegriff|wort"
    r"|wörter|vokabel|bereich|bezeichnung|abkürzung|name|terme|mot|notion|concept|término"
    r"|palabra|concepto|termine|parola|termos?|palavra|conceito|nozione|begrip|begrippen|woord"
    r"|begrepp|term(?:er|in|y)?|ord|begreb|pojęci[ea]|hasło|słow[oa]|pojem|pojmy|výraz|slovo"
    r"|термины?|поняти[ея]|слов[оа]|слово|όρο[ςι]|έννοι(?:α|ες)|λέξη|المصطلح|مصطلح|الكلمة"
    r"|المفهوم|用語|単語|言葉|名称|术语|術語|概念|名词|单词|词语|용어|개념|단어|questions?|frage|fragen|domande?"
    r"|preguntas?|perguntas?|vraag|vragen|frågor?|fråga|spørgsmål|pytani[ea]|otázk[ay]|вопрос"
    r"|вопросы|ερώτηση|ερωτήσεις|سؤال|السؤال|問題?|質問|问题?|질문"
)
_OF = r" (?:of|der|von|di|de) .{2,30}"
TERM_NAMES = when_asked(rf"^(?:(?:{_KINDS}){_OF}|{_NAMES})$", re.IGNORECASE)
#: What begins as such a name does: asked of many lines, before they are split.
TERM_BEGINS = re.compile(
    rf"^(?:{by_first_letter(_KINDS)}{_OF}|{by_first_letter(_NAMES)})", re.IGNORECASE
)
MEANING_NAMES = when_asked(
    r"^(?:definitions?|meanings?|descriptions?|explanations?|what (?:it|they|he"
    r"|she) \w+|in short|in brief|in breve|kurz|en bref|summary|does|translation"
    r"|purpose|notes?|function|role|"
    r"bedeutung|erklärung|beschreibung|definition|erläuterung|übersetzung|définition"
    r"|signification|explication|description|"
    r"definición|significado|descripción|explicación|definizione|significato|descrizione|spiegazione"
    r"|definição|descrição|explicação|definitie|betekenis|omschrijving|uitleg|betydelse|förklaring"
    r"|betydning|forklaring|definicja|znaczenie|opis|objaśnienie|definice|význam|vysvětlení"
    r"|определение|значение|описание|пояснение|ορισμός|σημασία|περιγραφή|التعريف|تعريف|المعنى|معنى"
    r"|الشرح|意味|定義|説明|定义|含义|解释|解釋|释义|意思|说明|정의|뜻|의미|설명"
    r"|answers?|antworte?n?|réponses?|respuestas?|respostas?|risposte|risposta|antwoord|svar"
    r"|odpowied(?:ź|zi)|odpověď|odpovědi|ответы?|απάντηση|جواب|الجواب|الإجابة|答え?|答案|回答|解答|답)$",
    re.IGNORECASE,
)

#: Names of a first column that holds what is told of one thing.
SIDES = when_asked(
    r"^(?:propert(?:y|ies)|features?|attributes?|parameters?|aspects?|criteri(?:on|a)|fields?|items?"
    r"|merkmale?|eigenschaft(?:en)?|kriteri(?:um|en)|aspekte?|propriétés?|caractéristiques?|critères?"
    r"|propiedad(?:es)?|características?|criterios?|aspectos?|proprietà|caratteristic(?:a|he)"
    r"|criteri?o?|propriedades?|kenmerk(?:en)?|eigenschap(?:pen)?|egenskap(?:er)?|cech[ay]|vlastnosti?"
    r"|свойств[оа]|признаки?|характеристики?|özellik(?:ler)?|属性|特征|特徴|項目|项目|특징|속성)$",
    re.IGNORECASE,
)

#: How a headword is said or written in other letters: no meaning.
SOUNDS = when_asked(
    r"(?:approx\w*\.? |phonetic )?(?:ipa|pinyin|zhuyin|kana|hiragana|furigana|romaji|reading"
    r"|romani[sz]\w+"
    r"|pron[uú]n[cz]\w*|pronunciación|trans(?:cri|lit|kri)\w*|aussprache|lautschrift|umschrift"
    r"|prononciation|uitspraak|uttale?|udtale|výslovnost|výslovnosť|wymowa|kiejtés|ääntä\w+"
    r"|произношение|транскрипция|вимова|読み方?|发音|發音|拼音|注音|발음)\b",
    re.IGNORECASE,
)
