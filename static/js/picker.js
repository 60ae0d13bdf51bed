/* The box Select2 draws over a list has no name; here it gets that of the field's label, followed by what is chosen. */
"use strict";
{
  const name = () => {
    for (const chosen of document.querySelectorAll(".select2-selection__rendered[role=textbox]")) {
      const box = chosen.closest("[role=combobox]");
      const label = chosen.closest(".select2-container").previousElementSibling?.labels?.[0];
      if (label) {
        label.id ||= `${label.htmlFor}_label`;
        box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
        chosen.removeAttribute("role");
        chosen.removeAttribute("aria-readonly");
      }
    }
  };
  window.addEventListener("load", () => setTimeout(name));
  document.addEventListener("formset:added", () => setTimeout(name));
}
