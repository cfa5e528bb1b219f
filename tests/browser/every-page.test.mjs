// What holds for every page, in both languages: accessible, fitting on a phone, quiet on the console, no third party.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import { launch, visit, watch } from './chromium.mjs';
import { languages, pages } from './pages.mjs';
import { url } from './server.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * What axe finds, one line per element.
 * @param {import('playwright-core').Page} page
 * @param {string[]} [rules] only these rules
 */
async function violations(page, rules) {
  const found = await page.evaluate(async (only) => {
    const options = only ? { runOnly: { type: 'rule', values: only } } : {};
    // @ts-ignore axe is put on the page by the script below.
    return (await window.axe.run(document, { ...options, resultTypes: ['violations'] })).violations;
  }, rules);
  return found.flatMap((/** @type {any} */ violation) =>
    violation.nodes.slice(0, 5).map(
      (/** @type {any} */ node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary.replaceAll('\n', ' ')}`,
    ),
  );
}

/**
 * The elements that make a page wider than the screen.
 * @param {import('playwright-core').Page} page
 */
function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    // What a box around it scrolls or cuts off does not widen the page.
    const contained = (/** @type {Element | null} */ box) => {
      for (; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== 'visible') return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')]
      .map((element) => ({ element, right: Math.round(element.getBoundingClientRect().right) }))
      .filter(({ element, right }) => right > width + 1 && !contained(element.parentElement))
      .slice(0, 8)
      .map(({ element, right }) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ends at ${right}`);
    return [`the page is ${document.documentElement.scrollWidth} px wide on a screen of ${width} px`, ...wide];
  });
}

for (const { path, name, status = 200 } of pages) {
  for (const language of languages) {
    describe(`${name} (${path}) in ${language === 'nl' ? 'Dutch' : 'English'}`, () => {
      /** @type {import('playwright-core').Page} */
      let page;
      /** @type {string[]} */
      let complaints = [];
      /** @type {import('playwright-core').Response | null} */
      let response = null;

      before(async () => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL' });
        // A script of the context is not bound by the policy of the page, which stays in force.
        await context.addInitScript({ content: axe.source });
        page = await context.newPage();
        complaints = watch(page, { status });
        response = await visit(page, url(path, language));
      });
      after(() => page?.context().close());

      it(`answers ${status} in its language, with one main heading`, async () => {
        assert.equal(response?.status(), status);
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        assert.equal(await page.locator('h1').count(), 1);
        assert.notEqual(await page.title(), '');
      });

      it('leaves axe without a finding at 1280 px', async () => {
        assert.deepEqual(await violations(page), []);
      });

      it('keeps its contrast in the dark scheme', async () => {
        await page.emulateMedia({ colorScheme: 'dark' });
        // Colours on their way from one scheme to the other are judged when they have arrived.
        await page.evaluate(async () => {
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
        });
        assert.deepEqual(await violations(page, ['color-contrast', 'link-in-text-block']), []);
        await page.emulateMedia({ colorScheme: 'light' });
      });

      it('leaves axe without a finding at 360 px and never scrolls sideways', async () => {
        await page.setViewportSize({ width: 360, height: 740 });
        await visit(page, url(path, language));
        assert.deepEqual(await overflow(page), []);
        assert.deepEqual(await violations(page), []);
      });

      it('logs no error, loses no request and asks nothing of another host', () => {
        assert.deepEqual(complaints, []);
      });
    });
  }
}
