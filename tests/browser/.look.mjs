import { launch } from './chromium.mjs';
const [,, out, width, scheme, ...paths] = process.argv;
const browser = await launch();
const c = await browser.newContext({ locale:'nl-NL', viewport:{width:+width,height:900}, colorScheme: scheme });
const p = await c.newPage();
let i=0;
for (const path of paths){ await p.goto('http://127.0.0.1:8099'+path); await p.waitForTimeout(1500); const el = path.includes('#')? await p.$('#'+path.split('#')[1]):null; if(el) await el.screenshot({path:`${out}-${i}.png`}); else await p.screenshot({path:`${out}-${i}.png`, fullPage: false}); i++; }
await browser.close();
