// What a reader does: switch, search, change language, print. Without JavaScript where that must work.

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
 * The focus areas that the page lists, by slug.
 * @param {import('playwright-core').Page} page
 */
async function listed(page) {
  const links = await page.locator('main li a[href^="/gebieden/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return new Set(links.map((link) => new URL(link ?? '', 'http://site').pathname));
}

describe('without JavaScript', () => {
  const plain = { javaScriptEnabled: false };

  it('the designation switch goes from the 20 to the 16 and back', async () => {
    await onPage(plain, async (page) => {
      await page.goto(url('/'));
      assert.equal((await listed(page)).size, 20);
      await page.locator('main a[href*="aanwijzing=16"]').first().click();
      await page.waitForURL((address) => address.searchParams.get('aanwijzing') === '16');
      assert.equal((await listed(page)).size, 16);
      await page.locator('main a[href*="aanwijzing=20"], main a[href="/"]').first().click();
      await page.waitForLoadState();
      assert.equal((await listed(page)).size, 20);
    });
  });

  it('search finds an area by name', async () => {
    await onPage(plain, async (page) => {
      await page.goto(url('/'));
      await page.locator('main input[name=q]').fill('overvecht');
      await page.locator('main input[name=q]').press('Enter');
      await page.waitForURL((address) => address.pathname === '/zoeken');
      assert.ok((await page.locator('main a[href^="/gebieden/utrecht-overvecht"]').count()) > 0);
    });
  });

  it('search finds a buurt by its code', async () => {
    await onPage(plain, async (page) => {
      await page.goto(url('/zoeken?q=BU03440311'));
      await page.waitForLoadState();
      const direct = new URL(page.url()).pathname === '/buurten/BU03440311';
      assert.ok(direct || (await page.locator('main a[href^="/buurten/BU03440311"]').count()) > 0);
    });
  });

  it('a profile shows its figures with their source', async () => {
    await onPage(plain, async (page) => {
      await page.goto(url('/gebieden/utrecht-overvecht'));
      const text = await page.locator('main').innerText();
      assert.match(text, /Overvecht/);
      assert.match(text, /CBS/);
    });
  });
});

it('search suggests while typing and is worked by keyboard alone', async () => {
  await onPage({}, async (page) => {
    await visit(page, url('/'));
    const field = page.locator('main input[name=q]');
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      if (await field.evaluate((element) => element === document.activeElement)) break;
    }
    assert.ok(await field.evaluate((element) => element === document.activeElement), 'Tab reaches the search field');
    await page.keyboard.type('overvecht');
    await page.locator('[role=listbox] [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    assert.ok(active, 'the chosen suggestion is announced');
    assert.equal(await page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname !== '/');
    assert.match(await page.locator('main').innerText(), /Overvecht/);
  });
});

it('the suggestions close with Escape and the form still works', async () => {
  await onPage({}, async (page) => {
    await visit(page, url('/'));
    const field = page.locator('main input[name=q]');
    await field.pressSequentially('lelystad');
    const option = page.locator('[role=listbox] [role=option]').first();
    await option.waitFor();
    await page.keyboard.press('Escape');
    await option.waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === '/zoeken');
  });
});

for (const path of ['/', '/gebieden/utrecht-overvecht', '/kaart?indicator=koopwoningen&niveau=wijk&periode=2024']) {
  it(`the language switch on ${path} stays on the page`, async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(url(path));
      assert.equal(await page.locator('html').getAttribute('lang'), 'nl');
      const before = new URL(page.url());
      await page.locator('header a[hreflang=en], footer a[hreflang=en]').first().click();
      await page.waitForLoadState();
      const now = new URL(page.url());
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.equal(now.pathname, before.pathname);
      for (const [name, value] of before.searchParams) assert.equal(now.searchParams.get(name), value);
    });
  });
}

it('a profile prints on paper under the name of its area', async () => {
  await onPage({}, async (page) => {
    await visit(page, url('/gebieden/utrecht-overvecht'));
    const name = (await page.locator('h1').innerText()).trim();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('h1').isVisible(), 'the name is on paper');
    for (const control of await page.locator('body > header nav, main form, body > header a[hreflang]').all()) {
      assert.ok(!(await control.isVisible()), 'controls are not');
    }
    const pdf = (await page.pdf({ format: 'A4', tagged: true, outline: true })).toString('latin1');
    assert.ok(pdf.startsWith('%PDF-'));
    // The outline of the document lists the headings that were printed.
    const titles = [...pdf.matchAll(/\/Title\s*(?:\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f]+)>)/g)].map(([, literal, hex]) =>
      hex ? Buffer.from(hex, 'hex').swap16().toString('utf16le') : literal,
    );
    assert.ok(titles.some((title) => title?.includes(name)), `${name} is not among ${titles.join(' | ')}`);
  });
});
