// Measures search: bytes of the index, what a query loads, and how long it takes in the browser.
//   node benches/search.mjs FOLDER     where benches/site.sh left made-up sites, one folder a size: FOLDER/100/output…
// The browser tests' dependencies must be there: (cd tests/browser && npm ci). Everything is opened from the disk.
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, statSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, '../tests/browser/package.json'))('playwright-core');
const folder = resolve(process.argv[2] ?? '/dev/shm/reperess-bench');
const sizes = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'output/assets/recherche'))).sort((a, b) => a - b);
const queries = ['marché', 'marché réservé', 'L. 2113-15', 'subvention association', 'comande publique', 'insertion par l’activité économique', '"marché public"', 'zzqqxx'];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const size of sizes) {
  const output = join(folder, size, 'output');
  const files = readdirSync(join(output, 'assets/recherche')).map((name) => readFileSync(join(output, 'assets/recherche', name)));
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const packed = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  console.log(`\n${size} sheets: ${files.length} files, ${bytes} bytes (${packed} gzip), ${Math.round(bytes / size)} a sheet`);
  for (const query of queries) {
    const page = await browser.newPage();
    let loaded = 0;
    page.on('request', (request) => {
      if (/assets\/(recherche\/|search\.js)/.test(request.url())) loaded += statSync(fileURLToPath(request.url())).size;
    });
    await page.goto(pathToFileURL(join(output, 'index.html')).href);
    await page.locator('.quick-search input').focus();
    await page.waitForFunction(() => typeof reperess === 'function' && document.querySelector('.quick-results'));
    await page.waitForTimeout(300);
    // From the last letter to the results, first with pieces to load, then with them at hand.
    const timed = () => page.evaluate((query) => new Promise((done) => {
      const input = document.querySelector('.quick-search input');
      const status = document.querySelector('.quick-results [role=status]');
      input.value = '';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      setTimeout(() => {
        const start = performance.now();
        new MutationObserver((_, observer) => {
          if (!status.textContent || status.textContent.startsWith('Recherche')) return;
          observer.disconnect();
          done([performance.now() - start, status.textContent]);
        }).observe(status, { childList: true, characterData: true, subtree: true });
        input.value = query;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, 200);
    }), query);
    const [first] = await timed();
    const times = [];
    let said;
    for (let turn = 0; turn < 5; turn += 1) {
      const [time, text] = await timed();
      times.push(time);
      said = text;
    }
    times.sort((a, b) => a - b);
    // 60 ms of these are the rest after a letter.
    console.log(`  ${query.padEnd(38)} ${String(loaded).padStart(7)} bytes loaded, first ${Math.round(first - 60)} ms, then ${Math.round(times[2] - 60)} ms   ${said}`);
    await page.close();
  }
}
await browser.close();
