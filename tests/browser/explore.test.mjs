// `/kaart` as a reader works it: by mouse, by keyboard and without JavaScript; and the panel on the other maps.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, visit, watch } from './chromium.mjs';
import { url } from './server.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Stands in for the list of the server: what the list says is tested where it is made. */
const LIST = '<section aria-label="Praktijk"><h2>Praktijk in deze plaats</h2><ul><li><a href="/">Een voorbeeld</a></li></ul></section>';

/**
 * Runs `body` on a fresh page and holds against it what the page complained of.
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {(page: import('playwright-core').Page, drills: string[]) => Promise<void>} body
 */
async function onPage(options, body) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', ...options });
  try {
    const page = await context.newPage();
    const complaints = watch(page);
    /** @type {string[]} */
    const drills = [];
    await page.route('**/drill?**', (route) => {
      drills.push(route.request().url());
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: LIST });
    });
    await body(page, drills);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/**
 * Waits until the page shows what its controls say.
 * @param {import('playwright-core').Page} page
 */
const settled = (page) => page.waitForFunction(() => !document.querySelector('.explore[aria-busy]'));

/**
 * Moves the pointer over the map until something is read out, and says where that was and what.
 * @param {import('playwright-core').Page} page
 * @param {string} [skip] a name to pass over
 */
async function findSomething(page, skip) {
  const box = await page.locator('[data-map]').first().boundingBox();
  assert.ok(box);
  for (const down of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    for (const across of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
      const spot = { x: box.x + box.width * across, y: box.y + box.height * down };
      await page.mouse.move(spot.x, spot.y);
      await page.waitForTimeout(60);
      const name = page.locator('[data-readout]:not([hidden]) b');
      if ((await name.count()) > 0) {
        const text = (await name.first().innerText()).trim();
        if (text && text !== skip) return { ...spot, text };
      }
    }
  }
  throw new Error('nothing on the map is read out');
}

/**
 * Where an area of the list stands on the map of the first page, which shows the whole country.
 * @param {import('playwright-core').Page} page
 * @param {string} slug
 */
async function spotOf(page, slug) {
  const box = await page.locator('[data-map]').first().boundingBox();
  const point = await page.locator(`a[data-point][href*="${slug}"]`).getAttribute('data-point');
  assert.ok(box && point);
  const mercator = (/** @type {number[]} */ [lon = 0, lat = 0]) => [lon / 360, -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)];
  const [[west = 0, south = 0], [east = 0, north = 0]] = [mercator([3.25, 50.72]), mercator([7.28, 53.58])];
  const scale = Math.min((box.width - 24) / (east - west), (box.height - 24) / (south - north));
  const [x = 0, y = 0] = mercator(point.split(',').map(Number));
  return { x: box.x + box.width / 2 + (x - (west + east) / 2) * scale, y: box.y + box.height / 2 + (y - (north + south) / 2) * scale };
}

const CRIMES = '/kaart?indicator=misdrijven_per_1000&niveau=gemeente&periode=2024';

it('switches of method, reference, change and period ask for values at most, never for a tile', { timeout: 240_000 }, async () => {
  await onPage({}, async (page) => {
    await visit(page, url(CRIMES));
    await page.waitForLoadState('networkidle');
    /** @type {string[]} */
    const tiles = [];
    /** @type {string[]} */
    const values = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (/^\/tiles\/.+\.mvt$/.test(pathname)) tiles.push(request.url());
      if (pathname.startsWith('/api/v1/values/')) values.push(pathname + search);
    });
    await page.evaluate(() => document.documentElement.setAttribute('data-stayed', ''));
    /** @type {[string, string][]} */
    const switches = [
      ['klassen', 'natuurlijk'], ['klassen', 'gelijk'], ['rond', 'nederland'], ['klassen', 'kwantiel'], ['rond', 'focusgebieden'],
      ['rond', ''], ['verschil', '2022'], ['klassen', 'natuurlijk'], ['verschil', '2021'], ['verschil', ''], ['periode', '2023'], ['klassen', 'eigen'],
    ];
    for (const [name, value] of switches) {
      await page.locator(`select[name=${name}]`).selectOption(value);
      await page.waitForURL((address) => (address.searchParams.get(name) ?? '') === value);
      await settled(page);
    }
    assert.ok(await page.evaluate(() => document.documentElement.hasAttribute('data-stayed')), 'the page was not left');
    assert.deepEqual(tiles, []);
    assert.deepEqual([...new Set(values)], values, 'nothing was fetched twice');
    assert.deepEqual(values, [
      '/api/v1/values/misdrijven_per_1000/2024/gemeente?verschil=2022',
      '/api/v1/values/misdrijven_per_1000/2024/gemeente?verschil=2021',
      '/api/v1/values/misdrijven_per_1000/2023/gemeente',
    ]);
    assert.ok(await page.locator('input[name=grenzen]').isVisible(), 'own bounds have a field');
  });
});

it('the slider walks through the periods by keyboard, and the select and the address follow', { timeout: 120_000 }, async () => {
  await onPage({}, async (page) => {
    await visit(page, url(CRIMES));
    const slider = page.locator('input[type=range]');
    assert.equal(await slider.getAttribute('aria-valuetext'), '2024');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL((address) => address.searchParams.get('periode') === '2023');
    await settled(page);
    assert.equal(await page.locator('select[name=periode]').inputValue(), '2023');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'range', 'the slider keeps the focus');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL((address) => address.searchParams.get('periode') === '2022');
    await settled(page);
    await page.goBack();
    await page.waitForURL((address) => address.searchParams.get('periode') === '2023');
    await settled(page);
    assert.equal(await page.locator('select[name=periode]').inputValue(), '2023');
  });
});

describe('a place on the map', () => {
  it('is selected by a click: panel, legend and address follow, and Escape closes', { timeout: 120_000 }, async () => {
    await onPage({}, async (page, drills) => {
      await visit(page, url(CRIMES));
      const { x, y, text } = await findSomething(page);
      await page.mouse.click(x, y);
      await page.waitForURL((address) => address.searchParams.has('plaats'));
      const panel = page.locator('[data-panel]');
      await panel.waitFor();
      await settled(page);
      assert.equal((await panel.locator('h2').first().innerText()).trim(), text, 'what was read out is what opens');
      assert.match(await panel.innerText(), /Nederland/);
      assert.match(await page.locator('.legend-own').innerText(), new RegExp(text.replaceAll(/[()]/g, '.')));
      await panel.getByText('Praktijk in deze plaats').waitFor();
      assert.match(drills[0] ?? '', /indicator=misdrijven_per_1000/);
      assert.match(drills[0] ?? '', /vorm=fragment/);
      assert.equal(await panel.locator('a[data-drill]').getAttribute('href').then((href) => href?.includes('vorm')), false);
      await panel.locator('a').first().focus();
      await page.keyboard.press('Escape');
      await page.waitForURL((address) => !address.searchParams.has('plaats'));
      await panel.waitFor({ state: 'detached' });
    });
  });

  it('is selected with Enter from the middle of the map, and the panel gets the focus', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url('/kaart?indicator=misdrijven_per_1000&niveau=buurt&gebied=GM0344'));
      await page.locator('[data-map] canvas').focus();
      await page.keyboard.press('ArrowUp');
      await page.waitForTimeout(700);
      await page.keyboard.press('Enter');
      await page.locator('[data-panel]').waitFor();
      await settled(page);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'gekozen');
    });
  });

  it('is found by name with the keyboard', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url(CRIMES));
      await page.locator('input[name=plaats]').focus();
      await page.keyboard.type('overvecht');
      await page.locator('[role=listbox] [role=option]').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.searchParams.get('plaats') === 'utrecht-overvecht');
      await settled(page);
      assert.match(await page.locator('[data-panel] h2').first().innerText(), /Overvecht/);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'gekozen');
      assert.equal(await page.locator('select[name=indicator]').inputValue(), 'misdrijven_per_1000', 'the figure stayed');
    });
  });
});

it('far out the map of buurten shows larger regions in the same classes and says so', { timeout: 180_000 }, async () => {
  await onPage({}, async (page) => {
    await visit(page, url('/kaart?indicator=koopwoningen&niveau=buurt&periode=2024&gebied=GM0344'));
    assert.ok(!(await page.locator('.map-note').isVisible()), 'close by there is nothing to say');
    await page.locator('.map-whole').click();
    await page.locator('.map-note:not([hidden])').waitFor({ timeout: 20_000 });
    assert.match(await page.locator('.map-note').innerText(), /wijken.*Zoom in voor buurten/);
    await page.waitForTimeout(2500);
    const found = await findSomething(page);
    assert.match(await page.locator('[data-readout] .readout-value').innerText(), /%|geleverd|niveau/, found.text);
  });
});

it('the country by wijk is coloured on a telephone too, by gemeente, and says so', { timeout: 180_000 }, async () => {
  await onPage({ viewport: { width: 360, height: 740 } }, async (page) => {
    await visit(page, url('/kaart?indicator=koopwoningen&niveau=wijk&periode=2024'));
    await page.locator('.map-note:not([hidden])').waitFor({ timeout: 20_000 });
    assert.match(await page.locator('.map-note').innerText(), /gemeenten.*Zoom in voor wijken/);
    await page.locator('[data-map]').first().scrollIntoViewIfNeeded();
    const found = await findSomething(page);
    assert.match(await page.locator('[data-readout] .readout-value').innerText(), /%|geleverd|niveau/, found.text);
  });
});

it('a click on an area of the first page opens the panel with what was tried; Escape gives the map back', { timeout: 120_000 }, async () => {
  await onPage({}, async (page, drills) => {
    await visit(page, url('/'));
    const { x, y } = await spotOf(page, 'utrecht-overvecht');
    await page.mouse.click(x, y);
    const panel = page.locator('.map-panel');
    await panel.getByText('Praktijk in deze plaats').waitFor();
    assert.match(await panel.locator('h2').first().innerText(), /Overvecht/);
    const profile = await panel.locator('a.button').first().getAttribute('href');
    assert.match(profile ?? '', /\/gebieden\//);
    const slug = profile?.split('/').pop() ?? '';
    assert.ok(drills[0]?.includes(`plaats=${slug}`), `${drills[0]} asks about ${slug}`);
    assert.ok(((await panel.locator('.panel-close').boundingBox())?.height ?? 0) >= 24, 'the button to close is large enough');
    await panel.locator('.panel-close').focus();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    assert.ok(await page.evaluate(() => document.activeElement?.matches('.maplibregl-canvas')));
  });
});

it('Enter on the map of a profile opens the panel of the buurt in the middle', { timeout: 120_000 }, async () => {
  await onPage({}, async (page, drills) => {
    await visit(page, url('/gebieden/utrecht-overvecht'));
    await page.locator('[data-map] canvas').focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(700);
    await page.keyboard.press('Enter');
    const panel = page.locator('.map-panel');
    await panel.waitFor();
    assert.ok(await panel.evaluate((element) => element === document.activeElement), 'the panel has the focus');
    await panel.getByText('Praktijk in deze plaats').waitFor();
    assert.match(drills[0] ?? '', /plaats=BU/);
  });
});

describe('without JavaScript', () => {
  const plain = { javaScriptEnabled: false };

  it('the form changes classes and reference, and a place is chosen by name', async () => {
    await onPage(plain, async (page) => {
      await page.goto(url(CRIMES));
      await page.locator('select[name=klassen]').selectOption('natuurlijk');
      await page.locator('select[name=rond]').selectOption('nederland');
      await page.locator('[data-submit]').click();
      await page.waitForURL((address) => address.searchParams.get('rond') === 'nederland');
      assert.match(await page.locator('.explore-legend').innerText(), /rond Nederland/);
      await page.locator('input[name=plaats]').fill('Lelystad');
      await page.locator('input[name=plaats]').press('Enter');
      await page.waitForURL((address) => address.searchParams.get('plaats') === 'Lelystad');
      const now = new URL(page.url());
      assert.equal(now.searchParams.get('klassen'), 'natuurlijk', 'what was chosen stays');
      assert.match(await page.locator('[data-panel]').innerText(), /Lelystad/);
      assert.ok(await page.locator('a[data-drill]').isVisible(), 'the link to practice is there');
      assert.ok(await page.locator('svg .selection').isVisible(), 'its outline is drawn');
    });
  });

  it('a region of the drawing is a link that selects it', async () => {
    await onPage(plain, async (page) => {
      await page.goto(url('/kaart?indicator=koopwoningen&niveau=buurt&periode=2024&gebied=utrecht-overvecht'));
      const href = await page.locator('svg.choropleth a').first().getAttribute('href');
      await page.goto(url(href ?? ''));
      assert.ok(await page.locator('[data-panel]').isVisible());
      assert.match(page.url(), /gebied=utrecht-overvecht.*plaats=BU0344/);
    });
  });
});
