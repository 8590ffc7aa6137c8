// A form of the desk in which something was typed is not left without a word. Saving it is no leaving, and neither is
// what opens beside it.
(() => {
  "use strict";

  const form = document.querySelector("#content-main form[method=post]");
  if (!form) return;

  // As the page came: of several choices those that it marked, and without a mark the first, as the browser shows it.
  const isSelectChanged = (select) => {
    const options = [...select.options];
    const hasMark = select.multiple || options.some((option) => option.defaultSelected);
    return options.some((option, place) => option.selected !== (hasMark ? option.defaultSelected : place === 0));
  };
  const isChanged = (control) => {
    // Without a name it is never sent: the box in which select2 asks, the empty row that others are made of.
    if (!control.name || control.name.includes("__prefix__") || control.type === "hidden") return false;
    if (control.localName === "select") return isSelectChanged(control);
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    return control.value !== control.defaultValue;
  };
  // What a refused form holds was typed, however it looks to the browser.
  const isTyped = document.querySelector("#form-errors[data-typed]") !== null;
  // Its own controls: a line that stands in it may be sent with another form.
  const controls = () => [...form.elements].filter((control) => control.matches("input, select, textarea"));
  const isUnsaved = () => isTyped || controls().some(isChanged);
  let isSaving = false;

  form.addEventListener("submit", (event) => {
    isSaving = !event.defaultPrevented && event.submitter?.formTarget !== "_blank";
  });
  // It came back, or it never left: the save failed on its way.
  window.addEventListener("pageshow", () => (isSaving = false));
  form.addEventListener("input", () => (isSaving = false));

  window.addEventListener("beforeunload", (event) => {
    if (!isSaving && isUnsaved()) event.preventDefault();
  });
})();
