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
