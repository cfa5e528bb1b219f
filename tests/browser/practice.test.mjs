// From the first page to a relevant example from a similar area in two actions, with the reason on the screen: by mouse,
// by keyboard, without JavaScript. And the list beside its map.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, mapsDrawn, watch } from './chromium.mjs';
import { url } from './server.mjs';

const AREA = 'tilburg-noordwest';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * Runs `body` on a fresh page and holds against it what the page complained of.
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {(page: import('playwright-core').Page) => Promise<void>} body
 */
async function onPage(options, body) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', ...options });
  try {
    const page = await context.newPage();
    const complaints = watch(page);
    await body(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/**
 * The first example from elsewhere on a profile.
 * @param {import('playwright-core').Page} page
 */
const suggestion = (page) => page.locator('#elders a[href^="/praktijkvoorbeelden/"]').first();

/**
 * That the page is an example as seen from the area, from another area, with the reason in sight.
 * @param {import('playwright-core').Page} page
 */
async function reached(page) {
  await page.waitForURL((address) => /^\/praktijkvoorbeelden\/pe-\d+$/.test(address.pathname) && address.searchParams.get('vanuit') === AREA);
  const reason = page.locator('#waarom');
  const text = await reason.innerText();
  assert.match(text, /Tilburg/);
  assert.match(text, /Nederland \(/, 'the reason names the figure of Nederland');
  assert.match(text, /lijkt (minder )?op|niet bepaald/, 'the reason says how alike the areas are');
  const box = await reason.boundingBox();
  assert.ok(box && box.y < 900, 'the reason is on the first screen');
}

describe('from the first page to an example in two actions', () => {
  it('by mouse', async () => {
    await onPage({}, async (page) => {
      await page.goto(url('/'));
      await page.locator(`main li a[href="/gebieden/${AREA}"]`).click();
      await page.waitForURL(`**/gebieden/${AREA}`);
      await suggestion(page).click();
      await reached(page);
    });
  });

  it('by keyboard', async () => {
    await onPage({}, async (page) => {
      await page.goto(url('/'));
      await page.locator(`main li a[href="/gebieden/${AREA}"]`).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/gebieden/${AREA}`);
      await suggestion(page).focus();
      await page.keyboard.press('Enter');
      await reached(page);
    });
  });

  it('without JavaScript', async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url('/'));
      await page.locator(`main li a[href="/gebieden/${AREA}"]`).click();
      await page.waitForURL(`**/gebieden/${AREA}`);
      await suggestion(page).click();
      await reached(page);
    });
  });
});

describe('the list of examples', () => {
  it('narrows by facet and by words without JavaScript, and every state is an address', async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url('/praktijkvoorbeelden'));
      assert.match(await page.locator('#gevonden').innerText(), /^149 /);
      await page.locator('.facet a[href*="thema=veiligheid"]').click();
      await page.waitForURL((address) => address.searchParams.get('thema') === 'veiligheid');
      const by_theme = Number.parseInt(await page.locator('#gevonden').innerText(), 10);
      assert.ok(by_theme > 0 && by_theme < 149);
      await page.locator('#woorden').fill('jongeren');
      await page.locator('#woorden').press('Enter');
      await page.waitForURL((address) => address.searchParams.get('q') === 'jongeren' && address.searchParams.get('thema') === 'veiligheid');
      const by_both = Number.parseInt(await page.locator('#gevonden').innerText(), 10);
      assert.ok(by_both > 0 && by_both < by_theme);
      await page.locator('.facets-chosen a').first().click();
      await page.waitForURL((address) => !address.searchParams.has('thema') && address.searchParams.get('q') === 'jongeren');
    });
  });

  it('marks of the drawing are at least 24 pixels and lead to what is there', async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url('/praktijkvoorbeelden'));
      const marks = page.locator('.practice-mark .practice-hit');
      assert.ok((await marks.count()) > 10);
      for (const box of await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().width))) {
        assert.ok(box >= 24, `${box} px`);
      }
      await page.locator('.practice-mark').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.hash.startsWith('#plek-'));
      assert.ok((await page.locator(`${new URL(page.url()).hash} a`).count()) > 0);
    });
  });

  it('a row and its mark on the live map warm together', async () => {
    await onPage({}, async (page) => {
      await page.goto(url('/praktijkvoorbeelden?gebied=groningen-noord'));
      await mapsDrawn(page);
      await page.locator('.hit a').first().focus();
      await page.locator('.hit').first().hover();
    });
  });
});
