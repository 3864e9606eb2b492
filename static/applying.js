/* What the pages of an application show while somebody types: words left, and sums of the budget. The server counts too. */
(() => {
  "use strict";

  const WORDS = /[\p{L}\p{N}]+(?:[-'’:./][\p{L}\p{N}]+)*/gu;
  const amount = (text) => Number(text.replace(/[\s\u00a0€]/g, "").replace("−", "-").replace(",", ".")) || 0;
  const written = (sum) => sum.toLocaleString("fi", { minimumFractionDigits: sum % 1 ? 2 : 0, maximumFractionDigits: 2 });

  function countWords(text) {
    let line = text.parentElement.querySelector("[data-words-left]");
    if (!line) {
      line = document.createElement("p");
      line.className = "hint";
      line.dataset.wordsLeft = "";
      text.after(line);
    }
    const left = Number(text.dataset.words) - (text.value.match(WORDS) || []).length;
    line.textContent = document.querySelector("[data-words-text]").dataset.wordsText.replace("%(left)s", left);
    line.classList.toggle("over", left < 0);
  }

  function addUp(table) {
    const cells = [...table.querySelectorAll("[data-adds-up]")];
    const line = table.querySelector("[data-sum]");
    if (!cells.length || !line) return;
    line.querySelector("[data-sum-value]").textContent = written(cells.reduce((sum, cell) => sum + amount(cell.value), 0));
    line.hidden = false;
  }

  function tellGap(line) {
    const total = (meaning) => {
      const part = document.querySelector(`[data-meaning="${meaning}"]`);
      const cells = part ? [...part.querySelectorAll("[data-adds-up]")] : [];
      if (cells.length) return cells.reduce((sum, cell) => sum + amount(cell.value), 0);
      const field = part?.querySelector("input:not([type=hidden])");
      return field ? amount(field.value) : 0;
    };
    if (!document.querySelector('[data-meaning="costs"]')) return;
    const gap = total("costs") - total("income") - total("own_share");
    line.textContent = line.dataset.words.replace("%(gap)s", written(gap));
    line.hidden = false;
  }

  function all(root) {
    for (const text of root.querySelectorAll("textarea[data-words]:not([data-words=''])")) countWords(text);
    for (const table of root.querySelectorAll("[data-table]")) addUp(table);
    for (const line of document.querySelectorAll("[data-budget]")) tellGap(line);
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-words]:not([data-words=''])")) countWords(event.target);
    const table = event.target.closest("[data-table]");
    if (table) addUp(table);
    for (const line of document.querySelectorAll("[data-budget]")) tellGap(line);
  });
  document.addEventListener("htmx:load", (event) => all(event.target));
  all(document);
})();
