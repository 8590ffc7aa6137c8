/* Light, dark or the system's theme: the visitor's choice, kept in this browser and applied before the first paint.

   Loaded in the head without `defer`, since a late theme flashes. Without script, or where nothing may be kept, the
   page follows the system. */
(() => {
  const KEY = "framewise-theme";
  const THEMES = ["light", "dark"];
  const root = document.documentElement;

  /* The kept theme, or "system". A browser may refuse its storage, for example in a private window. */
  function keptTheme() {
    try {
      const kept = localStorage.getItem(KEY);
      return THEMES.includes(kept) ? kept : "system";
    } catch {
      return "system";
    }
  }

  function keepTheme(theme) {
    try {
      if (theme === "system") {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, theme);
      }
    } catch {
      // Then the choice holds for this page.
    }
  }

  function applyTheme(theme) {
    if (theme === "system") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
  }

  function showChoice(theme) {
    for (const option of document.querySelectorAll("[data-theme-option]")) {
      option.checked = option.value === theme;
    }
  }

  // Controls that need script are shown where there is script.
  root.dataset.scripting = "";
  applyTheme(keptTheme());

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-theme-option]")) {
      keepTheme(event.target.value);
      applyTheme(event.target.value);
    }
  });

  /* The switch follows what is applied, also where htmx has put the page of an earlier address in place. */
  const showApplied = () => showChoice(root.dataset.theme ?? "system");
  document.addEventListener("DOMContentLoaded", showApplied);
  document.addEventListener("htmx:historyRestore", showApplied);

  /* The other tabs follow, and so does a page that comes back from the browser's memory. */
  function follow() {
    applyTheme(keptTheme());
    showApplied();
  }

  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      follow();
    }
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      follow();
    }
  });
})();
