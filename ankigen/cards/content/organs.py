"""Parts of the body, and what carries messages there: notes say what they are responsible for in
place of what they are.
"""

from __future__ import annotations

from ankigen.cards.content.functions import is_third_person
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

#: Parts of bodies and cells, and what carries their messages.
_ORGANS = word_set(
    """
    amygdala area axon brainstem cerebellum cerebrum cochlea colon cones cortex dopamine
    endorphins epinephrine estrogen gaba ganglia ghrelin glands gland glucagon golgi hippocampus
    hypothalamus kidney kidneys leptin liver lobe lysosome lysosomes medulla
    melatonin mitochondria noradrenaline norepinephrine oestrogen oxytocin pancreas pituitary pons
    progesterone prolactin retina ribosome ribosomes rods serotonin spleen stomach striatum
    testosterone thalamus thyroid thyroxine
    """
)
#: What kind of thing it is, where it is or where it comes from.
_OF_WHAT_KIND = when_asked(
    r"\b(?:organ|glands?|part|structure|tube|muscle|layer|region|site|hormone|transmitter"
    r"|neurotransmitter|made|from|found|located|contains?|main|receptors?|cells?|in|at|on|below|above"
    r"|under|behind|fibres?|fibers?|that|which|is|are|has|have|no|not|about|shaped|small|large"
    r"|inhibitory|excitatory)\b|[\d=:]|->|→"
)
_TASKS = when_asked(
    r"(?:[a-z]+(?:ing|tion|sion|ance|ence|ment|esis|ory|ure|ion|ping|ness|age)\b|[a-z]+(?:,|\sand|\s[&+])\s[a-z])"
)


def is_responsible(headword: str, said: str) -> bool:
    """Whether what is said of a part of the body, or of what carries messages there, is what it
    does, told by nouns.

    >>> is_responsible("Liver", "making of bile"), is_responsible("Liver", "large organ")
    (True, False)
    """
    name = headword.partition("(")[0].split()
    if not name or name[-1].casefold() not in _ORGANS:
        return False
    first = said.partition(",")[0] if " " in said.partition(",")[0] else said
    begins = first.partition(" ")[0].casefold()
    verb = is_third_person(begins) or begins in ("a", "an", "the", "is", "are")
    return not verb and _TASKS.search(first) is not None and not _OF_WHAT_KIND.search(first)
