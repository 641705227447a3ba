// Answers on their way to the server, and what it tells.

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
    const sent = body();
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(sent),
    });
    const made = await answer.json();
    if (made.error) throw new Error(made.error);
    newest = made.version;
    if (state.version < newest) { // else `listen` has brought it already
      if (path === "undo" && !("standing" in sent)) state.done.pop();
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
  if (!state.done.length && !sending) return showStanding();
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

// nothing was decided in this review: what stands from before is shown, each with a way back
function showStanding() {
  if (!state.standing.length) return;
  $("history").open = true;
  $("standing").querySelector("button").focus();
  $("told").textContent = "In this review nothing was decided yet. Choose what to take back of what stands.";
}

async function takeBack(id) {
  $("trouble").textContent = "";
  try {
    const made = await post("undo", () => ({ standing: id }));
    $("told").textContent = made.told;
  } catch (error) {
    trouble(error);
  }
  drawFrame();
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
  if (editing && back && isCurrent(back)) drawFrame();
  else if (back) show(back, wanted !== "");
  else if (!wanted || !state.busy) next(!current);
  else drawFrame();
  if (back || !state.busy) wanted = "";
}
