/* Light or dark as the visitor has chosen in the foot of the page; without a choice as the device says. It stands in the
   head and waits only for the style sheets, so that no page is ever painted in the wrong colours first. */
(() => {
  "use strict";

  const KEY = "theme";
  const DEVICE = "screen and (prefers-color-scheme: dark)";
  const MEDIA = { light: "not all", dark: "screen" };

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  function store(choice) {
    try {
      if (choice in MEDIA) localStorage.setItem(KEY, choice);
      else localStorage.removeItem(KEY);
    } catch {
      // The choice then holds for this page.
    }
  }

  /* Whatever any sheet says for dark screens, a county's own included; looked for only when somebody has chosen. */
  let dark;

  function darkRules(sheet) {
    return [...sheet.cssRules].flatMap((rule) => {
      if (rule.styleSheet) return darkRules(rule.styleSheet);
      return rule.media?.mediaText === DEVICE ? [rule] : [];
    });
  }

  function apply(choice) {
    dark ??= [...document.styleSheets].flatMap(darkRules);
    for (const rule of dark) rule.media.mediaText = MEDIA[choice] ?? DEVICE;
    if (choice in MEDIA) document.documentElement.dataset.bsTheme = choice;
    else delete document.documentElement.dataset.bsTheme;
  }

  const choice = stored() ?? "";
  if (choice in MEDIA) apply(choice);

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-theme-choice]");
    if (!form) return;
    const show = (chosen) => {
      form.elements.theme.value = chosen in MEDIA ? chosen : "";
    };
    show(choice);
    form.hidden = false;
    form.addEventListener("change", (event) => {
      store(event.target.value);
      apply(event.target.value);
    });
    // Another window of the same person has chosen.
    window.addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      apply(event.newValue ?? "");
      show(event.newValue ?? "");
    });
  });
})();
