// The review: shows one question, sends the answer, goes on. All text of the notes is set as text, never as markup.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const KINDS = JSON.parse($("kind-names").textContent);
  const LINES = [
    ["line-headword", "Headword", "1"],
    ["line-entry", "Headword and text in one", "2"],
    ["line-body", "Text of the entry above", "3"],
    ["line-join", "Goes on from the line above", "4"],
    ["line-topic", "Topic", "5"],
    ["line-skip", "Not a card", "6"],
    ["line-cut", "A new entry begins at …", "7"],
    ["line-head", "The headword ends at …", "8"],
  ];
  const ROLES = { headword: "headword", entry: "entry", body: "text", topic: "topic", skip: "not a card", none: "in no card", blank: "" };
  let state = JSON.parse($("first").textContent);
  let current = null; // the question that is shown
  let only = ""; // a kind, or all
  const later = []; // what was put off, in order
  const answered = new Set(); // until the server has read the notes again
  let row = 0;
  let cutting = ""; // which choice waits for a word
  let editing = ""; // which choice waits for the form
  let touched = false; // a line of this question was decided

  // ------------------------------------------------------------------ which question

  function queue() {
    const open = state.questions.filter((q) => !answered.has(q.id) && (!only || q.kind === only));
    return [...open.filter((q) => !later.includes(q.id)), ...later.map((id) => open.find((q) => q.id === id)).filter(Boolean)];
  }

  function next(focus) {
    show(queue()[0] || null, focus);
  }

  function show(question, focus = true) {
    const same = current && question && current.id === question.id;
    current = question;
    $("question").hidden = !question;
    $("done").hidden = Boolean(question) || state.busy || sending > 0;
    if (!same) {
      cutting = editing = "";
      touched = false;
      $("alike").checked = false;
    }
    if (question) {
      if (!same) row = Math.max(0, question.rows.findIndex((r) => r.asked));
      draw(question, same);
      if (focus && !same) $("title").focus({ preventScroll: false });
    } else if (!state.busy && !sending) {
      only = "";
      $("done-text").textContent = state.done.length ? `${state.done.length} decided; ankigen.toml and edits.toml hold it.` : "";
      if (queue().length) return next(focus);
      if (focus) $("done-title").focus();
    }
    drawFrame();
    return undefined;
  }

  function drawFrame() {
    const left = queue().length;
    $("deck").textContent = state.deck;
    $("progress").textContent = `${left} left${state.busy || sending ? ", reading the notes …" : ""}`;
    $("undo").disabled = !state.done.length;
    $("number").textContent = state.done.length;
    $("steps").replaceChildren(...[...state.done].reverse().map((said) => make("li", "", said)));
    if (state.error) $("trouble").textContent = state.error;
    const counts = {};
    for (const q of state.questions) if (!answered.has(q.id)) counts[q.kind] = (counts[q.kind] || 0) + 1;
    const kinds = Object.keys(KINDS).filter((kind) => counts[kind]);
    const shown = kinds.length > 1 || only ? ["", ...kinds] : [];
    $("kinds").replaceChildren(...shown.map((kind) => {
      const item = make("li");
      const button = make("button", "", kind ? `${KINDS[kind]} (${counts[kind]})` : "All");
      button.type = "button";
      button.setAttribute("aria-pressed", String(only === kind));
      button.addEventListener("click", () => {
        only = kind;
        next();
      });
      item.append(button);
      return item;
    }));
  }

  // ------------------------------------------------------------------ one question

  function draw(question, same) {
    $("kind").textContent = KINDS[question.kind];
    $("title").textContent = question.title;
    $("why").textContent = question.why;
    drawCompare(question.more);
    drawContexts(question.more);
    drawRows(question);
    if (!same || !editing) drawForm("");
    drawChoices(question);
  }

  function drawCompare(more) {
    $("compare").hidden = !more.old;
    $("compare").replaceChildren(...(more.old ? [more.old, more.new] : []).map((side) => {
      const box = make("div", "side");
      box.append(make("h3", "", side.label), make("p", "", side.text || "(nothing)"), make("p", "place", side.place));
      return box;
    }));
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
    const buttons = question.choices.map((choice, n) => {
      const button = make("button", n === 0 && !touched ? "main" : "", choice.label);
      button.type = "button";
      if (choice.key) button.append(" ", make("kbd", "", choice.key.toUpperCase()));
      if (choice.hint) button.append(make("small", "", choice.hint));
      button.addEventListener("click", () => choose(choice.name));
      return button;
    });
    if (touched) {
      const on = make("button", "main", "Next question ");
      on.type = "button";
      on.append(make("kbd", "", "S"));
      on.addEventListener("click", putOff);
      buttons.unshift(on);
    }
    $("choices").hidden = Boolean(editing);
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
    $("text-field").classList.toggle("short", name !== "edit");
    $("text-label").textContent = { edit: "Definition", instead: "Words that should stand there", topic: "Topic (parts joined by ::)" }[name];
    $("term").value = more.term || "";
    $("text").value = { edit: more.definition, instead: more.after, topic: more.topic }[name] || "";
    $("why").textContent = name === "topic" && more.topics.length ? `Topics so far: ${more.topics.join(", ")}` : current.why;
    $(name === "edit" ? "term" : "text").focus();
    if (name !== "edit") $("text").select();
  }

  // ------------------------------------------------------------------ raw lines

  function drawRows(question) {
    $("lines").hidden = !question.rows.length;
    if (!question.rows.length) return;
    row = Math.min(row, question.rows.length - 1);
    $("lines-title").textContent = question.file;
    const list = $("rows");
    const held = list.contains(document.activeElement);
    list.replaceChildren(...question.rows.map((line, n) => {
      const item = make("li", `row ${line.role === "skip" ? "skip-line" : line.role}${line.asked ? " asked" : ""}`);
      item.setAttribute("role", "option");
      item.id = `row-${n}`;
      item.setAttribute("aria-selected", String(n === row));
      item.tabIndex = n === row ? 0 : -1;
      const role = make("span", "role", ROLES[line.role]);
      item.append(make("span", "no", line.role === "blank" ? "" : String(line.number)), role, make("span", "text", line.text));
      if (line.role === "blank") {
        item.setAttribute("aria-disabled", "true");
        item.setAttribute("aria-label", "blank line");
      } else item.addEventListener("click", () => select(n));
      return item;
    }));
    drawTools();
    const chosen = $(`row-${row}`);
    if (chosen) {
      chosen.scrollIntoView({ block: "nearest" });
      if (held) chosen.focus({ preventScroll: true });
    }
  }

  function select(n, focus = true) {
    const rows = current.rows;
    const old = $(`row-${row}`);
    if (old) {
      old.setAttribute("aria-selected", "false");
      old.tabIndex = -1;
    }
    row = Math.min(rows.length - 1, Math.max(0, n));
    const chosen = $(`row-${row}`);
    chosen.setAttribute("aria-selected", "true");
    chosen.tabIndex = 0;
    if (focus) chosen.focus();
    cutting = "";
    drawTools();
  }

  function step(by) {
    let n = row + by;
    while (current.rows[n] && current.rows[n].role === "blank") n += by;
    if (current.rows[n]) select(n);
  }

  function drawTools() {
    const line = current.rows[row];
    $("tools").hidden = !line || line.role === "blank";
    if ($("tools").hidden) return;
    const of = line.entry && line.role === "body" ? `, in "${line.entry}"` : "";
    $("chosen").textContent = `Line ${line.number} is taken for: ${ROLES[line.role]}${of}. It is:`;
    $("line-buttons").replaceChildren(...LINES.map(([name, label, key]) => {
      const button = make("button", "", `${label} `);
      button.type = "button";
      button.append(make("kbd", "", key));
      if (name === cutting) button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => lineChoice(name));
      return button;
    }));
    $("words").hidden = !cutting;
    const words = cutting ? line.text.trim().split(/\s+/) : [];
    $("words").replaceChildren(...words.map((word, n) => {
      const button = make("button", "", word);
      button.type = "button";
      button.disabled = cutting === "line-cut" && n === 0;
      button.addEventListener("click", () => send({ choice: cutting, row, word: n }));
      return button;
    }));
  }

  function lineChoice(name) {
    if (name === "line-cut" || name === "line-head") {
      cutting = cutting === name ? "" : name;
      drawTools();
      const first = $("words").querySelector("button:not(:disabled)");
      if (first) first.focus();
    } else send({ choice: name, row, alike: $("alike").checked });
  }

  // ------------------------------------------------------------------ the server

  let sending = 0; // answers on their way

  async function post(path, body) {
    sending += 1;
    try {
      drawFrame();
      const answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const told = await answer.json();
      if (told.error) throw new Error(told.error);
      state.busy = true;
      return told;
    } finally {
      sending -= 1;
    }
  }

  async function send(answer) {
    const question = current;
    const ofLine = answer.choice.startsWith("line-");
    $("trouble").textContent = "";
    if (!ofLine) {
      answered.add(question.id);
      next();
    }
    try {
      const told = await post("answer", { id: question.id, ...answer });
      $("said").textContent = `Decided: ${told.said}`;
      state.done.push(told.said);
      if (ofLine) {
        touched = current === question;
        cutting = "";
        if (!["line-cut", "line-head"].includes(answer.choice)) question.rows[answer.row].role = answer.choice.replace("line-", "").replace("join", "body");
        if (current === question) draw(question, true);
      }
      drawFrame();
    } catch (error) {
      answered.delete(question.id);
      drawFrame();
      $("trouble").textContent = error instanceof TypeError ? ended : error.message;
      if (!ofLine) show(question);
    }
  }

  const ended = "The review has ended; what was decided is written down. Go on with: ankigen review";

  async function undo() {
    $("trouble").textContent = "";
    try {
      const told = await post("undo", {});
      $("said").textContent = told.said;
      state.done.pop();
      answered.delete(told.question);
      wanted = told.question;
      drawFrame();
    } catch (error) {
      $("trouble").textContent = error instanceof TypeError ? ended : error.message;
    }
  }

  let wanted = ""; // the question to show once it is back

  function putOff() {
    if (!current) return;
    const at = later.indexOf(current.id);
    if (at >= 0) later.splice(at, 1);
    later.push(current.id);
    next();
  }

  async function listen() {
    for (;;) {
      try {
        const answer = await fetch(`state?after=${state.version}`);
        if (!answer.ok) throw new Error(String(answer.status));
        state = await answer.json();
        if (!state.busy && !sending) answered.clear();
        const back = state.questions.find((q) => q.id === (wanted || (current && current.id)) && !answered.has(q.id));
        const typed = editing && current && back && back.id === current.id;
        if (typed) drawFrame();
        else if (back) show(back, wanted !== "");
        else if (current && touched && !state.busy) {
          $("said").textContent = `Settled: ${current.title}`;
          next();
        } else if (!current || !state.questions.some((q) => q.id === current.id)) next(!current);
        else drawFrame();
        if (back && wanted) wanted = "";
      } catch {
        $("trouble").textContent = ended;
        return;
      }
    }
  }

  // ------------------------------------------------------------------ keys

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    const typing = ["INPUT", "TEXTAREA"].includes(event.target.tagName) && event.target.type !== "checkbox";
    if (typing) {
      if (event.key === "Escape") cancel();
      else if (event.key === "Enter" && (event.ctrlKey || editing !== "edit")) $("form").requestSubmit();
      else return;
      event.preventDefault();
      return;
    }
    if (event.ctrlKey) return;
    const key = event.key.toLowerCase();
    if (key === "u") undo();
    else if (!current) return;
    else if (key === "s") putOff();
    else if (key === "escape" && cutting) {
      cutting = "";
      drawTools();
    } else if (current.rows.length && (key === "arrowdown" || key === "arrowup") && !$("words").contains(document.activeElement)) step(key === "arrowdown" ? 1 : -1);
    else if ($("words").contains(document.activeElement) && (key === "arrowright" || key === "arrowleft")) {
      const words = [...$("words").querySelectorAll("button:not(:disabled)")];
      const at = words.indexOf(document.activeElement) + (key === "arrowright" ? 1 : -1);
      if (words[at]) words[at].focus();
    } else if (current.rows.length && key === "0") $("alike").checked = !$("alike").checked;
    else if (current.rows.length && LINES.some((line) => line[2] === key) && !$("tools").hidden) lineChoice(LINES.find((line) => line[2] === key)[0]);
    else {
      const choice = current.choices.find((c) => c.key === key);
      if (!choice) return;
      choose(choice.name);
    }
    event.preventDefault();
  });

  function cancel() {
    drawForm("");
    $("why").textContent = current.why;
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
  $("undo").addEventListener("click", undo);
  $("later").addEventListener("click", putOff);
  next(false);
  listen();
})();
