// The review: shows one question, sends the answer, goes on.
(() => {
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
  const LAYOUT_KEYS = "lmn";
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
    const same = current && question && current.id === question.id;
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

  // the chosen line stays chosen when the lines are read again; at first it is the one that is asked about
  function place(question, line) {
    if (!line) row = anchor = Math.max(0, question.rows.findIndex((r) => r.asked && r.role !== "blank"));
    else if (!question.rows[row] || question.rows[row].number !== line.number) {
      row = anchor = Math.max(0, question.rows.findIndex((r) => r.number === line.number));
    }
  }

  function drawFrame() {
    const left = queue().length;
    $("deck").textContent = state.deck;
    $("progress").textContent = `${left}\u00a0left${state.busy || sending ? ", reading the notes …" : ""}`;
    $("undo").disabled = !state.done.length && !sending;
    $("number").textContent = state.done.length;
    $("steps").replaceChildren(...[...state.done].reverse().map((told) => make("li", "", told)));
    if (state.error) $("trouble").textContent = state.error;
    drawKinds();
    for (const list of document.querySelectorAll(".files")) list.replaceChildren(...state.files.map(fileItem));
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

  // ------------------------------------------------------------------ raw lines

  const chosenRows = () => current.rows.filter((r, n) => isChosen(n) && r.role !== "blank");
  const ofLines = () => ["lines", "merge", "file"].includes(current.kind);
  const isChosen = (n) => n >= Math.min(anchor, row) && n <= Math.max(anchor, row);

  function drawRows(question) {
    $("work").hidden = !question.rows.length;
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
        button.disabled = number > 1 || $("alike").checked;
      }
      return button;
    }));
    drawWords(line);
  }

  function drawWords(line) {
    $("words").hidden = !byWord;
    const words = byWord ? line.text.trim().split(/\s+/) : [];
    const title = byWord ? [make("p", "", WORDS[byWord])] : [];
    $("words").replaceChildren(...title, ...words.map((word, n) => {
      const button = makeButton("", word, () => wordChoice(n));
      button.disabled = byWord === "line-cut" && n === 0;
      const number = byWord === "line-cut" ? n : n + 1; // words before the new entry, or of the headword
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
    say({ choice: name, rows: chosen.map((r) => [r.number, r.text]), alike: $("alike").checked }, chosen, role);
    goOn();
  }

  function wordChoice(n) {
    const line = current.rows[row];
    const answer = { choice: byWord, rows: [[line.number, line.text]], word: n };
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
      try {
        const answer = await fetch(`layouts?id=${id}&first=${first}&last=${last}`);
        const found = (await answer.json()).layouts || [];
        if (layoutsOf === lines && !current.settled) drawLayouts(found, first, last);
      } catch {
        // the server has ended; `listen` says so
      }
    }, 120);
  }

  function drawLayouts(layouts, first, last) {
    $("layouts").hidden = !layouts.length;
    $("layout-list").replaceChildren();
    if (!layouts.length) return;
    $("layouts-title").textContent = `Read lines ${first} to ${last} in one way`;
    $("layout-list").replaceChildren(...layouts.map((layout, n) => {
      const item = make("li");
      const button = makeButton("", "", () => send({ choice: "layout", text: layout.id }));
      const head = make("span", "layout-name", `${layout.label}: ${layout.number} `);
      head.append(make("kbd", "", LAYOUT_KEYS.charAt(n).toUpperCase()));
      const cards = make("span", "layout-cards");
      layout.cards.forEach((card) => cards.append(make("b", "", card.term), " "));
      if (layout.more > 0) cards.append(`and ${layout.more} more`);
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

  // ------------------------------------------------------------------ the server

  const ended = `The review has ended; what was decided is written down. Go on with: ${state.review}`;

  function trouble(error) {
    $("trouble").textContent = error instanceof TypeError ? ended : error.message;
  }

  let queued = Promise.resolve(); // one request after another, so that answers are written down in their order
  let newest = 0; // the version after the last answer: what the page is told of earlier ones is old

  // `body` is a function, since what is undone is known only once the answers before it are written down
  async function post(path, body) {
    sending += 1;
    drawFrame();
    const turn = queued.then(async () => {
      const answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body()),
      });
      const made = await answer.json();
      if (made.error) throw new Error(made.error);
      newest = made.version;
      if (state.version < newest) { // else `listen` has brought it already
        if (path === "undo") state.done.pop();
        else state.done.push(made.told);
      }
      state.busy = true;
      return made;
    });
    queued = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      sending -= 1;
    }
  }

  // whether it was taken
  async function send(answer) {
    const question = current;
    const isOfLines = answer.choice === "layout" || answer.choice.startsWith("line-");
    $("trouble").textContent = "";
    if (answer.choice === "layout") byWord = "";
    if (isOfLines) touched = true;
    else {
      answered.add(question.id);
      next();
    }
    try {
      const made = await post("answer", () => ({ id: question.id, ...answer }));
      $("told").textContent = `Decided: ${made.told}`;
      if (isOfLines && isCurrent(question)) drawChoices(current);
      drawFrame();
      return true;
    } catch (error) {
      answered.delete(question.id);
      drawFrame();
      trouble(error);
      if (!isOfLines) show(question);
      return false;
    }
  }

  async function undo() {
    $("trouble").textContent = "";
    try {
      const made = await post("undo", () => ({ steps: state.done.length }));
      $("told").textContent = made.told;
      answered.delete(made.question);
      wanted = made.question;
      drawFrame();
    } catch (error) {
      drawFrame();
      trouble(error);
    }
  }

  function putOff() {
    if (!current) return;
    const at = later.indexOf(current.id);
    if (at >= 0) later.splice(at, 1);
    if (!current.settled && current.kind !== "file") later.push(current.id);
    next();
  }

  async function listen() {
    for (;;) {
      try {
        const answer = await fetch(`state?after=${state.version}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const told = await answer.json();
        if (told.version < newest) continue;
        state = told;
        if (!state.busy && !sending) answered.clear();
        refresh();
      } catch (error) {
        if (!(error instanceof TypeError)) console.error(error);
        $("trouble").textContent = ended;
        return;
      }
    }
  }

  // shows what has changed since, and lets a person type in peace
  function refresh() {
    const id = wanted || (current && current.id);
    const back = id && !answered.has(id) && known(id);
    if (editing && current && back && back.id === current.id) drawFrame();
    else if (back) show(back, wanted !== "");
    else if (!wanted || !state.busy) next(!current);
    else drawFrame();
    if (back || !state.busy) wanted = "";
  }

  // ------------------------------------------------------------------ keys

  function typed(event) {
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && (event.ctrlKey || editing !== "edit")) $("form").requestSubmit();
    else return;
    event.preventDefault();
  }

  // keys that choose lines and words; whether it was one
  function lineKey(key, event) {
    const inWords = $("words").contains(document.activeElement);
    const line = LINES.findIndex((one) => one[byWord ? 3 : 2] === key);
    const layout = $("layout-list").children[LAYOUT_KEYS.indexOf(key)];
    if (byWord && key === "escape") {
      byWord = "";
      drawTools();
      $(`row-${row}`).focus({ preventScroll: true });
    } else if (inWords && (key === "arrowright" || key === "arrowleft")) {
      const words = [...$("words").querySelectorAll("button:not(:disabled)")];
      const word = words[words.indexOf(document.activeElement) + (key === "arrowright" ? 1 : -1)];
      if (word) word.focus();
    } else if (key === "arrowdown" || key === "arrowup") {
      select(beside(row, key === "arrowdown" ? 1 : -1), event.shiftKey || $("several").checked);
    } else if (byWord && /^[1-9]$/.test(key)) {
      const words = [...$("words").querySelectorAll("button")];
      const n = byWord === "line-cut" ? Number(key) : Number(key) - 1; // words before the new entry, or of the headword
      if (words[n]) wordChoice(n);
    } else if (key === "0") $("alike").click();
    else if (key === "9") $("several").checked = !$("several").checked;
    else if (key === "v") openWhole();
    else if (line >= 0 && !$("tools").hidden) {
      if (!$("line-buttons").children[line].disabled) lineChoice(LINES[line][0]);
    } else if (layout) layout.firstChild.click();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    if (isTyping(event)) return typed(event);
    if (event.ctrlKey || (event.shiftKey && !event.key.startsWith("Arrow"))) return;
    const key = event.key.toLowerCase();
    if (key === "u") undo();
    else if (!current) return;
    else if (key === "s") putOff();
    else if (editing && key === "escape") cancel();
    else if (editing) return;
    else if (!(current.rows.length && lineKey(key, event))) {
      const choice = !current.settled && current.choices.find((c) => c.key === key);
      if (!choice) return;
      choose(choice.name);
    }
    event.preventDefault();
  });

  function cancel() {
    drawForm("");
    drawChoices(current);
    $("title").focus();
  }

  $("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = editing;
    drawForm("");
    send({ choice: name, text: $("text").value, term: $("term").value });
  });
  $("cancel").addEventListener("click", cancel);
  $("alike").addEventListener("change", () => {
    byWord = "";
    drawTools();
  });
  $("undo").addEventListener("click", undo);
  $("later").addEventListener("click", putOff);
  $("whole").addEventListener("click", openWhole);
  next(false);
  listen();
})();
