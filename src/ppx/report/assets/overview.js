"use strict";
/* The search box of the overview leads to the search page. */

document.getElementById("jump").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = document.getElementById("query").value.trim();
  location.href = "search.html#" + new URLSearchParams(query ? { q: query, tab: "clauses" } : {});
});
