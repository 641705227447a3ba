"""The verbs of English definitions, in the forms in which they stand there."""

from __future__ import annotations

import re
from functools import cache

#: Verbs of definitions, whose forms are no common nouns.
_VERBS = """
abandon absorb accept achieve acquire act activate add adjust aggregate align allocate allow analyse
analyze append apply approximate arrange ask assess assign assume authenticate automate avoid
balance bind block break bring build calculate capture carry catch change choose classify clean
clear close collect combine compare compile compress compute configure connect consist consume
contain control convert convey coordinate create cut decide decode decompose decrease decrypt define
delete deliver depict detect determine digest disable discard discover display distribute divide
draw eliminate emulate enable encapsulate encode encourage encrypt enforce ensure erase establish
estimate evaluate examine exclude execute expand explain explore express extend extract facilitate
fetch filter find fit flatten follow forbid force forward gather generate give govern group
guarantee guide handle help hide hold harden identify ignore implement import improve include
increase indicate inform inherit inhibit initialise initialize insert inspect instruct integrate
interpret introduce invert involve isolate join keep launch lead learn let limit link list listen
load locate lower maintain make manage map mask match maximise maximize measure merge minimise
minimize modify monitor move multiply negotiate normalise normalize notify offer operate optimise
optimize order organise organize override perform permit pick place point predict prevent process
produce prohibit promote protect prove provide publish punish push put quantify raise randomise
randomize reach read rearrange receive recognise recognize record reduce refine reflect register
regulate relate release remove render reorder repair repeat replace report represent request require
reset resolve respond restore restrict retain retrieve return reverse rewrite rotate route run
sample save scale scan schedule search secrete select send separate serve set share shift show
shrink simplify simulate sort specify speed split standardise standardize start stimulate stop store
strengthen structure submit substitute sum summarise summarize supply support suppress swap take
tell terminate test throw track transfer transform translate transmit transport treat trigger try
turn update use validate verify visualise visualize walk weigh wrap write yield abduct adduct bend
constrict cool damage destroy dissolve drive elevate feed flex grant guard heat impose kill lift
lubricate melt neutralise neutralize nourish open oppose oxidise oxidize overturn pull ratify slow
soften stabilise stabilize strike surround thicken veto widen cause contract correct emulsify flow
need pump reabsorb advise appoint assemble attack attract ban become begin blame breed burn carve
challenge claim coat command compete condense confirm conquer cross declare defeat defend degrade
deny depend deposit desire dilate direct drop emit employ end erode escape evolve excite exert fear
favor favour fight float form found fund fuse get grow hate hear hunt impair innervate invade invest
judge lack last lay leak leave legalise legalize live lose mark migrate orbit outlaw overthrow own
pass pay persuade pollute preach predate print react rebel regenerate reject rely repel resist
revolve rise rule sell sense sign sink sit speak spend spin stay stick study suffer survive swim tax
teach tend threaten tie travel unite vary vote want waste weaken win worship ripen stain swell fix
pollinate amplify blow go scrape switch hit occupy rub trap deflect collapse erupt diffuse conduct
refract radiate evaporate boil bond enclose anchor attach cluster decay decline discourage dissipate
enrich exploit finance fuel harm hinder imply infect injure inject mimic negate obtain orient
penetrate precede preserve provoke pursue reinforce reveal reward sanction seek shape shelter signal
smooth soak squeeze state sustain symbolise symbolize tolerate transcribe twist unify unwind violate
warn say fizz accelerate acetylate phosphorylate methylate hydrolyse hydrolyze catalyse catalyze
metabolise metabolize ferment engulf ingest inspire mobilise mobilize recruit differentiate
proliferate dominate demonstrate illustrate criticise criticize argue emphasise emphasize constitute
compensate concentrate cleave cleanse chop clarify coagulate conserve contradict convince crush
dehydrate delay deprive desensitise desensitize detoxify disrupt dismantle embody emigrate empower
endorse energise entail equip eradicate evoke exaggerate excrete exceed exempt exhaust extinguish
fertilise fertilize fluctuate formulate fulfil fulfill glorify immobilise immobilize impede
incorporate induce inflate inhabit initiate innovate insulate intensify interrupt intervene
investigate irrigate irritate legitimise legitimize liberate liquefy magnify manifest manipulate
manufacture mediate motivate necessitate nominate nullify outweigh oversee permeate perpetuate
persist pierce postpone presuppose privilege proclaim prolong propel purify rectify redistribute
regain reproduce rescue retard revive ridicule rupture saturate secure segregate shield shorten
signify solidify specialise specialize stiffen strip subdivide succeed summon supervise surpass
survey suspend sympathise synthesise synthesize tackle tighten tilt transfuse transplant triple
undergo undermine underpin unwrap urge vaccinate vaporise ventilate vibrate visit whiten withdraw
withstand phagocytose
"""
#: Of them those whose forms are nouns as well ("sets", "a record"): what stands behind tells.
_NOUNS_TOO = """
act balance block break build change catch control cut display draw filter fit force guide handle
help hold import insert join launch lead limit link list load mask match measure move offer order
place point process produce pick push raise reach read record release repair repeat report request
reset return reverse route run sample save scale scan schedule search set share shift show sort
speed split start stop store structure submit sum supply support swap take test throw track transfer
transport treat trigger try turn update walk write yield group map forward cool damage drive feed
grant guard heat lift open pull slow strike surround veto cause contract flow need pump attack ban
burn coat command cross degrade deposit escape desire direct drop end fear favor favour fight float
form found fund fuse hunt judge lack last leak leave mark orbit pass pay print rebel rise rule sense
sink spin stay stick study swim tax tie travel vote want waste win challenge claim separate live own
lay tend predate advise clean clear lower fix stain bend blow switch bond anchor cluster decay
decline exploit finance fuel harm reward sanction shape shelter signal smooth state twist collapse
crush delay privilege rescue retard rupture secure shield strip survey tackle tilt triple visit
manifest ferment digest recruit manufacture urge exhaust
"""


#: Of these again those that are adjectives and no nouns: "separates" is a verb.
_ADJECTIVES_TOO = "separate own clean clear lower open slow cool smooth"


@cache
def plain_forms() -> frozenset[str]:
    """The verbs as they stand behind several things ("use")."""
    return frozenset(_VERBS.split())


@cache
def all_forms() -> frozenset[str]:
    """The verbs, and as they stand behind one thing ("uses")."""
    return frozenset(form for verb in _VERBS.split() for form in (verb, third_person(verb)))


@cache
def noun_forms() -> frozenset[str]:
    """Those forms that are nouns as well ("sets")."""
    forms = {form for verb in _NOUNS_TOO.split() for form in (verb, third_person(verb))}
    return frozenset(forms - {third_person(verb) for verb in _ADJECTIVES_TOO.split()})


def third_person(verb: str) -> str:
    """The third person of a verb.

    >>> third_person("supply"), third_person("push"), third_person("let"), third_person("convey")
    ('supplies', 'pushes', 'lets', 'conveys')
    """
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
