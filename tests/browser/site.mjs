// Opens a built site from the disk in headless Chromium and does what readers do: every page, every link, notes there and
// back, law there and back, narrow screens, no script, paper. Prints one line a check and ends with "N passed, M failed".
import { chromium } from 'playwright-core';
import { readdirSync, readFileSync, statSync, existsSync } from 'node:fs';
import { join, resolve, relative } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';

const root = resolve(process.argv[2] ?? 'output');
const pages = [];
(function walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (name.startsWith('.')) continue;
    if (statSync(path).isDirectory()) walk(path);
    else if (name.endsWith('.html')) pages.push(path);
  }
})(root);

let passed = 0;
let failed = 0;
function check(name, faults) {
  if (faults.length === 0) {
    passed += 1;
    console.log(`ok    ${name}`);
  } else {
    failed += 1;
    console.log(`FAIL  ${name}`);
    for (const fault of faults.slice(0, 12)) console.log(`      ${fault}`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const named = (path) => relative(root, path);

// Every page: silence, structure, links.
const ids = new Map();
const links = [];
const faults = { console: [], requests: [], structure: [], narrow: [] };
{
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  let here = '';
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.console.push(`${here}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.console.push(`${here}: ${error.message}`));
  page.on('requestfailed', (request) => faults.requests.push(`${here}: ${request.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(pathToFileURL(root).href) && !url.startsWith('data:')) faults.requests.push(`${here}: ${url}`);
  });
  for (const path of pages) {
    here = named(path);
    // The page for lost readers links from the root of its host when the site has an address: it has none on a disk.
    if (here === '404.html') continue;
    // An old address leads on before it can be looked at: that it leads somewhere is what counts.
    const onward = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(readFileSync(path, 'utf8'));
    if (onward) {
      ids.set(path, new Set());
      links.push([path, new URL(onward[1], pathToFileURL(path)).href]);
      continue;
    }
    await page.goto(pathToFileURL(path).href);
    const seen = await page.evaluate(() => {
      const all = [...document.querySelectorAll('[id]')].map((element) => element.id);
      return {
        ids: all,
        twice: all.filter((id, at) => all.indexOf(id) !== at),
        hrefs: [...document.querySelectorAll('a[href]')].map((a) => a.href),
        nested: document.querySelectorAll('a a').length,
        h1: document.querySelectorAll('h1').length,
        lang: document.documentElement.lang,
        title: document.title,
        noAlt: document.querySelectorAll('img:not([alt])').length,
        levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1])),
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      };
    });
    ids.set(path, new Set(seen.ids));
    for (const href of seen.hrefs) links.push([path, href]);
    if (seen.twice.length) faults.structure.push(`${here}: ids twice: ${seen.twice}`);
    if (seen.nested) faults.structure.push(`${here}: a link in a link`);
    if (seen.h1 !== 1) faults.structure.push(`${here}: ${seen.h1} h1`);
    if (seen.lang !== 'fr') faults.structure.push(`${here}: lang ${seen.lang}`);
    if (!seen.title) faults.structure.push(`${here}: no title`);
    if (seen.noAlt) faults.structure.push(`${here}: image without alt`);
    if (seen.levels.some((level, at) => at > 0 && level > seen.levels[at - 1] + 1)) faults.structure.push(`${here}: a heading level is skipped: ${seen.levels}`);
    if (seen.wide > 0) faults.narrow.push(`${here}: ${seen.wide} px too wide`);
  }
  await page.close();
}
check(`${pages.length} pages open without a console message`, faults.console);
check('no request fails or leaves the folder', faults.requests);
check('structure: one h1, ids once, levels in order, alternative texts', faults.structure);
check('no sideways scroll at 320 px', faults.narrow);

// Acronyms: their meaning comes with the pointer and with the focus, without a script too, stays under the pointer, and Esc
// shuts it (WCAG 1.4.13).
{
  const path = pages.find((one) => readFileSync(one, 'utf8').includes('class="gloss"'));
  const wrong = path ? [] : ['no page explains an acronym'];
  for (const scripts of path ? [true, false] : []) {
    const context = await browser.newContext({ viewport: { width: 768, height: 900 }, javaScriptEnabled: scripts });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
    const word = page.locator('.flow .gloss').first();
    const meaning = word.locator('[role=tooltip]');
    const say = (what) => wrong.push(`${what}, ${scripts ? 'with' : 'without'} scripts`);
    if (await meaning.isVisible()) say('shown unasked');
    await word.locator('a').hover();
    if (!await meaning.isVisible()) say('not shown under the pointer');
    const box = await meaning.boundingBox();
    if (box && (box.x < 0 || box.x + box.width > 768)) say('out of the window');
    if (box) await page.mouse.move(box.x + 20, box.y + 20, { steps: 5 });
    if (!await meaning.isVisible()) say('gone when the pointer goes there');
    if (scripts) {
      await page.keyboard.press('Escape');
      await page.waitForTimeout(100);
      if (await meaning.isVisible()) say('Esc does not shut it');
    }
    await page.mouse.move(0, 0);
    await word.locator('a').focus();
    if (!await meaning.isVisible()) say('not shown with the focus');
    if (scripts) {
      const described = await word.locator('a').evaluate((link) => document.getElementById(link.getAttribute('aria-describedby'))?.textContent);
      if (!described) say('nothing describes the link');
      const target = await word.locator('a').evaluate((link) => link.href);
      await page.goto(target);
      if (!await page.evaluate(() => document.querySelector(':target'))) say('leads to no entry');
    }
    await context.close();
  }
  check('acronyms are explained where they stand', wrong);
}
{
  const broken = [];
  for (const [from, href] of links) {
    if (!href.startsWith('file:')) continue;
    const url = new URL(href);
    const fragment = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    url.search = '';
    // The page for lost readers may link from the root of the host.
    if (named(from) === '404.html') continue;
    const path = fileURLToPath(url);
    if (!existsSync(path) || statSync(path).isDirectory()) broken.push(`${named(from)}: ${href}`);
    else if (fragment && ids.has(path) && !ids.get(path).has(fragment)) broken.push(`${named(from)}: no #${fragment} in ${named(path)}`);
  }
  check(`${links.length} links lead somewhere`, broken);
}

// A reader's ways through one sheet.
const sheet = pages.find((path) => named(path) === 'fiches/marches-reserves.html') ?? pages.find((path) => named(path).startsWith('fiches/'));
if (sheet) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(sheet).href);
  const call = page.locator('a.note-call').first();
  const name = await call.getAttribute('aria-label');
  await call.click();
  const note = await page.evaluate(() => document.querySelector(':target')?.id ?? '');
  await page.locator(`#${note} [role=doc-backlink]`).first().click();
  const back = await page.evaluate(() => document.querySelector(':target')?.getAttribute('role') ?? '');
  check('a note and back', [
    ...(/note/i.test(name ?? '') ? [] : [`the call is called ${name}`]),
    ...(note.startsWith('note-') ? [] : [`the call leads to "${note}"`]),
    ...(back === 'doc-noteref' ? [] : [`the note leads back to "${back}"`]),
  ]);

  await page.goto(pathToFileURL(sheet).href);
  const reference = page.locator('main a.law-ref').first();
  const words = await reference.textContent();
  await reference.click();
  const article = fileURLToPath(new URL(page.url().split('#')[0]));
  const place = page.locator(`a[href*="${sheet.split('/').pop()}#droit-"]`).first();
  await place.click();
  await page.waitForURL(/#droit-/).catch(() => {});
  await page.waitForLoadState();
  const target = await page.evaluate(() => document.querySelector(':target')?.textContent ?? '');
  check('from the law in a sentence to its page, and back to the very words', [
    ...(named(article).startsWith('articles/') ? [] : [`"${words}" leads to ${named(article)}`]),
    ...(target.trim() ? [] : ['the place cited is not there']),
  ]);
  await page.close();

  // The index of the law: its orders need no script, its filter does.
  const index = await browser.newPage({ viewport: { width: 320, height: 900 } });
  await index.goto(pathToFileURL(join(root, 'articles/index.html')).href);
  const list = (order) => index.locator(`.law-list[data-order="${order}"] li:visible`);
  const natures = await list('nature').count();
  await index.check('[name=ordre][value=nom]');
  const names = [await list('nature').count(), await list('nom').count()];
  await index.check('[name=ordre][value=nature]');
  const asked = words.match(/[LRDA]\.?[\s\u00a0]*\d[\d-]*/)?.[0] ?? words;
  await index.fill('#filtre', `art. ${asked.replace(/[\s\u00a0.]/g, '')}`);
  const found = await list('nature').count();
  const told = await index.locator('#trouves').textContent();
  const hit = await index.locator('.law-list[data-order="nature"] .law-hits a').first().getAttribute('href').catch(() => '');
  await index.fill('#filtre', 'zzz');
  const none = await index.locator('#trouves').textContent();
  const height = await index.locator('.law-filter .field').evaluate((field) => field.getBoundingClientRect().height);
  check('the index of the law is ordered and filtered', [
    ...(natures > 0 && names[0] === 0 && names[1] === natures ? [] : [`${natures} by nature, then ${names}`]),
    ...(found > 0 && found < natures ? [] : [`"${asked}" shows ${found} of ${natures}`]),
    ...(/^\d+ textes?, \d+ articles?$/.test(told) ? [] : [`"${told}" is told`]),
    ...(hit && existsSync(join(root, 'articles', hit)) ? [] : [`"${hit}" is no page`]),
    ...(none === 'Aucun texte ne correspond.' ? [] : [`"${none}" when nothing matches`]),
    ...(height >= 44 ? [] : [`a field ${height} px high`]),
  ]);
  await index.close();

  const silent = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 768, height: 900 } });
  const plain = await silent.newPage();
  await plain.goto(pathToFileURL(sheet).href);
  const text = (await plain.locator('main').innerText()).length;
  await plain.locator('a', { hasText: 'Glossaire' }).first().click({ force: true }).catch(() => {});
  await plain.goto(pathToFileURL(join(root, 'articles/index.html')).href);
  await plain.check('[name=ordre][value=guides]');
  const orders = await plain.locator('.law-list:visible').count();
  const idle = await plain.locator('.law-filter:visible').count();
  check('without scripts the index of the law is ordered, and shows no filter',
    orders === 1 && idle === 0 ? [] : [`${orders} lists, ${idle} filters`]);
  check('without scripts the text is there', text > 2000 ? [] : [`${text} characters`]);
  await silent.close();

  const paper = await browser.newPage();
  await paper.goto(pathToFileURL(sheet).href);
  const pdf = await paper.pdf({ format: 'A4' });
  const count = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
  await paper.emulateMedia({ media: 'print' });
  const chrome = await paper.evaluate(() => [...document.querySelectorAll('.menu, .toc, .pager')].filter((e) => e.checkVisibility()).length);
  check('it prints as a guide, without navigation', [
    ...(count >= 2 && count <= 8 ? [] : [`${count} pages`]),
    ...(chrome === 0 ? [] : [`${chrome} pieces of navigation`]),
  ]);
  await paper.close();
}

await browser.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
