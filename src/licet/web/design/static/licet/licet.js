// Comforts for people whose browser runs scripts. Every act on every page works without this file.
"use strict";

// The list of faults is read first.
const summary = document.querySelector("[data-focus]");
if (summary) {
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}

// A form sent twice by an impatient hand is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.setTimeout(() => delete form.dataset.sent, 3000);
});

// Lists by keyboard: "/" goes to the search, j and k or the arrows go from row to row, Enter opens.
const search = document.querySelector("[data-shortcut='/']");
const rows = [...document.querySelectorAll("[data-rows] [data-row-link]")];
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
    return;
  }
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (!step || rows.length === 0) return;
  const here = rows.findIndex((link) => link.closest("tr").contains(document.activeElement));
  if (here < 0 && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next].focus();
});

// A link to a question opens it.
const opened = () => {
  if (!window.location.hash) return;
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  const folded = target && (target.closest("details") || (target.matches("li") && target.querySelector("details")));
  if (folded) folded.open = true;
};
window.addEventListener("hashchange", opened);
opened();
