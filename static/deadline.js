/* The time left until a call closes, counted by the server's clock: this device only tells how long ago it was told. */
(() => {
  "use strict";

  const MINUTE = 60_000;
  const TOLD_AT = [10, 1]; // minutes before the end at which those hear of it who do not see the line
  let told = null;
  let announced = Infinity;

  const line = () => document.querySelector("[data-deadline]");

  function hear() {
    const { now, until } = line()?.dataset ?? {};
    told = now ? { now: Date.parse(now), until: Date.parse(until), at: Date.now(), steady: performance.now() } : null;
  }

  // The steady clock stands still while the device sleeps, and the other one may be set: the larger step never promises
  // time that is not there. The next save brings the server's own.
  const passed = () => Math.max(Date.now() - told.at, performance.now() - told.steady, 0);

  function written(left) {
    const seconds = Math.ceil(left / 1000);
    const minutes = Math.floor(seconds / 60);
    const parts = [];
    if (minutes >= 60) parts.push(Math.floor(minutes / 60), line().dataset.hour);
    if (minutes) parts.push(minutes % 60, "min");
    if (minutes < 60) parts.push(seconds % 60, "s");
    return parts.join("\u00a0");
  }

  function announce(left) {
    const due = TOLD_AT.findLast((minutes) => left <= minutes * MINUTE && left > 0);
    if (!due || due >= announced) return;
    announced = due;
    document.getElementById("announcer").textContent = line().textContent.trim().replace(/\s+/g, " ");
  }

  function tick() {
    if (!told || !line()) return;
    const now = told.now + passed();
    const clock = line().querySelector("[data-clock]");
    const time = new Date(now).toLocaleTimeString("en-GB", { timeZone: "Europe/Helsinki" });
    show(clock, clock.dataset.shown.includes(":") ? time : time.replaceAll(":", "."));
    const counter = line().querySelector("[data-time-left]");
    if (!counter) return;
    const left = told.until - now;
    if (left <= 0) counter.textContent = line().dataset.closed;
    else if (left <= 48 * 60 * MINUTE) show(counter, written(left));
    announce(left);
  }

  // The sentence stays as it was translated; what it said of the time is replaced.
  function show(element, text) {
    element.dataset.words ??= element.textContent.trim();
    element.textContent = element.dataset.words.replace(element.dataset.shown, text);
  }

  hear();
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:oobAfterSwap", () => {
    hear();
    tick();
  });
  document.addEventListener("visibilitychange", tick);
})();
