// The map: an enhancement of the SVG in the page, over the site's own tiles.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { launch, visit, watch } from './chromium.mjs';
import { url } from './server.mjs';

/** Indicators with a figure of 2024 on the codes of 2024, at the level of the gemeente. */
const OF_2024 = [
  'aandeel_65_plus',
  'aandeel_0_14',
  'huishoudensgrootte',
  'dichtheid',
  'adressendichtheid',
  'woz_waarde',
  'eengezinswoningen',
  'ervaren_gezondheid_goed',
  'misdrijven_per_1000',
  'afstand_huisarts',
];

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * Runs `body` on a fresh page.
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {(page: import('playwright-core').Page, complaints: string[]) => Promise<void>} body
 */
async function onPage(options, body) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', ...options });
  try {
    const page = await context.newPage();
    await body(page, watch(page));
  } finally {
    await context.close();
  }
}

for (const path of [
  '/',
  '/gebieden/utrecht-overvecht',
  '/kaart',
  '/kaart?indicator=koopwoningen&niveau=wijk&periode=2024',
  '/kaart?indicator=misdrijven_per_1000&niveau=buurt&gebied=GM0344',
]) {
  it(`draws the map of ${path} from its own tiles and then takes the SVG away`, async () => {
    await onPage({}, async (page, complaints) => {
      /** @type {string[]} */
      const tiles = [];
      page.on('response', (response) => {
        if (/^\/tiles\/.+\.mvt$/.test(new URL(response.url()).pathname)) tiles.push(`${response.status()}`);
      });
      await visit(page, url(path));
      const map = page.locator('[data-map]').first();
      assert.equal(await map.getAttribute('data-state'), 'idle');
      assert.ok(await map.locator('canvas').isVisible(), 'the drawn map shows');
      assert.ok(tiles.length > 0, 'tiles were fetched');
      assert.deepEqual(tiles.filter((status) => status !== '200' && status !== '204'), []);
      assert.ok(!(await map.locator('[data-drawing] svg').first().isVisible()), 'the SVG gave way to the map');
      assert.deepEqual(complaints, []);
    });
  });
}

for (const path of ['/', '/kaart', '/gebieden/utrecht-overvecht', '/buurten/BU03440311']) {
  it(`shows the map of ${path} as SVG without JavaScript`, async () => {
    await onPage({ javaScriptEnabled: false }, async (page, complaints) => {
      await page.goto(url(path));
      const drawing = page.locator('main svg').first();
      assert.ok(await drawing.isVisible());
      assert.ok((await drawing.locator('path').count()) > 0, 'it has outlines');
      assert.deepEqual(complaints, []);
    });
  });
}

it('keeps the SVG, without an exception, in a browser that has no WebGL', async () => {
  await onPage({}, async (page, complaints) => {
    await page.addInitScript(() => {
      const real = HTMLCanvasElement.prototype.getContext;
      // @ts-ignore the signature has many forms; only the kind matters here.
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        // @ts-ignore as above.
        return String(kind).startsWith('webgl') ? null : real.call(this, kind, ...rest);
      };
    });
    await page.goto(url('/'), { waitUntil: 'networkidle' });
    const map = page.locator('[data-map]').first();
    assert.notEqual(await map.getAttribute('data-state'), 'idle');
    assert.ok(await page.locator('main svg').first().isVisible());
    assert.deepEqual(complaints.filter((complaint) => !complaint.startsWith('console:')), []);
  });
});

it('fetches no tile when the indicator changes ten times within the outlines of 2024', { timeout: 240_000 }, async () => {
  await onPage({}, async (page, complaints) => {
    await visit(page, url('/kaart?indicator=koopwoningen&niveau=gemeente&periode=2024'));
    /** @type {string[]} */
    const tiles = [];
    let values = 0;
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/^\/tiles\/.+\.mvt$/.test(pathname)) tiles.push(request.url());
      if (pathname.startsWith('/api/v1/values/')) values += 1;
    });
    await page.evaluate(() => document.documentElement.setAttribute('data-stayed', ''));
    for (const indicator of OF_2024) {
      await page.locator('select[name=indicator]').selectOption(indicator);
      await page.waitForURL((address) => address.searchParams.get('indicator') === indicator);
      await page.waitForLoadState('networkidle');
      await page.waitForFunction(() => document.querySelector('[data-map]')?.getAttribute('data-state') === 'idle');
    }
    assert.ok(await page.evaluate(() => document.documentElement.hasAttribute('data-stayed')), 'the page was not left');
    assert.deepEqual(tiles, []);
    assert.ok(values >= OF_2024.length, `every indicator came as one array of values (${values})`);
    assert.deepEqual(complaints, []);
  });
});
