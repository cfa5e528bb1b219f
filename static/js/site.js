// Entry of every page: adds what makes it easier, never what makes it work.
// @ts-check

import { enhanceSearch } from "./search.js";

for (const form of document.querySelectorAll("form[data-search]")) {
  enhanceSearch(/** @type {HTMLFormElement} */ (form));
}

for (const form of document.querySelectorAll("form[data-checklist]")) {
  import("./checklist.js").then((list) => list.keepTicks(/** @type {HTMLFormElement} */ (form)));
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"))) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const map = /** @type {HTMLElement | null} */ (document.querySelector("[data-map]"));
if (map) {
  const start = () => import("./map-pages.js").then((pages) => pages.start(map)).catch((reason) => {
    // The drawing of the server stays; the console says why.
    console.warn("The live map did not start:", reason);
  });
  // The page first, then the map: its library is larger than everything else together.
  if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: 1500 });
  else setTimeout(start, 200);
}
