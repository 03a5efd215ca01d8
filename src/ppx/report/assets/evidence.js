"use strict";
/* An evidence page: a record and its place on the raw page answer to each other, by click and by key. */

ppx.evidence = (() => {
  const raw = document.getElementById("raw");
  const side = document.getElementById("side");
  const records = [...side.querySelectorAll(".record")];
  const marks = new Map(); // id of a record → its marks
  for (const mark of raw.querySelectorAll("mark"))
    for (const id of mark.dataset.records.split(" ")) marks.set(id, [...(marks.get(id) || []), mark]);
  let chosen = null;

  /* Where a record stands: its marks, else its rows, else the rows of the clause that it is listed under. */
  function places(record) {
    if (marks.has(record.id)) return marks.get(record.id);
    const rows = record.dataset.rows ?? record.closest(".entry").querySelector(".record.clause").dataset.rows;
    return rows.split(" ").filter(Boolean).map((number) => document.getElementById(`L${number}`));
  }

  function choose(record, { focus = true } = {}) {
    for (const element of document.querySelectorAll(".chosen")) element.classList.remove("chosen");
    if (chosen) {
      chosen.tabIndex = -1;
      chosen.removeAttribute("aria-current");
      chosen.closest(".entry").classList.remove("open");
    }
    chosen = record;
    record.tabIndex = 0;
    record.classList.add("chosen");
    record.setAttribute("aria-current", "true");
    record.closest(".entry").classList.add("open");
    const found = places(record);
    for (const place of found) place.classList.add("chosen");
    found[0]?.closest("details")?.setAttribute("open", "");
    bring(raw, found[0]);
    bring(side, record);
    if (focus) record.focus({ preventScroll: true });
    ppx.settings.note(encodeURIComponent(record.id));
  }

  /* Scroll a pane so that an element stands in its upper half, and leave it where it can be read already. */
  function bring(pane, element) {
    if (!element) return;
    const outer = pane.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    const seen = inner.top >= outer.top + 56 && inner.bottom <= outer.bottom - 24;
    if (!seen) pane.scrollTop += inner.top - outer.top - outer.height / 3;
  }

  function fromRaw(event) {
    if (String(getSelection())) return; // the reader is copying
    const mark = event.target.closest("mark");
    const row = event.target.closest(".row");
    const ids = mark ? mark.dataset.records.split(" ") : (row?.dataset.clauses || "").split(" ").filter(Boolean);
    if (!ids.length) return;
    const next = ids[(ids.indexOf(chosen?.id) + 1) % ids.length];
    const record = document.getElementById(next);
    if (record) choose(record);
  }

  function move(step) {
    const visible = records.filter((record) => record.offsetParent !== null);
    const at = chosen ? visible.indexOf(chosen) : -1;
    const next = visible[Math.max(0, Math.min(visible.length - 1, at + step))];
    if (next) choose(next);
  }

  /* From a record to its place on the raw page and back. */
  function cross() {
    if (!chosen) return;
    const place = places(chosen)[0];
    if (!place || document.activeElement === place) chosen.focus();
    else {
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
      bring(raw, place);
    }
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || ppx.typing(event.target) || event.target.closest("dialog")) return;
    const inList = event.target.closest(".record, mark, .row");
    const step = { j: 1, k: -1, ...(inList ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (step) move(step);
    else if (event.key === "b" || (event.key === "Enter" && inList)) cross();
    else if (event.key === " " && event.target.matches(".record")) choose(event.target);
    else return;
    event.preventDefault();
  }

  function toggle(button) {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    document.body.classList.toggle(`without-${button.dataset.kind}`, !shown);
  }

  function fromAddress() {
    const record = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (record?.matches(".record")) choose(record);
    else if (record?.matches(".dossier")) side.scrollTop += record.getBoundingClientRect().top - side.getBoundingClientRect().top - 48;
  }

  for (const record of records) {
    record.setAttribute("role", "button");
    record.tabIndex = -1;
  }
  if (records[0]) records[0].tabIndex = 0;
  side.addEventListener("click", (event) => {
    const record = event.target.closest(".record");
    if (record) choose(record);
    else if (event.target.matches(".own")) event.target.closest(".entry").classList.toggle("open");
  });
  raw.addEventListener("click", fromRaw);
  for (const button of side.querySelectorAll(".kinds button")) button.addEventListener("click", () => toggle(button));
  document.addEventListener("keydown", press);
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
  return { choose };
})();
