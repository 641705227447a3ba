"""Names of persons whom notes speak of without saying who they are, "Vivaldi - The Four Seasons",
and what asks for what is said of them.
"""

from __future__ import annotations

import re

from ankigen.cards.content.signs import NAME
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
