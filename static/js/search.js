// Suggestions under the search field: a combobox with a list, as the ARIA practices describe it.
// @ts-check

/**
 * @typedef {{ kind_nl: string, kind_en: string, name: string, context: string, key: string, href: string }} Hit
 */

const DELAY = 150;
let serial = 0;

/**
 * Adds suggestions to a search form. The form keeps working as it is.
 * @param {HTMLFormElement} form
 */
export function enhanceSearch(form) {
  const input = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=search]"));
  if (!input) return;
  serial += 1;
  const list = document.createElement("ul");
  list.className = "search-list";
  list.id = `suggestions-${serial}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label")?.textContent ?? "");
  list.hidden = true;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  /** @type {Hit[]} */
  let hits = [];
  let active = -1;
  let timer = 0;
  /** @type {AbortController | null} */
  let running = null;

  const lang = new URLSearchParams(location.search).get("lang");
  /**
   * Goes to a place, unless the page wants to know which one was picked.
   * @param {Hit} hit
   */
  function go(hit) {
    const picked = new CustomEvent("pick", { bubbles: true, cancelable: true, detail: hit });
    if (form.dispatchEvent(picked)) location.assign(address(hit));
    else close();
  }
  /** @param {Hit} hit */
  const address = (hit) => {
    // A form may send what was found somewhere else than to its own page.
    if (form.dataset.target) return form.dataset.target.replace("{key}", encodeURIComponent(hit.key));
    return lang ? `${hit.href}?lang=${encodeURIComponent(lang)}` : hit.href;
  };

  function close() {
    list.hidden = true;
    active = -1;
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function select(index) {
    active = index;
    [...list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === index));
      if (at === index) {
        input?.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
    if (index < 0) input?.removeAttribute("aria-activedescendant");
  }

  function show() {
    list.replaceChildren(...hits.map((hit, index) => {
      const option = document.createElement("li");
      option.className = "search-option";
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("span");
      name.textContent = hit.name;
      const kind = document.createElement("span");
      kind.className = "tag";
      kind.textContent = document.documentElement.lang === "en" ? hit.kind_en : hit.kind_nl;
      option.append(name, kind);
      if (hit.context && hit.context !== hit.name) {
        const context = document.createElement("span");
        context.className = "secondary";
        context.textContent = hit.context;
        option.append(context);
      }
      // Before the field loses the focus and the list closes.
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        go(hit);
      });
      return option;
    }));
    list.hidden = hits.length === 0;
    active = -1;
    input?.setAttribute("aria-expanded", String(hits.length > 0));
    input?.removeAttribute("aria-activedescendant");
    status.textContent = hits.length === 0
      ? form.dataset.none ?? ""
      : (form.dataset.found ?? "").replace("{n}", String(hits.length));
  }

  async function ask() {
    const text = input?.value.trim() ?? "";
    running?.abort();
    if (text.length < 2) {
      status.textContent = "";
      close();
      return;
    }
    running = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.search}?q=${encodeURIComponent(text.slice(0, 100))}`, { signal: running.signal });
      if (!answer.ok) return;
      const body = await answer.json();
      hits = body.hits;
      show();
    } catch (reason) {
      // A newer question, or no connection: the form still works.
      if (!(reason instanceof DOMException && reason.name === "AbortError")) close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const last = hits.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length > 0) {
      event.preventDefault();
      if (list.hidden) show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = active + step;
      select(next > last ? 0 : next < 0 ? last : next);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      const hit = hits[active];
      if (hit) {
        event.preventDefault();
        go(hit);
      }
    }
  });
}
