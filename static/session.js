/* The texts of a meeting in session: each field knows the version that it was filled from, and what is typed is kept on
   this device until it is stored. Without this file the form is saved by its button. */
(() => {
  "use strict";

  const RETRY = 5000; // milliseconds

  function keepTexts(form) {
    const key = `typed:${form.action}`;
    const base = (name) => form.elements[`base-${name}`];
    const field = (name) => form.elements[name];
    const names = [...form.querySelectorAll("input[name^=base-]")].map((input) => input.name.slice(5));
    const stored = Object.fromEntries(names.map((name) => [name, field(name).value]));
    let sent = {};
    let retry = null;

    function isOlder(version, name) {
      return Number(version) < Number(base(name).value);
    }

    function read() {
      try {
        return JSON.parse(localStorage.getItem(key)) || {};
      } catch {
        return {};
      }
    }

    function store(typed) {
      try {
        if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify(typed));
        else localStorage.removeItem(key);
      } catch {
        // The device keeps nothing: then only the server does.
      }
    }

    function keep() {
      const typed = {};
      for (const name of names) {
        if (field(name).value !== stored[name]) typed[name] = { value: field(name).value, base: base(name).value };
      }
      store(typed);
    }

    function forget(name) {
      const typed = read();
      delete typed[name];
      store(typed);
    }

    function setValue(name, value) {
      if (field(name) instanceof RadioNodeList) {
        for (const radio of field(name)) radio.checked = radio.value === value;
      } else field(name).value = value;
    }

    // What another window, or this one before it was closed, could not store.
    function bringBack() {
      let isBack = false;
      for (const [name, { value, base: version }] of Object.entries(read())) {
        if (!names.includes(name) || field(name).value === value) continue;
        setValue(name, value);
        base(name).value = version;
        isBack = true;
      }
      keep();
      if (isBack) setTimeout(() => form.dispatchEvent(new Event("retry")), 0);
    }

    function tryAgain() {
      clearTimeout(retry);
      retry = setTimeout(() => form.dispatchEvent(new Event("retry")), RETRY);
    }

    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", (event) => {
      const kept = event.submitter?.name.match(/^keep-(.*)$/);
      if (kept) forget(kept[1]);
    });
    form.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.elt !== form) return;
      clearTimeout(retry);
      sent = Object.fromEntries(names.map((name) => [name, field(name).value]));
    });
    for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
      form.addEventListener(failure, (event) => {
        if (event.detail.elt !== form) return;
        const line = document.getElementById("session-saved");
        line.textContent = line.dataset.keeping;
        tryAgain();
      });
    }
    window.addEventListener("online", () => form.dispatchEvent(new Event("retry")));

    // The answer names the fields that are stored; the others wait for somebody to choose between two texts.
    document.addEventListener("htmx:afterSwap", () => {
      const line = document.getElementById("session-saved");
      if (line?.dataset.done === undefined) return;
      for (const name of line.dataset.done.split(" ").filter(Boolean)) {
        if (sent[name] === undefined || isOlder(line.dataset.version, name)) continue;
        stored[name] = sent[name];
        base(name).value = line.dataset.version;
      }
      delete line.dataset.done;
      sent = {};
      keep();
    });

    // What others wrote comes into fields in which nobody types here; where somebody does, both texts will be shown.
    document.addEventListener("htmx:oobAfterSwap", () => {
      for (const theirs of document.querySelectorAll("#session-theirs [data-theirs]")) {
        const name = theirs.dataset.theirs;
        const isUntouched = names.includes(name) && field(name).value === stored[name];
        // An answer may have been overtaken on its way by what was stored from here: it would bring the old text back.
        if (isOlder(theirs.dataset.base, name) || theirs.dataset.base === base(name).value) continue;
        if (!isUntouched || field(name) === document.activeElement) continue;
        if (field(name).value !== theirs.textContent) setValue(name, theirs.textContent);
        stored[name] = field(name).value;
        base(name).value = theirs.dataset.base;
      }
    });
    bringBack();
  }
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("session-record");
    if (form) keepTexts(form);
  });
})();
