import { launch, visit } from './chromium.mjs';
import { url } from './server.mjs';
const out='/tmp/ps/';
const pages = {
  cmp: '/vergelijk?gebied=utrecht-overvecht&gebied=GM0344&gebied=rotterdam-zuid&gebied=BU03440311',
  cmp0: '/vergelijk?gebied=GM0344&q=overvecht',
  pick0: '/eigen-gebied',
  pick: '/eigen-gebied/kiezen?gemeente=GM0344&code=WK034403&code=BU03440511&q=lunetten',
  own: '/eigen-gebied?code=WK034403&code=BU03440511&naam=Utrecht+Noord',
};
const forms = { 1280:{viewport:{width:1280,height:900}}, 360:{viewport:{width:360,height:740}}, en:{viewport:{width:1280,height:900},language:'en'}, dark:{viewport:{width:1280,height:900},colorScheme:'dark'}, plain:{viewport:{width:1280,height:900},javaScriptEnabled:false} };
const want = process.argv[2]?.split(',') ?? Object.keys(forms);
const only = process.argv[3]?.split(',') ?? Object.keys(pages);
const b = await launch();
for (const f of want) { const {language,...o}=forms[f]; const c=await b.newContext({locale:'nl-NL',...o}); const p=await c.newPage(); p.on('console',m=>m.type()==='error'&&console.log('ERR',m.text()));
 for (const n of only) { const a=url(pages[n],language); if(o.javaScriptEnabled===false) await p.goto(a); else await visit(p,a); await p.screenshot({path:`${out}${n}-${f}.png`,fullPage:!(n==='own')}); if(f==='1280') await p.pdf({path:`${out}${n}.pdf`,format:'A4'}); console.log(n,f);} await c.close(); }
await b.close();
