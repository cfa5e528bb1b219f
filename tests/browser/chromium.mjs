// Real Chromium, without a window, with a software renderer for WebGL, and silent towards the rest of the world.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { origin } from './server.mjs';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a map may take to draw on a software renderer, in milliseconds. */
const MAP_PATIENCE = 45_000;

/** The executable: WIJKWIJZER_CHROMIUM, or the first that PATH knows. */
function executable() {
  if (process.env.WIJKWIJZER_CHROMIUM) return process.env.WIJKWIJZER_CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here; look further.
      }
    }
  }
  throw new Error('No Chromium found: install it, or name it in WIJKWIJZER_CHROMIUM.');
}

/** Starts Chromium. */
export function launch() {
  return chromium.launch({ executablePath: executable(), args: FLAGS, headless: true });
}

/**
 * What a page did that it should not do: errors on the console, failed requests, requests to another host.
 * Watching starts at the call; the list grows as things happen.
 * @param {import('playwright-core').Page} page
 * @param {{ status?: number }} [expected] status of the document, when it is an error page
 * @returns {string[]}
 */
export function watch(page, { status = 200 } = {}) {
  /** @type {string[]} */
  const complaints = [];
  const document = (/** @type {import('playwright-core').Request} */ request) =>
    request.isNavigationRequest() && request.frame() === page.mainFrame();
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Chromium reports the status of an error page as an error; that status is what was asked for.
    if (status !== 200 && message.text().includes(`status of ${status}`) && message.location().url === page.url()) return;
    complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== origin) complaints.push(`third party: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'unknown';
    // A page that is left, or a map that moves on, gives up what it no longer needs.
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} (${why})`);
  });
  page.on('response', (response) => {
    const allowed = document(response.request()) ? status : 399;
    if (response.status() >= 400 && response.status() !== allowed) {
      complaints.push(`${response.status()}: ${response.url()}`);
    }
  });
  return complaints;
}

/**
 * Waits until every map on the page has been drawn for the first time.
 * @param {import('playwright-core').Page} page
 */
export async function mapsDrawn(page) {
  await page.waitForFunction(
    () => [...document.querySelectorAll('[data-map]')].every((map) => map.getAttribute('data-state') === 'idle'),
    undefined,
    { timeout: MAP_PATIENCE },
  );
}

/**
 * Opens a page and waits until it is still.
 * @param {import('playwright-core').Page} page
 * @param {string} address
 */
export async function visit(page, address) {
  const response = await page.goto(address, { waitUntil: 'load' });
  await mapsDrawn(page);
  return response;
}
