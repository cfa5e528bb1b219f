// The live maps of the site: which page gets which, loaded after everything else.
// @ts-check

import { load, shellOf } from "./map-base.js";
import { startHome } from "./map-home.js";
import { startFigures } from "./map-figures.js";
import { startPlace } from "./map-place.js";
import { linkDrawing, startPractice } from "./map-practice.js";

/**
 * @param {HTMLElement} root
 */
export async function start(root) {
  if (root.dataset.map === "practice") linkDrawing();
  const library = await load(root);
  if (!library) return;
  const shell = shellOf(root);
  if (root.dataset.map === "home") await startHome(library, shell);
  else if (root.dataset.map === "figures") await startFigures(library, shell);
  else if (root.dataset.map === "place") await startPlace(library, shell);
  else if (root.dataset.map === "practice") await startPractice(library, shell);
}
