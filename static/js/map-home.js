// The map of the first page: focus areas over the outlines of municipalities, in step with the list beside it.
// @ts-check

import { COUNTRY, calm, colour, create, onScheme, readOut, tilesOf } from "./map-base.js";
import { addPanel } from "./map-panel.js";

/**
 * @typedef {import("./map-base.js").Shell} Shell
 * @typedef {{ id: number, key: string, name: string, place: string, count: string, href: string, point: [number, number], anchor: string | undefined, link: HTMLAnchorElement }} Area
 */

/**
 * @param {boolean} small Whether the map is as small as on a telephone.
 * @returns {Area[]} The list beside the map.
 */
function listed(small) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-area][data-point]"));
  return [...links].map((link) => {
    const [lon, lat] = (link.dataset.point ?? "").split(",").map(Number);
    const text = (/** @type {string} */ selector) => link.querySelector(selector)?.textContent?.trim() ?? "";
    return {
      id: Number(link.dataset.area),
      key: new URL(link.href).pathname.split("/").pop() ?? "",
      name: text(".area-name"),
      place: text(".area-place"),
      count: text(".area-count"),
      href: link.href,
      point: [lon ?? 0, lat ?? 0],
      // On a small map a name without a place of its own waits until the reader has come closer.
      anchor: small ? link.dataset.anchorPhone : link.dataset.anchor ?? "left",
      link,
    };
  });
}

/** @param {Shell} shell Whether its map is as small as on a telephone. */
const isSmall = (shell) => shell.root.clientWidth < 480;

/**
 * @param {Shell} shell
 * @param {Area[]} areas
 */
function style(shell, areas) {
  const ids = areas.map((area) => area.id);
  const shown = ["in", ["id"], ["literal", ids]];
  const hot = ["boolean", ["feature-state", "hot"], false];
  return {
    version: 8,
    sources: {
      regions: { type: "vector", url: tilesOf(shell.root) },
      points: {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: areas.map((area) => ({
            type: "Feature",
            id: area.id,
            geometry: { type: "Point", coordinates: area.point },
            properties: area.anchor ? { name: area.name, anchor: area.anchor } : { name: area.name },
          })),
        },
      },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--water") } },
      { id: "land", type: "fill", source: "regions", "source-layer": "gemeente", paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      { id: "buurten", type: "line", source: "regions", "source-layer": "buurt", minzoom: 11.5, paint: { "line-color": colour("--border"), "line-width": 0.4 } },
      { id: "wijken", type: "line", source: "regions", "source-layer": "wijk", minzoom: 9.5, paint: { "line-color": colour("--border"), "line-width": ["interpolate", ["linear"], ["zoom"], 9.5, 0.2, 13, 1] } },
      { id: "gemeenten", type: "line", source: "regions", "source-layer": "gemeente", paint: { "line-color": colour("--border"), "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.5, 11, 1.6] } },
      { id: "areas", type: "fill", source: "regions", "source-layer": "focus", filter: shown, paint: { "fill-color": colour("--accent"), "fill-opacity": ["interpolate", ["linear"], ["zoom"], 8, 0.9, 12, 0.22] } },
      { id: "area-casing", type: "line", source: "regions", "source-layer": "focus", filter: shown, minzoom: 8, paint: { "line-color": colour("--casing"), "line-width": 5 } },
      { id: "area-lines", type: "line", source: "regions", "source-layer": "focus", filter: shown, paint: { "line-color": colour("--accent"), "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 10, 2.2] } },
      {
        id: "dots", type: "circle", source: "points", maxzoom: 10.5,
        paint: {
          "circle-color": colour("--accent"),
          "circle-radius": ["case", hot, 9, 6],
          "circle-stroke-color": colour("--casing"),
          "circle-stroke-width": 2,
          "circle-opacity": ["interpolate", ["linear"], ["zoom"], 9.5, 1, 10.5, 0],
          "circle-stroke-opacity": ["interpolate", ["linear"], ["zoom"], 9.5, 1, 10.5, 0],
        },
      },
      {
        id: "names", type: "symbol", source: "points",
        filter: ["any", ["has", "anchor"], [">=", ["zoom"], 8]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": ["Noto Sans Bold", "Arial Bold"],
          "text-size": isSmall(shell) ? 12 : 14,
          // Where the server put the name on its drawing; closer by there is room enough.
          "text-anchor": ["coalesce", ["get", "anchor"], "left"],
          "text-radial-offset": 0.8,
          "text-max-width": 20,
          "text-padding": 1,
        },
        paint: { "text-color": colour("--text"), "text-halo-color": colour("--casing"), "text-halo-width": 2 },
      },
    ],
  };
}

/**
 * @param {any} library
 * @param {Shell} shell
 */
export async function startHome(library, shell) {
  const areas = listed(isSmall(shell));
  const byId = new Map(areas.map((area) => [area.id, area]));
  const map = await create(library, shell, { style: style(shell, areas), bounds: COUNTRY });
  onScheme(() => map.setStyle(style(shell, areas)));
  const canvas = map.getCanvas();

  /** @type {Area | null} */
  let hot = null;
  /** @param {Area | null} area */
  function heat(area) {
    if (hot === area) return;
    if (hot) {
      hot.link.classList.remove("is-hot");
      map.setFeatureState({ source: "points", id: hot.id }, { hot: false });
    }
    hot = area;
    canvas.style.cursor = area ? "pointer" : "";
    if (area) {
      area.link.classList.add("is-hot");
      map.setFeatureState({ source: "points", id: area.id }, { hot: true });
    }
  }

  const layers = ["dots", "names", "areas"];
  const reading = readOut(map, shell, layers, (feature) => {
    const area = feature ? byId.get(Number(feature.id)) ?? null : null;
    heat(area);
    const { readout } = shell;
    readout.hidden = !area;
    if (area) {
      const name = document.createElement("b");
      name.textContent = area.name;
      readout.replaceChildren(name, `${area.place} · ${area.count}`);
    } else readout.replaceChildren();
  });
  const panel = addPanel(shell);
  /** @param {any} feature @param {boolean} byKey */
  function open(feature, byKey) {
    const area = feature && byId.get(Number(feature.id));
    if (!area) {
      panel.close();
      return;
    }
    panel.open({ key: area.key, name: area.name, facts: `${area.place} · ${area.count}`, href: area.href }, byKey);
    // The area itself stays in sight beside the panel.
    const { x } = map.project(area.point);
    const free = panel.covered() + 80;
    if (x < free) map.panBy([x - free, 0], { animate: !calm() });
  }
  map.on("click", (/** @type {any} */ event) => {
    const { x, y } = event.point;
    // At least 24 by 24 pixels around a dot.
    open(map.queryRenderedFeatures([[x - 12, y - 12], [x + 12, y + 12]], { layers })[0], false);
  });
  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const feature = event.key === "Enter" ? reading.centre() : null;
    if (feature) open(feature, true);
  });
  for (const area of areas) {
    area.link.addEventListener("mouseenter", () => heat(area));
    area.link.addEventListener("mouseleave", () => heat(null));
    area.link.addEventListener("focus", () => {
      heat(area);
      if (!map.getBounds().contains(area.point)) map.easeTo({ center: area.point, animate: !calm() });
    });
    area.link.addEventListener("blur", () => heat(null));
  }
}

