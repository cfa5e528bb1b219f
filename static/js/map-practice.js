// The map of practice examples, in step with the list: a cluster opens, a spot shows what is there.
// @ts-check

import { COUNTRY, calm, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {{ type: "FeatureCollection", features: any[] }} Points
 */

/** @param {Shell} shell @param {Points} points */
function style(shell, points) {
  const hot = ["boolean", ["feature-state", "hot"], false];
  return {
    version: 8,
    sources: {
      regions: { type: "vector", url: tilesOf(shell.root) },
      practice: { type: "geojson", data: points, cluster: true, clusterRadius: 34, clusterMaxZoom: 13 },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "land", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      { id: "wijken", type: "line", source: "regions", "source-layer": "wijk", minzoom: 9.5, paint: { "line-color": colour("--border"), "line-width": 0.6 } },
      { id: "gemeenten", type: "line", source: "regions", "source-layer": "gemeente", paint: { "line-color": colour("--border"), "line-width": 0.6 } },
      { id: "areas", type: "fill", source: "regions", "source-layer": "focus", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.16 } },
      {
        id: "spots", type: "circle", source: "practice",
        paint: {
          "circle-color": colour("--accent"),
          "circle-radius": ["case", ["has", "point_count"], 14, hot, 11, 9],
          "circle-stroke-color": ["case", hot, colour("--text"), colour("--casing")],
          "circle-stroke-width": 2,
        },
      },
      {
        id: "counts", type: "symbol", source: "practice", filter: ["has", "point_count"],
        layout: { "text-field": ["get", "point_count"], "text-font": ["Noto Sans Bold", "Arial Bold"], "text-size": 13, "text-allow-overlap": true },
        paint: { "text-color": colour("--on-accent") },
      },
    ],
  };
}

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startPractice(library, shell) {
  const { root, readout } = shell;
  const answer = await fetch(root.dataset.points ?? "");
  if (!answer.ok) return;
  /** @type {Points} */
  const points = await answer.json();
  for (const feature of points.features) feature.id = feature.properties.position;
  const language = document.documentElement.lang === "en" ? "title_en" : "title_nl";
  const seenFrom = new URLSearchParams(location.search).get("vanuit");
  const map = await create(library, shell, { style: style(shell, points), bounds: COUNTRY });
  onScheme(() => map.setStyle(style(shell, points)));
  const layers = ["spots"];

  /** @param {any} feature */
  const href = (feature) => {
    const url = new URL(`/praktijkvoorbeelden/${feature.code}`, location.href);
    if (seenFrom) url.searchParams.set("vanuit", seenFrom);
    if (root.dataset.lang) url.searchParams.set("lang", root.dataset.lang);
    return url.href;
  };
  /** The examples of a mark: of a cluster all its leaves. @param {any} feature */
  const examplesOf = async (feature) => {
    if (!feature.properties.cluster) return [feature];
    return map.getSource("practice").getClusterLeaves(feature.properties.cluster_id, 100, 0);
  };
  /** @type {Element | null} */
  let row = null;
  /** @param {number | null} position */
  const heat = (position) => {
    row?.classList.remove("is-hot");
    row = position === null ? null : document.querySelector(`.hit[data-example="${position}"]`);
    row?.classList.add("is-hot");
  };
  /** @param {any} feature */
  const tell = async (feature) => {
    map.getCanvas().style.cursor = feature ? "pointer" : "";
    readout.hidden = !feature;
    heat(feature && !feature.properties.cluster ? feature.properties.position : null);
    if (!feature) return readout.replaceChildren();
    const examples = await examplesOf(feature);
    const first = document.createElement("b");
    first.textContent = examples[0]?.properties[language] ?? "";
    readout.replaceChildren(first, examples.length > 1 ? ` + ${examples.length - 1}` : "");
  };
  const reading = readOut(map, shell, layers, tell);

  /** @param {any} feature */
  const open = async (feature) => {
    if (!feature) return;
    const examples = await examplesOf(feature);
    const codes = new Map(points.features.map((one) => [one.properties.position, one]));
    const whole = examples.map((/** @type {any} */ one) => codes.get(one.properties.position)).filter(Boolean);
    const [first] = whole;
    if (!first) return;
    const apart = whole.some((/** @type {any} */ one) => String(one.geometry.coordinates) !== String(first.geometry.coordinates));
    if (whole.length === 1) location.assign(href({ code: idOf(first) }));
    else if (apart) {
      const zoom = await map.getSource("practice").getClusterExpansionZoom(feature.properties.cluster_id);
      map.easeTo({ center: feature.geometry.coordinates, zoom: Math.min(zoom + 0.3, 16), animate: !calm() });
    } else list(whole, idOf, href, language, readout);
  };
  map.on("click", (/** @type {any} */ event) => {
    const { x, y } = event.point;
    open(map.queryRenderedFeatures([[x - 12, y - 12], [x + 12, y + 12]], { layers })[0]);
  });
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && open(reading.centre()));

  for (const hit of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hit[data-example]"))) {
    const id = Number(hit.dataset.example);
    const set = (/** @type {boolean} */ hot) => map.setFeatureState({ source: "practice", id }, { hot });
    hit.addEventListener("mouseenter", () => set(true));
    hit.addEventListener("mouseleave", () => set(false));
    hit.addEventListener("focusin", () => set(true));
    hit.addEventListener("focusout", () => set(false));
  }
}

/** The id of an example in its address. @param {any} feature */
function idOf(feature) {
  return feature.properties.code;
}

/**
 * Several examples at one spot: a list to choose from.
 * @param {any[]} examples
 * @param {(feature: any) => string} id
 * @param {(feature: any) => string} href
 * @param {string} language
 * @param {HTMLOutputElement} readout
 */
function list(examples, id, href, language, readout) {
  const items = document.createElement("ul");
  for (const example of examples) {
    const link = document.createElement("a");
    link.href = href({ code: id(example) });
    link.textContent = example.properties[language];
    const item = document.createElement("li");
    item.append(link);
    items.append(item);
  }
  readout.hidden = false;
  readout.replaceChildren(items);
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
