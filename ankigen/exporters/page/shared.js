// What every page of ankigen uses; it stands before the page's own script. Text is set as text, never as markup.
"use strict";
const $ = (id) => document.getElementById(id);

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const makeButton = (className, text, pressed) => {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", pressed);
  return button;
};

const isTyping = (event) => event.composedPath().some((e) => e.tagName === "TEXTAREA" || e.tagName === "SELECT" || (e.tagName === "INPUT" && e.type !== "checkbox"));
