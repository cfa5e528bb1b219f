// The panel over a live map: the place that was clicked, or chosen with Enter, with its page and with what was tried there
// and in places like it. Escape closes it and gives the keyboard back to the map.
// @ts-check

import { address } from "./map-base.js";
import { fillDrill, stopDrill } from "./drill.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {{ key: string, name: string, facts: string, href: string }} Subject
 * @typedef {{ open: (subject: Subject, byKey: boolean) => void, list: (heading: string, items: Item[], byKey: boolean) => void, close: () => void, covered: () => number }} Panel
 * @typedef {{ name: string, facts: string, href: string }} Item
 */

let serial = 0;

/**
 * Adds a closed panel behind the map.
 * @param {Shell} shell
 * @param {() => void} [closed] Called when it closes.
 * @returns {Panel}
 */
export function addPanel(shell, closed) {
  const { root, words, pages } = shell;
  serial += 1;
  const panel = document.createElement("section");
  panel.className = "panel map-panel";
  panel.hidden = true;
  panel.tabIndex = -1;
  panel.setAttribute("aria-labelledby", `paneel-${serial}`);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  // Beside what the reader looks at where the map is wide, under the map elsewhere.
  const over = root.dataset.map === "home" && matchMedia("(min-width: 60.01rem)").matches;
  if (over) root.append(panel, status);
  else root.after(panel, status);

  function close() {
    if (panel.hidden) return;
    stopDrill();
    const held = panel.contains(document.activeElement);
    panel.hidden = true;
    root.classList.remove("has-panel");
    status.textContent = "";
    closed?.();
    if (held) /** @type {HTMLElement | null} */ (root.querySelector(".maplibregl-canvas"))?.focus();
  }

  /** @param {string} name */
  function head(name) {
    const header = document.createElement("header");
    header.className = "panel-head";
    const title = document.createElement("h2");
    title.id = panel.getAttribute("aria-labelledby") ?? "";
    title.textContent = name;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "panel-close";
    button.textContent = "×";
    button.setAttribute("aria-label", words.close);
    button.addEventListener("click", close);
    header.append(title, button);
    return header;
  }

  /** @param {string} href @param {string} text @param {string} className */
  function link(href, text, className) {
    const anchor = document.createElement("a");
    anchor.href = href;
    anchor.textContent = text;
    anchor.className = className;
    return anchor;
  }

  /** @param {string} text */
  function line(text) {
    const paragraph = document.createElement("p");
    paragraph.className = "secondary";
    paragraph.textContent = text;
    return paragraph;
  }

  /** @param {(Node | string)[]} parts @param {string} name @param {boolean} byKey */
  function show(parts, name, byKey) {
    panel.replaceChildren(...parts);
    panel.hidden = false;
    panel.scrollTop = 0;
    root.classList.add("has-panel");
    status.textContent = words.opened + name;
    if (byKey) panel.focus({ preventScroll: true });
    const { top } = panel.getBoundingClientRect();
    if (top < 0 || top > innerHeight - 120) panel.scrollIntoView({ block: "nearest" });
  }

  for (const target of over ? [root] : [panel, root]) {
    target.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden) {
        event.preventDefault();
        close();
      }
    });
  }

  return {
    close,
    covered: () => (over && !panel.hidden ? panel.offsetLeft + panel.offsetWidth : 0),
    open({ key, name, facts, href }, byKey) {
      const drill = address(root, `${pages.drill}?plaats=${encodeURIComponent(key)}`);
      const actions = document.createElement("div");
      actions.className = "panel-actions";
      actions.append(link(href, words.open, "button"), link(drill, words.drill, "button button-quiet"));
      const box = document.createElement("div");
      box.className = "panel-drill";
      show([head(name), line(facts), actions, box], name, byKey);
      void fillDrill(box, drill, words);
    },
    list(heading, items, byKey) {
      stopDrill();
      const list = document.createElement("ul");
      list.className = "plain-list panel-list";
      list.append(...items.map((item) => {
        const entry = document.createElement("li");
        entry.append(link(item.href, item.name, ""), line(item.facts));
        return entry;
      }));
      show([head(heading), list], heading, byKey);
    },
  };
}
