// Where the program under test listens. The tests do not start it: `tests/run` does, once for all of them.

const address = process.env.WIJKWIJZER_URL;
if (!address) {
  throw new Error('WIJKWIJZER_URL is not set. Start the program and name its address, or use tests/run.');
}

/** Scheme, host and port of the program under test. */
export const origin = new URL(address).origin;

/**
 * The full address of a path of the site.
 * @param {string} path path with query, as a reader would type it
 * @param {'nl' | 'en'} [language] language to ask for
 */
export function url(path, language) {
  const full = new URL(path, origin);
  if (language) full.searchParams.set('lang', language);
  return full.href;
}
