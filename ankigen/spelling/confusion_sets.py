"""Words that are taken for each other, and names that are taken for words."""

from __future__ import annotations

from collections.abc import Mapping

_SETS = """
fro for | fro from | trough through | though through | thought though | tough though
were where | then than | exits exists | exist exit | bean been | thins things | hoe how
wit with | whit with | vary very | reaction relation | lactation location | form from
there their | its it's | your you're | too to | affect effect | lose loose | weather whether
were where we're | quite quiet | casual causal | principle principal | complement compliment
discreet discrete | precede proceed | accept except expect | advice advise | breath breathe
cloth clothe clothes | dose does | further farther | here hear | hole whole | knew new
led lead | later latter | lest least | passed past | peace piece | plain plane
premise promise | prescribe proscribe | raise rise | role roll | site sight cite
stationary stationery | statue status statute | tail tale | threw through | waist waste
weak week | wear where | who how | whose who's | with width | won one | word world work
write right rite | wether whether | aloud allowed | altogether together | angel angle
brake break | cane can | cant can't | chose choose | collage college | coma comma
contact contract | content context | crate create | county country | course coarse
desert dessert | dairy diary | eminent imminent | fell feel fall | filed field | fiend friend
find fine | formally formerly | forth fourth | king kind | lass less class | lend lent
live life | lack look | mach much | make male | martial marital | mass mess | moth month
nave have | pare part | perform preform | patent patient | patter pattern | pats past parts
rage range | rate rat | reality realty | reign rein rain | sad said | scared sacred
sever severe several | sing sign | singe single | sit site | spilt split | state stated
tan than | tech teach | ten then | towed toward | trail trial | untied united
wont won't | ward word | ration ratio | rations ratios | marked market | farm form
firm form | lead led | measles measures | sort short | sole role | sell cell
sells cells | bode bone body | blond blood | boarder border | bread breed | champers chambers
curse course | diffuse defuse | dye die | elicit illicit | elude allude
ensure insure assure | faze phase | flee flea | gaol goal | gene gone | hart heart
heal heel | hear heart | heat heart | herd heard | idle ideal | knot not | lone loan
lad lead | lime line | loss lost | lover lower | mayor major | meat meet | medal metal
miner minor | moral morale | naval navel | nerves nerve | organ origin | pacific specific
pain pair | pray prey | persecute prosecute | personal personnel | pole poll | pour poor pore
principal principle | profit prophet | prose pose | sale scale | sea see | seam seem
shear share sheer | solder soldier | sole soul | soar sore | spices species | steal steel
tack track | tax tacks | tide tied | trade trader | vain vein vane | vale value | wave waive
wander wonder | warn worn | wile while | wight weight | yolk yoke | board broad | brain brian
bred bread | calm claim | cause case | clam claim | conversation conservation | corps corpse
crow crowd | dies does | exit exist | exiting existing exciting | extant extent
fiction friction | filter flirter | globe glove | immigrate emigrate | inter enter
lunch launch | manger manager | martin margin | minster minister | mouths months
native negative | nuclear unclear | parental parenteral | parity party
perspective prospective | probably probable | procedure proceed | prostate prostrate
recent resent | rein reign | respectively respectfully | sever severe | spit split
stale stable | stared started | stings strings | tired tried | tracts traits | treats threats
unity unit | united untied | an and | of off
"""


#: Groups of words that are often taken for each other; the company of each is learned (tools/train_confused.py).
_OFTEN = """
form from | of off | an and | to too two | there their they're | then than | than that | where were | was were
who's whose | weather whether | passed past | lead led | advice advise | practice practise | accept except
accept expect | except expect | casual causal | though through trough thought | angel angle | angels angles
choose chose | breath breathe | lose loose | lose loss | site sight cite | hear here | buy by | know no
knew new | not no | you're your | quiet quite | hole whole | proof prove | raise rise | raises rises
affect effect | affects effects | affected effected | principal principle | principals principles | leaf leave
strait straight | brake break | brakes breaks | waist waste | weak week | piece peace | its it's | than them
them they | peak pick | vary very | witch which | write right | threw through
later latter | trail trial | complement compliment | conscious conscience | desert dessert
stationary stationery | personal personnel | precede proceed | pore poor pour | price prize | diary dairy
die dye | dies dyes | role roll | roles rolls | sea see | plain plane | tail tale | wait weight
council counsel | device devise | moral morale | medal metal | sole soul | vain vein | use used | has have
this these | thing think | things thinks | which with | with width wit | sever severe | customer costumer
customers costumers | county country | won one | bred bread | coarse course | statue status | sell cell
sells cells | fro for | fro from | heard herd | hour our | lesson lessen | least lest | pray prey | quit quite
thank than | exist exits | manger manager | form farm | lay lie
"""
#: Pairs that are one slip or one sound apart; learned too, but more is asked of them.
_SELDOM = """
he the | the they | the them |
adapt adopt | adaptation adoption | adapted adopted | allowed aloud | along long | altar alter
analyses analysis | are hare | are our | as is | assistance assistants | back bank | bare bear | bases basis
bath both | be been | be buy | be by | bean been | been between | berth birth | board bored | board broad
boarders borders | bond bound | bonds bounds | bored broad | bot both | bread breed | bred breed | by my
calm claim | can cane | can't cant | capital capitol | case cause | cases causes | ceiling sealing
cellar seller | cent scent | cent sent | cereal serial | cites sights | cites sites | claim clam | class lass
class less | cloth clothe | clothes cloths | cloud could | cold could | come some | comes some
contact contract | content contest | content context | contest context | core corps | counties countries
course curse | courses curses | crate create | crates creates | crises crisis | daily dairy | data date
data dates | decent descent | desperate disparate | devices devises | did died | diner dinner
discreet discrete | do due | does dose | does doses | does goes | done zone | dual duel | each reach
ease easy | easer easier | effect effects | either ether | elicit illicit | emigrate immigrate
eminent imminent | ensure insure | enter inter | even event | even ever | even every | event ever
event every | ever every | ever never | ever over | every very | exciting existing | exciting exiting
exist exit | exist exiting | existing exiting | expand expend | extend extent | faces phases | fair far
fair fare | fall feel | fall fell | far fare | far for | far form | far fro | far from | farm firm
farther father | farther further | father further | faze phase | feel fell | fiction friction | field file
field filed | fields files | fiend friend | file filed | filter flirter | find fine | find found | fine found
firm form | first fist | fix fixed | flour flower | for form | form forum | form fro | formal former
formally formerly | forms from | forth fourth | found fount | gave give | gene gone | given gives
globe glove | grate great | groan grown | hall haul | has hat | has his | has is | he here | heal heel
heart heat | height high | held help | hem them | her here | high hight | higher hire | hoping hopping
how now | how who | idea ideal | if of | jet yet | keep kept | kind king | knead need | knew know | knew now
knight night | know not | know now | lack lake | lack look | lass less | last least | last list | later layer
law low | laying lying | lead leads | leafs leaves | leave live | leaving living | lend lent | less lest
less loss | let's lets | life live | life lives | lightening lightning | like link | lime line | loan lone
local locale | loose loses | loose loss | loose lost | lose lost | loses losses | loss lost | lot lots
low slow | mad made | mail main | mail male | main male | make male | man men | manner manor | many may
mare more | margin martin | marital martial | marked market | marks masks | mass mess | meat meet
miner minor | month mouth | months mouths | more move | morning mourning | most must | much must | much such
muscle mussel | nation notion | native negative | naval navel | need needed | need net | nerve nerves
nobel noble | not note | nuclear unclear | numb number | of or | off on | one own | organ origin | our you
own won | pain pane | paint point | pair pear | palace place | parental parenteral | parity party | part past
part path | parts past | parts pats | pass path | past pats | past post | patent patient | patience patients
patter pattern | per pre | perform preform | persecute prosecute | perspective prospective | plains planes
planed planned | pole poll | prescribe proscribe | probable probably | procedure proceed | process progress
profit prophet | proof proves | prostate prostrate | prove proves | quality quantity | quarts quartz
quiet quit | rage range | rain reign | rain rein | rain train | raised rose | rat rate | rater rather
rates rats | rather whether | ratio ration | rations ratios | read red | read reed | real reel
reality realty | recent resent | region religion | reign rein | rely reply | respectfully respectively
rest rust | right rite | rite write | road rode | root route | roots routes | sail sale | sale scale
sales sells | sand send | sat sit | sate state | sauce source | saw was | say way | scene seen | scent sent
sea seen | seam see | seam seem | seam seen | seams seems | see seem | see seen | seem seen | seize size
send sent | sense since | set sit | sever several | several severe | shall shell | she'd shed | shear sheer
shore sure | short sort | show sow | shown sown | shows sows | side site | sigh sight | sights sites
sign sing | signs sings | sing single | singe single | small smell | so son | so too | sold soled | sold solid
solder soldier | son soon | son sun | sore sure | species spices | stable stale | stake steak | stared started
staring starting | start state | state stated | statue statute | status statute | steal steel | steep step
step stop | stings strings | store story | sue use | sued used | sum sun | tails tales | take talk | take took
tan than | tat that | taught thought | team teem | teh the | tell till | test text | tests texts | the then
their they | them then | then they | there these | there three | thick tick | thin thing | thin think
thing things | thing thinks | thorough through | though tough | thousand thousands | thread threat
thread tread | threads threats | threat treat | threats treats | three tree | throne thrown | through tough
tides tied | tied tired | tied tried | time times | tired tried | to tot | told tolled | torn turn | tow two
trace track | trace trade | track trade | tracts traits | trails trials | tread trend | true try | under until
unit unite | unit unity | unit until | unite until | united unities | united untied | use uses | used users
used uses | users uses | vale value | value valve | values valves | verse versus | wait want | waive wave
wall well | wan want | wander wonder | want went | want won't | want wont | war was | war wore | ward word
ware were | warn worn | waste west | way weigh | way why | we're wear | weaker week | wear were | wear where
web wed | wee were | weight wight | well will | wen when | went when | wether whether | while whole
while wile | whit with | white write | who why | wide wild | win wine | wish with | wok work | woman women
won't wont | word work | word world | words works | words worlds | work world | works worlds | would wound
wring wrong | writing written | year years | yong young | you your
"""


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """All pairs of each group, both words in their order."""
    groups = [group.split() for group in text.replace("\n", " | ").split("|")]
    return frozenset((a, b) for group in groups for a in group for b in group if a < b)


#: Two words of which one may be written for the other, often or seldom.
OFTEN_CONFUSED = _pairs(_OFTEN)
SELDOM_CONFUSED = _pairs(_SELDOM) - OFTEN_CONFUSED


def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for group in _SETS.replace("\n", " | ").split("|"):
        words = group.split()
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(w for w in words if w != word))
    for word, others in list(found.items()):
        if len(word) > 3 and not word.endswith(("s", "y")):
            plurals = {f"{o}s": None for o in others if len(o) > 3 and not o.endswith(("s", "y"))}
            if plurals:
                found.setdefault(f"{word}s", {}).update(plurals)
    return {word: tuple(others) for word, others in found.items()}


#: Word → the words that are often written for it, or it for them.
CONFUSIONS: Mapping[str, tuple[str, ...]] = _table()

#: As written → (as the makers write it, words of which one must stand beside it; none needed if empty).
NAMES: Mapping[str, tuple[str, frozenset[str]]] = {
    "Github": ("GitHub", frozenset()),
    "Gitlab": ("GitLab", frozenset()),
    "Javascript": ("JavaScript", frozenset()),
    "Typescript": ("TypeScript", frozenset()),
    "Postgresql": ("PostgreSQL", frozenset()),
    "Mongodb": ("MongoDB", frozenset()),
    "Mysql": ("MySQL", frozenset()),
    "Tensorflow": ("TensorFlow", frozenset()),
    "Pytorch": ("PyTorch", frozenset()),
    "Numpy": ("NumPy", frozenset()),
    "Scipy": ("SciPy", frozenset()),
    "Powerpoint": ("PowerPoint", frozenset()),
    "Youtube": ("YouTube", frozenset()),
    "Linkedin": ("LinkedIn", frozenset()),
    "Wordpress": ("WordPress", frozenset()),
    "Openai": ("OpenAI", frozenset()),
    "Kubernets": ("Kubernetes", frozenset()),
    "Kubernates": ("Kubernetes", frozenset()),
    "Pearl": ("Perl", frozenset(("script", "scripts", "module", "modules", "interpreter"))),
    "Phyton": ("Python", frozenset()),
    "Pyhton": ("Python", frozenset()),
    "Parkinsons": ("Parkinson's", frozenset(("disease",))),
    "Alzheimers": ("Alzheimer's", frozenset(("disease",))),
    "Crohns": ("Crohn's", frozenset(("disease",))),
    "Hodgkins": ("Hodgkin's", frozenset(("lymphoma", "disease"))),
}
