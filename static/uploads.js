/* Files of an application: dropped or chosen, sent at once with the share that has gone, and sent again as a whole after a
   lost connection: the same file is never there twice. Without this script the form is sent by its button. */
(() => {
  "use strict";

  const RETRY_SECONDS = 10;

  function prepare(form) {
    const input = form.querySelector("input[type=file]");
    const status = form.querySelector("[data-upload-status]");
    const bar = form.querySelector("progress");
    const again = form.querySelector("[data-again]");
    const send = () => window.htmx.trigger(form, "upload");
    let retry = null;

    // Without this script the files go along with the answers of the page; with it they go at once, by themselves.
    input.removeAttribute("form");
    input.name = "files";
    form.querySelector("button[type=submit]").hidden = true;
    form.querySelector("[data-drop]").hidden = false;

    // What the server would refuse is told before minutes of sending.
    function tooMuch() {
      const files = [...input.files];
      const { largest, largestTogether, most, tooLarge, tooLargeTogether, tooMany } = form.dataset;
      const large = files.find((file) => file.size > Number(largest));
      if (files.length > Number(most)) return tooMany.replace("%(count)s", files.length);
      if (large) return tooLarge.replace("%(file)s", large.name);
      if (files.reduce((sum, file) => sum + file.size, 0) > Number(largestTogether)) return tooLargeTogether;
      return "";
    }

    function begin() {
      clearTimeout(retry);
      again.hidden = true;
      const problem = tooMuch();
      status.textContent = problem || form.dataset.sending;
      status.classList.toggle("field-error", Boolean(problem));
      bar.hidden = Boolean(problem);
      bar.value = 0;
      if (input.files.length && !problem) send();
    }

    function lost() {
      bar.hidden = true;
      again.hidden = false;
      status.textContent = form.dataset.lost;
      clearTimeout(retry);
      retry = setTimeout(() => form.isConnected && begin(), RETRY_SECONDS * 1000);
    }

    input.addEventListener("change", begin);
    again.addEventListener("click", begin);
    window.addEventListener("online", () => form.isConnected && !again.hidden && begin());
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
    form.addEventListener("dragleave", () => form.classList.remove("is-over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("is-over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      begin();
    });
    form.addEventListener("htmx:xhr:progress", (event) => {
      if (event.detail.lengthComputable) bar.value = event.detail.loaded / event.detail.total;
    });
    for (const failure of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(failure, lost);
    // What the server says instead of the files, such as that one has been signed out, stands beside the file.
    form.addEventListener("htmx:responseError", (event) => {
      bar.hidden = true;
      again.hidden = false;
      status.textContent = form.dataset.refused;
      if (!event.detail.xhr.getResponseHeader("X-Not-Saved")) return;
      const said = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
      status.replaceChildren(...said.body.querySelectorAll("p, a"));
    });
  }

  function all(root) {
    if (!window.htmx) return;
    for (const form of root.querySelectorAll("form[data-upload]")) {
      if (!form.dataset.isReady) prepare(form);
      form.dataset.isReady = "1";
    }
  }
  document.addEventListener("htmx:load", (event) => all(event.target));
})();
