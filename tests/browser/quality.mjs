// What a built site is promised to be, looked at in headless Chromium: axe-core on every sheet and one page of each other kind,
// in both schemes and three widths; the Nu HTML checker on every page; nothing that moves while a page opens; weight; text
// enlarged and spaced out; targets large enough to touch; the keyboard alone; reduced motion, forced colours; paper.
// Prints one line a check and ends with "N passed, M failed".
import { chromium } from 'playwright-core';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const root = resolve(process.argv[2] ?? 'output');
const require = createRequire(import.meta.url);
let passed = 0;
let failed = 0;
function check(name, faults) {
  if (faults.length === 0) passed += 1;
  else failed += 1;
  console.log(`${faults.length === 0 ? 'ok   ' : 'FAIL '} ${name}`);
  for (const fault of faults.slice(0, 12)) console.log(`      ${fault}`);
}
const unless = (truth, fault) => (truth ? [] : [fault]);

const files = [];
(function walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (name.startsWith('.')) continue;
    if (statSync(path).isDirectory()) walk(path);
    else if (name.endsWith('.html')) files.push(relative(root, path));
  }
})(root);
// Old addresses lead on before they can be looked at; the page for lost readers is written for the root of a host.
const readable = files.filter((name) => name !== '404.html' && !readFileSync(join(root, name), 'utf8').includes('http-equiv="refresh"'));
const first = (folder) => readable.filter((name) => name.startsWith(folder) && !name.endsWith('index.html')).slice(0, 1);
const sheets = readable.filter((name) => name.startsWith('fiches/') && !name.endsWith('index.html'));
const sheet = sheets.find((name) => name === 'fiches/marches-reserves.html') ?? sheets[0];
const pages = [...readable.filter((name) => !/^(?:articles|themes|fiches)\/./.test(name) || name.endsWith('/index.html')),
  ...sheets, ...first('themes/'), ...readable.filter((name) => /^articles\/[^/]+\.html$/.test(name) && !name.endsWith('index.html')).slice(0, 1),
  ...readable.filter((name) => /^articles\/[^/]+\//.test(name)).slice(0, 1)];
// One of each kind, where each page would tell the same.
const kinds = [...new Set(pages.map((name) => (sheets.includes(name) ? sheet : name)))];

// The Nu HTML checker works by itself while the browser does.
const nu = promisify(execFile)('java', ['-Xss4m', '-jar', require.resolve('vnu-jar/build/dist/vnu.jar'), '--format', 'json', '--stdout',
  '--exit-zero-always', '--errors-only', '--also-check-css', join(root, 'assets/style.css'), ...files.map((name) => join(root, name))], { maxBuffer: 1 << 26 })
  .then(({ stdout }) => JSON.parse(stdout).messages.map(({ url, lastLine, message }) => `${url.split(`${root}/`).pop()}:${lastLine}: ${message}`))
  .catch((error) => [`the checker could not run: ${error.message.slice(0, 300)}`]);

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.txt': 'text/plain' };
const server = createServer((request, response) => {
  const file = join(root, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  if (!file.startsWith(root) || !existsSync(file) || statSync(file).isDirectory()) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
const http = `http://127.0.0.1:${server.address().port}/`;
const disk = `${pathToFileURL(root).href}/`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const shown = (page) => page.waitForFunction(() => !document.documentElement.classList.contains('settling'));
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// axe-core: WCAG 2.2 A and AA, and its own good practices.
{
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 768, 1440]) {
      const faults = [];
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const name of pages) {
        await page.goto(disk + name);
        await shown(page);
        await page.evaluate(axe);
        // It would read the style sheets again, which browsers refuse from the disk.
        const { violations } = await page.evaluate(() => window.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: false,
          rules: { 'target-size': { enabled: true } },
        }));
        for (const { id, nodes } of violations) faults.push(`${name}: ${id}: ${nodes[0].html.slice(0, 140)}`);
      }
      await context.close();
      check(`axe-core: ${pages.length} pages, ${colorScheme}, ${width} px`, faults);
    }
  }
}

// What the first visit costs, and whether anything moves under the eyes.
{
  const moved = [];
  const heavy = [];
  for (const width of [320, 768, 1440]) {
    for (const base of [http, disk]) {
      for (const name of [...kinds, 'recherche.html?q=insertion']) {
        const context = await browser.newContext({ viewport: { width, height: 900 } });
        const page = await context.newPage();
        const asked = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.addInitScript(() => {
          window.moves = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moves += entry.value; }).observe({ type: 'layout-shift', buffered: true });
        });
        await page.goto(base + name);
        await shown(page);
        await page.waitForTimeout(250);
        const { moves, plain } = await page.evaluate(() => ({ moves: window.moves, plain: document.documentElement.classList.contains('plain') }));
        const where = `${name}, ${width} px, ${base === http ? 'over http' : 'from the disk'}`;
        if (moves > 0) moved.push(`${where}: moved by ${moves.toFixed(4)}`);
        // A machine that is too busy to read two fonts in time says nothing of the site.
        if (plain && base === disk) console.log(`      ${where}: fonts came late`);
        if (base === http && !name.includes('?')) {
          const sizes = { html: 0, css: 0, js: 0, woff2: 0 };
          for (const url of asked) {
            const path = join(root, new URL(url).pathname);
            const kind = extname(path).slice(1);
            if (kind in sizes) sizes[kind] += kind === 'woff2' ? statSync(path).size : gzipSync(readFileSync(path), { level: 9 }).length;
          }
          const italic = asked.some((url) => url.includes('italique'));
          const text = sizes.html + sizes.css + sizes.js;
          if (asked.length > 8) heavy.push(`${where}: ${asked.length} requests`);
          if (sheets.includes(name) && text > 26_000) heavy.push(`${where}: ${text} bytes of HTML, CSS and JS`);
          if (sizes.css > 10_000) heavy.push(`${where}: ${sizes.css} bytes of CSS`);
          if (sizes.woff2 > (italic ? 120_000 : 80_000)) heavy.push(`${where}: ${sizes.woff2} bytes of fonts`);
        }
        await context.close();
      }
    }
  }
  check(`nothing moves while ${kinds.length + 1} pages open, at three widths, from the disk and over http`, moved);
  check('requests, text, styles and fonts stay within their budget', heavy);
  const scripts = ['site.js', 'search.js'].map((name) => gzipSync(readFileSync(join(root, 'assets', name)), { level: 9 }).length);
  check('a page has 2 kB of scripts at most before one searches, and 9 then', unless(scripts[0] <= 2000 && scripts[0] + scripts[1] <= 9000, `${scripts.join(' + ')} bytes`));
}

// Text enlarged alone (RGAA 10.4), spaced out (10.12), targets, forced colours, motion.
{
  const faults = { enlarged: [], spaced: [], targets: [], forced: [] };
  // A style sheet of the reader's, as an extension of a browser brings it: the policy of the page does not hold it.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const name of kinds) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(disk + name);
    await shown(page);
    await page.evaluate(() => { document.documentElement.style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`; });
    const wide = await sideways(page);
    if (wide > 1) faults.enlarged.push(`${name}: ${wide} px too wide`);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(disk + name);
      await shown(page);
      if (width === 320) {
        faults.targets.push(...await page.evaluate((name) => [...document.querySelectorAll('.masthead :is(a,button,input), .footer :is(a,label), .pager a, .toc summary, .button, .to-toc, form :is(button,input[type=search],select)')]
          .filter((target) => target.checkVisibility({ visibilityProperty: true }) && !target.closest('.skip,p:not(.shortcuts,.actions)'))
          .map((target) => [target, target.getBoundingClientRect()]).filter(([, { height, width }]) => height < 43.5 || width < 24)
          .map(([target, { height }]) => `${name}: ${target.outerHTML.slice(0, 80)}: ${Math.round(height)} px high`), name));
      }
      await page.addStyleTag({ content: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}' });
      const spread = await sideways(page);
      if (spread > 1) faults.spaced.push(`${name}, ${width} px: ${spread} px too wide`);
    }
  }
  await context.close();
  const forced = await browser.newContext({ forcedColors: 'active', reducedMotion: 'reduce' });
  const high = await forced.newPage();
  await high.goto(disk + sheet);
  await shown(high);
  faults.forced.push(...await high.evaluate(() => {
    const found = [];
    const style = (query) => getComputedStyle(document.querySelector(query));
    if (style('.point').content === 'none') found.push('the point is gone');
    document.querySelector('.masthead a').focus();
    if (style('.masthead a').outlineStyle === 'none') found.push('the focus is not to be seen');
    if ([...document.querySelectorAll('*')].some((element) => parseFloat(getComputedStyle(element).animationDuration) || parseFloat(getComputedStyle(element).transitionDuration))) found.push('something moves');
    return found;
  }));
  await forced.close();
  check('text enlarged to 200 % keeps every page within the window', faults.enlarged);
  check('text spaced out as WCAG 1.4.12 wants keeps every page within the window', faults.spaced);
  check('what is to be touched is 44 px high', faults.targets);
  check('forced colours and reduced motion', faults.forced);
}

// The keyboard alone, through a whole sheet: each stop is on screen and outlined, and the last leads out.
{
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(disk + sheet);
  await shown(page);
  const faults = [];
  let stops = 0;
  for (let last = ''; stops < 400; stops += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { top, bottom, width } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const frame = getComputedStyle(element.closest('form, .field') ?? element);
      return {
        html: element.outerHTML.slice(0, 90),
        seen: bottom > 0 && top < innerHeight && width > 0,
        outlined: style.outlineStyle !== 'none' || frame.outlineStyle !== 'none',
      };
    });
    if (!at) break;
    if (stops === 0 && !at.html.includes('#contenu')) faults.push(`the first stop is ${at.html}`);
    if (!at.seen) faults.push(`out of sight: ${at.html}`);
    if (!at.outlined) faults.push(`no outline: ${at.html}`);
    if (at.html === last && !at.html.includes('#')) faults.push(`no way on from ${at.html}`);
    last = at.html;
  }
  if (stops < 20 || stops >= 400) faults.push(`${stops} stops`);
  await page.goto(disk + sheet);
  await shown(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  faults.push(...await page.evaluate(() => (document.querySelector('main').contains(document.activeElement) ? [] : ['the skip link leads elsewhere'])));
  check(`a sheet by the keyboard alone: ${stops} stops, each seen and outlined`, faults);
  // The contents follow what is read.
  const parts = await page.locator('.toc-list > ol > li > a').count();
  const current = () => page.locator('.toc-list [aria-current]').evaluateAll((all) => all.map((link) => link.closest('.toc-list > ol > li').querySelector('a').hash));
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => !document.querySelector('.toc-list [aria-current]'));
  const second = await page.locator('.toc-list > ol > li > a').nth(1).evaluate((link) => { document.querySelector(link.hash).scrollIntoView(); return link.hash; });
  await page.waitForFunction(() => document.querySelector('.toc-list [aria-current]'));
  check(`the contents, ${parts} parts, say which one is read`, unless((await current()).join() === second, `${await current()}, not ${second}`));
  const contents = await page.locator('.toc details').evaluateAll((all) => all.map((details) => details.open));
  await page.setViewportSize({ width: 700, height: 900 });
  await page.waitForFunction(() => !document.querySelector('.toc details')?.open);
  check('the contents say they are open where they are shown', unless(contents.length === 1 && contents[0], `${contents}`));
  await page.close();
}

// Paper.
for (const name of [sheet, sheets.find((other) => other !== sheet && readFileSync(join(root, other), 'utf8').includes('<details')) ?? sheets[0]]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(disk + name);
  await shown(page);
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true, tagged: true })).toString('latin1');
  const count = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
  await page.emulateMedia({ media: 'print' });
  const faults = await page.evaluate(() => {
    const seen = (query) => [...document.querySelectorAll(query)].filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 1);
    const found = seen('body > header, nav, [role=search], .skip, .scheme, .to-toc, [role=doc-backlink]').map((element) => `navigation on paper: ${element.outerHTML.slice(0, 60)}`);
    for (const link of document.querySelectorAll('main a[href^=http]')) {
      if (link.closest('.button, .actions, .colophon-sheet')) continue;
      if (!getComputedStyle(link, '::after').content.includes(link.getAttribute('href').slice(0, 40)) && getComputedStyle(link, '::after').content !== 'attr(href)') found.push(`an address is not spelt out: ${link.href}`);
    }
    for (const details of document.querySelectorAll('main details:not(.toc details)')) {
      if (![...details.children].slice(1).every((inside) => inside.checkVisibility())) found.push(`folded on paper: ${details.textContent.slice(0, 60)}`);
    }
    const { backgroundColor } = getComputedStyle(document.body);
    if (backgroundColor !== 'rgb(255, 255, 255)') found.push(`paper is ${backgroundColor}`);
    const hidden = [...document.querySelectorAll('main h2, main h3')].filter((heading) => !heading.checkVisibility());
    return [...found, ...hidden.map((heading) => `a heading is lost: ${heading.textContent}`)];
  });
  check(`${name} on paper: ${count} pages`, [...faults, ...unless(count >= 2 && count <= 9, `${count} pages`)]);
  await page.close();
}
{
  // A folded part opens, whatever page it is on.
  const folded = readable.find((name) => /<details(?![^>]*open)(?!><summary id="titre-sommaire")/.test(readFileSync(join(root, name), 'utf8')));
  if (folded) {
    const page = await browser.newPage();
    await page.goto(disk + folded);
    await shown(page);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    const closed = await page.locator('main details').evaluateAll((all) => all.filter((details) => !details.closest('.toc') && ![...details.children].slice(1).every((inside) => inside.checkVisibility({ contentVisibilityAuto: true }) && inside.getBoundingClientRect().height > 0)).length);
    check(`${folded}: what is folded is open on paper`, unless(closed === 0, `${closed} stay folded`));
    await page.close();
  }
}

await browser.close();
server.close();
check(`the Nu HTML checker finds nothing in ${files.length} pages and their style sheet`, await nu);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
