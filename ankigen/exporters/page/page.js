// The deck as a page. Its data are two JSON blocks; cards are drawn in shadow roots with the note type's own CSS, and
// only those near the window are in the document, so that ten thousand stay smooth. Nothing is asked of the network.
// page_grid.js and page_events.js go on with it: one script in the page.
let deck = JSON.parse($("deck").textContent);
let media = JSON.parse($("media").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const wide = matchMedia("(min-width: 52.01rem)");

// ------------------------------------------------------------------ one side of a card

// what differs from Anki's window: the room around the text, and a size that fits a tile
const shared = sheetOf(`:host { display: block; } .card { --beyond: 0px; min-height: 100%; box-sizing: border-box; }
  .missing { color: var(--quiet); font-style: italic; } audio { max-width: 100%; } math { font-size: 1.05em; }
  .tex { white-space: pre-wrap; }`);
const small = sheetOf(".card { font-size: 95%; padding: 0.6rem 0.8rem; } .ankigen img { max-height: 9rem; }");
const paper = sheetOf(".card { font-size: 80%; padding: 0.4rem 0.6rem; min-height: 0; }");
let styles = [];

function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

function draw(host, card, back, extra, light) {
  const root = host.shadowRoot || host.attachShadow({ mode: "open" });
  const note = deck.notes[card[0]];
  root.adoptedStyleSheets = [styles[note[1]], shared, ...(extra ? [extra] : [])];
  const frame = make("div", dark.matches && !light ? "card nightMode" : "card");
  frame.innerHTML = card[back ? 3 : 2].map((n) => deck.pieces[n]).join("\n");
  for (const shown of frame.querySelectorAll("[data-src]")) bring(shown);
  for (const input of frame.querySelectorAll("input")) input.setAttribute("aria-label", "Type the answer");
  root.replaceChildren(frame);
  return frame;
}

// a picture or sound comes from the page itself, whatever address a card has
function bring(shown) {
  const data = media[shown.dataset.src];
  if (data) {
    shown.src = data;
    if (shown.tagName === "IMG" && !shown.hasAttribute("alt")) shown.alt = "";
  } else shown.replaceWith(make("span", "missing", `(${shown.dataset.src}: in the deck, not in this page)`));
}

// ------------------------------------------------------------------ what is shown

const groups = [
  { key: "topic", title: "Topics", names: () => deck.topics, of: (card) => entryOf(card).topics },
  { key: "kind", title: "Kinds", names: () => deck.kinds, of: (card) => [card[1]] },
  { key: "code", title: "Found in the notes", names: () => deck.codes.map((code) => code[0]), of: (card) => entryOf(card).codes },
];
const chosen = { topic: "", kind: "", code: "" };
let words = [];
let shown = [];
let texts = null;
let backs = new Set();
let allBacks = false;
let current = 0;

const entryOf = (card) => deck.entries[deck.notes[card[0]][2]];
const isBack = (n) => allBacks !== backs.has(n);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function textOf(html) {
  return html.replace(/<annotation[^]*?<\/annotation>/g, " ").replace(/<[^>]*>/g, " ")
    .replace(/&(?:lt|gt|quot|amp|#x27);/g, (found) => ({ "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" })[found] || "&");
}

// what is searched: both sides of a card, its topic and file; made at the first search
function searched() {
  if (!texts) {
    const pieces = deck.pieces.map((piece) => fold(textOf(piece)));
    texts = deck.cards.map((card) => [...new Set([...card[2], ...card[3]])].map((n) => pieces[n]).join(" "));
  }
  return texts;
}

function choose() {
  const all = words.length ? searched() : null;
  const wanted = groups.map((group) => {
    const n = group.names().indexOf(chosen[group.key]);
    return chosen[group.key] ? n : null;
  });
  const counts = groups.map((group) => new Uint32Array(group.names().length));
  shown = [];
  deck.cards.forEach((card, n) => {
    if (all && !words.every((word) => all[n].includes(word))) return;
    const values = groups.map((group) => group.of(card));
    const fits = values.map((held, g) => wanted[g] === null || held.includes(wanted[g]));
    const misses = fits.filter((fit) => !fit).length;
    if (!misses) shown.push(n);
    values.forEach((held, g) => {
      if (misses === (fits[g] ? 0 : 1)) for (const value of held) counts[g][value] += 1;
    });
  });
  return counts;
}

function filter(keep) {
  const counts = choose();
  const place = keep === undefined ? -1 : shown.indexOf(keep);
  current = Math.max(0, place);
  groups.forEach((group, g) => showCounts(group, counts[g]));
  const whole = shown.length === deck.cards.length;
  $("status").textContent = whole ? `${number(shown.length)} cards` : `${number(shown.length)} of ${number(deck.cards.length)} cards`;
  $("clear").hidden = whole;
  $("nothing").hidden = shown.length > 0;
  $("filter-note").textContent = whole ? "" : ` (${number(shown.length)} of ${number(deck.cards.length)})`;
  layout();
}

const number = (n) => n.toLocaleString("en");

function clear() {
  const keep = shown[current];
  const focused = grid.contains(document.activeElement);
  for (const key in chosen) chosen[key] = "";
  words = [];
  $("search").value = "";
  filter(keep);
  if (focused) move(current);
}

// ------------------------------------------------------------------ filters and the chart of topics

const SVG = "http://www.w3.org/2000/svg";

function buildGroups() {
  $("groups").replaceChildren();
  for (const group of groups) {
    group.buttons = [];
    if (!group.names().length) continue;
    const set = make("fieldset");
    set.append(make("legend", "", group.title));
    group.names().forEach((name, n) => {
      const button = makeButton("choice", undefined, () => {
        chosen[group.key] = chosen[group.key] === name ? "" : name;
        filter();
      });
      const chart = document.createElementNS(SVG, "svg");
      chart.setAttribute("aria-hidden", "true");
      chart.setAttribute("preserveAspectRatio", "none");
      chart.setAttribute("viewBox", "0 0 100 1");
      const bar = document.createElementNS(SVG, "rect");
      bar.setAttribute("height", "1");
      chart.append(bar);
      const told = group.key === "topic" ? name.split("::") : [name];
      if (told.length > 1) button.classList.add("under");
      button.append(chart, make("span", "label", told[told.length - 1]), make("span", "number"));
      if (group.key === "code" && deck.codes[n][1]) button.classList.add("person");
      group.buttons.push(button);
      set.append(button);
    });
    $("groups").append(set);
  }
}

function showCounts(group, counts) {
  const most = Math.max(1, ...counts);
  group.buttons.forEach((button, n) => {
    button.querySelector("rect").setAttribute("width", String((counts[n] / most) * 100));
    button.querySelector(".number").textContent = number(counts[n]);
    button.classList.toggle("none", counts[n] === 0);
    button.setAttribute("aria-pressed", String(chosen[group.key] === group.names()[n]));
  });
}
