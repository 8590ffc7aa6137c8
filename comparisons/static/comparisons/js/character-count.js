// Short texts count their characters, as the server will: without spaces at the ends. Told when the writer pauses.
(() => {
  "use strict";

  const NEAR = 0.9;
  const PAUSE = 1000;
  const counters = new WeakMap();

  const isLine = (field) => field.matches("[data-character-limit]") && !field.name.includes("__prefix__");

  /* As SentenceField does: a line break or several spaces in a sentence are one space. */
  const counted = (field) => {
    const text = field.localName === "textarea" ? field.value.replace(/\s+/g, " ") : field.value;
    return [...text.trim()].length;
  };

  const makeCounter = (field) => {
    const shown = document.createElement("span");
    shown.className = "character-count";
    shown.setAttribute("aria-hidden", "true");
    const told = document.createElement("span");
    told.className = "visually-hidden";
    told.setAttribute("role", "status");
    field.after(shown, told);
    const counter = { shown, told, timer: 0 };
    counters.set(field, counter);
    return counter;
  };

  const sentence = (field) => {
    const limit = Number(field.dataset.characterLimit);
    const count = counted(field);
    const state = count > limit ? "over" : count >= limit * NEAR ? "left" : "counted";
    const numbers = { count, limit, left: limit - count, over: count - limit };
    return { state, text: field.dataset[state].replace(/\{(\w+)\}/g, (_whole, name) => numbers[name]) };
  };

  const show = (field) => {
    const counter = counters.get(field) ?? makeCounter(field);
    const { state, text } = sentence(field);
    counter.shown.textContent = text;
    counter.shown.dataset.state = state;
    return { counter, text };
  };

  const showAll = (root) => root.querySelectorAll("[data-character-limit]").forEach((field) => isLine(field) && show(field));

  document.addEventListener("input", (event) => {
    if (!isLine(event.target)) return;
    const { counter, text } = show(event.target);
    clearTimeout(counter.timer);
    counter.timer = setTimeout(() => (counter.told.textContent = text), PAUSE);
  });

  document.addEventListener("formset:added", (event) => showAll(event.target));
  showAll(document);
})();
