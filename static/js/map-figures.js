// The live choropleth: one request for the values, colours by feature-state for what is in view, and controls that
// change the page in place. Another indicator, period or class within a vintage asks for no tile.
// @ts-check

import { COUNTRY, calm, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";
import { bindPage } from "./map-controls.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {"gemeente" | "wijk" | "buurt"} Level
 * @typedef {[number, number, number, number]} Box
 * @typedef {{ values: string, level: Level, breaks: number[], colours: number[], classes: string[], unit: [string, string], signed: boolean, decimals: number, reasons: Record<string, string>, linked: boolean, bbox: Box | null, coarse: { level: Level, values: string, note: string } | null, selected: { key: string, layer: Level | "focus" | null, id: number, bbox: Box | null } | null, within: { layer: Level | "focus", id: number } | null, points: [number, number, number, string][] | null }} Facts
 * @typedef {{ vintage: number, values: (number | null)[], missing: [number, number, number][], reasons: Record<string, string> }} Values
 */

/** @type {Level[]} */
const LEVELS = ["gemeente", "wijk", "buurt"];
/** The first zoom at which the tiles have a level. */
const FIRST_ZOOM = { gemeente: 5, wijk: 6, buurt: 10 };
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
  const shown = (/** @type {Level} */ level) => level === facts.level || level === facts.coarse?.level;
  const zooms = (/** @type {Level} */ level) => {
    if (level === facts.coarse?.level) return { maxzoom: FIRST_ZOOM[facts.level] };
    return facts.coarse && level === facts.level ? { minzoom: FIRST_ZOOM[facts.level] } : {};
  };
  const fills = LEVELS.map((level) => ({
    id: `fill-${level}`, type: "fill", source: "regions", "source-layer": level, ...zooms(level),
    layout: { visibility: shown(level) ? "visible" : "none" },
    paint: { "fill-color": fillColour(facts), "fill-opacity": ["case", ["==", ["number", ["feature-state", "class"], UNKNOWN], UNKNOWN], 0, 1] },
  }));
  const line = (/** @type {Level} */ level, /** @type {unknown} */ width, /** @type {number} */ minzoom) => ({
    id: `line-${level}`, type: "line", source: "regions", "source-layer": level, minzoom,
    paint: { "line-color": colour("--casing"), "line-width": width },
  });
  const outlined = (/** @type {string} */ state, /** @type {string} */ level, /** @type {number} */ casing, /** @type {number} */ width) => [
    { id: `${state}-casing-${level}`, type: "line", source: "regions", "source-layer": level, paint: { "line-color": colour("--casing"), "line-width": ["case", ["boolean", ["feature-state", state], false], casing, 0] } },
    { id: `${state}-${level}`, type: "line", source: "regions", "source-layer": level, paint: { "line-color": colour("--text"), "line-width": ["case", ["boolean", ["feature-state", state], false], width, 0] } },
  ];
  return {
    version: 8,
    sources: { regions: { type: "vector", url: tilesOf(shell.root) }, points: { type: "geojson", data: pointsOf(facts) } },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "no-value", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-pattern": "hatch" } },
      ...fills,
      line("buurt", ["interpolate", ["linear"], ["zoom"], 9, 0.1, 13, 1], facts.level === "buurt" ? 9 : 13),
      line("wijk", ["interpolate", ["linear"], ["zoom"], 7, 0.1, 12, 1.5], 7),
      line("gemeente", ["interpolate", ["linear"], ["zoom"], 6, 0.4, 12, 2], 5),
      ...["gemeente", "focus"].flatMap((level) => outlined("within", level, 5, 2)),
      ...["gemeente", "wijk", "buurt", "focus"].flatMap((level) => outlined("chosen", level, 7, 3.5)),
      ...LEVELS.filter(shown).flatMap((level) => outlined("hot", level, 6, 2.5)),
      {
        id: "points", type: "circle", source: "points",
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, 3, 14, 6],
          "circle-color": ["case", ["==", ["get", "kind"], 0], colour("--accent"), colour("--page")],
          "circle-stroke-width": ["case", ["==", ["get", "kind"], 0], 1.5, 2.5],
          "circle-stroke-color": ["case", ["==", ["get", "kind"], 0], colour("--page"), colour("--text")],
        },
      },
      {
        id: "names", type: "symbol", source: "regions", "source-layer": "label", minzoom: 7,
        filter: ["==", ["get", "level"], facts.level === "gemeente" || facts.level === "wijk" ? "gemeente" : "wijk"],
        layout: { "text-field": ["get", "name"], "text-font": ["Noto Sans Regular", "Arial Regular"], "text-size": 13, "text-padding": 12 },
        paint: { "text-color": colour("--text"), "text-halo-color": colour("--casing"), "text-halo-width": 1.8 },
      },
    ],
  };
}

/** What stands where, as the map reads it. @param {Facts} facts */
function pointsOf(facts) {
  const feature = (/** @type {[number, number, number, string]} */ [lon, lat, kind, told]) => ({
    type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { kind, told },
  });
  return { type: "FeatureCollection", features: (facts.points ?? []).map(feature) };
}

/** @param {Facts} facts */
function fillColour(facts) {
  const steps = facts.colours.flatMap((index, at) => [at, colour(`--c${index}`)]);
  if (steps.length === 0) return colour("--missing");
  return ["match", ["number", ["feature-state", "class"], UNKNOWN], ...steps, "rgba(0,0,0,0)"];
}

/**
 * A place among its surroundings.
 * @param {Box} box
 * @returns {Box}
 */
function roomAround([west, south, east, north]) {
  const [x, y] = [Math.max(east - west, 0.02), Math.max(north - south, 0.02)];
  return [west - 1.5 * x, south - y, east + 1.5 * x, north + y];
}

/** @param {number[]} breaks @param {number} value */
const classOf = (breaks, value) => breaks.reduce((found, limit) => (value >= limit ? found + 1 : found), 0);

/** @type {Map<string, Promise<Values>>} What came before: another class method asks for nothing. */
const kept = new Map();
const MOST_KEPT = 12;

/** @param {string} address @returns {Promise<Values>} */
function fetchValues(address) {
  const known = kept.get(address);
  if (known) return known;
  const coming = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`values: ${answer.status}`);
    return answer.json();
  });
  coming.catch(() => kept.delete(address));
  kept.set(address, coming);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return coming;
}

/** @param {Facts} facts @param {Values} values @param {number} id */
function wordsFor(facts, values, id) {
  const value = values.values[id - 1];
  if (value !== null && value !== undefined) {
    const digits = { minimumFractionDigits: Math.max(0, facts.decimals), maximumFractionDigits: Math.max(0, facts.decimals) };
    const number = new Intl.NumberFormat(document.documentElement.lang, digits).format(Math.abs(value));
    const [one, more] = facts.unit;
    const sign = value < 0 ? "\u2212" : facts.signed && value > 0 ? "+" : "";
    return sign + (number === "1" ? one : more).replace("#", number);
  }
  const run = values.missing.find(([first, length]) => id >= first && id < first + length);
  const reason = run ? values.reasons[String(run[2])] : undefined;
  return (reason && facts.reasons[reason]) ?? "";
}

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startFigures(library, shell) {
  let facts = factsOf(shell.root);
  let values = await fetchValues(facts.values);
  /** @type {Values | null} Of the larger level that stands in far out. */
  let coarse = null;
  const map = await create(library, shell, { style: style(shell, facts), bounds: facts.bbox ?? (facts.selected?.bbox ? roomAround(facts.selected.bbox) : COUNTRY), onStyle: addHatch });
  const note = document.createElement("p");
  note.className = "map-note";
  note.setAttribute("role", "status");
  note.hidden = true;
  shell.root.append(note);

  /** Features that have their colour already. */
  let coloured = new Set();
  /** @type {{ sourceLayer: string, id: number } | null} */
  let hot = null;
  /** What is outlined, with the kind of its outline. @type {{ at: { sourceLayer: string, id: number }, state: string }[]} */
  let drawn = [];

  const farOut = () => facts.coarse !== null && map.getZoom() < FIRST_ZOOM[facts.level];
  /** The level that has colours at this zoom. */
  const levelNow = () => (farOut() && facts.coarse ? facts.coarse.level : facts.level);
  const valuesOf = (/** @type {string} */ level) => (level === facts.level ? values : coarse);

  /** Gives a class to every feature in view that has none yet. */
  function colourView() {
    const level = levelNow();
    const list = valuesOf(level);
    if (!list || !map.getLayer(`fill-${level}`)) return;
    for (const { id } of map.queryRenderedFeatures({ layers: [`fill-${level}`] })) {
      const key = `${level}-${id}`;
      if (id === undefined || coloured.has(key)) continue;
      coloured.add(key);
      const value = list.values[id - 1];
      const found = value === null || value === undefined ? UNKNOWN : classOf(facts.breaks, value);
      map.setFeatureState({ source: "regions", sourceLayer: level, id }, { class: found });
    }
  }

  /** Far out the larger level shows, in the same classes; the reader is told. */
  async function lookOut() {
    const far = farOut();
    const text = far ? facts.coarse?.note ?? "" : "";
    if (note.textContent !== text) note.textContent = text;
    note.hidden = text === "";
    if (!far || coarse || !facts.coarse) return;
    const wanted = facts.coarse.values;
    const came = await fetchValues(wanted);
    if (facts.coarse?.values === wanted) {
      coarse = came;
      colourView();
    }
  }
  map.on("idle", colourView);
  map.on("moveend", () => {
    void lookOut();
    colourView();
  });
  map.on("sourcedata", (/** @type {any} */ event) => event.isSourceLoaded && colourView());

  /** @param {{ sourceLayer: string, id: number } | null} next */
  function heat(next) {
    if (hot?.id === next?.id && hot?.sourceLayer === next?.sourceLayer) return;
    if (hot) map.setFeatureState({ source: "regions", ...hot }, { hot: false });
    hot = next;
    if (hot) map.setFeatureState({ source: "regions", ...hot }, { hot: true });
  }

  /** The selected place, and the part of the country that is shown. */
  function outline() {
    for (const { at, state } of drawn) map.setFeatureState({ source: "regions", ...at }, { [state]: false });
    const { selected, within } = facts;
    drawn = [];
    if (selected?.layer) drawn.push({ at: { sourceLayer: selected.layer, id: selected.id }, state: "chosen" });
    if (within) drawn.push({ at: { sourceLayer: within.layer, id: within.id }, state: "within" });
    for (const { at, state } of drawn) map.setFeatureState({ source: "regions", ...at }, { [state]: true });
  }

  const layers = ["points", ...LEVELS.map((level) => `fill-${level}`)];
  const reading = readOut(map, shell, layers, (feature) => {
    const { readout, words } = shell;
    if (feature?.source === "points") {
      heat(null);
      readout.hidden = false;
      readout.replaceChildren(String(feature.properties.told));
      return;
    }
    const level = feature?.sourceLayer;
    const list = level ? valuesOf(level) : null;
    heat(feature ? { sourceLayer: level, id: Number(feature.id) } : null);
    map.getCanvas().style.cursor = feature && facts.linked ? "pointer" : "";
    readout.hidden = !feature || !list;
    if (!feature || !list) {
      readout.replaceChildren();
      return;
    }
    const id = Number(feature.id);
    const line = (/** @type {string} */ tag, /** @type {string} */ text, className = "") => {
      const element = document.createElement(tag);
      element.textContent = text;
      if (className) element.className = className;
      return element;
    };
    const parts = [
      line("b", feature.properties.name ?? feature.properties.code),
      line("span", wordsFor(facts, list, id), "readout-value"),
    ];
    const value = list.values[id - 1];
    const named = value === null || value === undefined ? undefined : facts.classes[classOf(facts.breaks, value)];
    if (named && facts.classes.length > 1) parts.push(line("span", words.class + named, "readout-class"));
    readout.replaceChildren(...parts);
  });

  function restyle() {
    coloured = new Set();
    hot = null;
    map.setStyle(style(shell, facts));
    map.once("idle", () => {
      outline();
      colourView();
    });
  }
  onScheme(() => {
    if (map.hasImage("hatch")) map.removeImage("hatch");
    restyle();
  });

  const page = bindPage(shell, async (next, { follow }) => {
    const before = facts;
    const sameTiles = next.root.dataset.tiles === shell.root.dataset.tiles;
    const nextFacts = factsOf(next.root);
    const nextValues = await fetchValues(nextFacts.values);
    if (next.stale()) return;
    shell.root.dataset.facts = next.root.dataset.facts;
    shell.root.dataset.tiles = next.root.dataset.tiles;
    facts = nextFacts;
    values = nextValues;
    if (before.coarse?.values !== facts.coarse?.values) coarse = null;
    if (sameTiles && before.level === facts.level && before.coarse?.level === facts.coarse?.level) {
      // The tiles stay; only classes and colours change.
      if (before.values !== facts.values || String(before.breaks) !== String(facts.breaks)) {
        for (const level of LEVELS) map.removeFeatureState({ source: "regions", sourceLayer: level });
        coloured = new Set();
        hot = null;
        drawn = [];
      }
      for (const level of LEVELS) map.setPaintProperty(`fill-${level}`, "fill-color", fillColour(facts));
      map.getSource("points")?.setData(pointsOf(facts));
      outline();
      colourView();
    } else {
      restyle();
    }
    look(before, follow);
    void lookOut();
  });

  /**
   * Brings into view what the reader asked for; who clicks on the map sees it already.
   * @param {Facts} before
   * @param {boolean} follow
   */
  function look(before, follow) {
    const { bbox, selected } = facts;
    const fit = (/** @type {Box} */ box, /** @type {number} */ padding) => map.fitBounds(box, { padding, maxZoom: 13, animate: !calm() });
    if (bbox && String(bbox) !== String(before.bbox)) fit(bbox, 24);
    else if (follow && selected?.bbox && selected.key !== before.selected?.key) fit(roomAround(selected.bbox), 0);
    else if (!bbox && before.bbox && !selected) fit(COUNTRY, 12);
  }

  /** @param {any} feature @param {boolean} byKey */
  function select(feature, byKey) {
    if (feature && facts.linked) page.select(feature.properties.code, byKey);
  }
  map.on("click", (/** @type {any} */ event) => select(map.queryRenderedFeatures(event.point, { layers: [`fill-${levelNow()}`] })[0], false));
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const centre = event.key === "Enter" ? reading.centre() : null;
    if (centre && centre.source !== "points") select(centre, true);
    if (event.key === "Escape") page.close();
  });
  outline();
  colourView();
  void lookOut();
}
