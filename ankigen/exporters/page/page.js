// The deck as a page. Its data are two JSON blocks; cards are drawn in shadow roots with the note type's own CSS, and
// only those near the window are in the document, so that ten thousand stay smooth. Nothing is asked of the network.
(() => {
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

  // ------------------------------------------------------------------ the grid: only what is near the window is there

  const grid = $("grid");
  const HEIGHT = 264;
  const GAP = 12;
  const LEAST = 292;
  const AROUND = 2; // rows above and below the window
  const tiles = new Map(); // place in `shown` → tile
  let across = 1;
  let width = 0;

  function layout() {
    const room = grid.clientWidth;
    across = Math.max(1, Math.floor((room + GAP) / (LEAST + GAP)));
    width = Math.floor((room - GAP * (across - 1)) / across);
    grid.style.height = `${Math.max(0, Math.ceil(shown.length / across) * (HEIGHT + GAP) - GAP)}px`;
    for (const tile of tiles.values()) tile.remove();
    tiles.clear();
    fill();
  }

  function fill() {
    const top = -grid.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / (HEIGHT + GAP)) - AROUND) * across;
    const last = Math.min(shown.length, (Math.ceil((top + innerHeight) / (HEIGHT + GAP)) + AROUND) * across);
    for (const [place, tile] of tiles) {
      if ((place < first || place >= last) && !tile.contains(document.activeElement)) {
        tile.remove();
        tiles.delete(place);
      }
    }
    const fresh = [];
    for (let place = first; place < last; place += 1) {
      if (tiles.has(place)) continue;
      const tile = tileOf(place);
      tiles.set(place, tile);
      const after = [...tiles.keys()].filter((other) => other > place).sort((a, b) => a - b)[0];
      grid.insertBefore(tile, after === undefined ? null : tiles.get(after));
      fresh.push(tile);
    }
    for (const tile of fresh) measure(tile);
  }

  function tileOf(place) {
    const card = deck.cards[shown[place]];
    const tile = make("li", "tile");
    tile.style.transform = `translate(${(place % across) * (width + GAP)}px, ${Math.floor(place / across) * (HEIGHT + GAP)}px)`;
    tile.style.width = `${width}px`;
    tile.style.height = `${HEIGHT}px`;
    tile.setAttribute("aria-setsize", shown.length);
    tile.setAttribute("aria-posinset", place + 1);
    const head = make("div", "tile-head");
    head.append(make("span", "kind", deck.kinds[card[1]]));
    const codes = entryOf(card).codes;
    if (codes.length) {
      const person = codes.some((code) => deck.codes[code][1]);
      head.append(make("span", person ? "badge person" : "badge", person ? "needs review" : "notes changed"));
      if (!person) head.lastChild.textContent = deck.codes[codes[0]][0];
    }
    const face = make("div", "face");
    face.addEventListener("click", (event) => {
      if (!event.composedPath().some((e) => e.tagName === "INPUT" || e.tagName === "A" || e.tagName === "AUDIO")) flip(place);
    });
    const foot = make("div", "tile-foot");
    const turn = makeButton("turn", undefined, () => flip(place));
    turn.tabIndex = place === current ? 0 : -1;
    turn.addEventListener("focus", () => move(place, false));
    const open = makeButton("open", "Open", () => view(place));
    open.tabIndex = -1;
    open.setAttribute("aria-label", `Open card: ${deck.notes[card[0]][0]}`);
    foot.append(turn, make("span", "more", "…"), open);
    tile.append(head, face, foot);
    face_(tile, place);
    return tile;
  }

  function face_(tile, place) {
    const n = shown[place];
    const back = isBack(n);
    draw(tile.querySelector(".face"), deck.cards[n], back, small);
    tile.classList.toggle("back", back);
    const turn = tile.querySelector(".turn");
    turn.textContent = back ? "Show front" : "Show answer";
    turn.setAttribute("aria-label", `${turn.textContent}: ${deck.notes[deck.cards[n][0]][0]}`);
  }

  function measure(tile) {
    const face = tile.querySelector(".face");
    tile.classList.toggle("clipped", face.scrollHeight > face.clientHeight + 2);
  }

  function flip(place) {
    const n = shown[place];
    if (backs.has(n)) backs.delete(n);
    else backs.add(n);
    const tile = tiles.get(place);
    if (tile) {
      face_(tile, place);
      measure(tile);
    }
    if ($("viewer").open && place === current) showViewer();
  }

  function flipAll() {
    allBacks = !allBacks;
    backs.clear();
    $("flip-all").setAttribute("aria-pressed", String(allBacks));
    $("flip-all").textContent = allBacks ? "Show all fronts" : "Show all backs";
    for (const [place, tile] of tiles) {
      face_(tile, place);
      measure(tile);
    }
  }

  function move(place, focus = true) {
    if (!shown.length) return;
    const next = Math.min(shown.length - 1, Math.max(0, place));
    const before = tiles.get(current);
    if (before) before.querySelector(".turn").tabIndex = -1;
    current = next;
    if (focus) {
      const row = Math.floor(next / across) * (HEIGHT + GAP);
      const top = grid.getBoundingClientRect().top + row;
      const header = wide.matches ? document.querySelector("header").offsetHeight + GAP : GAP;
      if (top < header) scrollBy(0, top - header);
      else if (top + HEIGHT > innerHeight - GAP) scrollBy(0, top + HEIGHT - innerHeight + GAP);
      fill();
    }
    const tile = tiles.get(next);
    if (!tile) return;
    const turn = tile.querySelector(".turn");
    turn.tabIndex = 0;
    if (focus) turn.focus({ preventScroll: true });
  }

  // ------------------------------------------------------------------ one card, large, with the notes behind it

  let behind = false;

  function view(place) {
    current = place;
    $("viewer").showModal();
    showViewer();
    $("flip").focus();
  }

  function showViewer() {
    const n = shown[current];
    const card = deck.cards[n];
    const entry = entryOf(card);
    const back = isBack(n);
    $("viewer-title").textContent = `${deck.kinds[card[1]]}, ${number(current + 1)} of ${number(shown.length)}`;
    draw($("viewer-face"), card, back);
    $("flip").textContent = back ? "Show front" : "Show answer";
    $("previous").disabled = current === 0;
    $("next").disabled = current === shown.length - 1;
    $("notes").setAttribute("aria-pressed", String(behind));
    $("behind").hidden = !behind;
    if (behind) showBehind(entry);
  }

  function showBehind(entry) {
    $("behind-place").textContent = entry.place;
    const lines = entry.lines.map(([no, text]) => {
      const line = make("li");
      line.append(make("span", "no", String(no)), make("span", "text", text));
      return line;
    });
    $("behind-lines").replaceChildren(...lines);
    $("behind-found").replaceChildren(...entry.found.map(foundLine));
  }

  function foundLine([code, message, place]) {
    const line = make("li");
    if (place) line.append(make("span", "place", place), " ");
    const [name, person] = deck.codes[code];
    line.append(make("span", person ? "person-mark" : "code", name), " ", message);
    return line;
  }

  function step(by) {
    const place = current + by;
    if (place < 0 || place >= shown.length) return;
    backs.delete(shown[place]);
    move(place, false);
    showViewer();
  }

  // ------------------------------------------------------------------ paper

  function fillSheet() {
    const sheet = $("sheet");
    sheet.replaceChildren(make("h2", "", `${deck.name}: ${$("status").textContent}`));
    for (const n of shown) {
      const pair = make("div", "pair");
      for (const back of [false, true]) {
        const face = make("div", "face");
        draw(face, deck.cards[n], back, paper, true);
        pair.append(face);
      }
      sheet.append(pair);
    }
  }

  // ------------------------------------------------------------------ events

  let waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      fill();
    });
  }

  const ARROWS = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: () => -across, ArrowDown: () => across };

  function viewerKey(event) {
    const key = event.key;
    if (key === "ArrowLeft") step(-1);
    else if (key === "ArrowRight") step(1);
    else if (key === " " && document.activeElement.tagName !== "BUTTON") flip(current);
    else if (key === "n" || key === "N") $("notes").click();
    else return;
    event.preventDefault();
  }

  function pageKey(event) {
    const key = event.key;
    const inGrid = grid.contains(document.activeElement);
    const free = inGrid || document.activeElement === document.body || document.activeElement === $("cards");
    if (key === "/") {
      $("search").focus();
      $("search").select();
    } else if (key === "f" || key === "F") flipAll();
    else if (key === "Escape") clear();
    else if (!free) return;
    else if (key in ARROWS) move(inGrid ? current + ARROWS[key]() : current);
    else if (inGrid && key === "Home") move(0);
    else if (inGrid && key === "End") move(shown.length - 1);
    else if (inGrid && key === "Enter" && document.activeElement.classList.contains("turn")) view(current);
    else if (inGrid && (key === "n" || key === "N")) {
      behind = true;
      view(current);
    } else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event)) {
      if (event.target === $("search") && event.key === "Escape") {
        clear();
        move(current); // so that the next keys are for the cards
      } else if (event.target === $("search") && event.key === "Enter") move(0);
      else return;
      event.preventDefault();
    } else if ($("viewer").open) viewerKey(event);
    else pageKey(event);
  });
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  new ResizeObserver(() => {
    if (grid.clientWidth && Math.abs(grid.clientWidth - (width * across + GAP * (across - 1))) >= across) layout();
  }).observe(grid);
  $("search-form").addEventListener("submit", (event) => event.preventDefault());
  $("search").addEventListener("input", () => {
    words = fold($("search").value).split(/\s+/).filter(Boolean);
    filter();
  });
  $("clear").addEventListener("click", clear);
  $("clear-too").addEventListener("click", clear);
  $("flip-all").addEventListener("click", flipAll);
  $("print").addEventListener("click", () => print());
  addEventListener("beforeprint", fillSheet);
  addEventListener("afterprint", () => $("sheet").replaceChildren());
  $("close").addEventListener("click", () => $("viewer").close());
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("flip").addEventListener("click", () => flip(current));
  $("viewer-face").addEventListener("click", (event) => {
    if (!event.composedPath().some((e) => e.tagName === "INPUT" || e.tagName === "A" || e.tagName === "AUDIO")) flip(current);
  });
  $("notes").addEventListener("click", () => {
    behind = !behind;
    showViewer();
  });
  $("viewer").addEventListener("click", (event) => {
    if (event.target === $("viewer")) $("viewer").close();
  });
  $("viewer").addEventListener("close", () => move(current));
  dark.addEventListener("change", layout);
  const widths = () => { $("filters").open = wide.matches; };
  wide.addEventListener("change", widths);

  // ------------------------------------------------------------------ beginning, and new data while the page is open

  function begin() {
    styles = deck.styles.map(sheetOf);
    texts = null;
    buildGroups();
    const rest = deck.leftover;
    $("leftover").hidden = !rest.length;
    $("leftover").querySelector("summary").textContent = `In no card: ${number(rest.length)} ${rest.length === 1 ? "place" : "places"} of the notes, with the reason`;
    $("leftover").querySelector("ul").replaceChildren(...rest.map(foundLine));
  }

  // the same card after a change: by its note's key and its number, else the one that now has its place
  const nameOf = (n) => `${deck.notes[deck.cards[n][0]][3]}#${deck.cards[n][4]}`;

  document.addEventListener("deck", (event) => {
    const turned = new Set([...backs].map(nameOf));
    const at = shown.length ? nameOf(shown[current]) : "";
    const scroll = scrollY;
    const focused = grid.contains(document.activeElement);
    deck = event.detail.deck;
    if (event.detail.media) media = event.detail.media;
    begin();
    backs = new Set([...deck.cards.keys()].filter((n) => turned.has(nameOf(n))));
    const kept = deck.cards.findIndex((_, n) => nameOf(n) === at);
    filter(kept < 0 ? undefined : kept);
    document.querySelector(".counts").textContent = deck.counts;
    scrollTo(0, scroll);
    if (focused) move(current);
    if ($("viewer").open) {
      if (shown.length) showViewer();
      else $("viewer").close();
    }
  });

  begin();
  widths();
  filter();
  $("search").disabled = false;
  const idle = self.requestIdleCallback || ((work) => setTimeout(work, 50));
  idle(() => searched());
})();
