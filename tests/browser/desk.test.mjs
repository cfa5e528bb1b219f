// A question from the form to the page, as people would do it; with scripts and without.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, it } from 'node:test';
import axe from 'axe-core';
import { launch, watch } from './chromium.mjs';
import { url } from './server.mjs';

// The program and the database under test: tests/run names them, so that an editor can be made.
const program = process.env.WIJKWIJZER_PROGRAM;
const database = process.env.WIJKWIJZER_TEST_DATABASE;
const skip = program && database ? false : 'WIJKWIJZER_PROGRAM and WIJKWIJZER_TEST_DATABASE are not set';
const password = 'alleen voor deze proef';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  if (!program || !database) return;
  const made = execFileSync(program, ['user', 'list', '--database', database], { encoding: 'utf8' });
  if (!made.startsWith('proef\t')) {
    execFileSync(program, ['user', 'add', 'proef', '--database', database], { input: password });
  }
  browser = await launch();
});
after(() => browser?.close());

/** @param {import('playwright-core').Page} page */
async function violations(page) {
  const found = await page.evaluate(async () => {
    // @ts-ignore axe is put on the page by the script of the context.
    return (await window.axe.run(document, { resultTypes: ['violations'] })).violations;
  });
  return found.flatMap((/** @type {any} */ one) => one.nodes.map((/** @type {any} */ node) => `${one.id}: ${node.target.join(' ')}`));
}

/**
 * Whether a complaint is the refusal that the faulty form asks for. Chromium tells it twice, as a response and on the
 * console, and the second may come at any later moment; so it is known by its words and address, not by when it came.
 * @param {string} complaint
 */
function ofTheFaultyForm(complaint) {
  const form = url('/vraag-en-aanbod/nieuw');
  return complaint === `422: ${form}` || (complaint.includes('status of 422') && complaint.endsWith(`(${form})`));
}

for (const javaScriptEnabled of [true, false]) {
  it(`takes a question from the form to the page, where it shows at once, ${javaScriptEnabled ? 'with' : 'without'} scripts`, { skip }, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', javaScriptEnabled });
    try {
      await context.addInitScript({ content: axe.source });
      const title = `Wie deelt een fietswerkplaats ${Date.now()}?`;
      const visitor = await context.newPage();
      const complaints = watch(visitor);
      const check = async (/** @type {import('playwright-core').Page} */ page) => {
        if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
      };

      await visitor.goto(url('/gebieden/utrecht-overvecht'));
      await visitor.getByRole('link', { name: 'Stel een vraag of bied iets aan' }).click();
      assert.equal(await visitor.getByLabel('Plaats', { exact: false }).first().inputValue(), 'Utrecht Overvecht');
      await visitor.getByLabel('Ik heb een vraag').check();
      await visitor.getByLabel('Tekst').fill('Wij zoeken een tweede plek.\n\nIn Overvecht is er al een.');
      await visitor.getByLabel('Uw e-mailadres').fill('geen adres');
      // The form comes back with what was typed, and says what is wrong beside each field.
      const faulty = visitor.waitForResponse((response) => response.request().method() === 'POST');
      await visitor.getByRole('button', { name: 'Verstuur naar de redactie' }).click();
      assert.equal((await faulty).status(), 422);
      assert.equal(await visitor.getByRole('alert').getByRole('link').count(), 3);
      assert.match(await visitor.getByLabel('Tekst').inputValue(), /^Wij zoeken een tweede plek\.\n\nIn/);
      await check(visitor);
      await visitor.getByLabel('Titel').fill(title);
      await visitor.getByLabel('Uw e-mailadres').fill('jan@example.org');
      await visitor.getByLabel('Ik vind het goed').check();
      await visitor.getByRole('button', { name: 'Verstuur naar de redactie' }).click();
      await visitor.getByRole('heading', { level: 1, name: 'Ontvangen' }).waitFor();

      const editor = await (await browser.newContext({ locale: 'nl-NL', javaScriptEnabled })).newPage();
      if (javaScriptEnabled) await editor.context().addInitScript({ content: axe.source });
      await editor.goto(url('/redactie'));
      await editor.getByLabel('Naam').fill('proef');
      await editor.getByLabel('Wachtwoord').fill(password);
      await editor.getByRole('button', { name: 'Meld aan' }).click();
      await editor.getByRole('link', { name: title }).waitFor();
      await check(editor);
      await visitor.goto(url('/vraag-en-aanbod'));
      assert.equal(await visitor.getByText(title).count(), 0, 'nothing is public before it was read');

      await editor.getByRole('link', { name: title }).click();
      await check(editor);
      await editor.getByRole('button', { name: 'Publiceer' }).click();
      await editor.getByRole('link', { name: 'bekijk op de site' }).waitFor();
      // The answer to publishing is given when everybody sees it: the very next page shows it, whatever the clock says.
      await visitor.goto(url('/vraag-en-aanbod?plaats=utrecht-overvecht'));
      assert.equal(await visitor.getByRole('link', { name: title }).count(), 1, 'it shows at once');
      await visitor.goto(url('/gebieden/utrecht-overvecht'));
      await visitor.getByRole('link', { name: title }).click();
      await visitor.getByRole('heading', { level: 1, name: title }).waitFor();
      assert.equal(await visitor.getByText('jan@example.org').count(), 0);
      await check(visitor);

      // Signing out ends the session: the way back shows nothing.
      const queue = editor.url();
      await editor.getByRole('button', { name: 'Meld af' }).click();
      await editor.getByRole('button', { name: 'Meld aan' }).waitFor();
      await editor.goto(queue);
      assert.equal(await editor.getByText(title).count(), 0);
      await editor.context().close();
      assert.deepEqual(complaints.filter((one) => !ofTheFaultyForm(one)), []);
    } finally {
      await context.close();
    }
  });
}
