/* The key "/" goes to the search field from everywhere on the page, and Escape goes back.

   A key that is a single character must be possible to turn off (WCAG 2.1.4): the page of the search has the switch,
   and the choice is kept in this browser. Fields are looked up when they are needed, since htmx may replace them. */
(() => {
  const KEY = "framewise-search-key";
  const OFF = "off";
  const TYPED_INTO = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
  const NOT_TYPED_INTO = ["checkbox", "radio", "button", "submit", "reset"].map((type) => `[type='${type}']`).join();

  const searchField = () => document.querySelector("[data-search-field]");
  const switchOfKey = () => document.querySelector("[data-search-key-switch]");
  let isOn = keptChoice();
  let cameFrom = null;

  /* A browser may refuse its storage, for example in a private window. */
  function keptChoice() {
    try {
      return localStorage.getItem(KEY) !== OFF;
    } catch {
      return true;
    }
  }

  function keepChoice() {
    try {
      if (isOn) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, OFF);
      }
    } catch {
      // Then the choice holds for this page.
    }
  }

  function showChoice() {
    document.documentElement.toggleAttribute("data-search-key", isOn);
    if (isOn) {
      searchField()?.setAttribute("aria-keyshortcuts", "/");
    } else {
      searchField()?.removeAttribute("aria-keyshortcuts");
    }
    if (switchOfKey()) {
      switchOfKey().checked = isOn;
    }
  }

  function isTypedInto(element) {
    return element.matches(TYPED_INTO) ? !element.matches(NOT_TYPED_INTO) : element.isContentEditable;
  }

  function isInDialog() {
    return document.querySelector("dialog[open], [popover]:popover-open") !== null;
  }

  function goToSearch(event) {
    const field = searchField();
    if (!field || isTypedInto(event.target) || isInDialog()) {
      return;
    }
    event.preventDefault();
    cameFrom = document.activeElement;
    field.focus();
    field.select();
  }

  function goBack(event) {
    // The browser would empty the field.
    event.preventDefault();
    event.target.blur();
    cameFrom?.focus();
    cameFrom = null;
  }

  document.addEventListener("keydown", (event) => {
    const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
    if (event.defaultPrevented || event.isComposing || hasModifier) {
      return;
    }
    if (event.key === "/" && isOn) {
      goToSearch(event);
    }
    if (event.key === "Escape" && event.target === searchField()) {
      goBack(event);
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target === switchOfKey()) {
      isOn = event.target.checked;
      keepChoice();
      showChoice();
    }
  });

  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      isOn = keptChoice();
      showChoice();
    }
  });

  document.addEventListener("htmx:historyRestore", showChoice);
  showChoice();
})();
