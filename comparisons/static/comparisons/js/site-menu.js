/* The folded menu in the head: Escape closes it and gives the focus back, and so does going elsewhere. Without script
   it is a `details` like any other. */
(() => {
  const openMenu = () => document.querySelector(".site-menu[open]");

  function closeUnlessInside(element) {
    const menu = openMenu();
    if (menu && element && !menu.contains(element)) {
      menu.open = false;
    }
  }

  document.addEventListener("keydown", (event) => {
    const menu = openMenu();
    if (event.key === "Escape" && menu?.contains(event.target)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => closeUnlessInside(event.target));
  document.addEventListener("focusin", (event) => closeUnlessInside(event.target));
})();
