// Pictures of the running program, to look at and for the README: node shots.mjs FOLDER

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, visit } from './chromium.mjs';
import { url } from './server.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: WIJKWIJZER_URL=http://127.0.0.1:8080 node shots.mjs FOLDER');
  process.exit(2);
}

const pages = {
  home: '/',
  profile: '/gebieden/utrecht-overvecht',
  gemeente: '/gemeenten/GM0344',
  kaart: '/kaart',
  'kaart-wijk': '/kaart?indicator=koopwoningen&niveau=wijk&periode=2024',
  'kaart-buurt': '/kaart?indicator=misdrijven_per_1000&niveau=buurt&gebied=GM0344',
};

/** @type {Record<string, import('playwright-core').BrowserContextOptions & { language?: 'en' }>} */
const forms = {
  1280: { viewport: { width: 1280, height: 900 } },
  360: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  english: { viewport: { width: 1280, height: 900 }, language: 'en' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  plain: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
};

await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  for (const [form, { language, ...options }] of Object.entries(forms)) {
    const context = await browser.newContext({ locale: 'nl-NL', ...options });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      const address = url(path, language);
      if (options.javaScriptEnabled === false) await page.goto(address);
      else await visit(page, address);
      await page.screenshot({ path: join(folder, `${name}-${form}.png`), fullPage: true });
      if (form === '1280') {
        await page.screenshot({ path: join(folder, `${name}-first-screen.png`) });
        await writeFile(join(folder, `${name}.pdf`), await page.pdf({ format: 'A4', tagged: true, outline: true }));
      }
      console.log(`${name}-${form}`);
    }
    await context.close();
  }
} finally {
  await browser.close();
}
