/* What the pages of an application do while somebody types: words left, sums of the budget, and nothing is lost. */
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

  // --- What is typed in a form that saves itself is kept on this device too, until the server says that it has it:
  // so it outlives a lost connection, a session that ran out, and a closed window. One entry for each question.

  const RETRY_SECONDS = 10;

  function keepAnswers(form) {
    const place = `kept:${form.dataset.keepAnswers}`;
    let sent = {};
    let retry = null;

    function read() {
      try {
        return JSON.parse(localStorage.getItem(place)) || {};
      } catch {
        return {};
      }
    }

    function write(kept) {
      try {
        if (Object.keys(kept).length) localStorage.setItem(place, JSON.stringify(kept));
        else localStorage.removeItem(place);
      } catch {
        // The device keeps nothing: then only the server does.
      }
    }

    const fields = (question) =>
      [...question.querySelectorAll("input, textarea, select")].filter((field) => field.name && field.type !== "file");
    const isBox = (field) => field.type === "checkbox" || field.type === "radio";

    // With the fields goes the base on which they were typed: so a colleague's newer text is not covered later.
    const valuesOf = (question) =>
      fields(question).map((field) => [field.name, field.value, isBox(field) ? field.checked : null]);

    function keep(event) {
      const question = event.target.closest("[data-question]");
      if (!question) return;
      const kept = read();
      kept[question.dataset.question] = { at: Date.now(), values: valuesOf(question) };
      write(kept);
    }

    const questionOf = (name) =>
      [...form.querySelectorAll("[data-question]")].find((each) => each.dataset.question === name);

    function restore() {
      const kept = read();
      if (!Object.keys(kept).length) return;
      for (const [name, { values }] of Object.entries(kept)) {
        const question = questionOf(name);
        if (!question) continue;
        for (const [field, value, isChecked] of values) {
          const found = fields(question).find(
            (each) => each.name === field && (isChecked === null || each.value === value),
          );
          if (!found || found.name === "asked") continue;
          if (isChecked === null) found.value = value;
          else found.checked = isChecked;
        }
      }
      const note = form.querySelector("[data-restored]");
      if (note) note.hidden = false;
      setTimeout(() => window.htmx.trigger(form, "restored"), 200);
    }

    function tryAgain() {
      clearTimeout(retry);
      if (form.isConnected && Object.keys(read()).length) window.htmx.trigger(form, "retry");
    }

    // Whoever was signed out and has signed in again in another window has a new token, which this page never got.
    form.addEventListener("htmx:configRequest", (event) => {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
      if (token && event.detail.elt === form) event.detail.parameters.csrfmiddlewaretoken = token;
    });
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.elt === form) sent = read();
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.elt !== form || event.detail.xhr.getResponseHeader("X-Saved") !== "all") return;
      // What was typed while the request was on its way goes on from the version that this one has made.
      const kept = read();
      for (const [name, entry] of Object.entries(kept)) {
        if (sent[name]?.at === entry.at) delete kept[name];
        else if (questionOf(name)) entry.values = valuesOf(questionOf(name));
      }
      write(kept);
    });
    // The button first saves like a pause does: if that fails, the page stays, and the text in it.
    form.addEventListener("submit", (event) => {
      const isConflict = event.submitter?.closest("#saved");
      if (isConflict || form.matches(".htmx-request") || !Object.keys(read()).length || !window.htmx) return;
      event.preventDefault();
      const goOn = (done) => {
        if (done.detail.xhr.getResponseHeader("X-Saved") !== "all") return;
        write({});
        setTimeout(() => form.requestSubmit(event.submitter), 0);
      };
      form.addEventListener("htmx:afterRequest", goOn, { once: true });
      window.htmx.trigger(form, "retry");
    });
    for (const failure of ["htmx:sendError", "htmx:timeout"]) {
      form.addEventListener(failure, () => {
        clearTimeout(retry);
        retry = setTimeout(tryAgain, RETRY_SECONDS * 1000);
      });
    }
    // Too much at once, signed out, or no longer allowed to write: the answer says so in words, and the text stays where it is.
    form.addEventListener("htmx:beforeSwap", (event) => {
      if (![400, 401, 403].includes(event.detail.xhr.status) || !event.detail.xhr.getResponseHeader("X-Not-Saved")) return;
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    });
    window.addEventListener("online", tryAgain);
    if (form.hasAttribute("data-conflict")) write({}); // both texts are in the page that came
    else restore();
  }
  for (const form of document.querySelectorAll("form[data-keep-answers]")) keepAnswers(form);

  // The call has closed before this text arrived: it cannot be saved any more, but it can be read and copied.
  function showUnsaved(part) {
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(`kept:${part.dataset.keptAnswers}`)) || {};
    } catch {
      return;
    }
    for (const [name, { values }] of Object.entries(kept)) {
      const words = values.filter(([field, , isChecked]) => isChecked === null && !/^(base|keep)-|^asked$/.test(field));
      const text = words.map(([, value]) => value).filter(Boolean).join("\n");
      if (!text) continue;
      const label = document.querySelector(`[data-question="${name}"] :is(label, legend)`);
      const [term, told] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = label?.textContent.trim().replace(/\s+/g, " ") ?? name;
      told.textContent = text;
      told.className = "as-typed";
      part.querySelector("dl").append(term, told);
      part.hidden = false;
    }
  }
  for (const part of document.querySelectorAll("[data-kept-answers]")) showUnsaved(part);
})();
