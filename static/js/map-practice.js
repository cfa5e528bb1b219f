// The map of practice examples: points that gather into clusters, each at least 24 by 24 pixels. A point opens its
// example, points at one spot are listed, a neighbourhood opens the panel with what was tried there and in places like it.
// In step with the list beside it: its entries carry the id of their example.
// @ts-check

import { COUNTRY, address, calm, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";
import { addPanel } from "./map-panel.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 */

/** @param {Shell} shell @param {any} points */
function style(shell, points) {
  const hot = ["boolean", ["feature-state", "hot"], false];
  return {
    version: 8,
    sources: {
      regions: { type: "vector", url: tilesOf(shell.root) },
      examples: { type: "geojson", data: points, cluster: true, clusterRadius: 36, clusterMaxZoom: 13 },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "land", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      // Not painted: they tell what lies under the pointer.
      { id: "under-gemeente", type: "fill", source: "regions", "source-layer": "gemeente", maxzoom: 10, paint: { "fill-opacity": 0 } },
      { id: "under-buurt", type: "fill", source: "regions", "source-layer": "buurt", minzoom: 10, paint: { "fill-opacity": 0 } },
      { id: "buurten", type: "line", source: "regions", "source-layer": "buurt", minzoom: 11, paint: { "line-color": colour("--border"), "line-width": 0.5 } },
      { id: "gemeenten", type: "line", source: "regions", "source-layer": "gemeente", paint: { "line-color": colour("--border"), "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.5, 11, 1.6] } },
      { id: "areas", type: "fill", source: "regions", "source-layer": "focus", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.14 } },
      { id: "area-lines", type: "line", source: "regions", "source-layer": "focus", paint: { "line-color": colour("--accent"), "line-width": 1 } },
      {
        id: "clusters", type: "circle", source: "examples", filter: ["has", "point_count"],
        paint: {
          "circle-color": colour("--accent"),
          "circle-radius": ["step", ["get", "point_count"], 15, 10, 19, 25, 24],
          "circle-stroke-color": colour("--casing"), "circle-stroke-width": 2,
        },
      },
      {
        id: "counts", type: "symbol", source: "examples", filter: ["has", "point_count"],
        layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": ["Noto Sans Bold", "Arial Bold"], "text-size": 14, "text-allow-overlap": true },
        paint: { "text-color": colour("--on-accent") },
      },
      {
        id: "examples", type: "circle", source: "examples", filter: ["!", ["has", "point_count"]],
        paint: {
          "circle-color": colour("--accent"), "circle-radius": ["case", hot, 13, 10],
          "circle-stroke-color": colour("--casing"), "circle-stroke-width": 3,
        },
      },
    ],
  };
}

/**
 * The box of the points, with room around a lone one; the country without any.
 * @param {any} points
 * @returns {[number, number, number, number]}
 */
function boxOf(points) {
  const spots = points.features.map((/** @type {any} */ { geometry }) => geometry.coordinates);
  if (spots.length === 0) return COUNTRY;
  const [x, y] = [0, 1].map((axis) => spots.map((/** @type {number[]} */ spot) => spot[axis]));
  const room = 0.03;
  return [Math.min(...x) - room, Math.min(...y) - room, Math.max(...x) + room, Math.max(...y) + room];
}

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startPractice(library, shell) {
  const answer = await fetch(new URL(shell.root.dataset.points ?? "", location.href));
  if (!answer.ok) throw new Error(`examples: ${answer.status}`);
  const points = await answer.json();
  const english = document.documentElement.lang === "en";
  // Ids of features are numbers to the map: their position; the id of the example goes along as a property.
  points.features.forEach((/** @type {any} */ feature, /** @type {number} */ at) => {
    feature.properties.example = feature.properties.code ?? feature.id;
    feature.properties.title = feature.properties[english ? "title_en" : "title_nl"];
    feature.id = at;
  });
  const map = await create(library, shell, { style: style(shell, points), bounds: boxOf(points) });
  onScheme(() => map.setStyle(style(shell, points)));
  const panel = addPanel(shell);

  const positions = new Map(points.features.map((/** @type {any} */ { properties }) => [properties.example, properties.position]));
  const entryOf = (/** @type {string} */ example) => document.querySelector(`.hit[data-example="${positions.get(example)}"]`);
  const hrefOf = (/** @type {string} */ example) => entryOf(example)?.querySelector("a")?.href ?? address(shell.root, shell.pages.example + encodeURIComponent(example));
  const item = (/** @type {any} */ { properties }) => ({ name: properties.title, facts: properties.organisation ?? "", href: hrefOf(properties.example) });

  /** @type {number | null} */
  let hot = null;
  /** @param {number | null} id */
  function heat(id) {
    if (hot === id) return;
    const mark = (/** @type {number} */ at, /** @type {boolean} */ on) => {
      map.setFeatureState({ source: "examples", id: at }, { hot: on });
      entryOf(points.features[at]?.properties.example)?.classList.toggle("is-hot", on);
    };
    if (hot !== null) mark(hot, false);
    hot = id;
    if (hot !== null) mark(hot, true);
  }
  points.features.forEach((/** @type {any} */ { properties }, /** @type {number} */ at) => {
    const entry = entryOf(properties.example);
    for (const name of ["mouseenter", "focusin"]) entry?.addEventListener(name, () => heat(at));
    for (const name of ["mouseleave", "focusout"]) entry?.addEventListener(name, () => heat(null));
  });

  const marks = ["examples", "clusters"];
  const under = ["under-buurt", "under-gemeente"];
  const reading = readOut(map, shell, [...marks, ...under], (feature) => {
    const { readout, words } = shell;
    map.getCanvas().style.cursor = feature ? "pointer" : "";
    heat(feature?.layer.id === "examples" ? Number(feature.id) : null);
    readout.hidden = !feature;
    const name = document.createElement("b");
    const { properties } = feature ?? { properties: {} };
    name.textContent = properties.point_count ? words.examples.replace("{n}", String(properties.point_count)) : properties.title ?? properties.name ?? properties.code ?? "";
    readout.replaceChildren(name);
  });

  /**
   * Zooms in on a cluster; where its points share a spot, no zoom takes them apart and they are listed.
   * @param {any} feature @param {boolean} byKey
   */
  async function openCluster(feature, byKey) {
    const source = map.getSource("examples");
    const { cluster_id: id, point_count: count } = feature.properties;
    const [zoom, leaves] = await Promise.all([source.getClusterExpansionZoom(id), source.getClusterLeaves(id, Math.min(count, 100), 0)]);
    const [first] = leaves;
    const spot = (/** @type {any} */ leaf) => leaf.geometry.coordinates.map((/** @type {number} */ degrees) => degrees.toFixed(4)).join();
    const together = leaves.every((/** @type {any} */ leaf) => spot(leaf) === spot(first));
    if (together || zoom > 13) panel.list(shell.words.here, leaves.map(item), byKey);
    else map.easeTo({ center: feature.geometry.coordinates, zoom, animate: !calm() });
  }

  /** @param {any} feature @param {boolean} byKey */
  function open(feature, byKey) {
    if (!feature) return;
    const { properties, layer } = feature;
    if (layer.id === "clusters") void openCluster(feature, byKey);
    else if (layer.id === "examples") {
      // Beyond the zoom of clusters points may still share a spot.
      const all = map.queryRenderedFeatures(map.project(feature.geometry.coordinates), { layers: ["examples"] });
      const ids = new Set();
      const each = all.filter((/** @type {any} */ found) => !ids.has(found.id) && ids.add(found.id));
      panel.list(each.length > 1 ? shell.words.here : properties.title, each.map(item), byKey);
    } else {
      const { code, name } = properties;
      const pages = layer.id === "under-buurt" ? shell.pages.buurt : shell.pages.gemeente;
      panel.open({ key: code, name: name ?? code, facts: code, href: address(shell.root, pages + code) }, byKey);
    }
  }
  map.on("click", (/** @type {any} */ event) => {
    const { x, y } = event.point;
    const near = map.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]], { layers: marks })[0];
    open(near ?? map.queryRenderedFeatures(event.point, { layers: under.filter((id) => map.getLayer(id)) })[0], false);
  });
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && open(reading.centre(), true));
}

/** The drawing of the server, in step with the list before any live map: a row warms its mark and the other way round. */
export function linkDrawing() {
  const marks = [...document.querySelectorAll(".practice-mark[data-examples]")];
  const rows = new Map([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hit[data-example]"))].map((row) => [row.dataset.example, row]));
  for (const mark of marks) {
    const own = (mark.getAttribute("data-examples") ?? "").split(" ").map((id) => rows.get(id)).filter((row) => row !== undefined);
    const warm = (/** @type {boolean} */ hot) => {
      mark.classList.toggle("is-hot", hot);
      for (const row of own) row.classList.toggle("is-hot", hot);
    };
    for (const element of [mark, ...own]) {
      element.addEventListener("mouseenter", () => warm(true));
      element.addEventListener("mouseleave", () => warm(false));
      element.addEventListener("focusin", () => warm(true));
      element.addEventListener("focusout", () => warm(false));
    }
    // The list of a spot may be folded away.
    mark.addEventListener("click", () => document.querySelector("details.spots")?.setAttribute("open", ""));
  }
}
