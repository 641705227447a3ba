// A served page asks its server for the deck whenever that has changed, and says so when the notes cannot be read.
"use strict";
(() => {
  const note = document.createElement("p");
  note.id = "live";
  note.setAttribute("role", "status");
  document.querySelector(".above").before(note);
  let version = 0;

  function told(text, wrong) {
    note.textContent = text;
    note.classList.toggle("wrong", Boolean(wrong));
  }

  async function listen() {
    for (;;) {
      try {
        const answer = await fetch(`deck?after=${version}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const news = await answer.json();
        if (news.deck && news.version !== version) document.dispatchEvent(new CustomEvent("deck", { detail: news }));
        told(news.error, true);
        version = news.version;
      } catch {
        told("The preview has ended; what you see stays as it is. Start it again with: ankigen preview", true);
        return;
      }
    }
  }
  listen();
})();
