"use strict";
/* What the reader chose: theme and language, in force before the page is painted. Everything else hangs on `ppx`. */

const ppx = {};

ppx.settings = (() => {
  const root = document.documentElement;

  function recall(name) {
    try {
      return localStorage.getItem("ppx-" + name);
    } catch {
      return null; // storage is closed to this page: the choice lasts until it is left
    }
  }

  function choose(name, value) {
    root.dataset[name] = value;
    try {
      localStorage.setItem("ppx-" + name, value);
    } catch {
      // as above
    }
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /* Put what is shown into the address, so that it can be kept and sent; browsers limit how often, so the last of a row counts. */
  let noting = 0;
  function note(hash) {
    clearTimeout(noting);
    noting = setTimeout(() => {
      try {
        history.replaceState(null, "", "#" + hash);
      } catch {
        // this browser does not allow it for files: the address stays as it was
      }
    }, 150);
  }

  const theme = recall("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  root.dataset.language = recall("language") === "en" ? "en" : "zh";
  root.classList.add("scripted");
  return { choose, isDark, note, language: () => root.dataset.language };
})();
