// The locator map of a profile: the members of the place among their neighbours, each a link to its own page.
// @ts-check

import { address, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";
import { addPanel } from "./map-panel.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {"gemeente" | "wijk" | "buurt"} Level
 * @typedef {{ bbox: [number, number, number, number], members: Record<Level, number[]> }} Facts
 */

/** @type {Level[]} */
const LEVELS = ["gemeente", "wijk", "buurt"];

/** @param {Shell} shell @param {Facts} facts */
function style(shell, facts) {
  const own = LEVELS.filter((level) => facts.members[level].length > 0);
  const filter = (/** @type {Level} */ level) => ["in", ["id"], ["literal", facts.members[level]]];
  const part = (/** @type {string} */ id, /** @type {string} */ type, /** @type {Level} */ level, /** @type {object} */ paint) => ({
    id: `${id}-${level}`, type, source: "regions", "source-layer": level, filter: filter(level), paint,
  });
  const line = (/** @type {Level} */ level, /** @type {number} */ width, /** @type {number} */ minzoom) => ({
    id: `line-${level}`, type: "line", source: "regions", "source-layer": level, minzoom,
    paint: { "line-color": colour("--border"), "line-width": width },
  });
  const names = (/** @type {Level} */ level, /** @type {number} */ minzoom, /** @type {number} */ maxzoom) => ({
    id: `names-${level}`, type: "symbol", source: "regions", "source-layer": "label", minzoom, maxzoom,
    filter: ["==", ["get", "level"], level],
    layout: { "text-field": ["get", "name"], "text-font": ["Noto Sans Bold", "Arial Bold"], "text-size": 12, "text-max-width": 9, "text-padding": 6 },
    paint: { "text-color": colour("--text"), "text-halo-color": colour("--casing"), "text-halo-width": 1.8 },
  });
  return {
    version: 8,
    sources: { regions: { type: "vector", url: tilesOf(shell.root) } },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "land", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      // Not painted: it tells what lies under the pointer.
      { id: "under", type: "fill", source: "regions", "source-layer": "buurt", paint: { "fill-opacity": 0 } },
      ...own.map((level) => part("own", "fill", level, { "fill-color": colour("--accent"), "fill-opacity": 0.16 })),
      line("buurt", 0.6, 10),
      line("wijk", 1, 9),
      line("gemeente", 1.6, 5),
      ...own.map((level) => part("casing", "line", level, { "line-color": colour("--casing"), "line-width": 4.5 })),
      ...own.map((level) => part("edge", "line", level, { "line-color": colour("--accent"), "line-width": 2 })),
      names("wijk", 9, 12.5),
      names("buurt", 12.5, 24),
    ],
  };
}

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startPlace(library, shell) {
  /** @type {Facts} */
  const facts = JSON.parse(shell.root.dataset.facts ?? "{}");
  const map = await create(library, shell, { style: style(shell, facts), bounds: facts.bbox });
  onScheme(() => map.setStyle(style(shell, facts)));
  const layers = ["under"];
  const reading = readOut(map, shell, layers, (feature) => {
    const { readout } = shell;
    map.getCanvas().style.cursor = feature ? "pointer" : "";
    readout.hidden = !feature;
    if (!feature) {
      readout.replaceChildren();
      return;
    }
    const name = document.createElement("b");
    name.textContent = feature.properties.name ?? feature.properties.code;
    readout.replaceChildren(name, feature.properties.code);
  });
  const panel = addPanel(shell);
  /** @param {any} feature @param {boolean} byKey */
  function open(feature, byKey) {
    if (!feature) return;
    const { code, name } = feature.properties;
    panel.open({ key: code, name: name ?? code, facts: code, href: address(shell.root, shell.pages.buurt + code) }, byKey);
  }
  map.on("click", (/** @type {any} */ event) => open(map.queryRenderedFeatures(event.point, { layers })[0], false));
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && open(reading.centre(), true));
}
