// The raw lines beside a question: what each was taken for, what can be said of it, and the layouts it may have.

// ------------------------------------------------------------------ raw lines

const chosenRows = () => current.rows.filter((r, n) => isChosen(n) && r.role !== "blank");
const ofLines = () => ["lines", "merge", "file"].includes(current.kind);
const named = (lines) => lines.map((line) => [line.number, line.text]); // as an answer names them
const firstWord = () => (byWord === "line-cut" ? 0 : 1); // its number: words before the new entry, or of the headword
const isMany = () => chosenRows().length > 1 || $("alike").checked;
const isChosen = (n) => n >= Math.min(anchor, row) && n <= Math.max(anchor, row);

// what settles the question stands beside its lines, not below all of them, so that it is in sight
function placeActions(beside) {
  const actions = $("actions");
  if ((actions.parentElement === $("work")) === beside) return;
  if (beside) $("work").insertBefore(actions, $("lines"));
  else $("question").append(actions);
}

function drawRows(question) {
  $("work").hidden = !question.rows.length;
  placeActions(question.rows.length > 0 && ofLines());
  if (!question.rows.length) return;
  row = Math.min(row, question.rows.length - 1);
  anchor = Math.min(anchor, question.rows.length - 1);
  $("lines-title").textContent = question.kind === "file" ? "Lines" : question.file;
  $("whole").hidden = question.kind === "file";
  const list = $("rows");
  const held = list.contains(document.activeElement);
  const top = list.scrollTop;
  list.replaceChildren(...question.rows.map((line, n) => {
    const item = make("li", `row ${line.role === "skip" ? "skip-line" : line.role}${line.asked && question.kind !== "file" ? " asked" : ""}`);
    item.setAttribute("role", "option");
    item.id = `row-${n}`;
    const role = make("span", "role", ROLES[line.role]);
    item.append(make("span", "no", line.role === "blank" ? "" : String(line.number)), role, lineText(line));
    if (line.role === "blank") {
      item.setAttribute("aria-disabled", "true");
      item.setAttribute("aria-label", "blank line");
    } else item.addEventListener("click", (event) => select(n, event.shiftKey || $("several").checked));
    return item;
  }));
  list.scrollTop = top;
  markRows();
  drawTools();
  reveal();
  if (held) $(`row-${row}`).focus({ preventScroll: true });
  askLayouts();
}

// of an entry the headword alone is set off, where it stands in the line as it is
function lineText(line) {
  const text = make("span", "text");
  const at = line.role === "entry" && line.entry ? line.text.indexOf(line.entry) : -1;
  if (at < 0) text.append(line.text);
  else text.append(line.text.slice(0, at), make("b", "", line.entry), line.text.slice(at + line.entry.length));
  return text;
}

function markRows() {
  current.rows.forEach((line, n) => {
    const item = $(`row-${n}`);
    item.setAttribute("aria-selected", String(line.role !== "blank" && isChosen(n)));
    item.tabIndex = n === row ? 0 : -1;
  });
}

// within the list alone, but for its end, before which the buttons may stand: then the page moves
function reveal() {
  const list = $("rows");
  const item = $(`row-${row}`);
  const covered = $("tools").hidden ? 0 : Math.max(0, list.getBoundingClientRect().bottom - $("tools").getBoundingClientRect().top);
  const height = Math.max(3 * item.offsetHeight, list.clientHeight - covered);
  const top = item.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top - item.offsetHeight;
  else if (top + item.offsetHeight > list.scrollTop + height) list.scrollTop = top + 2 * item.offsetHeight - height;
  const rest = item.getBoundingClientRect().bottom - $("tools").getBoundingClientRect().top;
  if (covered && rest > 0) scrollBy(0, rest + item.offsetHeight);
}

function select(n, more = false, focus = true) {
  const before = row;
  row = Math.min(current.rows.length - 1, Math.max(0, n));
  if (!more) anchor = row;
  touchedLine = true;
  if (row !== before || anchor !== row) byWord = "";
  markRows();
  drawTools();
  reveal();
  if (focus) $(`row-${row}`).focus({ preventScroll: true });
  drawCards(current);
  askLayouts();
}

// the next line that is not blank, in this direction; the same where there is none
function beside(n, by) {
  let other = n + by;
  while (current.rows[other] && current.rows[other].role === "blank") other += by;
  return current.rows[other] ? other : n;
}

function drawTools() {
  const line = current.rows[row];
  $("tools").hidden = !line || line.role === "blank" || !(ofLines() || touchedLine);
  if ($("tools").hidden) return;
  const number = chosenRows().length;
  const of = line.entry && line.role === "body" ? ` of "${line.entry}"` : "";
  $("chosen").textContent = number > 1 ? `${number} lines are:` : `Line ${line.number} was taken for: ${ROLES[line.role]}${of}. It is:`;
  $("line-buttons").replaceChildren(...LINES.map(([name, label, key, letter]) => {
    const button = makeButton("", `${label} `, () => lineChoice(name));
    button.append(make("kbd", "", (byWord ? letter : key).toUpperCase()));
    if (OF_WORD.includes(name)) {
      button.setAttribute("aria-pressed", String(name === byWord));
      button.disabled = name === "line-cut" && isMany();
    }
    return button;
  }));
  drawWords(isMany() ? chosenRows()[0] : line);
}

function drawWords(line) {
  $("words").hidden = !byWord;
  const words = byWord ? line.text.trim().split(/\s+/) : [];
  const title = byWord ? [make("p", "", isMany() ? WORD_OF_MANY : WORDS[byWord])] : [];
  $("words").replaceChildren(...title, ...words.map((word, n) => {
    const button = makeButton("", word, () => wordChoice(n));
    button.disabled = byWord === "line-cut" && n === 0;
    const number = n + firstWord();
    if (number > 0 && number < 10) {
      const key = make("kbd", "", String(number));
      key.setAttribute("aria-hidden", "true");
      button.append(" ", key);
    }
    return button;
  }));
}

function lineChoice(name) {
  if (OF_WORD.includes(name)) {
    byWord = byWord === name ? "" : name;
    drawTools();
    reveal();
    focusLine();
    return;
  }
  const chosen = chosenRows();
  const role = name.replace("line-", "").replace("join", "body");
  say({ choice: name, rows: named(chosen), alike: $("alike").checked }, chosen, role);
  goOn();
}

function wordChoice(n) {
  if (isMany()) {
    send({ choice: byWord, rows: named(chosenRows()), word: n, alike: true });
    byWord = "";
    $("alike").checked = $("several").checked = false;
    drawTools();
    focusLine();
    return;
  }
  const line = current.rows[row];
  const answer = { choice: byWord, rows: named([line]), word: n };
  if (byWord === "line-head") {
    say(answer, [line], "entry");
    goOn(); // most lists need the same of each line, so the next line is chosen and its words are shown
  } else {
    byWord = "";
    send(answer);
    drawTools();
  }
}

// sends what lines are and shows it at once; where it cannot be, they are what they were, and chosen again
async function say(answer, lines, role) {
  const question = current;
  const former = lines.map((line) => line.role);
  for (const line of lines) line.role = role;
  if (await send(answer) || !isCurrent(question)) return;
  lines.forEach((line, n) => { line.role = former[n]; });
  const numbers = lines.map((line) => line.number);
  const places = current.rows.map((r, n) => (numbers.includes(r.number) ? n : -1)).filter((n) => n >= 0);
  byWord = "";
  anchor = Math.min(...places);
  row = Math.max(...places);
  drawRows(current);
  focusLine();
}

function goOn() {
  const after = beside(Math.max(anchor, row), 1);
  $("several").checked = false;
  row = anchor = after;
  drawRows(current);
  focusLine();
}

// the chosen line, or the first of its words where one is to be chosen
function focusLine() {
  const word = byWord && $("words").querySelector("button:not(:disabled)");
  (word || $(`row-${row}`)).focus({ preventScroll: true });
}

function drawCards(question) {
  const cards = question.cards;
  $("cards").hidden = !question.rows.length || !(ofLines() || touchedLine);
  $("cards-title").textContent = cards.length === 1 ? "1 card is made from these lines" : `${cards.length || "No"} cards are made from these lines`;
  $("card-list").replaceChildren(...cards.map((card) => {
    const item = make("li");
    item.append(make("b", "", card.term || "(no headword)"), " ", make("span", "", card.text || "(no definition)"));
    item.addEventListener("click", () => select(current.rows.findIndex((r) => r.number === card.line)));
    return item;
  }));
}

// ------------------------------------------------------------------ layouts that the lines may have

let asking = 0;
let layoutsOf = ""; // the lines whose layouts are shown

// several chosen lines, or those that are asked about, or the block of lines around the chosen one; two make no list
function layoutLines() {
  const rows = current.rows;
  let first = Math.min(anchor, row);
  let last = Math.max(anchor, row);
  const asked = rows.filter((r) => r.asked);
  const few = last - first < 2;
  if (few && current.kind !== "file" && asked.length > 2) return [asked[0].number, asked[asked.length - 1].number];
  if (few) {
    while (rows[first - 1] && rows[first - 1].role !== "blank") first -= 1;
    while (rows[last + 1] && rows[last + 1].role !== "blank") last += 1;
  }
  return [rows[first].number, rows[last].number];
}

function askLayouts() {
  const id = current.id;
  const [first, last] = layoutLines();
  const lines = `${id} ${first} ${last} ${state.version}`;
  if (lines === layoutsOf) return;
  if (!layoutsOf.startsWith(id) || current.settled) drawLayouts([]);
  layoutsOf = lines;
  if (current.settled || !ofLines()) return;
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const late = setTimeout(() => drawLooking(lines), 400);
    try {
      const answer = await fetch(`layouts?id=${id}&first=${first}&last=${last}`);
      const found = (await answer.json()).layouts || [];
      if (layoutsOf === lines && !current.settled) drawLayouts(found);
    } catch {
      drawLayouts([]); // the server has ended; `listen` says so
    } finally {
      clearTimeout(late);
    }
  }, 120);
}

// on a slow machine, so that nobody begins line by line before the layouts are there
function drawLooking(lines) {
  if (layoutsOf !== lines || $("layout-list").children.length) return;
  $("layouts").hidden = false;
  $("layouts-title").textContent = "Looking for ways to read all of these lines …";
}

function drawLayouts(layouts) {
  $("layouts").hidden = !layouts.length;
  $("layout-list").replaceChildren();
  if (!layouts.length) return;
  const [first, last] = layouts[0].lines;
  $("layouts-title").textContent = `Read lines ${first} to ${last} in one way`;
  $("layout-list").replaceChildren(...layouts.map((layout, n) => {
    const item = make("li");
    const button = makeButton("", "", () => send({ choice: "layout", text: layout.id }));
    const head = make("span", "layout-name", layout.cards.length ? `${layout.label}: ${layout.number} ` : `${layout.label} `);
    const key = layout.cards.length ? LAYOUT_KEYS.charAt(n) : NO_CARDS_KEY;
    button.dataset.key = key;
    head.append(make("kbd", "", key.toUpperCase()));
    const cards = make("span", "layout-cards");
    layout.cards.forEach((card) => cards.append(make("b", "", card.term), " "));
    if (layout.more > 0) cards.append(`and ${layout.more} more card${layout.more > 1 ? "s" : ""}`);
    button.append(head, cards, make("small", "", `for ${layout.hint}`));
    item.append(button);
    return item;
  }));
  reveal(); // on a small window they come above the lines
}

async function openFile(id) {
  try {
    const answer = await fetch(`file?id=${id}`);
    const file = await answer.json();
    if (file.error) throw new Error(file.error);
    $("menu").open = false;
    state.at_work = [...state.at_work.filter((q) => q.id !== id), file];
    const number = current && current.rows[row] && current.file === file.file ? current.rows[row].number : 0;
    show(file);
    if (number) select(Math.max(0, file.rows.findIndex((r) => r.number === number)));
  } catch (error) {
    trouble(error);
  }
}

const openWhole = () => openFile(state.files.find((f) => f.file === current.file).id);
