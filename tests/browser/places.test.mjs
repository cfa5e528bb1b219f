// Comparing places and putting an area together: by mouse, by keyboard, by drawing, and by forms alone.

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
 * The codes in the address of the page.
 * @param {import('playwright-core').Page} page
 */
const codes = (page) => new URL(page.url()).searchParams.getAll('code');

/**
 * Waits until the address has this number of codes and the page has taken over the change.
 * @param {import('playwright-core').Page} page
 * @param {number} count
 */
async function chosen(page, count) {
  await page.waitForFunction((wanted) => new URL(location.href).searchParams.getAll('code').length === wanted, count);
  await page.waitForFunction(() => !document.querySelector('.pick')?.hasAttribute('aria-busy'));
}

const START = '/eigen-gebied/kiezen?gemeente=GM0344';

describe('an area of ones own', () => {
  it('takes a buurt in with a click on the map, shows it, and takes it out with another', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url(START));
      const box = await page.locator('.pick-map canvas').boundingBox();
      assert.ok(box);
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await page.mouse.click(middle.x, middle.y);
      await chosen(page, 1);
      assert.match(codes(page)[0] ?? '', /^(BU|WK)0344/);
      assert.equal(await page.locator('.pick-chosen .pick-list li').count(), 1);
      assert.match((await page.locator('[data-summary]').textContent()) ?? '', /^1 (buurt|wijk), .* inwoners \(2024\)/);
      assert.equal(await page.locator('.pick-form input:checked').count() >= 1, true);
      await page.mouse.click(middle.x, middle.y);
      await chosen(page, 0);
      assert.equal(await page.locator('.pick-chosen .pick-list li').count(), 0);
    });
  });

  it('is put together on the map with the keyboard alone', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url(START));
      await page.locator('.pick-by input[value=wijk]').focus();
      await page.keyboard.press('Space');
      await page.locator('.pick-map canvas').focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await chosen(page, 1);
      assert.match(codes(page)[0] ?? '', /^WK0344/);
    });
  });

  it('takes in what lies in a shape drawn with the pointer', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url(START));
      const box = await page.locator('.pick-map canvas').boundingBox();
      assert.ok(box);
      await page.locator('[data-draw]').click();
      const [w, h] = [box.width, box.height];
      for (const [x, y] of [[0.35, 0.35], [0.65, 0.35], [0.65, 0.65], [0.35, 0.65]]) {
        await page.mouse.click(box.x + w * x, box.y + h * y);
        await page.waitForTimeout(400);
      }
      await page.locator('[data-close]').click();
      await page.waitForFunction(() => new URL(location.href).searchParams.getAll('code').length > 0);
      assert.ok(codes(page).length >= 2, codes(page).join(' '));
      assert.equal(new URL(page.url()).searchParams.has('vorm'), false);
      await page.locator('.pick-open button[type=submit]').click();
      await page.waitForURL((address) => address.pathname === '/eigen-gebied');
      assert.match((await page.locator('.profile-kind').textContent()) ?? '', /^Eigen gebied: /);
    });
  });

  it('says what is wrong with a shape that crosses itself, and keeps the selection', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url(`${START}&code=WK034403`));
      const box = await page.locator('.pick-map canvas').boundingBox();
      assert.ok(box);
      await page.locator('[data-draw]').click();
      for (const [x, y] of [[0.3, 0.3], [0.7, 0.7], [0.7, 0.3], [0.3, 0.7]]) {
        await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
        await page.waitForTimeout(400);
      }
      await page.locator('[data-close]').click();
      await page.locator('.notice-problem').waitFor();
      assert.match((await page.locator('.notice-problem').textContent()) ?? '', /kruist of raakt zichzelf/);
      assert.deepEqual(codes(page), ['WK034403']);
    });
  });

  it('is put together in the list, and the focus stays where it was', { timeout: 120_000 }, async () => {
    await onPage({}, async (page) => {
      await visit(page, url(START));
      const wijk = page.locator('details[data-wijk=WK034403]');
      await wijk.locator('summary').click();
      const box = wijk.locator('input[type=checkbox]').first();
      await box.focus();
      await page.keyboard.press('Space');
      await chosen(page, 1);
      assert.equal(await page.evaluate(() => document.activeElement?.id.startsWith('b-')), true);
      await page.locator('#w-WK034403').click();
      await page.waitForFunction(() => new URL(location.href).searchParams.get('code') === 'WK034403');
    });
  });

  it('is put together and shown by forms alone, without JavaScript', async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url('/eigen-gebied'));
      await page.locator('.pick-search input[name=q]').fill('Overvecht');
      await page.locator('.pick-search button').click();
      await page.waitForURL((address) => address.searchParams.get('q') === 'Overvecht');
      await page.locator('.pick-hits .pick-add').first().click();
      await page.waitForURL((address) => address.searchParams.has('code'));
      const first = codes(page).length;
      await page.locator('details.pick-wijk:not([open]) summary').first().click();
      await page.locator('details.pick-wijk[open] input[type=checkbox]:not(:checked)').first().check();
      await page.locator('.pick-apply button').click();
      await page.waitForURL((address) => address.searchParams.getAll('code').length > first);
      await page.locator('.pick-open input[name=naam]').fill('Mijn <b>wijk');
      await page.locator('.pick-open button[type=submit]').click();
      await page.waitForURL((address) => address.pathname === '/eigen-gebied');
      assert.equal(await page.locator('h1').textContent(), 'Mijn <b>wijk');
      assert.ok((await page.locator('article.row').count()) > 20);
    });
  });
});

describe('a comparison', () => {
  it('grows by a place chosen from the suggestions', async () => {
    await onPage({}, async (page) => {
      await visit(page, url('/vergelijk?gebied=utrecht-overvecht'));
      await page.locator('#zoek').fill('Lelystad');
      await page.locator('.search-option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.searchParams.getAll('gebied').length === 2);
      assert.equal(await page.locator('.compare-figures').count(), 1);
    });
  });

  it('is made by links and forms alone, without JavaScript', async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url('/vergelijk'));
      await page.locator('.compare-areas a').first().click();
      await page.locator('.compare-areas a').first().click();
      await page.waitForURL((address) => address.searchParams.getAll('gebied').length === 2);
      assert.ok((await page.locator('.compare-figures .row-dots').count()) > 10);
      await page.locator('#indicator').selectOption('woz_waarde');
      await page.locator('.compare-indicator-form button').click();
      await page.waitForURL((address) => address.searchParams.get('indicator') === 'woz_waarde');
      await page.locator('.compare-list .pick-remove').first().click();
      await page.waitForURL((address) => address.searchParams.getAll('gebied').length === 1);
      assert.equal(await page.locator('.compare-figures').count(), 0);
    });
  });

  it('shows all places at the same metres per pixel', async () => {
    await onPage({}, async (page) => {
      await visit(page, url('/vergelijk?gebied=GM0344&gebied=WK034403&gebied=BU03440311'));
      const bars = await page.locator('.compare-map .scale-bar').evaluateAll((all) =>
        all.map((bar) => `${bar.querySelector('text')?.textContent} ${bar.querySelector('path')?.getBoundingClientRect().width.toFixed(0)}`),
      );
      assert.equal(bars.length, 3);
      assert.equal(new Set(bars).size, 1, bars.join(' | '));
    });
  });
});
