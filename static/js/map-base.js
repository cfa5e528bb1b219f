// What both live maps share: loading the library, colours of the page, the swap after the first idle, keys.
// @ts-check

/**
 * @typedef {any} MapLibrary The module of MapLibre GL JS.
 * @typedef {any} LiveMap A map of it.
 * @typedef {Record<"canvas" | "zoomIn" | "zoomOut" | "whole" | "open" | "updated" | "drill" | "close" | "loading" | "failed" | "opened" | "examples" | "here" | "class", string>} Words
 * @typedef {Record<"gemeente" | "wijk" | "buurt" | "example" | "drill", string>} Pages What addresses of pages begin with.
 * @typedef {{ root: HTMLElement, canvas: HTMLElement, drawing: HTMLElement, readout: HTMLOutputElement, words: Words, pages: Pages }} Shell
 */

/** West, south, east, north of the Netherlands. */
export const COUNTRY = /** @type {[number, number, number, number]} */ ([3.25, 50.72, 7.28, 53.58]);

/** @returns {boolean} */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** @returns {boolean} Whether the browser can draw a live map at all. */
function hasWebGl() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

/**
 * A colour of the page.
 * @param {string} name Custom property.
 * @param {Element} [element]
 */
export function colour(name, element = document.documentElement) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/**
 * @param {HTMLElement} root
 * @returns {Shell}
 */
export function shellOf(root) {
  return {
    root,
    canvas: /** @type {HTMLElement} */ (root.querySelector("[data-canvas]")),
    drawing: /** @type {HTMLElement} */ (root.querySelector("[data-drawing]")),
    readout: /** @type {HTMLOutputElement} */ (root.querySelector("[data-readout]")),
    words: JSON.parse(root.dataset.words ?? "{}"),
    pages: JSON.parse(root.dataset.pages ?? "{}"),
  };
}

/**
 * Loads the library; null where it cannot draw.
 * @param {HTMLElement} root
 * @returns {Promise<MapLibrary | null>}
 */
export async function load(root) {
  const { module, worker, styles } = root.dataset;
  if (!module || !worker || !styles || !hasWebGl() || matchMedia("(forced-colors: active)").matches) return null;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  document.head.append(sheet);
  const library = await import(module);
  library.setWorkerUrl(new URL(worker, location.href).href);
  return library;
}

/**
 * Makes a map over the drawing. It becomes visible after its first idle, so that the drawing never gives way to a blank.
 * @param {MapLibrary} library
 * @param {Shell} shell
 * @param {{ style: object, bounds: number[], onStyle?: (map: LiveMap) => void }} wishes
 * @returns {Promise<LiveMap>}
 */
export function create(library, shell, { style, bounds, onStyle }) {
  const { canvas, drawing, root, words } = shell;
  canvas.hidden = false;
  const map = new library.Map({
    container: canvas,
    style,
    bounds,
    fitBoundsOptions: { padding: 12 },
    minZoom: 5,
    maxZoom: 16,
    maxBounds: [0.5, 49.5, 10, 55],
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    attributionControl: false,
    fadeDuration: calm() ? 0 : 150,
    cooperativeGestures: false,
    locale: {
      "Map.Title": words.canvas,
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
    },
  });
  // Before the tiles ask for it: images that the style draws with.
  if (onStyle) map.on("style.load", () => onStyle(map));
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.scrollZoom.disable();
  // A page is for scrolling; with Ctrl or ⌘ the wheel zooms, as it does everywhere in a browser.
  canvas.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) map.scrollZoom.enable();
    else map.scrollZoom.disable();
  }, { capture: true, passive: true });
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(homeControl(words.whole, () => map.fitBounds(COUNTRY, { padding: 12, animate: !calm() })), "top-right");
  return new Promise((resolve, reject) => {
    const stop = window.setTimeout(() => {
      map.remove();
      canvas.hidden = true;
      reject(new Error("no first idle within 20 s"));
    }, 20000);
    map.once("idle", () => {
      clearTimeout(stop);
      root.dataset.state = "idle";
      drawing.setAttribute("inert", "");
      resolve(map);
    });
  });
}

/**
 * A button that shows the whole country again.
 * @param {string} name
 * @param {() => void} act
 */
function homeControl(name, act) {
  const box = document.createElement("div");
  box.className = "maplibregl-ctrl maplibregl-ctrl-group";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-whole";
  button.textContent = "NL";
  button.title = name;
  button.setAttribute("aria-label", `NL: ${name}`);
  button.addEventListener("click", act);
  box.append(button);
  return { onAdd: () => box, onRemove: () => box.remove() };
}

/**
 * Reads out what lies under the pointer and, for keys, in the centre of the map.
 * @param {LiveMap} map
 * @param {Shell} shell
 * @param {string[]} layers
 * @param {(feature: any | null, byKey: boolean) => void} tell
 */
export function readOut(map, shell, layers, tell) {
  const canvas = map.getCanvas();
  let byKey = false;
  const at = (/** @type {any} */ point) => map.queryRenderedFeatures(point, { layers: layers.filter((id) => map.getLayer(id)) })[0] ?? null;
  map.on("mousemove", (/** @type {any} */ event) => tell(at(event.point), false));
  map.on("mouseout", () => tell(null, false));
  const centre = () => {
    const { width, height } = canvas.getBoundingClientRect();
    tell(at([width / 2, height / 2]), true);
  };
  canvas.addEventListener("focus", () => {
    byKey = canvas.matches(":focus-visible");
    shell.root.classList.toggle("map-by-key", byKey);
    if (byKey) centre();
  });
  canvas.addEventListener("blur", () => {
    byKey = false;
    shell.root.classList.remove("map-by-key");
    tell(null, false);
  });
  map.on("moveend", () => byKey && centre());
  return { centre: () => (byKey ? at([canvas.clientWidth / 2, canvas.clientHeight / 2]) : null) };
}

/**
 * Keeps the map in the colours of the page.
 * @param {() => void} paint
 */
export function onScheme(paint) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(paint));
}

/**
 * The source of the tiles.
 * @param {HTMLElement} root
 * @returns {string}
 */
export function tilesOf(root) {
  return new URL(root.dataset.tiles ?? "", location.href).href;
}

/**
 * An address on this site that keeps a language named in the address.
 * @param {HTMLElement} root
 * @param {string} path
 */
export function address(root, path) {
  const { lang } = root.dataset;
  return lang ? `${path}${path.includes("?") ? "&" : "?"}lang=${lang}` : path;
}
