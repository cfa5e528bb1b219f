// The page around the live choropleth: a change of the controls, a picked place or a click takes over what the server says
// without leaving the page. The address in the bar is always that of what is seen.
// @ts-check

import { fillDrill, stopDrill } from "./drill.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {{ root: HTMLElement, stale: () => boolean }} Next
 * @typedef {{ select: (key: string, byKey: boolean) => void, close: () => void }} Page
 */

/** How long the controls rest before the drawing for paper is fetched, in milliseconds. */
const SETTLED = 2500;

/**
 * @param {Shell} shell
 * @param {(next: Next, how: { follow: boolean }) => Promise<void>} change Draws what the page now shows.
 * @returns {Page}
 */
export function bindPage(shell, change) {
  const page = /** @type {HTMLElement} */ (shell.root.closest(".explore"));
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  page.append(status);
  document.documentElement.classList.add("live-controls");
  let turn = 0;
  let settling = 0;

  /** The drawing is what goes on paper; it follows when the reader has settled. */
  function redraw() {
    clearTimeout(settling);
    const mine = turn;
    settling = window.setTimeout(async () => {
      const address = new URL(location.href);
      address.searchParams.set("vorm", "tekening");
      const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
      if (!answer?.ok || mine !== turn) return;
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
      shell.drawing.replaceChildren(...[...drawn.body.childNodes].map((node) => document.adoptNode(node)));
    }, SETTLED);
  }

  /** @param {Document} next */
  function takeOver(next) {
    for (const part of document.querySelectorAll("[data-swap]")) {
      const other = next.querySelector(`[data-swap="${/** @type {HTMLElement} */ (part).dataset.swap}"]`);
      if (other) part.replaceWith(document.adoptNode(other));
    }
    document.title = next.title;
    for (const link of document.querySelectorAll("link[rel=alternate][hreflang], a.language")) {
      const address = new URL(location.href);
      address.searchParams.set("lang", link.getAttribute("hreflang") ?? "nl");
      link.setAttribute("href", address.pathname + address.search);
    }
    dress();
  }

  /**
   * @param {string} href
   * @param {{ record?: boolean, follow?: boolean, focus?: string }} [how]
   */
  async function go(href, { record = true, follow = true, focus } = {}) {
    turn += 1;
    const mine = turn;
    const stale = () => mine !== turn;
    const key = document.querySelector("[data-panel]")?.getAttribute("data-key");
    page.setAttribute("aria-busy", "true");
    try {
      const address = new URL(href, location.href);
      address.hash = "";
      const part = new URL(address);
      part.searchParams.set("vorm", "fragment");
      const answer = await fetch(part, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (stale()) return;
      const next = new DOMParser().parseFromString(text, "text/html");
      const root = /** @type {HTMLElement | null} */ (next.querySelector("[data-map=figures]"));
      if (!answer.ok || !root) {
        // A count has no map, an error has its own page: the browser goes there as it would have.
        location.assign(address);
        return;
      }
      const focused = document.activeElement?.id;
      if (record) history.pushState(null, "", address.pathname + address.search);
      takeOver(next);
      const back = focus ?? focused;
      if (back) document.getElementById(back)?.focus({ preventScroll: true });
      await change({ root, stale }, { follow });
      if (stale()) return;
      const panel = document.querySelector("[data-panel]");
      const name = panel && panel.getAttribute("data-key") !== key ? panel.querySelector("h2")?.textContent : null;
      status.textContent = name ? shell.words.opened + name : shell.words.updated + next.title;
      redraw();
    } catch (reason) {
      if (stale()) return;
      console.warn("The page is loaded anew:", reason);
      location.assign(href);
    } finally {
      if (!stale()) page.removeAttribute("aria-busy");
    }
  }

  /** @param {HTMLFormElement} form */
  function addressOf(form) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) fields.append(name, String(value));
    return `${form.getAttribute("action") ?? ""}?${fields}`;
  }

  /** This address with another selected place. @param {string | null} key */
  function withPlace(key) {
    const address = new URL(location.href);
    address.searchParams.delete("pagina");
    if (key === null) address.searchParams.delete("plaats");
    else address.searchParams.set("plaats", key);
    return address.href;
  }

  /** What the parts of the server get besides: the slider, the list of practice. */
  function dress() {
    for (const select of page.querySelectorAll("select[data-slider]")) addSlider(/** @type {HTMLSelectElement} */ (select));
    const link = /** @type {HTMLAnchorElement | null} */ (page.querySelector("a[data-drill]"));
    const box = /** @type {HTMLElement | null} */ (page.querySelector("[data-drill-into]"));
    if (link && box) void fillDrill(box, link.href, shell.words);
    else stopDrill();
  }

  function close() {
    const link = /** @type {HTMLAnchorElement | null} */ (page.querySelector("a[data-close]"));
    if (!link) return;
    const held = link.closest("[data-panel]")?.contains(document.activeElement);
    void go(link.href).then(() => {
      if (held) /** @type {HTMLElement | null} */ (shell.root.querySelector(".maplibregl-canvas"))?.focus();
    });
  }

  page.addEventListener("change", (event) => {
    const target = event.target;
    const field = target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type === "text");
    if (field && target.form?.matches("[data-controls]") && target.form.reportValidity()) void go(addressOf(target.form));
  });
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.matches("[data-controls], [data-pick]")) {
      event.preventDefault();
      void go(addressOf(form), { focus: form.matches("[data-pick]") ? "gekozen" : undefined });
    }
  });
  page.addEventListener("pick", (event) => {
    event.preventDefault();
    void go(withPlace(/** @type {CustomEvent<{ key: string }>} */ (event).detail.key), { focus: "gekozen" });
  });
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-select], a[data-close]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches("[data-close]")) close();
    else void go(link.href, { focus: "gekozen" });
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("[data-panel]")) close();
  });
  window.addEventListener("popstate", () => void go(location.href, { record: false }));
  dress();

  return {
    select: (key, byKey) => void go(withPlace(key), { follow: false, focus: byKey ? "gekozen" : undefined }),
    close,
  };
}

/**
 * A slider under a list of periods: the same choice, faster to walk through. Oldest on the left.
 * @param {HTMLSelectElement} select
 */
function addSlider(select) {
  const options = [...select.options].reverse();
  if (options.length < 3 || select.nextElementSibling) return;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.id = `${select.id}-schuif`;
  slider.className = "period-slider";
  slider.min = "0";
  slider.max = String(options.length - 1);
  slider.step = "1";
  slider.value = String(options.findIndex((option) => option.selected));
  slider.setAttribute("aria-label", select.dataset.slider ?? "");
  const tell = () => slider.setAttribute("aria-valuetext", options[Number(slider.value)]?.text ?? "");
  let rest = 0;
  slider.addEventListener("input", () => {
    tell();
    const chosen = options[Number(slider.value)];
    if (!chosen) return;
    select.value = chosen.value;
    clearTimeout(rest);
    rest = window.setTimeout(() => select.dispatchEvent(new Event("change", { bubbles: true })), 180);
  });
  tell();
  select.after(slider);
}
