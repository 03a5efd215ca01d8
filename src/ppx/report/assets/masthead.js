"use strict";
/* The words of the interface in the reader's language, the buttons of the masthead, and the keys that work on every page. */

ppx.label = (key) => {
  const words = ppx.labels[key];
  return words ? words[ppx.settings.language() === "en" ? 1 : 0] : key.split(".").pop();
};

ppx.typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

ppx.masthead = (() => {
  function translate() {
    document.documentElement.lang = ppx.settings.language() === "en" ? "en" : "zh-CN";
    for (const element of document.querySelectorAll("[data-label]")) {
      const count = element.dataset.count ? ` (${element.dataset.count})` : "";
      element.textContent = ppx.label(element.dataset.label) + count;
    }
    for (const element of document.querySelectorAll("[data-label-aria]"))
      element.setAttribute("aria-label", ppx.label(element.dataset.labelAria));
    for (const element of document.querySelectorAll("[data-label-placeholder]"))
      element.placeholder = ppx.label(element.dataset.labelPlaceholder);
    document.dispatchEvent(new Event("ppx-language"));
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || ppx.typing(event.target)) return;
    if (event.key === "?") keys.showModal();
    if (event.key !== "/") return;
    event.preventDefault();
    const query = document.getElementById("query");
    if (query) query.select();
    else document.getElementById("to-search").click();
  }

  const keys = document.getElementById("keys");
  document.getElementById("keys-button").addEventListener("click", () => keys.showModal());
  document.getElementById("theme").addEventListener("click", () => {
    ppx.settings.choose("theme", ppx.settings.isDark() ? "light" : "dark");
  });
  document.getElementById("language").addEventListener("click", () => {
    ppx.settings.choose("language", ppx.settings.language() === "en" ? "zh" : "en");
    translate();
  });
  document.addEventListener("keydown", press);
  if (ppx.settings.language() === "en") translate();
  return { translate };
})();
