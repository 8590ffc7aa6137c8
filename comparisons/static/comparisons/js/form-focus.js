// Where a form of the desk begins: at the list of what is wrong with it, or a new row at its first field. The list's
// links lead to what can be typed in.
(() => {
  "use strict";

  const isNew = "isNew" in document.currentScript.dataset;
  const errors = document.getElementById("form-errors");

  // What select2 draws a box over stands aside, but hands the focus on to it.
  const isInSight = (control) => control.checkVisibility() && control.type !== "hidden" && !control.disabled;
  const firstIn = (place) => [...place.querySelectorAll("input, select, textarea")].find(isInSight);

  errors?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    const control = place.matches("input, select, textarea") ? place : firstIn(place);
    if (!control) return;
    event.preventDefault();
    control.focus();
    (control.closest(".form-row, .inline-related") ?? control).scrollIntoView({ block: "center" });
  });

  // After select2, which else would draw its box over a control that has the focus already.
  django.jQuery(() => {
    if (errors) errors.focus();
    else if (isNew) firstIn(document.querySelector("#content-main form fieldset"))?.focus();
  });
})();
