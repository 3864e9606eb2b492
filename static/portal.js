/* What a page does besides being read. Everything here also works without it, only less smoothly. */
(() => {
  "use strict";

  const announcer = document.getElementById("announcer");
  document.documentElement.classList.add("has-script");

  function announce(text) {
    if (!text || announcer.textContent === text) return;
    clearTimeout(announceMessages);
    announcer.textContent = text;
  }

  // What the last act led to stands at the top of the page; a moment later the readers of the screen listen. Whoever has
  // done something by then is told of that: the older words must not take the place of the newer.
  const messages = document.querySelector("[data-messages]");
  const announceMessages = messages && setTimeout(() => announce(messages.textContent.trim().replace(/\s+/g, " ")), 500);

  // --- Menus: on a phone the button opens the menu; a person's menu closes on Escape and when the focus leaves it.

  const menuButton = document.querySelector("[data-menu-button]");
  const menu = document.getElementById("menu");

  function openMenu(isOpen) {
    menu.classList.toggle("is-open", isOpen);
    menuButton.setAttribute("aria-expanded", String(isOpen));
  }

  if (menuButton) {
    menuButton.setAttribute("role", "button");
    menuButton.setAttribute("aria-controls", "menu");
    openMenu(false);
    menuButton.addEventListener("click", (event) => {
      event.preventDefault();
      openMenu(!menu.classList.contains("is-open"));
    });
    menuButton.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        menuButton.click();
      }
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-closes][open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (menu?.classList.contains("is-open")) {
      openMenu(false);
      menuButton.focus();
    }
  });

  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details[data-closes][open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  // --- What is wrong in a form is read first.

  function focusSummary(root) {
    root.querySelector("[data-focus]")?.focus();
  }
  focusSummary(document);

  // --- Nothing typed is lost: leaving a form with unsaved changes asks first.

  const unsaved = new Set();

  function markUnsaved(event) {
    const form = event.target.closest?.("form[data-unsaved]");
    if (form) unsaved.add(form);
  }
  document.addEventListener("input", markUnsaved);
  document.addEventListener("change", markUnsaved);
  document.addEventListener("submit", (event) => unsaved.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
  });

  // --- A form whose autosave is on its way waits for it: else it would come back as another window's text.

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-unsaved].htmx-request")) return;
    event.preventDefault();
    form.addEventListener("htmx:afterRequest", () => form.requestSubmit(event.submitter), { once: true });
  });

  // --- How many signs a long text may still have.

  function tellLeft(text) {
    const left = text.maxLength - text.value.length;
    text.nextElementSibling.textContent = announcer.dataset.left.replace("%(left)s", left.toLocaleString("fi"));
  }

  function countLeft(root) {
    for (const text of root.querySelectorAll("textarea[data-left]")) {
      const words = document.createElement("p");
      words.className = "hint";
      text.after(words);
      tellLeft(text);
      text.addEventListener("input", () => tellLeft(text));
    }
  }
  countLeft(document);

  // --- A list in which many are ticked: all of the page at once, and how many are ticked.

  for (const all of document.querySelectorAll("[data-tick-all]")) {
    const { form } = all;
    const boxes = [...form.querySelectorAll("input[name=chosen]")];
    const tellTicked = () => {
      const count = boxes.filter((box) => box.checked).length;
      all.checked = count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
      form.querySelector("[data-ticked]").textContent = `(${count})`;
    };
    form.addEventListener("change", (event) => {
      if (event.target === all) for (const box of boxes) box.checked = all.checked;
      else if (event.target.name !== "chosen") return;
      form.querySelector("input[name=scope][value=chosen]").checked = true;
      tellTicked();
    });
    all.hidden = false;
    tellTicked(); // going back, the browser ticks what was ticked
  }

  // --- htmx: what came is told to those who do not see it; what failed is told to everybody.

  document.addEventListener("htmx:load", (event) => {
    announce(event.target.dataset?.announce);
    focusSummary(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    // A form is saved by its own request; a preview of one of its texts, for one, saves nothing.
    if (event.detail.elt.matches("form[data-unsaved]")) unsaved.delete(event.detail.elt);
    tellSuccess();
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, tellFailure);
  }

  function tellFailure() {
    announcer.className = "not-saved";
    announce(announcer.dataset.notSaved);
  }

  function tellSuccess() {
    announcer.className = "visually-hidden";
  }

  // --- Reordering: drag by the grip, or press the buttons or the arrow keys on the grip.

  prepare(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) prepare(event.target);
  });

  function prepare(root) {
    // The browser's own bubbles would come before our words about what is wrong.
    for (const form of root.querySelectorAll("form[method=post]")) form.noValidate = true;
    for (const form of root.querySelectorAll("form[data-reorder]")) makeSortable(form);
  }

  function makeSortable(form) {
    const list = form.querySelector("ol");
    // Parts have a list of their own inside their whole: each moves among its siblings and goes along with its whole.
    const itemsOf = (within) => [...within.querySelectorAll(":scope > [data-key]")];
    let dragged = null;
    let before = "";
    let saved = Promise.resolve();

    const middle = (item) => item.getBoundingClientRect().top + item.offsetHeight / 2;
    const order = () => [...list.querySelectorAll("[data-key]")].map((item) => item.dataset.key);

    function renumber(within = list, lead = "") {
      let number = 0;
      for (const item of itemsOf(within)) {
        const place = item.querySelector(":scope > [data-number]");
        if (place) place.textContent = `${lead}${++number}`;
        const parts = item.querySelector(":scope > ol");
        if (parts) renumber(parts, `${number}.`);
      }
    }

    function tellPlace(item) {
      const siblings = itemsOf(item.parentElement);
      const place = siblings.indexOf(item) + 1;
      announce(announcer.dataset.moved.replace("%(place)s", place).replace("%(all)s", siblings.length));
    }

    // One after the other, so that an older order never arrives last; kept alive, so that leaving the page loses none.
    function save() {
      const data = new FormData(form);
      for (const key of order()) data.append("order", key);
      saved = saved
        .then(() => fetch(form.action, { method: "POST", body: data, redirect: "error", keepalive: true }))
        .then((response) => {
          if (response.ok) {
            tellSuccess();
            form.dispatchEvent(new CustomEvent("reordered"));
          } else if (response.status === 409) {
            location.reload(); // the list was another one already; the page says so
          } else {
            tellFailure();
          }
        }, tellFailure);
    }

    // The neighbours are moved, not the item itself: so it keeps the focus and the pointer.
    function stepUp(item) {
      if (item.previousElementSibling) item.after(item.previousElementSibling);
    }

    function stepDown(item) {
      if (item.nextElementSibling) item.before(item.nextElementSibling);
    }

    function step(item, move) {
      const earlier = order().join();
      move(item);
      if (order().join() !== earlier) finish(item);
    }

    function finish(item) {
      renumber();
      tellPlace(item);
      save();
    }

    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=up], button[name=down]");
      if (!button) return;
      event.preventDefault();
      step(button.closest("[data-key]"), button.name === "up" ? stepUp : stepDown);
    });

    form.addEventListener("keydown", (event) => {
      const grip = event.target.closest("[data-grip]");
      const move = { ArrowUp: stepUp, ArrowDown: stepDown }[event.key];
      if (!grip || !move) return;
      event.preventDefault();
      step(grip.closest("[data-key]"), move);
    });

    form.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest("[data-grip]");
      if (!grip || event.button !== 0) return;
      dragged = grip.closest("[data-key]");
      before = order().join();
      dragged.classList.add("is-moved");
      grip.setPointerCapture(event.pointerId);
    });

    form.addEventListener("pointermove", (event) => {
      if (!dragged) return;
      const edge = 64;
      if (event.clientY < edge) window.scrollBy(0, -12);
      if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
      while (dragged.previousElementSibling && event.clientY < middle(dragged.previousElementSibling)) stepUp(dragged);
      while (dragged.nextElementSibling && event.clientY > middle(dragged.nextElementSibling)) stepDown(dragged);
    });

    function drop() {
      if (!dragged) return;
      dragged.classList.remove("is-moved");
      if (order().join() !== before) finish(dragged);
      dragged = null;
    }
    form.addEventListener("pointerup", drop);
    form.addEventListener("pointercancel", drop);
  }
})();
