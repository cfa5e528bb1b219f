// From a place to what was tried there: fetches the list of the server into a panel. The plain link to the same list is
// always there, so that nothing is lost where the fetch fails.
// @ts-check

/** @type {AbortController | null} */
let running = null;

/**
 * Fetches what was tried in a place and in places like it.
 * @param {HTMLElement} box Where it goes.
 * @param {string} href The address of the page with the list.
 * @param {{ loading: string, failed: string }} words
 * @returns {Promise<boolean>} Whether it came; false also where a newer question overtook it.
 */
export async function fillDrill(box, href, words) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const say = (/** @type {string} */ text) => {
    const line = document.createElement("p");
    line.className = "secondary";
    line.textContent = text;
    box.replaceChildren(line);
  };
  box.hidden = false;
  box.dataset.from = href;
  box.setAttribute("aria-busy", "true");
  say(words.loading);
  try {
    const address = new URL(href, location.href);
    address.searchParams.set("vorm", "fragment");
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    if (!answer.ok) throw new Error(`drill: ${answer.status}`);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("section");
    if (mine.signal.aborted) return false;
    if (!found) throw new Error("drill: no section");
    // The same example may stand on the page already: an id belongs to one of them.
    for (const entry of found.querySelectorAll("li[id]")) entry.removeAttribute("id");
    box.replaceChildren(document.adoptNode(found));
    return true;
  } catch (reason) {
    if (mine.signal.aborted) return false;
    console.warn("The list of practice did not arrive:", reason);
    say(words.failed);
    return false;
  } finally {
    if (running === mine) {
      running = null;
      box.removeAttribute("aria-busy");
    }
  }
}

/** Gives up what is on its way: the panel is closed. */
export function stopDrill() {
  running?.abort();
  running = null;
}
