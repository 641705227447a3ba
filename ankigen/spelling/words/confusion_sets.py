"""Words that are taken for each other, and names that are taken for words."""

from __future__ import annotations

from collections.abc import Mapping

from ankigen.text.word_lists import word_set

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

#: As written → (as the makers write it, words of which one must stand beside it; none needed if
#: empty).
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

#: Peoples, languages, countries, days and months: no other word, and always with a capital (but not
#: Morocco: "morocco leather").
_CAPITALS = word_set(
    "africa america asia europe australia vietnam germany france italy spain greece russia "
    "iraq iran israel egypt canada mexico argentina poland ukraine sweden norway denmark "
    "finland belgium austria portugal hungary romania bulgaria syria lebanon afghanistan pakistan "
    "indonesia korea thailand malaysia nigeria kenya ethiopia somalia algeria tunisia "
    "britain england scotland ireland arab "
    "african american asian australian austrian belgian brazilian british bulgarian canadian "
    "caucasian chinese croatian cuban czech danish dutch egyptian english ethiopian european "
    "finnish flemish french german greek hebrew hungarian icelandic indian indonesian iranian "
    "iraqi irish israeli italian jamaican japanese jewish kenyan korean latvian lebanese libyan "
    "lithuanian malaysian mexican mongolian moroccan nigerian norwegian pakistani palestinian "
    "persian peruvian portuguese romanian russian scottish serbian slovak somali spanish swedish "
    "syrian taiwanese thai tibetan ukrainian vietnamese welsh christian muslim buddhist hindu "
    "protestant christianity judaism buddhism hinduism monday tuesday wednesday thursday "
    "friday saturday sunday january february april june july september october november december"
)
#: … and the plurals of peoples.
ALWAYS_CAPITAL = _CAPITALS | {f"{word}s" for word in _CAPITALS if word.endswith(("an", "i", "ab"))}
