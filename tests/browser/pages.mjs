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
  { path: '/vergelijk', name: 'the page to choose places to compare' },
  { path: '/vergelijk?gebied=utrecht-overvecht&gebied=GM0344&gebied=WK034401', name: 'a comparison of three places' },
  { path: '/eigen-gebied', name: 'the page to put an area together' },
  { path: '/eigen-gebied/kiezen?gemeente=GM0344&code=WK034403&q=lunetten', name: 'an area that is put together' },
  { path: '/eigen-gebied?code=WK034403&code=BU03440511&naam=Noord', name: 'the profile of an own area' },
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
  { path: '/kennis', name: 'the knowledge base' },
  { path: '/kennis/publicaties?thema=organisatie', name: 'the publications' },
  { path: '/kennis/lessen', name: 'the lessons' },
  { path: '/kennis/hulpmiddelen', name: 'the tools' },
  { path: '/kennis/checklists/gebiedsanalyse', name: 'a checklist' },
  { path: '/kennis/beslisbomen/vorm-van-meedoen', name: 'a decision tree at its start' },
  { path: '/kennis/beslisbomen/vorm-van-meedoen?stap=ja.nee.nee', name: 'a decision tree at its end' },
  { path: '/kennis/programma', name: 'the programme' },
  { path: '/kennis/organisaties', name: 'the organisations' },
  { path: '/kennis/tijdlijn', name: 'the time line' },
  { path: '/agenda', name: 'the agenda' },
  { path: '/agenda/overzicht?van=2022-01-01&tot=2022-12-31', name: 'the digest' },
  { path: '/feeds', name: 'the list of feeds' },
  { path: '/zoeken?q=overvecht', name: 'the page of search results' },
  { path: '/gebieden/bestaat-niet', name: 'an error page', status: 404 },
];

/** Both languages of the site. */
export const languages = /** @type {const} */ (['nl', 'en']);
