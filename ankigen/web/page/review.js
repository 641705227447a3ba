// The review: shows one question, sends the answer, goes on.
// review_lines.js, review_server.js and review_keys.js go on with it: one script in the page.
const KINDS = JSON.parse($("kind-names").textContent);
// name, label, key; and the key while a word is chosen, when digits are words
const LINES = [
  ["line-headword", "Headword", "1", "h"],
  ["line-entry", "Headword and text in one", "2", "e"],
  ["line-body", "Text of the entry above", "3", "b"],
  ["line-join", "Goes on from the line above", "4", "g"],
  ["line-topic", "Topic", "5", "t"],
  ["line-skip", "Not a card", "6", "x"],
  ["line-cut", "A new entry begins at …", "7", "c"],
  ["line-head", "The headword ends at …", "8", "w"],
];
const ROLES = { headword: "headword", entry: "entry", body: "text", topic: "topic", skip: "not a card", none: "in no card", blank: "" };
const WORDS = { "line-cut": "Choose the word at which the new entry begins, or press its number:", "line-head": "Choose the last word of the headword, or press its number; then of the next line. Esc ends it." };
const WORD_OF_MANY = "Choose the last word of the headword of this line: the others are read like it. Esc ends it.";
const LAYOUT_KEYS = "lmn";
const NO_CARDS_KEY = "o"; // that none of the lines is a card: the same key however many layouts stand before it
const OF_WORD = Object.keys(WORDS);
let state = JSON.parse($("first").textContent);
let current = null; // the question that is shown
let only = ""; // a kind, or all
const later = []; // what was put off, in order
const answered = new Set(); // until the server has read the notes again
let row = 0; // the chosen line, and where the choice of several began
let anchor = 0;
let byWord = ""; // which choice waits for a word
let editing = ""; // which choice waits for the form
let touched = false; // a line of this question was decided
let sending = 0; // answers on their way
let wanted = ""; // the question to show once it is back
let touchedLine = false; // a line was chosen by hand: what can be said of it is shown for every kind of question

// ------------------------------------------------------------------ which question

function queue() {
  const open = state.questions.filter((q) => !answered.has(q.id) && (!only || q.kind === only));
  return [...open.filter((q) => !later.includes(q.id)), ...later.map((id) => open.find((q) => q.id === id)).filter(Boolean)];
}

// the same question may have been read again meanwhile
const isCurrent = (question) => Boolean(current) && current.id === question.id;
const known = (id) => [...state.questions, ...state.at_work].find((q) => q.id === id);

function next(focus) {
  show(queue()[0] || null, focus);
}

function show(question, focus = true) {
  const same = question && isCurrent(question);
  const line = same ? current.rows[row] : null;
  current = question;
  $("question").hidden = !question;
  $("done").hidden = Boolean(question) || state.busy || sending > 0;
  if (!same) {
    byWord = editing = "";
    touched = touchedLine = false;
    $("alike").checked = $("several").checked = false;
  }
  if (question) {
    place(question, line);
    draw(question, same);
    if (focus && !same) $("title").focus();
  } else if (!state.busy && !sending) {
    only = "";
    $("done-text").textContent = state.done.length ? `${state.done.length} decided; what was decided stands in ${state.kept.join(", ")}.` : "";
    $("build").textContent = state.build;
    if (queue().length) return next(focus);
    if (focus) $("done-title").focus();
  }
  drawFrame();
  return undefined;
}

// the chosen line stays chosen when the lines are read again; at first it is the one that is asked about, of a
// whole file the first below its title, whose layouts are shown
function place(question, line) {
  if (!line && question.kind === "file") row = anchor = firstRun(question.rows);
  else if (!line) row = anchor = Math.max(0, question.rows.findIndex((r) => r.asked && r.role !== "blank"));
  else if (!question.rows[row] || question.rows[row].number !== line.number) {
    row = anchor = Math.max(0, question.rows.findIndex((r) => r.number === line.number));
  }
}

// the first line with another right below it: above it stand titles alone, which have no layouts; else the first line
function firstRun(rows) {
  const filled = (n) => rows[n] && rows[n].role !== "blank";
  return Math.max(0, rows.findIndex((_, n) => filled(n) && filled(n + 1)), rows.findIndex((_, n) => filled(n)));
}

function drawFrame() {
  const left = queue().length;
  $("deck").textContent = state.deck;
  $("progress").textContent = `${left}\u00a0left${state.busy || sending ? ", reading the notes …" : ""}`;
  $("undo").disabled = !state.done.length && !state.standing.length && !sending;
  $("number").textContent = state.done.length;
  $("steps").replaceChildren(...[...state.done].reverse().map((told) => make("li", "", told)));
  drawStanding();
  if (state.error) $("trouble").textContent = state.error;
  drawKinds();
  for (const list of document.querySelectorAll(".files")) list.replaceChildren(...state.files.map(fileItem));
}

function drawStanding() {
  $("before").hidden = !state.standing.length;
  const single = state.standing.filter((one) => !one.several).length; // "all of these" is no further decision
  $("stands").textContent = single ? `; decisions that stand: ${single}` : "";
  const held = $("standing").contains(document.activeElement);
  $("standing").replaceChildren(...state.standing.map((one) => {
    const item = make("li");
    const back = makeButton("", "Take back", () => takeBack(one.id));
    back.setAttribute("aria-label", `Take back: ${one.told}`);
    item.append(make("span", "", one.told), " ", back);
    return item;
  }));
  if (held) ($("standing").querySelector("button") || $("history").querySelector("summary")).focus();
}

function fileItem(file) {
  const item = make("li");
  const button = makeButton("", file.file, () => openFile(file.id));
  button.append(make("small", "", file.entries));
  item.append(button);
  return item;
}

function drawKinds() {
  const counts = {};
  for (const q of state.questions) if (!answered.has(q.id)) counts[q.kind] = (counts[q.kind] || 0) + 1;
  const kinds = Object.keys(KINDS).filter((kind) => counts[kind]);
  const shown = kinds.length > 1 || only ? ["", ...kinds] : [];
  $("kinds").replaceChildren(...shown.map((kind) => {
    const item = make("li");
    const button = makeButton("", kind ? `${KINDS[kind]} (${counts[kind]})` : "All", () => {
      only = kind;
      next();
    });
    button.setAttribute("aria-pressed", String(only === kind));
    item.append(button);
    return item;
  }));
}

// ------------------------------------------------------------------ one question

function draw(question, same) {
  const file = question.kind === "file";
  $("kind").textContent = file ? "A whole file" : KINDS[question.kind];
  $("title").textContent = question.title;
  $("why").textContent = question.why;
  $("settled").hidden = !question.settled;
  drawCompare(question.more);
  drawContexts(question.more);
  $("list").hidden = !question.more.list;
  $("list").replaceChildren(...(question.more.list || []).map((text) => make("li", "", text)));
  drawRows(question);
  drawCards(question);
  if (!same || !editing) drawForm("");
  drawChoices(question);
  $("later").textContent = file ? "Back to the questions " : "Later ";
  $("later").append(make("kbd", "", "S"));
  $("later").parentElement.hidden = question.settled;
}

function drawCompare(more) {
  $("compare").hidden = !more.old;
  $("compare").replaceChildren(...(more.old ? [more.old, more.new] : []).map((side) => {
    const box = make("div", "side");
    box.append(make("h3", "", side.label), ...drawSide(side, side === more.old ? "del" : "ins"), make("p", "place", side.place));
    return box;
  }));
}

// what one side says, part by part; words that the other one has not are marked
function drawSide(side, mark) {
  if (!side.said.length) return [make("p", "", "(nothing)")];
  return side.said.map((part) => {
    const line = make("p");
    part.forEach(([differs, words], n) => line.append(n ? " " : "", differs ? make(mark, "", words) : words));
    return line;
  });
}

function drawContexts(more) {
  $("contexts").hidden = !more.contexts;
  $("contexts").replaceChildren(...(more.contexts || []).map(([before, word, behind]) => {
    const line = make("li");
    line.append(before, make("mark", "", word), behind);
    return line;
  }));
}

function drawChoices(question) {
  const choices = question.settled ? [] : question.choices;
  const buttons = choices.map((choice, n) => {
    const button = makeButton(n === 0 && question.kind !== "lines" ? "main" : "", choice.label, () => choose(choice.name));
    if (choice.key) button.append(" ", make("kbd", "", choice.key.toUpperCase()));
    if (choice.hint) button.append(make("small", "", choice.hint));
    return button;
  });
  const goesOn = touched && question.kind !== "file";
  $("later").hidden = goesOn;  // the same key, the same thing
  if (goesOn) {
    const on = makeButton("main", "Next question ", putOff);
    on.append(make("kbd", "", "S"));
    buttons.unshift(on);
  }
  $("choices").hidden = Boolean(editing) || !buttons.length;
  $("choices").replaceChildren(...buttons);
}

function choose(name) {
  if (name === "edit" || name === "instead" || name === "topic") drawForm(name);
  else send({ choice: name });
}

function drawForm(name) {
  editing = name;
  $("form").hidden = !name;
  $("choices").hidden = Boolean(name);
  if (!name) return;
  const more = current.more;
  $("term-field").hidden = name !== "edit";
  $("topic-field").hidden = name !== "topic" || !more.topics.length;
  $("text-field").classList.toggle("short", name !== "edit");
  $("text-label").textContent = { edit: "Definition", instead: "Words that should stand there", topic: "Another topic (parts joined by ::)" }[name];
  $("term").value = more.term || "";
  $("text").value = { edit: more.definition, instead: more.after, topic: more.topic }[name] || "";
  $("topics").replaceChildren(...(name === "topic" ? more.topics : []).map((topic) => makeButton("", topic, () => {
    drawForm("");
    send({ choice: "topic", text: topic });
  })));
  const first = name === "edit" ? $("term") : $("topics").querySelector("button") || $("text");
  first.focus();
  if (first === $("text")) $("text").select();
}
