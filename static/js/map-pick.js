// The map on which a reader puts a place together: a click (or Enter) puts a buurt or wijk in or takes it out, and a
// shape can be drawn. The server knows the rules: every change asks it for the page, and takes over what that says.
// @ts-check

import { COUNTRY, calm, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {{ here: string, buurten: number[], gemeente: string | null, bbox: [number, number, number, number] | null }} Facts
 * @typedef {[number, number]} Corner
 */

/** From this zoom on the tiles have buurten. */
const BUURTEN = 10;
const MOST_CORNERS = 200;

/** @param {HTMLElement} root @returns {Facts} */
const factsOf = (root) => JSON.parse(root.dataset.facts ?? "{}");

/** @param {Shell} shell @param {Facts} facts */
function style(shell, facts) {
  const chosen = ["in", ["id"], ["literal", facts.buurten]];
  const line = (/** @type {string} */ level, /** @type {number} */ width, /** @type {number} */ minzoom) => ({
    id: `line-${level}`, type: "line", source: "regions", "source-layer": level, minzoom,
    paint: { "line-color": colour("--border"), "line-width": width },
  });
  const names = (/** @type {string} */ level, /** @type {number} */ minzoom, /** @type {number} */ maxzoom) => ({
    id: `names-${level}`, type: "symbol", source: "regions", "source-layer": "label", minzoom, maxzoom,
    filter: ["==", ["get", "level"], level],
    layout: { "text-field": ["get", "name"], "text-font": ["Noto Sans Bold", "Arial Bold"], "text-size": 12, "text-max-width": 9, "text-padding": 6 },
    paint: { "text-color": colour("--text"), "text-halo-color": colour("--casing"), "text-halo-width": 1.8 },
  });
  return {
    version: 8,
    sources: {
      regions: { type: "vector", url: tilesOf(shell.root) },
      shape: { type: "geojson", data: shapeOf([]) },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "land", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      // Not painted: it tells what lies under the pointer.
      { id: "under", type: "fill", source: "regions", "source-layer": "buurt", paint: { "fill-opacity": 0 } },
      { id: "chosen", type: "fill", source: "regions", "source-layer": "buurt", filter: chosen, paint: { "fill-color": colour("--accent"), "fill-opacity": 0.32 } },
      line("buurt", 0.7, BUURTEN),
      line("wijk", 1.2, 9),
      line("gemeente", 1.8, 5),
      { id: "chosen-casing", type: "line", source: "regions", "source-layer": "buurt", filter: chosen, paint: { "line-color": colour("--casing"), "line-width": 3.5 } },
      { id: "chosen-edge", type: "line", source: "regions", "source-layer": "buurt", filter: chosen, paint: { "line-color": colour("--accent"), "line-width": 1.6 } },
      names("gemeente", 6, 10),
      names("wijk", 10, 12.5),
      names("buurt", 12.5, 24),
      { id: "shape-fill", type: "fill", source: "shape", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour("--text"), "fill-opacity": 0.12 } },
      { id: "shape-casing", type: "line", source: "shape", paint: { "line-color": colour("--casing"), "line-width": 5 } },
      { id: "shape-line", type: "line", source: "shape", paint: { "line-color": colour("--text"), "line-width": 2, "line-dasharray": [2, 1.5] } },
      { id: "shape-corners", type: "circle", source: "shape", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 5, "circle-color": colour("--text"), "circle-stroke-color": colour("--casing"), "circle-stroke-width": 2 } },
    ],
  };
}

/**
 * What is drawn so far.
 * @param {Corner[]} corners
 */
function shapeOf(corners) {
  /** @type {object[]} */
  const features = corners.map((corner) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: corner } }));
  if (corners.length > 1) features.push({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: corners } });
  if (corners.length > 2) features.push({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[...corners, corners[0]]] } });
  return { type: "FeatureCollection", features };
}

/**
 * The parts of the page that change without loading it: forms and links that change the selection work through here.
 * @param {Shell} shell
 * @param {() => void} taken Called when the page has taken over what the server says.
 */
function changes(shell, taken) {
  const page = /** @type {HTMLElement} */ (shell.root.closest(".pick"));
  const tools = /** @type {HTMLElement | null} */ (page.querySelector("[data-pick-tools]"));
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  page.append(status);
  let turn = 0;

  /** @param {string} href */
  async function go(href) {
    turn += 1;
    const mine = turn;
    page.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (mine !== turn) return;
      const next = new DOMParser().parseFromString(text, "text/html");
      const root = /** @type {HTMLElement | null} */ (next.querySelector("[data-map=pick]"));
      if (!answer.ok || !root) {
        location.assign(href);
        return;
      }
      const focused = document.activeElement?.id ?? "";
      const inside = Boolean(document.activeElement?.closest("[data-swap]"));
      const open = new Set([...document.querySelectorAll("details[data-wijk][open]")].map((wijk) => /** @type {HTMLElement} */ (wijk).dataset.wijk));
      for (const part of document.querySelectorAll("[data-swap]")) {
        const other = next.querySelector(`[data-swap="${/** @type {HTMLElement} */ (part).dataset.swap}"]`);
        if (other) part.replaceWith(document.adoptNode(other));
      }
      // What the reader had open stays open.
      for (const wijk of document.querySelectorAll("details[data-wijk]")) {
        if (open.has(/** @type {HTMLElement} */ (wijk).dataset.wijk)) wijk.setAttribute("open", "");
      }
      shell.root.dataset.facts = root.dataset.facts;
      shell.drawing.replaceChildren(...(root.querySelector("[data-drawing]")?.childNodes ?? []));
      for (const link of document.querySelectorAll("link[rel=alternate], a.language")) {
        const other = next.querySelector(link.matches("a") ? "a.language" : `link[rel=alternate][hreflang=${link.getAttribute("hreflang")}]`);
        if (other) link.setAttribute("href", other.getAttribute("href") ?? "");
      }
      const problem = document.querySelector(".notice-problem");
      // A refused shape or list stays out of the address.
      history.replaceState(null, "", problem ? factsOf(root).here : answer.url);
      if (inside) (document.getElementById(focused) ?? document.getElementById("gekozen"))?.focus({ preventScroll: true });
      status.textContent = problem?.textContent ?? document.querySelector("[data-summary]")?.textContent ?? "";
      taken();
    } catch (reason) {
      console.warn(tools?.dataset.failed ?? "", reason);
      location.assign(href);
    } finally {
      if (mine === turn) page.removeAttribute("aria-busy");
    }
  }

  /** @param {HTMLFormElement} form @param {HTMLElement | null} [button] */
  function addressOf(form, button) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form, button)) if (value) fields.append(name, String(value));
    return `${form.getAttribute("action") ?? ""}?${fields}`;
  }

  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.matches("[data-pick-form]")) {
      event.preventDefault();
      go(addressOf(form, event.submitter));
    }
  });
  page.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.type === "checkbox" && field.form?.matches("[data-pick-form]")) go(addressOf(field.form));
    if (field instanceof HTMLSelectElement && field.form?.matches("[data-pick-form]")) go(addressOf(field.form));
  });
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-toggle]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.getAttribute("href") ?? "");
  });
  document.documentElement.classList.add("live-controls");
  return go;
}

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startPick(library, shell) {
  let facts = factsOf(shell.root);
  const map = await create(library, shell, { style: style(shell, facts), bounds: facts.bbox ?? COUNTRY });
  const page = /** @type {HTMLElement} */ (shell.root.closest(".pick"));
  const tools = /** @type {HTMLElement} */ (page.querySelector("[data-pick-tools]"));
  tools.hidden = false;
  const hint = /** @type {HTMLElement} */ (tools.querySelector("[data-hint]"));
  const plain = hint.textContent;
  const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (tools.querySelector(`[data-${name}]`));
  const [draw, undo, close] = [button("draw"), button("undo"), button("close")];
  const canvas = map.getCanvas();
  // On a small screen the whole gemeente lies below the zoom at which there are buurten to choose.
  if (facts.gemeente && map.getZoom() < BUURTEN) map.setZoom(BUURTEN);

  /** @type {Corner[] | null} The corners while a shape is drawn. */
  let corners = null;

  const go = changes(shell, () => {
    const before = facts;
    facts = factsOf(shell.root);
    for (const layer of ["chosen", "chosen-casing", "chosen-edge"]) map.setFilter(layer, ["in", ["id"], ["literal", facts.buurten]]);
    // Another gemeente was asked for in the list: the map goes along, unless it is in view already.
    if (facts.bbox && facts.gemeente !== before.gemeente && !byMap) map.fitBounds(facts.bbox, { padding: 24, animate: !calm() });
    byMap = false;
  });
  let byMap = false;

  onScheme(() => map.setStyle(style(shell, facts)));

  const perWijk = () => /** @type {HTMLInputElement | null} */ (tools.querySelector("input[value=wijk]"))?.checked ?? false;
  /** @param {any} feature */
  function toggle(feature) {
    if (!feature) return;
    const code = String(feature.properties.code);
    const target = new URL(facts.here, location.href);
    target.searchParams.set("wissel", perWijk() ? `WK${code.slice(2, 8)}` : code);
    target.searchParams.set("gemeente", `GM${code.slice(2, 6)}`);
    byMap = true;
    go(target.href);
  }

  const layers = ["under"];
  const reading = readOut(map, shell, layers, (feature, byKey) => {
    const { readout } = shell;
    canvas.style.cursor = corners ? "crosshair" : feature ? "pointer" : "";
    const far = map.getZoom() < BUURTEN;
    readout.hidden = !feature && !(far && byKey);
    if (!feature) {
      readout.replaceChildren(far && byKey ? tools.dataset.zoom ?? "" : "");
      return;
    }
    const name = document.createElement("b");
    name.textContent = feature.properties.name ?? feature.properties.code;
    readout.replaceChildren(name, corners ? "" : tools.dataset.choose ?? "");
  });

  function told() {
    const count = corners?.length ?? 0;
    hint.textContent = !corners ? plain : count === 0 ? tools.dataset.first ?? "" : (tools.dataset.more ?? "").replace("{n}", String(count));
    map.getSource("shape")?.setData(shapeOf(corners ?? []));
    undo.hidden = count === 0;
    close.hidden = count < 3;
    draw.setAttribute("aria-pressed", String(corners !== null));
    canvas.style.cursor = corners ? "crosshair" : "";
  }
  /** @param {{ lng: number, lat: number }} at */
  function corner({ lng, lat }) {
    if (!corners || corners.length >= MOST_CORNERS) return;
    corners.push([Number(lng.toFixed(5)), Number(lat.toFixed(5))]);
    told();
  }
  function finish() {
    const drawn = corners ?? [];
    corners = null;
    map.doubleClickZoom.enable();
    told();
    if (drawn.length < 3) return;
    const target = new URL(facts.here, location.href);
    target.searchParams.set("vorm", drawn.map(([lon, lat]) => `${lon},${lat}`).join(";"));
    byMap = true;
    go(target.href);
  }
  function stop() {
    corners = null;
    map.doubleClickZoom.enable();
    told();
  }

  draw.addEventListener("click", () => {
    if (corners) {
      stop();
      return;
    }
    corners = [];
    map.doubleClickZoom.disable();
    told();
    canvas.focus();
  });
  undo.addEventListener("click", () => {
    corners?.pop();
    told();
    canvas.focus();
  });
  close.addEventListener("click", finish);

  map.on("click", (/** @type {any} */ event) => {
    if (corners) {
      // The second click of a double click is no corner of its own.
      if (event.originalEvent.detail < 2) corner(event.lngLat);
      return;
    }
    const feature = map.queryRenderedFeatures(event.point, { layers })[0];
    if (feature) toggle(feature);
    else if (map.getZoom() < BUURTEN) map.easeTo({ center: event.lngLat, zoom: BUURTEN + 0.5, animate: !calm() });
  });
  map.on("dblclick", (/** @type {any} */ event) => {
    if (!corners) return;
    event.preventDefault();
    if (corners.length >= 3) finish();
  });
  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") {
      if (corners) corner(map.getCenter());
      else if (map.getZoom() < BUURTEN) map.easeTo({ zoom: BUURTEN + 0.5, animate: !calm() });
      else toggle(reading.centre());
    } else if (event.key === "Escape" && corners) stop();
  });
}
