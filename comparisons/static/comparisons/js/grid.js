// The grid of verdicts by keyboard: from row to row, ratings by digit, save; the guidance of the row in sight; and a
// warning before unsaved work is left. Without it the grid is a plain form.
(() => {
  "use strict";

  const grid = document.getElementById("grid");
  if (!grid) return;
  const rows = [...grid.querySelectorAll("[data-row]")];
  const rowOf = (element) => element.closest("[data-row]");

  // What is unsaved

  const count = grid.querySelector("[data-count]");
  const isControlChanged = (control) => {
    if (control.type === "checkbox") return control.checked !== control.defaultChecked;
    if (control.tagName !== "SELECT") return control.value !== control.defaultValue;
    return [...control.options].some((option) => option.selected !== option.defaultSelected);
  };
  // A row that the server refused holds what was typed, which is unsaved however it looks to the browser.
  const isUnsaved = (row) =>
    row.hasAttribute("data-touched") || [...row.querySelectorAll("input, select, textarea")].some(isControlChanged);
  let isSaving = false;

  const unsavedRows = () => rows.filter((row) => row.classList.contains("is-unsaved")).length;
  const tell = () => {
    if (!count) return;
    const number = unsavedRows();
    const words = number === 0 ? "none" : number === 1 ? "one" : "several";
    count.textContent = count.dataset[words].replace("{number}", number);
  };
  const note = (row) => {
    row.classList.toggle("is-unsaved", isUnsaved(row));
    tell();
  };

  grid.addEventListener("input", (event) => {
    isSaving = false;
    const row = rowOf(event.target);
    if (row) note(row);
  });
  grid.addEventListener("submit", () => (isSaving = true));
  window.addEventListener("beforeunload", (event) => {
    if (!isSaving && unsavedRows()) event.preventDefault();
  });
  const look = () => {
    isSaving = false;
    rows.forEach((row) => row.classList.toggle("is-unsaved", isUnsaved(row)));
    tell();
  };
  // Back in the history, the browser puts back what was typed without an event.
  window.addEventListener("pageshow", look);
  look();

  // The keys

  const go = (control, step) => {
    const column = control.closest("[data-column]")?.dataset.column;
    if (!column) return false;
    const controls = rows
      .map((row) => row.querySelector(`[data-column="${column}"] :is(input, select, textarea)`))
      .filter((other) => other?.checkVisibility());
    const next = controls[controls.indexOf(control) + step];
    next?.focus();
    return true;
  };
  const rate = (control, digit) => {
    control.value = digit;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("keydown", (event) => {
    const control = event.target;
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      const button = grid.querySelector("input[type=submit]");
      event.preventDefault();
      if (button && !isSaving) grid.requestSubmit(button);
      return;
    }
    if (!grid.contains(control)) return;
    const isLine = control.matches("[data-column] input:not([type=date])");
    if (step && ((event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) || (isPlain && isLine))) {
      if (go(control, step)) event.preventDefault();
    } else if (isPlain && event.key === "Enter" && control.matches("[data-column] input")) {
      // As in a sheet: Enter goes on, it does not send the page.
      event.preventDefault();
      go(control, 1);
    } else if (isPlain && /^[0-5]$/.test(event.key) && control.matches("[data-column=rating] select")) {
      event.preventDefault();
      rate(control, event.key);
    }
  });

  // The guidance

  const panel = grid.querySelector("[data-guidance-panel]");
  const place = panel?.querySelector("[data-guidance-place]");
  let shown = null;
  const guide = (row) => {
    const guidance = row.querySelector("[data-guidance]");
    if (!guidance || row === shown) return;
    shown = row;
    panel.querySelector("[data-guidance-name]").textContent = row.querySelector("[data-row-name]").textContent;
    place.replaceChildren(...[...guidance.children].map((child) => child.cloneNode(true)));
    panel.scrollTop = 0;
  };
  if (place) {
    panel.hidden = false;
    grid.addEventListener("focusin", (event) => {
      const row = rowOf(event.target);
      if (row) guide(row);
    });
  }

  // The browser brings the first line of a text into sight, and the bars may stand over its others.
  grid.addEventListener("focusin", ({ target }) => {
    if (rowOf(target) && target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest" });
  });

  // The start

  grid.querySelectorAll("[data-keys]").forEach((line) => (line.hidden = false));
  document.getElementById("grid-errors")?.focus();
})();
