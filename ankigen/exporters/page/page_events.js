// Keys and buttons, the beginning, and new data while the page is open.

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
