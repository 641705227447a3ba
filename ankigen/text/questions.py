"""Whether a line asks (a question, or a task as question lists have them), and the labels of
answers.
"""

from __future__ import annotations

import re

from ankigen.text.patterns import when_asked

#: A question is no longer than this, in characters.
LONGEST = 600

_MARK = re.compile(
    r"(?:[?？؟]|(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e])(?:\s*[(\[][^()\[\]]{1,40}[)\]])?[\W_]*$"
)
#: How questions and tasks begin that end without a question mark.
_BEGINS = re.compile(
    r"\W*(?:what(?:'s| is| are| do| does| did| was| were| kind| type)?|why|how"
    r"|when (?:is|are|do|does|did|should|would)|which|who (?:is|was|are)|where (?:is|are|do|does)|"
    r"define|explain|describe|list|name|state|compare|contrast|differentiate|distinguish|discuss|"
    r"outline (?:the|how|why)|write (?:a|an|the|down|short)|give (?:an?|the|two|three|some)"
    r"|differences? between|"
    r"was (?:ist|sind|versteht|bedeutet|macht|war)|wie (?:wird|werden|ist|sind|viele|funktioniert"
    r"|lautet|hei)|warum|wieso|nennen? sie|nenne|erklären? sie|erkläre|beschreiben? sie"
    r"|definiere(?:n sie)?|welche[rsnm]?|"
    r"qu['’]est[- ]ce|quel(?:le|s|les)?|comment|pourquoi|citer|citez|définir|définissez|expliquer"
    r"|expliquez|donner|"
    r"(?:(?:en|a|de|con|para|desde|hasta) )?(?:qué|cuál(?:es)?|quién(?:es)?|cuánt[oa]s?)"
    r"|dónde|cuándo|cómo|por qué|explique|explica|mencione|menciona|describa|enumere|"
    r"o que|qual|quais|como|por que|defina|cite|"
    r"che cos|cosa|quali|quale|come|perché|definisci|spiega|elenca|"
    r"wat (?:is|zijn)|hoe|waarom|welke|noem|leg uit|"
    r"vad (?:är|menas)|hur|varför|vilk(?:en|et|a)|hva|hvordan|hvorfor|hvilk(?:en|et|e)|"
    r"co to|czym|jak(?:i|ie|a)?|dlaczego|wymień|opisz|co je|jak[ýáé]|proč|uveďte|"
    r"что|как(?:ой|ая|ие|ова|овы)?|почему|зачем|назовите|перечислите|дайте определение"
    r"|опишите)\b|"
    r"\W*(?:什么是|什麼是|为什么|為什麼|如何|怎样|怎麼|简述|簡述|试述|請|请|列举|列舉|说明|說明|解释|解釋|论述|比较)"
    r"|.*(?:とは何か|なぜか|述べよ|説明せよ|答えよ|挙げよ)。?$",
    re.IGNORECASE,
)

#: What people write before an answer, and before a question.
ANSWER_WORDS = (
    r"ans(?:wers?)?|sol(?:utions?|n)?|reply|antwort(?:en)?|lösung|réponses?|rép|respuestas?|resp"
    r"|rta|resposta|r[ei]sposta|risp|svar|antw(?:oord)?|odp(?:owied[źz])?|odpov[ěe][ďd]|odgovor"
    r"|răspuns"
    r"|válasz|vastaus|cevap|yanıt|jawab(?:an)?|jawapan|trả lời|đáp án|απάντηση|відповідь|отв(?:ет)?"
    r"|отговор|جواب|الجواب|الإجابة|"
    r"پاسخ|תשובה|उत्तर|उत्तरः|উত্তর|பதில்|సమాధానం|ตอบ|답변?|정답|回答|解答|答案|答え?|答"
)
QUESTION_WORDS = (
    r"Questions?|Qn|Fragen?|Preguntas?|Perguntas?|Quest(?:ão|ões)|Domand[ae]|Fråga"
    r"|Spørgsmål|Spørsmål|Spm|Vraag|Pytanie|Otázka|Вопрос|Питання|Ερώτηση|Întrebare|Kérdés|Soru|سؤال|السؤال|질문|문제?"
    r"|問題?|质问|问题?"
)
#: What is said of a statement that is to be judged, in each language.
TRUTHS = (
    ("True", "False"), ("T", "F"), ("Richtig", "Falsch"), ("Wahr", "Falsch"), ("Vrai", "Faux"),
    ("Verdadero", "Falso"),
    ("Verdadeiro", "Falso"), ("Vero", "Falso"), ("Sant", "Falskt"), ("Waar", "Onwaar"), ("Prawda",
    "Fałsz"),
    ("Верно", "Неверно"), ("对", "错"), ("○", "×"),
)  # fmt: skip
#: The same as alternatives of a pattern, longer ones first.
TRUTH = "|".join(sorted({re.escape(w) for pair in TRUTHS for w in pair}, key=len, reverse=True))
#: A small picture before a label ("💡 Explanation:"), and the space behind it.
PICTURE = (
    r"(?:[\u203c\u2049\u2139\u21a9-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff]"
    r"[\ufe0f\u200d]*+)++\s*+"
)
#: The label of an answer, with the signs around it.
ANSWER = when_asked(
    rf"\s*(?:[-*+•>]\s+)?(?P<open>\*\*|__|_"
    rf"|\*)?(?:{PICTURE}[*_]*+)?(?:{ANSWER_WORDS})\s?(?:\d{{1,3}}\s?)?(?P<sign>[.:：)]"
    rf"|\s?[-–—=]+>?(?=\s))"
    r"[*_:.\s-]*",
    re.I,
)
#: The label of a question that is numbered by a word ("Q1.", "Question 2:", "Frage 3 –").
LEAD = re.compile(
    r"(?:Q(?:uestions?|n)?|Frage|Pregunta|Pergunta|Questão|Domanda|Fråga|Spørgsmål|Vraag|Pytanie"
    r"|Otázka|Вопрос|問|问题)\.?\s?(?:\d{1,3}\s?[.:)\]：–—-]*|[.:：])\s+(?=\S)",
    re.I,
)


def asks(text: str) -> bool:
    """Whether a line is a question or a task.

    >>> asks("What is a verb?"), asks("**Define** inertia."), asks("Inertia")
    (True, True, False)
    """
    text = text.strip()
    return len(text) <= LONGEST and (bool(_MARK.search(text)) or asks_by_a_word(text))


def asks_by_a_word(text: str) -> bool:
    """Whether a line begins as questions and tasks do.

    >>> asks_by_a_word("Why is it cold? no sun there"), asks_by_a_word("Cold? no sun there")
    (True, False)
    """
    return bool(_BEGINS.match(text))


#: Of questions over nothing but names and their texts so many at least head what is a card a name.
NAMING = 2
#: Paragraphs below a question are names and their texts ("Axon - the part …") where so many, and so
#: large a share, are.
_NAMES, _NAMED = 2, 0.6


def are_names(named: int, paragraphs: int) -> bool:
    """Whether the paragraphs below a question are names and their texts, by how many are."""
    return named >= max(_NAMES, _NAMED * paragraphs)


def is_question(text: str) -> bool:
    """Whether a text ends with a question mark.

    >>> is_question("**What is a verb?**"), is_question("Define inertia")
    (True, False)
    """
    text = text.strip()
    return len(text) <= LONGEST and _MARK.search(text) is not None
