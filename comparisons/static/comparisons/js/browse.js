// Around htmx's swaps of a list or the table, and around back and forward: what the visitor unfolded, typed, scrolled
// and focused stays as it was.
(() => {
  "use strict";

  let kept = null;

  const folds = (root) => root.querySelectorAll("details[id]");
  const scrollers = (root) => root.querySelectorAll("[data-keeps-scroll][id]");

  const keep = (root) => {
    const focused = document.activeElement;
    const typing = focused && focused.matches("input[type=search]") && root.contains(focused) ? focused : null;
    kept = {
      folds: [...folds(root)].map((fold) => [fold.id, fold.open]),
      scrolls: [...scrollers(root)].map((box) => [box.id, box.scrollTop, box.scrollLeft]),
      typed: typing && { id: typing.id, value: typing.value, caret: typing.selectionStart },
      // htmx cannot give it back within a fold that comes closed; what vanishes may name who has the focus next.
      focus: [focused?.id, focused?.dataset.focusNext, "browse"],
    };
  };

  const putBack = () => {
    for (const [id, wasOpen] of kept.folds) {
      const fold = document.getElementById(id);
      // One that holds a message stays open, whatever it was.
      if (fold && !fold.querySelector(".field-error")) fold.open = wasOpen;
    }
    for (const [id, top, left] of kept.scrolls) {
      document.getElementById(id)?.scrollTo({ top, left, behavior: "instant" });
    }
  };

  const putFocusBack = () => {
    const field = kept.typed && document.getElementById(kept.typed.id);
    if (field) {
      field.value = kept.typed.value;
      field.focus();
      field.setSelectionRange(kept.typed.caret, kept.typed.caret);
    } else if (document.activeElement === document.body) {
      // Where nothing else is left, such as after a chip that was taken away, the list itself has it.
      const heirs = kept.focus.map((id) => id && document.getElementById(id)).filter(Boolean);
      heirs[0]?.focus({ preventScroll: heirs[0].id === "browse" });
    }
  };

  // What a cell opened stands beneath its row, perhaps below the edge of the window.
  const showOpened = () => {
    const opener = document.activeElement.closest("[aria-expanded=true]");
    opener?.closest("tr")?.nextElementSibling?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    keep(event.detail.target);
    // Without script the address leads back to the row; with it the visitor is still there.
    if (event.detail.shouldSwap) event.detail.pathInfo.anchor = undefined;
  });

  document.addEventListener("htmx:afterSwap", () => {
    if (kept) putBack();
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!kept) return;
    putFocusBack();
    showOpened();
    kept = null;
  });

  document.addEventListener("htmx:historyCacheMissLoad", (event) => {
    keep(event.detail.historyElt);
    // The field shows what the address searches for.
    kept.typed = null;
  });

  // Whatever goes wrong on the way, the address itself still works.
  const goThere = (event) => {
    const { finalRequestPath, anchor } = event.detail.pathInfo;
    window.location.assign(anchor ? `${finalRequestPath}#${anchor}` : finalRequestPath);
  };
  const reload = () => window.location.reload();
  document.addEventListener("htmx:responseError", goThere);
  document.addEventListener("htmx:sendError", goThere);
  document.addEventListener("htmx:historyCacheMiss", (event) => event.detail.xhr.addEventListener("error", reload));
  document.addEventListener("htmx:historyCacheMissLoadError", reload);
})();
