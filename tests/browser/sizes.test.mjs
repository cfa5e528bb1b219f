// How heavy a page is for a reader without JavaScript: bytes on the wire, compressed.

import assert from 'node:assert/strict';
import { get } from 'node:http';
import { it } from 'node:test';
import { url } from './server.mjs';

/** Largest answer per page, in kilobytes of 1,000 bytes. */
const LIMITS = {
  '/': 100,
  '/kaart': 250,
  '/kaart?indicator=koopwoningen&niveau=wijk&periode=2024': 250,
  '/kaart?indicator=misdrijven_per_1000&niveau=buurt&gebied=GM0344': 250,
  '/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&klassen=natuurlijk&rond=gemeente&plaats=WK034403': 250,
  '/kaart?indicator=misdrijven_per_1000&niveau=buurt&gebied=GM0363&verschil=2022': 250,
};

/**
 * Bytes of the body as they travel, and how they were compressed.
 * @param {string} address
 * @returns {Promise<{ bytes: number, encoding: string | undefined }>}
 */
function weigh(address) {
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'gzip', accept: 'text/html' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve({ bytes, encoding: response.headers['content-encoding'] }));
      response.on('error', reject);
    }).on('error', reject);
  });
}

for (const [path, limit] of Object.entries(LIMITS)) {
  it(`${path} arrives whole in at most ${limit} kB`, async () => {
    const { bytes, encoding } = await weigh(url(path));
    assert.equal(encoding, 'gzip');
    assert.ok(bytes > 1000, `${bytes} bytes is no page`);
    assert.ok(bytes <= limit * 1000, `${bytes} bytes`);
  });
}
