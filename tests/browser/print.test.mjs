// On paper: a briefing is two pages of A4 that each name their area, and what is printed elsewhere names its area too.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { extractText } from 'unpdf';
import { launch } from './chromium.mjs';
import { url } from './server.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
let page;
/** Slug and name of the focus areas. @type {{ slug: string, name: string }[]} */
let areas = [];

before(async () => {
  browser = await launch();
  page = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
  const answer = await (await fetch(url('/api/v1/areas'))).json();
  areas = answer.areas;
  assert.equal(areas.length, 20);
});
after(() => browser?.close());

/**
 * The text of every printed page, on the paper that the page itself asks for.
 * @param {string} path
 * @param {'nl' | 'en'} language
 */
async function printed(path, language) {
  const response = await page.goto(url(path, language), { waitUntil: 'load' });
  assert.equal(response?.status(), 200, path);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const { totalPages, text } = await extractText(new Uint8Array(pdf), { mergePages: false });
  assert.equal(text.length, totalPages);
  return text.map((one) => one.replaceAll(/\s+/g, ' '));
}

/**
 * What stands on a page and reaches below its sheet, or beside it.
 * @returns {Promise<string[]>}
 */
async function spilled() {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 680, height: 1000 });
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('.sheet')].flatMap((sheet) => {
      const box = sheet.getBoundingClientRect();
      return [...sheet.querySelectorAll('*')]
        .filter((element) => !element.closest('svg') || element.tagName === 'svg')
        .map((element) => ({ element, own: element.getBoundingClientRect() }))
        .filter(({ own }) => own.width > 0 && (own.bottom > box.bottom + 1 || own.right > box.right + 1))
        .map(({ element, own }) => `${element.tagName}.${element.getAttribute('class')} ${own.right}, ${own.bottom} of ${box.right}, ${box.bottom}`);
    }),
  );
  await page.emulateMedia({ media: null });
  return found;
}

/**
 * Holds a briefing against what it promises.
 * @param {string} path
 * @param {string} name
 * @param {'nl' | 'en'} language
 */
async function isBriefing(path, name, language) {
  const pages = await printed(path, language);
  assert.equal(pages.length, 2, `${path} in ${language} takes ${pages.length} pages`);
  for (const [at, text] of pages.entries()) {
    assert.ok(text.includes(name), `${name} is not on page ${at + 1}: ${text.slice(0, 200)}`);
    assert.ok(text.includes(path), `the address is not on page ${at + 1}: ${text.slice(-200)}`);
    const number = language === 'nl' ? `pagina ${at + 1} van 2` : `page ${at + 1} of 2`;
    assert.ok(text.includes(number), `page ${at + 1} does not say so`);
  }
  assert.match(pages[0] ?? '', language === 'nl' ? /Wat opvalt.*achterstand|Wat opvalt.*verschil/ : /What stands out.*gap|What stands out.*difference/);
  assert.match(pages[1] ?? '', language === 'nl' ? /Wat elders is geprobeerd.*85984NED/ : /What was tried elsewhere.*85984NED/);
  assert.deepEqual(await spilled(), [], path);
}

describe('the briefing of a focus area', () => {
  it('prints to exactly two pages that name it, for all 20 in Dutch', { timeout: 300_000 }, async () => {
    for (const { slug, name } of areas) await isBriefing(`/gebieden/${slug}/briefing`, name, 'nl');
  });

  it('prints to exactly two pages that name it, for all 20 in English', { timeout: 300_000 }, async () => {
    for (const { slug, name } of areas) await isBriefing(`/gebieden/${slug}/briefing`, name, 'en');
  });
});

it('the briefing of a gemeente, a wijk and a buurt prints to exactly two pages', { timeout: 120_000 }, async () => {
  for (const [path, name] of /** @type {const} */ ([
    ['/gemeenten/GM0363/briefing', 'Amsterdam'],
    ['/wijken/WK034403/briefing', 'Overvecht'],
    ['/buurten/BU03440311/briefing', ''],
  ])) {
    await isBriefing(path, name || ((await (await fetch(url('/api/v1/regions/BU03440311'))).json()).name), 'nl');
  }
});

it('a chosen gap stays within the two pages, for the figures with most to say', { timeout: 120_000 }, async () => {
  for (const indicator of ['ervaren_gezondheid_goed', 'misdrijven_per_1000', 'woz_waarde']) {
    const pages = await printed(`/gebieden/nieuwegein-centrale-as/briefing?achterstand=${indicator}`, 'nl');
    assert.equal(pages.length, 2, indicator);
  }
});

it('every page of a printed profile names its area', { timeout: 120_000 }, async () => {
  for (const [path, name] of /** @type {const} */ ([
    ['/gebieden/nieuwegein-centrale-as', 'Nieuwegein Centrale-As'],
    ['/eigen-gebied?code=WK034403&code=BU03440511&naam=Noordrand', 'Noordrand'],
  ])) {
    const pages = await printed(path, 'nl');
    assert.ok(pages.length > 2, `${path} takes ${pages.length} pages`);
    for (const [at, text] of pages.entries()) {
      assert.ok(text.includes(name), `${name} is not on page ${at + 1} of ${pages.length}: ${text.slice(0, 200)}`);
    }
  }
});
