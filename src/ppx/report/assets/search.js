"use strict";
/* The search page: what is asked for stands in the address behind `#`, so that it can be kept, sent and gone back to. The rows
   are scanned shard by shard in slices of a few milliseconds, so the page never stalls. */

ppx.search = (() => {
  const PAGE = 50;
  const SLICE = 8; // milliseconds
  const FILTERS = ["province", "year", "kind", "role", "level"];
  const FAMILIES = ["documents", "clauses", "agencies", "tasks"];
  const element = (id) => document.getElementById(id);
  const query = element("query");
  const results = element("results");
  let documents = null; // every row of documents, by number
  let hits = [];
  let page = 0;
  let latest = 0; // number of the newest search: an older one ends when it notices
  let drawn = ""; // what the list shows
  let asked = read();

  function read(address = location.hash.slice(1)) {
    const given = new URLSearchParams(address);
    const tab = FAMILIES.includes(given.get("tab")) ? given.get("tab") : "documents";
    const filters = Object.fromEntries(FILTERS.map((name) => [name, given.get(name) || ""]));
    return { typed: given.get("q") || "", tab, filters };
  }

  function ask(change) {
    const { tab, filters } = asked;
    const all = { q: query.value.trim(), tab, ...filters, ...change };
    const set = Object.entries(all).filter(([name, value]) => value && !(name === "tab" && value === "documents"));
    const address = new URLSearchParams(set).toString();
    asked = read(address);
    ppx.settings.note(address);
    run();
  }

  function show({ typed, tab, filters }) {
    if (query.value.trim() !== typed) query.value = typed;
    for (const name of FILTERS) element(`filter-${name}`).value = filters[name];
    for (const label of document.querySelectorAll("[data-only]")) label.hidden = !label.dataset.only.split(" ").includes(tab);
    for (const button of document.querySelectorAll("[role=tab]")) {
      const chosen = button.dataset.tab === tab;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    element("panel").setAttribute("aria-labelledby", `tab-${tab}`);
  }

  /* Whether a document is among those that the filters leave. */
  function allows(row, filters) {
    const { DOCUMENT } = ppx.results;
    return ["province", "year", "kind"].every((name) => !filters[name] || (row[DOCUMENT[name]] || "-") === filters[name]);
  }

  const FITS = {
    documents: (row, filters, words) => ppx.query.holds([row[2], row[4], row[5], row[6], row[3]].join("\n"), words),
    clauses: (row, filters, words) => ppx.query.holds(row[4], words),
    agencies: (row, filters, words) =>
      (!filters.role || row[4] === filters.role) && (!filters.level || row[5] === filters.level) && ppx.query.holds(`${row[2]}\n${row[3]}`, words),
    tasks: (row, filters, words) =>
      (!filters.role || row[3].some(([role]) => role === filters.role)) && ppx.query.holds(`${row[2]}\n${row[3].map(([, names]) => names.join("\n")).join("\n")}`, words),
  };

  function pause() {
    return new Promise((go) => (window.requestIdleCallback ? requestIdleCallback(go, { timeout: 16 }) : setTimeout(go)));
  }

  async function run() {
    const mine = ++latest;
    const state = asked;
    const words = ppx.query.words(state.typed);
    show(state);
    hits = [];
    page = 0;
    drawn = "";
    try {
      if (!documents) await loadDocuments();
      await scan(mine, state, words);
    } catch (error) {
      if (mine === latest) element("status").textContent = ppx.label("loading_failed") + error.message;
    }
  }

  async function loadDocuments() {
    const rows = [];
    for (let number = 0; number < ppx.shelf.size("documents"); number++) rows.push(...(await ppx.shelf.shard("documents", number)));
    documents = rows;
  }

  async function scan(mine, state, words) {
    const allowed = documents.map((row) => allows(row, state.filters));
    const size = ppx.shelf.size(state.tab);
    let since = performance.now();
    let place = 0;
    for (let number = 0; number < size; number++) {
      const rows = await ppx.shelf.shard(state.tab, number);
      for (let at = 0; at < rows.length; at++) {
        if (at % 64 === 0 && performance.now() - since > SLICE) {
          await pause();
          since = performance.now();
        }
        if (mine !== latest) return;
        const of = state.tab === "documents" ? place++ : rows[at][0];
        if (allowed[of] && FITS[state.tab](rows[at], state.filters, words)) hits.push(rows[at]);
      }
      report(state, words, (number + 1) / size);
    }
    report(state, words, 1);
  }

  function report(state, words, share) {
    const done = share === 1;
    element("progress").hidden = done;
    element("progress").value = share;
    element("status").textContent = done ? `${hits.length.toLocaleString("en")} ${ppx.label("found")}` : ppx.label("searching");
    element("empty").hidden = !done || hits.length > 0;
    draw(state, words);
  }

  function draw(state, words) {
    const shown = hits.slice(page * PAGE, (page + 1) * PAGE);
    const sign = `${latest} ${page} ${shown.length}`;
    if (sign !== drawn) results.replaceChildren(...shown.map((row) => ppx.results.draw[state.tab](row, words, documents)));
    drawn = sign;
    results.start = page * PAGE + 1;
    const last = Math.max(1, Math.ceil(hits.length / PAGE));
    element("paging").hidden = last === 1;
    element("previous").disabled = page === 0;
    element("next").disabled = page + 1 >= last;
    element("where").textContent = `${page + 1} / ${last}`;
  }

  function turn(step) {
    page += step;
    draw(asked, ppx.query.words(asked.typed));
    window.scrollTo({ top: 0 });
    results.querySelector("a")?.focus({ preventScroll: true });
  }

  /* j, k and the arrows go through the results; up from the first leads back to the words. */
  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, [role=tab], dialog")) return;
    const typing = ppx.typing(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1, ...(typing ? { Enter: 1 } : { j: 1, k: -1 }) }[event.key];
    if (!step) return;
    const links = [...results.querySelectorAll("a")];
    const next = links.indexOf(document.activeElement.closest("a.hit")) + step;
    event.preventDefault();
    if (next < 0) query.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  }

  function turnTabs(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = FAMILIES[(FAMILIES.indexOf(asked.tab) + step + FAMILIES.length) % FAMILIES.length];
    ask({ tab: next });
    element(`tab-${next}`).focus();
  }

  let typing = 0;
  query.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => ask({}), 120);
  });
  element("search").addEventListener("submit", (event) => event.preventDefault());
  for (const name of FILTERS) element(`filter-${name}`).addEventListener("change", (event) => ask({ [name]: event.target.value }));
  for (const button of document.querySelectorAll("[role=tab]")) {
    button.addEventListener("click", () => ask({ tab: button.dataset.tab }));
    button.addEventListener("keydown", turnTabs);
  }
  element("clear").addEventListener("click", () => {
    query.value = "";
    ask(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  });
  element("previous").addEventListener("click", () => turn(-1));
  element("next").addEventListener("click", () => turn(1));
  document.addEventListener("keydown", press);
  document.addEventListener("ppx-language", () => documents && run());
  window.addEventListener("hashchange", () => {
    asked = read();
    query.value = asked.typed;
    run();
  });
  ppx.shelf.ready(run);
  return { run };
})();
