// Every kind of page that the site serves, with an example of each.

/** @typedef {{ path: string, name: string, status?: number }} Page */

/** @type {Page[]} */
export const pages = [
  { path: '/', name: 'the home page' },
  { path: '/?aanwijzing=16', name: 'the home page with the 16' },
  { path: '/gebieden', name: 'the list of areas' },
  { path: '/gebieden/utrecht-overvecht', name: 'the profile of an area' },
  { path: '/gemeenten/GM0344', name: 'the profile of a gemeente' },
  { path: '/wijken/WK034403', name: 'the profile of a wijk' },
  { path: '/buurten/BU03440311', name: 'the profile of a buurt' },
  { path: '/kaart', name: 'the map' },
  { path: '/kaart?indicator=koopwoningen&niveau=wijk&periode=2024', name: 'the map of wijken' },
  { path: '/kaart?indicator=misdrijven_per_1000&niveau=buurt&gebied=GM0344', name: 'the map of buurten in a gemeente' },
  { path: '/bronnen', name: 'the page on sources' },
  { path: '/methode', name: 'the page on method' },
  { path: '/toegankelijkheid', name: 'the page on accessibility' },
  { path: '/wijzigingen', name: 'the page on changes' },
  { path: '/praktijkvoorbeelden', name: 'the list of examples' },
  { path: '/praktijkvoorbeelden?q=jongeren&thema=veiligheid&vanuit=tilburg-noordwest', name: 'examples seen from an area' },
  { path: '/praktijkvoorbeelden/pe-011?vanuit=utrecht-overvecht', name: 'an example seen from an area' },
  { path: '/drill?plaats=utrecht-overvecht&thema=gezondheid', name: 'practice around a place' },
  { path: '/dekking', name: 'the table of gaps' },
  { path: '/indicatoren', name: 'the list of indicators' },
  { path: '/indicatoren/lage_inkomens', name: 'an indicator' },
  { path: '/zoeken?q=overvecht', name: 'the page of search results' },
  { path: '/gebieden/bestaat-niet', name: 'an error page', status: 404 },
];

/** Both languages of the site. */
export const languages = /** @type {const} */ (['nl', 'en']);
