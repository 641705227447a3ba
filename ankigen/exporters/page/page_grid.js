// The cards that are shown: in a grid, one of them large, on paper.

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
