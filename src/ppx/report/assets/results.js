"use strict";
/* Rows as results on the page. Texts go in as text, never as markup. */

ppx.results = (() => {
  /* Columns of the rows, as `shelf.py` writes them. */
  const DOCUMENT = { link: 0, position: 1, title: 2, kind: 3, number: 4, issuer: 5, region: 6, province: 7, year: 8, date: 9, counts: 10 };
  const FIELDS = ["clauses", "agencies", "deadlines", "targets", "tasks"];
  const LENGTH = 160;

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== "" && child !== null));
    return element;
  }

  function marked(text, wanted, length = LENGTH) {
    return ppx.query.excerpt(text, wanted, length).map((piece) => (piece.hit ? make("mark", "", piece.text) : piece.text));
  }

  function said(key, className = "") {
    const element = make("span", className, ppx.label(key));
    element.dataset.label = key;
    return element;
  }

  function about(row) {
    const parts = [row[DOCUMENT.title], row[DOCUMENT.region], row[DOCUMENT.date]];
    return make("span", "about", ...parts.filter(Boolean).map((part) => make("span", "", part)));
  }

  function hit(kind, row, record, ...children) {
    const link = make("a", `hit ${kind}`, ...children);
    link.href = row[DOCUMENT.link] + "#" + encodeURIComponent(row[DOCUMENT.position] + (record ? `-${record}` : ""));
    return make("li", "", link);
  }

  const draw = {
    documents(row, wanted) {
      const facts = [row[DOCUMENT.kind], row[DOCUMENT.number], row[DOCUMENT.issuer], row[DOCUMENT.region], row[DOCUMENT.date]];
      const counts = FIELDS.map((field, place) => {
        const kind = ["clause", "agency", "deadline", "target", "task"][place];
        const count = row[DOCUMENT.counts][place];
        return make("span", `tally ${count ? kind : "none"}`, said(field), ` ${count}`);
      });
      return hit(
        "document", row, "",
        make("span", "main", ...(row[DOCUMENT.title] ? marked(row[DOCUMENT.title], wanted) : [said("untitled")])),
        make("span", "about", ...facts.filter(Boolean).map((fact) => make("span", "", ...marked(fact, wanted)))),
        make("span", "tallies", ...counts),
      );
    },
    clauses([number, id, path, heading, text], wanted, documents) {
      const head = make("span", "head", path === "0" || !path ? said("clause_kind.preamble", "path") : make("span", "path", path), " ", heading);
      return hit("clause", documents[number], id, head, make("span", "main", ...marked(text, wanted)), about(documents[number]));
    },
    agencies([number, id, name, full, role, level, times], wanted, documents) {
      const head = [said(`role.${role}`, `sort role-${role}`), " ", make("b", "", ...marked(name, wanted))];
      if (full && full !== name) head.push(" ", make("span", "full", ...marked(full, wanted)));
      const more = level ? [said(`level.${level}`, "level")] : [];
      if (times > 1) more.push(make("span", "level", `×${times}`));
      return hit("agency", documents[number], id, make("span", "head", ...head, " ", ...more), about(documents[number]));
    },
    tasks([number, id, text, names, due, aims], wanted, documents) {
      const parts = names.map(([role, list]) => make("span", "part", said(`role.${role}`), " ", make("b", "", list.join("、"))));
      if (due.length) parts.push(make("span", "part deadline", due.join("、")));
      if (aims.length) parts.push(make("span", "part target", aims.join("、")));
      return hit("task", documents[number], id, make("span", "main", ...marked(text, wanted)), make("span", "tallies", ...parts), about(documents[number]));
    },
  };

  return { DOCUMENT, draw };
})();
