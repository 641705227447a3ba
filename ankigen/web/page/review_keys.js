// Keys and buttons, and the beginning.

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
  const layout = /^[a-z]$/.test(key) && $("layout-list").querySelector(`[data-key="${key}"]`);
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
    const n = Number(key) - firstWord();
    if (words[n]) wordChoice(n);
  } else if (key === "0") $("alike").click();
  else if (key === "9") $("several").checked = !$("several").checked;
  else if (key === "v") openWhole();
  else if (line >= 0 && !$("tools").hidden) {
    if (!$("line-buttons").children[line].disabled) lineChoice(LINES[line][0]);
  } else if (layout) layout.click();
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
