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
    """
)
#: What stands behind a name and is no part of it: a number of years, a bracket.
_BEHIND = when_asked(
    r",?\s*(?:\([^()]*\)|(?:1\d{3}|20[0-2]\d)(?:\s?[-–—/]\s?\d{2,4})?"
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
