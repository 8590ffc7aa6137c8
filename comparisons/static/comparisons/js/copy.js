// "Copy link": to the clipboard where the browser allows it, otherwise the address is marked for the visitor's own copy.
(() => {
  "use strict";

  // Without script the button would do nothing, so it is hidden until here; swapped-in ones are shown too.
  const show = () => document.querySelectorAll("button[data-copies]").forEach((button) => (button.hidden = false));

  const copy = async (field) => {
    field.focus();
    field.select();
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
    } else if (!document.execCommand("copy")) {
      // No clipboard outside of HTTPS: the old command, and where that is refused too the marked text remains.
      throw new Error("refused");
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copies]");
    if (!button) return;
    const answer = button.parentElement.querySelector("[role=status]");
    try {
      await copy(document.getElementById(button.dataset.copies));
      answer.textContent = button.dataset.done;
    } catch {
      answer.textContent = button.dataset.refused;
    }
  });

  document.addEventListener("htmx:afterSwap", show);
  show();
})();
