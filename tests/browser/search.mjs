// Searches a built site in headless Chromium as readers do, opened from the disk and served under a folder: words, numbers of
// articles, slips, acronyms, keyboard, addresses, hostile queries; and the scheme that is kept. Prints one line a check and
// ends with "N passed, M failed".
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const root = resolve(process.argv[2] ?? 'output');
const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
let passed = 0;
let failed = 0;
function check(name, faults) {
  if (faults.length === 0) passed += 1;
  else failed += 1;
  console.log(`${faults.length === 0 ? 'ok   ' : 'FAIL '} ${name}`);
  for (const fault of faults.slice(0, 12)) console.log(`      ${fault}`);
}
const unless = (truth, fault) => (truth ? [] : [fault]);

// The analysis: the table that src/search/ is held to, then every text of the index against its own terms.
{
  const { tokens, learn } = createRequire(import.meta.url)(join(project, 'themes/default/static/search.js'));
  const index = {};
  vm.runInNewContext(readFileSync(join(root, 'assets/recherche/index.js'), 'utf8'), { reperess: (name, data) => { index[name] = data; } });
  learn(index.index);
  const faults = [];
  let cases = 0;
  for (const line of readFileSync(join(project, 'tests/search/analysis.txt'), 'utf8').split('\n')) {
    if (!line || line.startsWith('# ')) continue;
    const [text, expected] = line.split(' =>');
    const terms = tokens(text).filter((token) => token.kind !== 'stop').map((token) => (token.kind === 'other' ? '+' : '') + token.term).join(' ');
    cases += 1;
    if (terms !== expected.trim()) faults.push(`${text}: ${terms}, not ${expected.trim()}`);
    const misplaced = tokens(text).find((token) => !(token.start >= 0 && token.start < token.end && token.end <= text.length));
    if (misplaced) faults.push(`${text}: ${misplaced.term} stands nowhere`);
  }
  check(`${cases} texts have the terms of the table`, faults);
  if (index.t0 && index.d0) {
    const known = new Set(index.t0.split('\n').map((line) => line.slice(0, line.indexOf(' '))));
    const unknown = new Set();
    let words = 0;
    for (const [, , title, , sections] of index.d0) {
      for (const text of [title, ...sections.flat()]) {
        for (const token of tokens(text)) {
          words += 1;
          if (token.kind !== 'stop' && !known.has(token.term)) unknown.add(token.term);
        }
      }
    }
    // Names of fragments and of sections are shown, and are no text: their words are found in the pages all the same.
    const missing = [...unknown].filter((term) => index.d0.some(([, , , , sections]) => sections.some((section) => tokens(section[2]).some((token) => token.term === term))));
    check(`the browser reads the ${words} words of the site as the build did`, missing);
  }
}

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = join(root, path.replace(/^\/guides\//, '/'));
  if (!path.startsWith('/guides/') || !file.startsWith(root) || !existsSync(file) || statSync(file).isDirectory()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// Each query, and what must be found among the first results: a part of the address.
const queries = [
  ['marché réservé', 'fiches/marches-reserves.html'],
  ['marches reserves', 'fiches/marches-reserves.html'],
  ['MARCHÉS RÉSERVÉS', 'fiches/marches-reserves.html'],
  ['L. 2113-15', 'articles/ccp/l2113-15.html'],
  ['l2113-15', 'articles/ccp/l2113-15.html'],
  ['L.2113-15', 'articles/ccp/l2113-15.html'],
  ['l 2113 15', 'articles/ccp/l2113-15.html'],
  ['2113-15', 'articles/ccp/l2113-15.html'],
  ['article L. 2113-15 du CCP', 'articles/ccp/l2113-15.html'],
  ['spaser', 'spaser.html'],
  ['d\'insertion', 'fiches/'],
  ['l’insertion', 'fiches/'],
  ['réserver', 'fiches/marches-reserves.html'],
  ['reservatio', 'fiches/marches-reserves.html'],
  ['subvention association', 'fiches/'],
  ['entreprise adaptée', 'glossaire.html#ea'],
  ['code du travail', 'articles/c-trav.html'],
  ['s', ''],
];

for (const [where, base] of [['from the disk', `${pathToFileURL(root).href}/`], ['over http', `http://127.0.0.1:${server.address().port}/guides/`]]) {
  const noise = [];
  const requests = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('dialog', (dialog) => { noise.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => noise.push(`failed: ${request.url()}`));
  const field = page.locator('.quick-search [type=search]');
  const links = page.locator('.quick-results [data-search-results] a');
  const status = page.locator('.quick-results [role=status]');
  const hrefs = () => links.evaluateAll((all) => all.map((a) => a.href));
  const type = async (query) => {
    await field.fill('');
    await page.waitForFunction(() => document.querySelector('.quick-results')?.hidden !== false);
    await field.pressSequentially(query, { delay: 5 });
    await page.waitForFunction(() => document.querySelector('.quick-results')?.hidden === false);
    // What is typed is looked for after a moment.
    await page.waitForTimeout(250);
  };

  await page.goto(`${base}fiches/marches-reserves.html`);
  await page.waitForLoadState('load');
  check(`${where}: nothing is loaded before the field is touched`, requests.filter((url) => /search\.js|recherche\//.test(url)));
  await field.click();
  for (const [query, expected] of queries) {
    await type(query);
    const found = await hrefs();
    const outside = found.filter((href) => !href.startsWith(base));
    check(`${where}: ${query}`, [
      ...unless(found.length > 0 && found.slice(0, 4).some((href) => href.includes(expected)), `${expected} not first: ${found.slice(0, 4)}`),
      ...outside,
      ...unless(/^\d[\d\u202f]* résultats? /.test(await status.textContent()), await status.textContent()),
    ]);
  }
  await type('L. 2113-15');
  check(`${where}: an article comes first of what its number finds`, unless((await hrefs())[0].endsWith('articles/ccp/l2113-15.html'), (await hrefs())[0]));

  for (const slip of ['réservatoin', 'expérimentatoin', 'subvantion', 'inssertion', 'assocition']) {
    await type(slip);
    check(`${where}: one letter wrong: ${slip}`, unless((await hrefs()).length > 0 && (await status.textContent()).startsWith('Résultats pour'), await status.textContent()));
  }
  await type('comande publique');
  check(`${where}: one letter wrong`, [
    ...unless((await status.textContent()).startsWith('Résultats pour « commande publique »'), await status.textContent()),
    ...unless((await hrefs()).length > 0, 'no result'),
  ]);
  await type('"marché réservé"');
  const phrase = (await links.count());
  await type('"réservé marché"');
  check(`${where}: words between quotation marks follow one another`, [
    ...unless(phrase > 0, 'nothing found'),
    ...unless((await links.count()) === 0, 'the words were found in another order'),
  ]);
  await type('zzqqxx');
  check(`${where}: nothing found is said`, unless((await status.textContent()).includes('Aucun résultat pour « zzqqxx »'), await status.textContent()));
  for (const hostile of ['<img src=x onerror=alert(1)>', '"></script><script>alert(1)</script>', '__proto__ constructor', '((((', 't:insertion', '\\u003c', 'a'.repeat(3000)]) {
    await field.fill('');
    await field.fill(hostile);
    await page.waitForTimeout(250);
  }
  check(`${where}: hostile queries stay words`, unless(await page.locator('.quick-results img, .quick-results script').count() === 0, 'an element was made'));

  // Marks, headings.
  await type('lien avec l’objet');
  const marks = await page.locator('.quick-results mark').allTextContents();
  const deep = (await hrefs()).filter((href) => /fiches\/.*#/.test(href));
  check(`${where}: passages with their words marked, and headings to land on`, [
    ...unless(marks.some((mark) => /^(lien|objet)$/i.test(mark)), `${marks}`),
    ...unless(deep.length > 0, 'no result leads to a section'),
  ]);
  if (deep.length > 0) {
    await page.goto(deep[0]);
    check(`${where}: the section is there`, unless(await page.evaluate(() => Boolean(document.querySelector(':target'))), deep[0]));
  }

  // Keyboard alone.
  await page.goto(`${base}index.html`);
  await page.keyboard.press('Control+k');
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
  const faults = unless(await focused() === 'q-tete', `Ctrl+K leads to ${await focused()}`);
  await page.keyboard.type('spaser', { delay: 5 });
  await links.first().waitFor();
  await page.waitForTimeout(200);
  faults.push(...unless(await focused() === 'q-tete', 'the field loses the focus as one types'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  faults.push(...unless(await page.evaluate(() => [...document.querySelectorAll('.quick-results li a')].indexOf(document.activeElement)) === 1, 'two steps down lead elsewhere'));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  faults.push(...unless(await focused() === 'q-tete', 'no way back up to the field'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  faults.push(...unless(await focused() === 'q-tete' && !(await page.locator('.quick-results').isVisible()), 'Escape does not lead back'));
  await page.keyboard.type(' ', { delay: 5 });
  await links.first().waitFor();
  await page.keyboard.press('ArrowDown');
  const wanted = await page.evaluate(() => document.activeElement.href);
  await Promise.all([page.waitForURL((url) => url.href === wanted), page.keyboard.press('Enter')]);
  check(`${where}: keyboard: Ctrl+K, arrows, Escape, Enter`, faults);

  await page.goto(`${base}index.html`);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('marché réservé', { delay: 5 });
  await Promise.all([page.waitForURL(/recherche\.html\?q=/), page.keyboard.press('Enter')]);
  const full = page.locator('.results [data-search-results] a');
  await full.first().waitFor();
  const said = await page.locator('.results [role=status]').textContent();
  check(`${where}: Enter in the field leads to the page of search, with the query`, unless(/^\d+ résultats pour « marché réservé »$/.test(said), said));

  // The page of search.
  await page.goto(`${base}recherche.html?q=L.%202113-15`);
  await full.first().waitFor();
  const all = await full.count();
  await page.locator('[name=t][value=droit]').uncheck();
  await page.waitForTimeout(200);
  const guides = await full.evaluateAll((links) => links.map((a) => a.href));
  await page.locator('[name=t][value=droit]').check();
  await page.locator('[name=texte]').selectOption('c-trav');
  await page.waitForTimeout(200);
  const narrowed = await full.count();
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await full.first().waitFor();
  check(`${where}: recherche.html?q=, filters by type and by text, kept in the address`, [
    ...unless(guides.length > 0 && guides.every((href) => !href.includes('/articles/')), `${guides}`),
    ...unless(narrowed > 0 && narrowed < all, `${narrowed} of ${all}`),
    ...unless(/texte=c-trav/.test(address), address),
    ...unless(await full.count() === narrowed, 'another count after coming back'),
  ]);
  const theme = await page.locator('[name=theme] option').nth(1).getAttribute('value');
  await page.goto(`${base}recherche.html?q=march%C3%A9&theme=${theme}`);
  await full.first().waitFor();
  const kinds = await page.locator('.results .result-kind').allTextContents();
  check(`${where}: a theme keeps its guides`, unless(kinds.length > 0 && kinds.every((kind) => /Fiche|Entretien|Initiative/.test(kind)), `${kinds}`));
  await page.goto(`${base}recherche.html?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await page.waitForTimeout(500);
  await page.goto(`${base}recherche.html?q=commande`);
  await full.first().waitFor();
  const before = await full.count();
  await page.locator('.results .more button').click();
  await page.waitForFunction((count) => document.querySelectorAll('.results li').length > count, before);
  check(`${where}: more results, with the focus on the first of them`, unless(await page.evaluate((count) => document.activeElement === document.querySelectorAll('.results li a')[count], before), 'the focus is elsewhere'));

  // The scheme. Firefox keeps one store a file on the disk; Chromium one for all.
  await page.locator('[name=scheme][value=dark]').check();
  await page.goto(`${base}glossaire.html`);
  const scheme = () => page.evaluate(() => [getComputedStyle(document.documentElement).colorScheme, document.querySelector('[name=scheme]:checked').value].join());
  const kept = await scheme();
  await page.locator('[name=scheme][value=auto]').check();
  await page.goto(`${base}index.html`);
  check(`${where}: the scheme is kept from page to page, and let go`, [
    ...unless(kept === 'dark,dark', kept),
    ...unless(await scheme() === 'light dark,auto', await scheme()),
  ]);
  check(`${where}: silence, and no request out of the site`, [...noise, ...requests.filter((url) => !url.startsWith(base) && !url.startsWith('about:') && !url.startsWith('data:'))]);

  // On a phone the field opens under the name.
  const phone = await browser.newPage({ viewport: { width: 320, height: 700 } });
  await phone.goto(`${base}fiches/marches-reserves.html`);
  await phone.locator('[data-search-open]').click();
  await phone.keyboard.type('spaser', { delay: 5 });
  await phone.locator('.quick-results a').first().waitFor();
  check(`${where}: on a phone`, unless(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it scrolls sideways'));
  await phone.close();

  // A missing index is told; without script there is no field, and a link leads to the list.
  const poor = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await poor.route('**/recherche/*.js', (route) => route.abort());
  await poor.goto(`${base}index.html`);
  await poor.locator('.quick-search input').click();
  await poor.keyboard.type('marché', { delay: 5 });
  await poor.locator('.quick-results [role=status]').waitFor();
  await poor.waitForTimeout(300);
  const sorry = await poor.locator('.quick-results [role=status]').textContent();
  check(`${where}: an index that cannot be read is told in French`, unless(/n’a pas pu lire son index/.test(sorry), sorry));
  await poor.close();
  const silent = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const plain = await silent.newPage();
  await plain.goto(`${base}index.html`);
  const fields = await plain.locator('[type=search]:visible').count();
  await plain.locator('.menu-search a').click();
  const explained = await plain.locator('.without-script').innerText();
  check(`${where}: without script no dead field, and a page that explains itself`, [
    ...unless(fields === 0, `${fields} fields`),
    ...unless(/Sans JavaScript/.test(explained), explained),
    ...unless(await plain.locator('[type=search]:visible').count() === 0, 'a field on the page of search'),
    ...unless(await plain.locator('.finder a').count() > 20, 'no list'),
  ]);
  await silent.close();
  await context.close();
}

await browser.close();
server.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
