/* Names for fields of the admin panel that have none of their own: those in tables, and the search boxes of choices. */
(() => {
  "use strict";

  function nameCells(root) {
    for (const field of root.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
      const column = [...field.closest("td").classList].find((name) => name.startsWith("field-"))?.slice(6);
      const head = column && field.closest("table").querySelector(`thead .column-${column}`);
      if (head && !field.labels?.length) field.setAttribute("aria-label", head.firstChild.textContent.trim());
    }
  }

  function nameChoice(box) {
    const select = box.previousElementSibling;
    if (!(select instanceof HTMLSelectElement)) return;
    const name = select.getAttribute("aria-label") || select.labels[0]?.textContent.trim().replace(/:$/, "");
    if (!name) return;
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
      part.setAttribute("aria-label", name);
    }
    // The list of what is chosen holds the search box too, which no list may.
    for (const part of box.querySelectorAll(".select2-selection--multiple > ul, .select2-selection--multiple li")) {
      part.setAttribute("role", "presentation");
    }
  }

  function nameAll(root) {
    nameCells(root);
    for (const box of root.querySelectorAll(".select2-container")) nameChoice(box);
    for (const search of root.querySelectorAll(".select2-dropdown .select2-search__field")) {
      const open = document.querySelector(".select2-container--open [role=combobox]");
      if (open) search.setAttribute("aria-label", open.getAttribute("aria-label"));
    }
  }

  nameAll(document);
  new MutationObserver(() => nameAll(document)).observe(document.body, { childList: true, subtree: true });
})();
