// The live choropleth: one request for the values, colours by feature-state for what is in view, and controls that
// change the page in place. Another indicator or period of the same vintage asks for no tile.
// @ts-check

import { COUNTRY, address, calm, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {"gemeente" | "wijk" | "buurt"} Level
 * @typedef {{ values: string, level: Level, colours: number[], unit: string, decimals: number, nederland: string, reasons: Record<string, string>, linked: boolean, bbox: [number, number, number, number] | null }} Facts
 * @typedef {{ vintage: number, breaks: number[], values: (number | null)[], missing: [number, number, number][], reasons: Record<string, string> }} Values
 */

/** @type {Level[]} */
const LEVELS = ["gemeente", "wijk", "buurt"];
/** Pages of regions, by level. */
/** The first zoom at which the tiles have a level. */
const FIRST_ZOOM = { gemeente: 5, wijk: 6, buurt: 10 };
const PAGES = { gemeente: "/gemeenten/", wijk: "/wijken/", buurt: "/buurten/" };
const UNKNOWN = -1;

/** @param {HTMLElement} root @returns {Facts} */
const factsOf = (root) => JSON.parse(root.dataset.facts ?? "{}");

/** The hatch of regions without a value, as an image for the map. */
function hatch() {
  const size = 12;
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = colour("--hatch-ground");
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colour("--hatch-line");
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

/** @param {any} map */
function addHatch(map) {
  const image = hatch();
  if (image && !map.hasImage("hatch")) map.addImage("hatch", image, { pixelRatio: 2 });
}

/** @param {Shell} shell @param {Facts} facts */
function style(shell, facts) {
  const fills = LEVELS.flatMap((level) => [
    {
      id: `fill-${level}`, type: "fill", source: "regions", "source-layer": level,
      layout: { visibility: level === facts.level ? "visible" : "none" },
      paint: { "fill-color": fillColour(facts), "fill-opacity": ["case", ["==", ["number", ["feature-state", "class"], UNKNOWN], UNKNOWN], 0, 1] },
    },
  ]);
  const line = (/** @type {Level} */ level, /** @type {unknown} */ width, /** @type {number} */ minzoom) => ({
    id: `line-${level}`, type: "line", source: "regions", "source-layer": level, minzoom,
    paint: { "line-color": colour("--casing"), "line-width": width },
  });
  return {
    version: 8,
    sources: { regions: { type: "vector", url: tilesOf(shell.root) } },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "no-value", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-pattern": "hatch" } },
      ...fills,
      line("buurt", ["interpolate", ["linear"], ["zoom"], 9, 0.1, 13, 1], 9),
      line("wijk", ["interpolate", ["linear"], ["zoom"], 7, 0.1, 12, 1.5], 7),
      line("gemeente", ["interpolate", ["linear"], ["zoom"], 6, 0.4, 12, 2], 5),
      ...LEVELS.flatMap((level) => [
        { id: `casing-${level}`, type: "line", source: "regions", "source-layer": level, paint: { "line-color": colour("--casing"), "line-width": ["case", ["boolean", ["feature-state", "hot"], false], 6, 0] } },
        { id: `hot-${level}`, type: "line", source: "regions", "source-layer": level, paint: { "line-color": colour("--text"), "line-width": ["case", ["boolean", ["feature-state", "hot"], false], 2.5, 0] } },
      ]).filter((layer) => layer["source-layer"] === facts.level),
      {
        id: "names", type: "symbol", source: "regions", "source-layer": "label", minzoom: 7,
        filter: ["==", ["get", "level"], facts.level === "gemeente" || facts.level === "wijk" ? "gemeente" : "wijk"],
        layout: { "text-field": ["get", "name"], "text-font": ["Noto Sans Regular", "Arial Regular"], "text-size": 13, "text-padding": 12 },
        paint: { "text-color": colour("--text"), "text-halo-color": colour("--casing"), "text-halo-width": 1.8 },
      },
    ],
  };
}

/** @param {Facts} facts */
function fillColour(facts) {
  const steps = facts.colours.flatMap((index, at) => [at, colour(`--c${index}`)]);
  if (steps.length === 0) return colour("--missing");
  return ["match", ["number", ["feature-state", "class"], UNKNOWN], ...steps, "rgba(0,0,0,0)"];
}

/** @param {number[]} breaks @param {number} value */
const classOf = (breaks, value) => breaks.reduce((found, limit) => (value >= limit ? found + 1 : found), 0);

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startFigures(library, shell) {
  let facts = factsOf(shell.root);
  let values = await fetchValues(facts);
  const map = await create(library, shell, { style: style(shell, facts), bounds: facts.bbox ?? COUNTRY, onStyle: addHatch });

  /** Features that have their colour already, per layer. */
  let coloured = new Set();
  /** @type {{ sourceLayer: Level, id: number } | null} */
  let hot = null;

  /** Gives a class to every feature in view that has none yet. */
  function colourView() {
    const layer = `fill-${facts.level}`;
    if (!map.getLayer(layer)) return;
    for (const { id } of map.queryRenderedFeatures({ layers: [layer] })) {
      if (id === undefined || coloured.has(id)) continue;
      coloured.add(id);
      const value = values.values[id - 1];
      const found = value === null || value === undefined ? UNKNOWN : classOf(values.breaks, value);
      map.setFeatureState({ source: "regions", sourceLayer: facts.level, id }, { class: found });
    }
  }
  map.on("idle", colourView);
  map.on("moveend", colourView);
  map.on("sourcedata", (/** @type {any} */ event) => event.isSourceLoaded && colourView());
  colourView();

  /** @param {{ sourceLayer: Level, id: number } | null} next */
  function heat(next) {
    if (hot?.id === next?.id && hot?.sourceLayer === next?.sourceLayer) return;
    if (hot) map.setFeatureState({ source: "regions", ...hot }, { hot: false });
    hot = next;
    if (hot) map.setFeatureState({ source: "regions", ...hot }, { hot: true });
  }

  const numbers = () => new Intl.NumberFormat(document.documentElement.lang, {
    minimumFractionDigits: Math.max(0, facts.decimals),
    maximumFractionDigits: Math.max(0, facts.decimals),
  });
  /** @param {number} id */
  function wordsFor(id) {
    const value = values.values[id - 1];
    if (value !== null && value !== undefined) return facts.unit.replace("#", numbers().format(value));
    const run = values.missing.find(([first, length]) => id >= first && id < first + length);
    const reason = run ? values.reasons[String(run[2])] : undefined;
    return (reason && facts.reasons[reason]) ?? "";
  }

  const layers = LEVELS.map((level) => `fill-${level}`);
  const reading = readOut(map, shell, layers, (feature) => {
    const { readout } = shell;
    heat(feature ? { sourceLayer: facts.level, id: Number(feature.id) } : null);
    map.getCanvas().style.cursor = feature && facts.linked ? "pointer" : "";
    readout.hidden = !feature;
    if (!feature) {
      readout.replaceChildren();
      return;
    }
    const name = document.createElement("b");
    name.textContent = feature.properties.name ?? feature.properties.code;
    const value = document.createElement("span");
    value.className = "readout-value";
    value.textContent = wordsFor(Number(feature.id));
    readout.replaceChildren(name, value);
  });
  /** @param {any} feature */
  const open = (feature) => {
    if (feature && facts.linked) location.assign(address(shell.root, PAGES[facts.level] + feature.properties.code));
  };
  map.on("click", (/** @type {any} */ event) => open(map.queryRenderedFeatures(event.point, { layers: [`fill-${facts.level}`] })[0]));
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && open(reading.centre()));

  /** The tiles have a level from a zoom on; farther out the map would be empty. */
  const keepNear = () => map.setMinZoom(FIRST_ZOOM[facts.level]);
  keepNear();

  onScheme(() => {
    if (map.hasImage("hatch")) map.removeImage("hatch");
    restyle();
  });
  function restyle() {
    coloured = new Set();
    hot = null;
    map.setStyle(style(shell, facts));
    map.once("idle", colourView);
  }

  bindControls(shell, async (next) => {
    const before = facts;
    const sameTiles = next.root.dataset.tiles === shell.root.dataset.tiles;
    shell.root.dataset.facts = next.root.dataset.facts;
    shell.root.dataset.tiles = next.root.dataset.tiles;
    facts = factsOf(shell.root);
    keepNear();
    values = await fetchValues(facts);
    if (sameTiles && before.level === facts.level) {
      // The tiles stay; only classes and colours change.
      map.removeFeatureState({ source: "regions", sourceLayer: facts.level });
      coloured = new Set();
      hot = null;
      map.setPaintProperty(`fill-${facts.level}`, "fill-color", fillColour(facts));
      colourView();
    } else {
      restyle();
    }
    if (facts.bbox && String(facts.bbox) !== String(before.bbox)) map.fitBounds(facts.bbox, { padding: 24, animate: !calm() });
    else if (!facts.bbox && before.bbox) map.fitBounds(COUNTRY, { padding: 12, animate: !calm() });
  });
}

/** @param {Facts} facts @returns {Promise<Values>} */
async function fetchValues(facts) {
  const answer = await fetch(facts.values);
  if (!answer.ok) throw new Error(`values: ${answer.status}`);
  return answer.json();
}

/**
 * Sends the form on change and takes over what the page of the server says. Without a live map on the next page (a
 * count) the browser goes there as it would have.
 * @param {Shell} shell
 * @param {(next: { root: HTMLElement }) => Promise<void>} change
 */
function bindControls(shell, change) {
  const page = /** @type {HTMLElement | null} */ (shell.root.closest(".explore"));
  if (!page) return;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  page.append(status);
  document.documentElement.classList.add("live-controls");
  let turn = 0;

  /** @param {string} href @param {boolean} record */
  async function go(href, record) {
    turn += 1;
    const mine = turn;
    page?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (mine !== turn) return;
      const next = new DOMParser().parseFromString(text, "text/html");
      const root = /** @type {HTMLElement | null} */ (next.querySelector("[data-map=figures]"));
      if (!answer.ok || !root) {
        location.assign(href);
        return;
      }
      const focused = document.activeElement?.id;
      for (const part of document.querySelectorAll("[data-swap]")) {
        const other = next.querySelector(`[data-swap="${/** @type {HTMLElement} */ (part).dataset.swap}"]`);
        if (other) part.replaceWith(document.adoptNode(other));
      }
      shell.drawing.replaceChildren(...(root.querySelector("[data-drawing]")?.childNodes ?? []));
      document.title = next.title;
      for (const link of document.querySelectorAll("link[rel=alternate], a.language")) {
        const other = next.querySelector(link.matches("a") ? "a.language" : `link[rel=alternate][hreflang=${link.getAttribute("hreflang")}]`);
        if (other) link.setAttribute("href", other.getAttribute("href") ?? "");
      }
      if (record) history.pushState(null, "", href);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      await change({ root });
      status.textContent = shell.words.updated + next.title;
    } catch (reason) {
      console.warn("The page is loaded anew:", reason);
      location.assign(href);
    } finally {
      if (mine === turn) page?.removeAttribute("aria-busy");
    }
  }

  /** @param {HTMLFormElement} form */
  function addressOf(form) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) fields.append(name, String(value));
    return `${form.getAttribute("action") ?? ""}?${fields}`;
  }

  page.addEventListener("change", (event) => {
    const target = event.target;
    if (target instanceof HTMLSelectElement && target.form?.matches("[data-controls]")) go(addressOf(target.form), true);
  });
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.matches("[data-controls]")) {
      event.preventDefault();
      go(addressOf(form), true);
    }
  });
  window.addEventListener("popstate", () => go(location.href, false));
}
