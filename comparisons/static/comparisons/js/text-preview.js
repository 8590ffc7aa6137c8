// "Preview" beside a long text: shows it under the box as visitors will see it. Without script the button opens a page.
(() => {
  "use strict";

  const waiting = new WeakMap();

  /* The fragment from the server; of two questions about one box only the later answer is shown. */
  const preview = async (button, box, failed) => {
    waiting.get(box)?.abort();
    const asked = new AbortController();
    waiting.set(box, asked);
    const sent = new FormData();
    sent.set(button.dataset.field, button.form.elements[button.dataset.field].value);
    sent.set("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        body: sent,
        headers: { "X-Requested-With": "fetch" },
        redirect: "error",
        signal: asked.signal,
      });
      // A refusal of the preview says why in the fragment; any other is a whole page that does not belong here.
      if (!answer.ok && answer.status !== 400) throw new Error(answer.status);
      const fragment = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (!fragment?.matches(".text-preview-text")) throw new Error("another page");
      box.replaceChildren(fragment);
    } catch (error) {
      if (error.name === "AbortError") return;
      box.textContent = failed;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-text-preview] button[data-field]");
    if (!button) return;
    event.preventDefault();
    const around = button.closest("[data-text-preview]");
    const box = around.querySelector(".text-preview-box");
    // Shown before it is filled, so that a screen reader tells what arrives.
    box.hidden = false;
    preview(button, box, around.dataset.failed);
  });
})();
