/* Forms of the desk: a link to a field that is wrong leads into it, nobody leaves unsaved input without being asked, and
   proposed addresses spell umlauts as one does in German. Without this file all of them still work. */
"use strict";

// A list that Select2 has hidden: its box takes the focus instead.
document.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest(".faults a")?.hash.slice(1));
  const box = field?.matches(".select2-hidden-accessible") && field.nextElementSibling?.querySelector("[role=combobox]");
  if (box) {
    event.preventDefault();
    box.focus();
  }
});

{
  const held = new Map();
  let sent = null;
  const told = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const watch = () => {
    for (const form of document.querySelectorAll("#content-main form[method=post]:not(#changelist-form), form[data-unsaved]")) {
      held.set(form, form.hasAttribute("data-unsaved") ? "" : told(form));
    }
  };
  // Scripts of the admin fill in what they need first.
  window.addEventListener("load", () => setTimeout(watch));
  window.addEventListener("pageshow", () => { sent = null; });
  document.addEventListener("submit", (event) => { sent = event.target; });
  window.addEventListener("beforeunload", (event) => {
    if ([...held].some(([form, before]) => form !== sent && told(form) !== before)) {
      event.preventDefault();
    }
  });
}

window.addEventListener("load", () => {
  const plain = window.URLify;
  const german = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue", ß: "ss", ẞ: "SS" };
  if (plain) {
    window.URLify = (text, ...more) => plain(text.normalize("NFC").replace(/[äöüÄÖÜßẞ]/g, (sign) => german[sign]), ...more);
  }
});
