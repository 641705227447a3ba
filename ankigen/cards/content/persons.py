"""Names of persons whom notes speak of without saying who they are, "Vivaldi - The Four Seasons",
and what asks for what is said of them.
"""

from __future__ import annotations

import re

from ankigen.cards.content.signs import NAME
from ankigen.model import Entry
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

#: Family names, and names of one word, that mean a person by themselves. Units, languages and words
#: of everyday speech are not among them: "Pascal", "Newton", "Bell".
KNOWN = word_set(
    """
    ainsworth akerlof ayer babeuf castlereagh chargaff clemenceau coase corday danton eisenhower
    ekman festinger fouché friedman goering göring gouges harlow hayek hindenburg kandel kennan
    kutuzov köhler lafayette laffer lefebvre lombroso ludendorff marat mirabeau necker nozick pigou
    quine rawls roosevelt rorschach ruskin seligman sieyès solow stresemann talleyrand tolman truman
    baudrillard buxtehude byrd dufay handel händel hodgkin giddens goffman gosset hirschi lacan
    merton simmel veblen wellington zajonc
    adorno aeschylus alberti althusser anaximander anaximenes aquinas arendt ariosto aristophanes
    aristotle arrhenius asch atkinson augustine austen averroes avicenna avogadro babbage bach
    baddeley bakunin balzac bandura barthes bartók baudelaire bayes beethoven bellini bentham
    bergson berlioz bernini bernoulli bismarck blücher boccaccio boccioni bohr boltzmann
    borromini botticelli boulez bourdieu bowlby brahe brahms bramante brancusi braque brecht brontë
    bruckner bruegel brunelleschi bruner byron calvin camus canaletto caravaggio carnap cavendish
    cervantes cézanne chagall charlemagne chaucer chekhov chomsky chopin churchill cicero clausewitz
    coleridge comte confucius constantine copernicus corelli courbet crick cromwell cuvier dalí
    dante darwin daumier debussy degas delacroix democritus derrida descartes diderot dijkstra
    dirac donatello donizetti dostoevsky duchamp durkheim dvořák dürer ebbinghaus einstein
    engels epictetus epicurus erasmus erikson euclid euler euripides eysenck fayol fibonacci
    fichte flaubert fleming foucault fragonard freud galen galilei galileo gandhi garibaldi
    gauguin gauss géricault ghiberti giorgione giotto gluck gödel goebbels goethe gogol
    gorbachev goya gramsci greco grieg gropius gutenberg habermas haeckel haydn hegel heidegger
    heisenberg hemingway heraclitus herodotus herschel herzberg himmler hippocrates
    hitler hobbes hockney hogarth hokusai holbein hopper horace huygens ibsen ingres ionesco
    jefferson jenner josquin jung kafka kahneman kandinsky kant keats kepler keynes khrushchev
    kierkegaard klee klimt koffka kohlberg kohler kuhn lagrange lamarck laplace lavoisier
    leeuwenhoek leibniz lenin leonardo lévi-strauss lewin linnaeus liszt livy loftus lorenz
    lovelace lucretius luther luxemburg lyell lyotard machaut machiavelli maeterlinck magritte
    mahler malinowski
    mallarmé malpighi malthus manet mantegna marconi marx masaccio maslow matisse mazzini mcgregor
    mendel mendeleev mendelssohn messiaen metternich michelangelo milgram millais mintzberg molière
    mondrian monet montaigne montesquieu monteverdi mozart munch mussolini mussorgsky napoleon
    nietzsche nightingale ockham offenbach oppenheimer orwell ovid paganini palestrina
    palladio paracelsus pasteur pavlov petrarch phidias piaget picasso pissarro planck plato plautus
    plutarch pollock popper poussin praxiteles prokofiev proudhon proust ptolemy puccini purcell
    pushkin pythagoras quetelet rachmaninoff rachmaninov rameau raphael ravel rembrandt renoir
    ricardo rilke rimbaud robespierre rodin rossini rothko rousseau rubens rutherford sartre
    saussure scarlatti schiele schiller schleiden schoenberg schönberg schopenhauer
    schrödinger schubert schumann schumpeter semmelweis seneca seurat shakespeare shelley
    shostakovich sibelius skinner smetana socrates sophocles spinoza stalin stendhal stockhausen
    stravinsky strindberg tacitus tallis tchaikovsky telemann thales thorndike thucydides
    tiepolo tintoretto titian tocqueville tolstoy torricelli trotsky tschaikowsky
    turgenev turing tversky twain uccello vasari velázquez verdi vergil vermeer vesalius virchow
    virgil vivaldi voltaire vygotsky wagner watteau webern wegener weierstrass
    whitman wittgenstein wollstonecraft wordsworth wundt xenophon yeats zeno zimbardo zwingli
    boserup rostow christaller ravenstein wallerstein kübler-ross
    abelard agrippa alaric alcibiades allport amundsen anselm ansoff antony archimedes aristarchus
    attila augustus aurelius balboa bartholdi beauvoir becquerel behring belisarius berkeley
    bernanke bessemer binet blanchard bloomfield boethius boleyn bolívar bopp boudica brahmagupta
    brezhnev burckhardt caesar cajal caligula callas camões caracalla cassius castro catiline
    cattell catullus chadwick champollion chandragupta chandrasekhar cincinnatus claudius clovis
    cnut columbus commodus cortés cranmer crassus cyrus daguerre darius deming demosthenes
    diocletian diogenes disraeli dobzhansky domagk domitian donatus drucker ehrlich eratosthenes
    eriksson faraday fermat feuerbach feyerabend feynman fiedler florey foch frege gagarin galba
    galbraith gibbon giolitti gladstone gracchus greenberg grice guderian guevara
    hadrian haldane hammurabi hannibal hatshepsut haussmann hebb hersey hershey herzl hipparchus
    hirohito hofstede honecker horthy hubble hume husserl hutton hypatia ibn-sina jakobson jaspers
    jinnah justinian juvenal kapodistrias kenyatta kerensky kissinger kollwitz korolev kotler
    kościuszko kublai labov lashley leavitt lenneberg lepidus lessing levitt linacre livingstone
    lotman lucian lucretia lumumba luria lycurgus macarthur maecenas magellan mandela mannerheim
    marcellus margulis marius mayr mazarin mcclintock mcluhan meitner messalina metchnikoff
    mithridates moctezuma molotov montgomery mubarak mugabe mullis musset münzer nasser nehru nero
    nerva nkrumah octavian odoacer ohno parmenides penzias pericles perón pinochet pizarro pliny
    poincaré pompey potemkin propp ptolemaios pyrrhus rasputin reagan richelieu rommel romulus
    rosch sabin saladin sallust sanger sapir sargon savonarola schliemann scipio searle selim
    servetus severus shackleton sherrington socinus spartacus spearman spengler sperry sternberg
    suetonius suleiman sulla tarquinius tecumseh thatcher themistocles theoderic theodosius
    tiberius toynbee trajan trubetzkoy truffaut tutankhamun tyndale valens valentinian varro varus
    vercingetorix verner vespasian vitellius vitruvius vroom wallenstein walpole warhol wechsler
    weismann whorf wilberforce winnicott wycliffe xerxes yeltsin zapata zhukov zoroaster
    """
)
#: What stands behind a name and is no part of it: a number of years, a bracket.
_BEHIND = when_asked(
    r",?\s*(?:\([^()]*\)|\d{1,3}\sBC|AD\s\d{1,3}|(?:1\d{3}|20[0-2]\d)(?:\s?[-–—/]\s?\d{2,4})?"
    r"|the (?:elder|younger|great))$",
    re.IGNORECASE,
)
#: What parts the names of several persons.
_AND = when_asked(r"\s*(?:,|&|\band\b|/)\s*")
#: A unit, or a thing that has somebody's name.
_NOBODY = when_asked(
    r"(?:(?:an?|the)\s)?(?:SI\s)?(?:unit|measure|programming|language|test|scale|crater)\b",
    re.IGNORECASE,
)
_FULL_NAME = when_asked(NAME)


def known_persons(headword: str, said: str) -> int:
    """How many persons a headword names, as far as their names alone tell it, 0 for anything else.

    >>> known_persons("Vivaldi", "The Four Seasons"), known_persons("Marx & Engels (1848)", "x")
    (1, 2)
    >>> known_persons("Brahms vs Wagner", ""), known_persons("Bach flower", "remedy")
    (0, 0)
    """
    if not headword[:1].isupper() or _NOBODY.match(said):
        return 0
    names = _AND.split(_BEHIND.sub("", headword).strip())
    told = all(
        name.rpartition(" ")[2].casefold() in KNOWN and _FULL_NAME.fullmatch(name) for name in names
    )
    return len(names) if told else 0


ERA = r"(?:\s*(?:BCE?|AD|CE|v\.\s?Chr\.|n\.\s?Chr\.|a\.\s?C\.|d\.\s?C\.))"
#: Headings over people, and words for what a person is or does.
_PEOPLE = when_asked(
    r"^(?:.*\s)?(?:people|persons?|figures|founders|founding fathers|thinkers|theorists"
    r"|sociologists|psychologists|economists|writers|poets|inventors|explorers|painters"
    r"|personalities|biographies|who.s who|scientists"
    r"|philosophers|artists|composers|authors|rulers|leaders|presidents|kings|queens|emperors"
    r"|personen|persönlichkeiten|personas|personajes|personnages)$",
    re.IGNORECASE,
)
ROLE = when_asked(
    r"(?:king|queen|emperor|empress|tsar|chancellor|president|prime minister|pope"
    r"|philosopher|physicist|chemist|mathematician|biologist|economist|psychologist"
    r"|sociologist|physician|scientist|inventor|explorer|painter|composer|sculptor|architect"
    r"|leader|pm|reformer|activist|spy|astronomer|naturalist|engineer|theorist|historian"
    r"|surgeon|nurse|conqueror|navigator|missionary|film director|actor|actress|singer|writer"
    r"|author|poet|playwright|novelist|politician|statesman|revolutionary|dictator|monk"
    r"|student|pupil|disciple|nephew|son|daughter|wife|brother|founder|soziologe|ökonom"
    r"|chemiker|mathematiker|psychologe|schriftsteller|könig|königin|kaiser|philosoph"
    r"|physiker|dichter|komponist|maler|politiker|rey|reina|filósofo|pintor|escritor|roi|reine"
    r"|philosophe|peintre"
    r"|écrivain)",
    re.IGNORECASE,
)
#: "Austrian chancellor", "the first president": at most so many words stand before the role.
_ROLE_FIRST = when_asked(
    rf"(?:(?!(?:by|of|for|to|with|from|in|on|or|and|that|who|when|which)\b)\S+\s){{0,3}}?"
    rf"{ROLE.pattern}\b(?!\s+(?:of\s+(?:a|an)|or)\b)",
    re.IGNORECASE,
)
#: Words that say as well what a thing is, so that they tell a person by a name of two words alone.
_OFFICE = when_asked(
    r"(?:an?\s+|the\s+)?(?:[^\W\d_]+\s)?(?:consul|tribune|senator|admiral|marshal|governor|bishop"
    r"|saint"
    r"|general(?=\s+(?:who|in|of|at|during)\b|\s*[,;.]|\s*$))\b(?!\s+(?:of\s+(?:a|an)|or)\b)",
    re.IGNORECASE,
)
#: A year, or a name within what is said: "a king or queen" says what a word means.
_PARTICULAR = when_asked(r"\b1\d{3}\b|\b20\d\d\b|\b\d+ BCE?\b|[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ]{2}")
_LIFE = when_asked(
    rf"\(\s*(?:\*|born|b\.|geb\.)?\s*\d{{1,4}}{ERA}?\s*[-–—]\s*(?:\d{{1,4}})?{ERA}?\s*\)"
)
#: A name with dates, and of no person: "German Expressionism (1919-26)".
_NO_PERSON = when_asked(
    r"ism$|\b(?:wars?|republic|revolution|dynasty|empire|period|era|age|movement|treat(?:y|ies)|crisis"
    r"|reich|rebellion|revolt|plan|pact|acts?|conference|congress|convention|councils?|exchange"
    r"|edicts?|peace|diet|battles?|compan(?:y|ies)|league|reforms?|trade|laws?|theor(?:y|em)|effect"
    r"|model|style|uprising|siege|mutiny|massacre|famine|plague)\b",
    re.IGNORECASE,
)
#: "Peter the Great".
_BY_NAME = when_asked(
    r"[A-Z][\w'’-]+(?:\s[IVX]+)?\sthe\s(?:Great|Terrible|Magnificent|Bold|Fair|Conqueror|Navigator"
    r"|Elder|Younger|Pious|Wise|Good|Bad|Bald|Fat|Short|Tall|Confessor|Unready|Catholic|Impaler)"
)
#: First names that are no words, or initials, before a name.
_GIVEN = when_asked(
    r"(?:(?:[A-Z]\.\s?){1,3}|[A-Z]\s[A-Z]\s|(?:Adam|Alan|Albert|Alexander|Alfred|Andrew|Anne?"
    r"|Antoine|Antonio|Arthur|Benjamin|Bernard|Carl|Charles|Christopher|Daniel|David|Edmund|Edward"
    r"|Elizabeth|Emile|Enrico|Ernest|Erwin|Francis|Franz|Frederick|Friedrich|Galileo|Georg|George"
    r"|Giuseppe|Gottfried|Gregor|Gustav|Hans|Heinrich|Henri|Henry|Herbert|Hermann|Hildegard"
    r"|Immanuel|Isaac|Ivan|Jacques|James|Jane|Jean|Jeremy|Johann|Johannes|John|Joseph|Julius|Karl"
    r"|Konrad|Leonardo|Linus|Louis|Ludwig|Marie|Martin|Mary|Michael|Michelangelo|Napoleon"
    r"|Niccol[òo]|Nicolaus|Niels|Nikola|Oliver|Otto|Paul|Peter|Philip|Pierre|Rachel|Richard|Robert"
    r"|Rosalind|Samuel|Sigmund|Simon|Sim[oó]n|Stephen|Susan|Theodore|Thomas|Tycho|Vladimir|Walter"
    r"|Werner|Wilhelm|William|Winston|Wolfgang)\s)"
    r"(?:(?:von|van|de|da|di|of|le|la)\s)*(?!(?:Law|Effect|Act|Plan|Doctrine|Model|Test|Scale"
    r"|Theorem|Bay|River|Street|Bridge|Islands?|Falls|Prize|Effects|Disease|Syndrome|Cycle|Curve"
    r"|Canal|Court)\b)[A-Z][a-zé]{2,}(?:\s[A-Z][\w]+)?$"
)
#: What persons did.
_DID_SOMEBODY = when_asked(
    r"(?:invented|wrote|composed|painted|discovered|founded|proposed|formulated|sailed|explored"
    r"|married|reigned|preached|taught|coined|pioneered)\s"
)
#: "French rationalist", "Italian painter".
_NATIONAL = when_asked(
    r"(?:An?\s+|a\s+)?[A-Z]\w+(?:ish|ese|an|ch|ek|ss)\s(?:\w+\s)?"
    r"(?:\w+(?:ist|ician|man|woman)|minister|general|admiral|diplomat|banker|lawyer|commander)\b"
    r"(?!\s(?:of\s)?(?:staff|strike|election|assembly))"
)
#: A name: words with capitals, small ones between them. Each word can be read in one way only, or a
#: headword in capitals would take time without end.
_SMALL, _CAPITAL = r"(?:of|von|de|van|the|da|di)", r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*"
_NAME_WORD = rf"(?:{_SMALL}+(?:{_CAPITAL})?|{_CAPITAL})"
_NAME = when_asked(rf"{_NAME_WORD}(?:\s{_NAME_WORD})*\s?")

_BRACKETS_BEHIND = when_asked(r"\s*\([^()]*\)$")


#: What a thing is said to be, and no person: "small, fast ship with lateen sails".
_THING = when_asked(
    r"(?:(?:an?|the)\s)?(?:small|large|big|fast|slow|light|heavy|long|short|wide|narrow|round|flat"
    r"|simple|cheap|kind|type|form|sort|piece|set|system|grant|movement|process|method|tool|ship"
    r"|boat|weapon|machine|device)\b",
    re.IGNORECASE,
)


def is_person(entry: Entry, headword: str, said: str) -> bool:
    name = _BRACKETS_BEHIND.sub("", headword)
    if _NO_PERSON.search(name):
        return False
    if _BY_NAME.fullmatch(name) or (
        entry.language in ("", "en") and known_persons(headword, said) == 1
    ):
        return True
    if not _NAME.fullmatch(name) or entry.language not in ("", "en", "de", "es", "fr"):
        return False
    if _GIVEN.match(name) or (" " in name and _DID_SOMEBODY.match(said)):
        return True
    headings = (*entry.sections, entry.topic.rpartition("::")[2].replace("-", " "))
    if any(_PEOPLE.match(heading.strip()) for heading in headings[-2:]):
        return not name.isupper() and not _THING.match(said)  # a body or a thing beside the people
    has_role = _ROLE_FIRST.match(said) or (" " in name and _OFFICE.match(said))
    has_role = has_role and _PARTICULAR.search(said, 1)
    national = _ROLE_FIRST.match(said) and re.match(r"[A-Z]\w+(?:n|sh|ch|ese|ek)\b", said)
    national = national or _NATIONAL.match(said)
    return bool(has_role or national or _LIFE.search(f"{headword} {said[:60]}"))
