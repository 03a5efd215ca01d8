"use strict";
/* Rows of documents, clauses, agencies and tasks. A page opened from disk may not fetch, so each shard is a script that calls
   `take`; it is loaded when somebody asks for it. */

ppx.shelf = (() => {
  const shards = new Map(); // "family-number" → rows, once they are here
  const coming = new Map(); // "family-number" → promise of them
  const listeners = [];
  let index = null;

  function open(given) {
    index = given;
    for (const call of listeners) call();
  }

  function ready(call) {
    if (index) call();
    else listeners.push(call);
  }

  function take(family, number, rows) {
    shards.set(`${family}-${number}`, rows);
  }

  function shard(family, number) {
    const name = `${family}-${number}`;
    if (!coming.has(name)) coming.set(name, load(name));
    return coming.get(name);
  }

  function load(name) {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => done(shards.get(name));
      script.onerror = () => fail(new Error(`data/${name}.js`));
      document.head.append(script);
    });
  }

  return { open, ready, take, shard, size: (family) => index.shards[family], count: (family) => index.counts[family] };
})();
