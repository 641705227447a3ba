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


#: Pairs whose company is learned (tools/train_confused.py): all pairs of each group.
_LEARNED = """
form from for fro far | form farm firm | of off | of or | of on | of if | on one | in on | an and | an on | an as
as is has his | is it | it if in is | in an | to too two | to the | the they them then | than then that | the he
than them | he her here | there their they're | these there | this these | this that | thing think | things thinks thing
where were we're wear | was were | was saw | has have | whose who's | who how | weather whether | past passed
led lead | advise advice | practise practice | accept except expect | casual causal | trough through though thought
angel angle | angels angles | chose choose | breath breathe | lose loose loss lost | site sight cite | sites sights cites
here hear | heard herd | by buy be | but by | no not now know | no on | now new knew | know knew | not note | not nor
your you're | your our you | our or are | quite quiet quit | use used | uses used users | use us | fix fixed | hole whole
prove proof proves | raise rise | raises rises | raised rose | sea see seen | seen scene | send sent | cent sent scent
affect effect | affects effects | affected effected | principle principal | principles principals | leaf leave | leaves leafs
strait straight | brake break | brakes breaks | waist waste | weak week | weaker week | peace piece | plain plane | planes plains
role roll | roles rolls | sell cell | cells sells | tail tale | tails tales | vary very | which witch | with width wit
world word work | words works worlds | would wood | do due | does dose | doses does | than tan | single singe | sing sign
sings signs | own won one | fell feel fall | find fine found | filed field file | fields files | first fist | last list | less lest
later latter | layer later | made mad | make male | more move | most must | much must | part past | pats past parts | path part
patter pattern | pray prey | rate rat | rates rats | right write rite | route root | routes roots | sale scale | same some
some sum | sum sun | seem see seen seam | seams seems | set sit | sole soul | sort short | son sun | sate state | state stated
steal steel | step steep | such much | their they | threat treat | treats threats | three there | threw through | tree three
times time | tides tied | tired tried tied | trail trial | trails trials | united untied | vain vein | wait weight | weigh way
went want | want won't | whole while | wile while | wonder wander | event even every ever | ever never | expand expend
extent extend | former formal | forth fourth | forms from | had hand | heat heart | heal heel | idea ideal | insure ensure
kind king | law low | lay lie | lying laying | life live | lives life | line lime | man men | woman women | may many | mean men
minor miner | moral morale | month mouth | months mouths | nation notion | nuclear unclear | organ origin | patient patent
patients patience | personal personnel | pore poor pour | post past | price prize | process progress | quality quantity
rely reply | region religion | sense since | sever several severe | species spices | statue statute status | store story
thank than | trace track trade | trend tread | unit until unite | verse versus | war was | which with | wide wild | adapt adopt
adapted adopted | adoption adaptation | complement compliment | council counsel | conscious conscience | desert dessert
device devise | devices devises | descent decent | die dye | dies dyes | dual duel | precede proceed | prescribe proscribe
eminent imminent | elicit illicit | flour flower | higher hire | morning mourning | muscle mussel | pair pear | pole poll
profit prophet | sail sale | shear sheer | serial cereal | bare bear | board broad bored | birth berth | bread breed bred
capital capitol | coarse course | core corps | ceiling sealing | fair fare | great grate | hall haul | hour our | knight night
loan lone | mail male main | manner manor | meat meet | medal metal | naval navel | pain pane | rain reign rein | read red | reed read
road rode | sauce source | stationary stationery | steak stake | team teem | wave waive | wore war | worn warn
altar alter | aloud allowed | all ready | assistance assistants | between been | bean been | borders boarders | cant can't
calm claim | cause case | causes cases | clam claim | cloth clothe | clothes cloths | content context contest | contact contract
costumer customer | customers costumers | county country | countries counties | crate create | crates creates | dairy diary | diner dinner
exist exits | exit exist | existing exiting exciting | farther further father | filter flirter | fiction friction
form forum | formally formerly | globe glove | gene gone | hoping hopping | immigrate emigrate | inter enter | lack look | lead leads
lets let's | lightning lightening | living leaving | long along | loss lose | mass mess | manger manager | marital martial
marked market | marks masks | mine mind | native negative | need knead | needed need | noble nobel | number numb | parental parenteral
party parity | perform preform | persecute prosecute | perspective prospective | planed planned | probably probable | procedure proceed
prostate prostrate | quarts quartz | range rage | ration ratio | rations ratios | reality realty | recent resent | respectively respectfully
seller cellar | sells sales | shell shall | shed she'd | sigh sight | size seize | slow low | sold soled | solid sold | solder soldier
stale stable | started stared | strings stings | staring starting | taught thought | then when | then them | thin think thing | tick thick
thousand thousands | throne thrown | to it | too so | tracts traits | unity unit | united unities | use uses | valve value | values valves
wan want | wander wonder | way why | were where | whit with | writing written | wring wrong | year years | type types | its it's
it is | an any | and any | and end | at an | at as | be been | by my | can cane | could cloud | cold could | could would | did died
each reach | easy ease | easier easer | every very | give gave | given gives | goes does | gas has | grown groan | has had | help held
high height | hight high | him his | how now | into onto | is if | keep kept | lake lack | large larger | least last | leave live
less loss | like link | local locale | lot lots | main mean | mind mine | need net | nor or | off on | once one | only one
open opens | other others | over ever | own owned | pass path | per pre | place palace | point paint | rain train | real reel
rest rust | said sad | sand send | save safe | say way | see sees | side site | sing single | small smell | soon son | stage state
start state | stop step | take talk | tell till | test text | tests texts | them they | through thorough | through tough | tough though
to do | told tolled | took take | tow two | true try | turn torn | under until | up us | wait want | wall well | want went | ward word
ware were | wed web | well will | west waste | what that | when went | white write | who why | win wine | wish with | wont won't
wok work | yet jet | young yong | zone done | fount found | bond bound | bonds bounds | base based | basis bases | analysis analyses
crisis crises | data date | dates data | rater rather | whether rather | wether whether | effect effects | desperate disparate
discreet discrete | lend lent | wound would | wont want | sat sit | shore sure | sue use | sued used | sure sore | some come | comes some
vale value | valves values | weight wight | ether either | bath both | both bot | back bank | lass less class | fiend friend | loses losses
loses loose | nerves nerve | curse course | curses courses | dairy daily | exiting exist | faces phases | faze phase | fare far | fair far
martin margin | hare are | mare more | hat that | hat has | hem them | tat that | teh the | tot to | wee were | wen when | wit with
ton to | tone to | son so | so no | sop stop | sow show | sown shown | shows sows | tread thread | thread threat | threads threats
"""


def _learned() -> frozenset[tuple[str, str]]:
    found = set()
    for group in _LEARNED.replace("\n", " | ").split("|"):
        words = group.split()
        found |= {(a, b) if a < b else (b, a) for a in words for b in words if a != b}
    return frozenset(found)


#: Two words of which one may be written for the other.
TRAINED = _learned()


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
