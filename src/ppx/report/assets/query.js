"use strict";
/* What the reader typed: words that must all stand in a row. */

ppx.query = (() => {
  const LATIN = /[a-z]/; // texts are lowered only where it can matter

  function words(typed) {
    return typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  }

  function holds(text, wanted) {
    const lowered = wanted.some((word) => LATIN.test(word)) ? text.toLowerCase() : text;
    return wanted.every((word) => lowered.includes(word));
  }

  /* The text around the first word found, as pieces; `hit` tells the words from what stands between them. */
  function excerpt(text, wanted, length) {
    const lowered = text.toLowerCase();
    const same = lowered.length === text.length;
    const first = same ? Math.min(...wanted.map((word) => lowered.indexOf(word)).filter((at) => at >= 0)) : 0;
    const start = Number.isFinite(first) ? Math.max(0, first - Math.floor(length / 3)) : 0;
    const shown = text.slice(start, start + length);
    const pieces = same ? split(shown, wanted) : [{ text: shown, hit: false }];
    if (start > 0) pieces.unshift({ text: "…", hit: false });
    if (start + length < text.length) pieces.push({ text: "…", hit: false });
    return pieces;
  }

  function split(text, wanted) {
    const lowered = text.toLowerCase();
    const pieces = [];
    let at = 0;
    while (at < text.length) {
      let next = text.length;
      let size = 0;
      for (const word of wanted) {
        const found = lowered.indexOf(word, at);
        if (found >= 0 && (found < next || (found === next && word.length > size))) {
          next = found;
          size = word.length;
        }
      }
      if (next > at) pieces.push({ text: text.slice(at, next), hit: false });
      if (size) pieces.push({ text: text.slice(next, next + size), hit: true });
      at = next + size;
    }
    return pieces;
  }

  return { words, holds, excerpt };
})();
