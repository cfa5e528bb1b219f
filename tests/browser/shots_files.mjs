import { launch } from './chromium.mjs';
const base = 'http://127.0.0.1:8395';
const browser = await launch();
const jobs = [
  ['row', '/gebieden/utrecht-overvecht', '#koopwoningen', true],
  ['bottom', '/gebieden/utrecht-overvecht', '#bronnen', false],
  ['inside', '/gebieden/utrecht-overvecht', '#wijken-en-buurten', false],
  ['vergelijk', '/vergelijk?gebied=utrecht-overvecht&gebied=GM0344', '.compare-table .downloads', false],
  ['kaart', '/kaart?indicator=koopwoningen&niveau=wijk', '.explore-table .downloads', false],
  ['gebieden', '/gebieden', '.downloads', false],
  ['praktijk', '/praktijkvoorbeelden', '.downloads', false],
  ['own', '/eigen-gebied?code=WK034403', '#koopwoningen', true],
  ['grafiek', '/grafiek/stippen?plaats=utrecht-overvecht&indicator=koopwoningen', '.chart-files', false],
];
for (const [form, options] of [['1280', { viewport: { width: 1280, height: 900 } }], ['360', { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 }]]) {
  const context = await browser.newContext({ locale: 'nl-NL', ...options });
  const page = await context.newPage();
  for (const [name, path, selector, open] of jobs) {
    await page.goto(base + path, { waitUntil: 'domcontentloaded' });
    const found = page.locator(selector).first();
    if (open) await found.locator('details summary').first().click();
    await found.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    const box = await found.boundingBox();
    if (!box) { console.log('no', name); continue; }
    await found.screenshot({ path: `/tmp/fo/${name}-${form}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    console.log(name, form, Math.round(box.width), Math.round(box.height), wide ? 'OVERFLOW' : '');
  }
  await context.close();
}
await browser.close();
