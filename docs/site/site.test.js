'use strict';

/**
 * Looks at the built site: every link and every anchor leads somewhere, and in a browser each page fits a phone, prints no
 * error, and has both colour schemes.
 */

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { after, before, describe, test } = require('node:test');

const dist = path.join(__dirname, 'dist');

/** Page → its text, by the path after the server's name. */
const pages = new Map(
  fs
    .readdirSync(dist, { recursive: true })
    .filter((file) => file.endsWith('.html'))
    .map((file) => [
      `/${file.replaceAll(path.sep, '/')}`,
      fs.readFileSync(path.join(dist, file), 'utf8'),
    ]),
);

const textsOf = (html, pattern) => [...html.matchAll(pattern)].map(([, text]) => text);

/** The file behind a path, as a server finds it. */
function fileFor(url) {
  const file = url.endsWith('/') ? `${url}index.html` : url;
  return path.extname(file) === '' ? `${file}.html` : file;
}

test('there are pages', () => assert.ok(pages.size > 80));

test('every link and every anchor leads somewhere', () => {
  const anchors = new Map(
    [...pages].map(([page, html]) => [page, new Set(textsOf(html, /\sid="([^"]+)"/g))]),
  );
  const dead = [];
  for (const [page, html] of pages) {
    for (const href of textsOf(html, /<a [^>]*href="([^"]+)"/g)) {
      const { origin, pathname, hash } = new URL(
        href.replaceAll('&amp;', '&'),
        `http://site${page}`,
      );
      if (origin !== 'http://site') continue;
      const file = fileFor(decodeURIComponent(pathname));
      const known = anchors.get(file);
      const isThere = known !== undefined || fs.existsSync(path.join(dist, file));
      const hasAnchor = hash === '' || known?.has(decodeURIComponent(hash.slice(1)));
      if (!isThere || !hasAnchor) dead.push(`${page}: ${href}`);
    }
  }
  assert.deepEqual(dead, []);
});

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const browserCommand = BROWSERS.find((name) => spawnSync(name, ['--version']).status === 0);
const skip = browserCommand === undefined && 'no browser: apt-get install chromium';

/** Pages of each kind. */
const LOOKED_AT = [
  ...['/index.html', '/recipes.html', '/limits.html', '/errors.html', '/performance.html'],
  ...['/compatibility.html', '/api/index.html', '/api/boa-vm/functions/createContext.html'],
  ...['/api/boa-vm/interfaces/CreateContextOptions.html', '/examples/tour.html'],
];

describe('in a browser', { skip }, () => {
  let server;
  let browser;
  let origin;

  before(async () => {
    const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
    server = http.createServer((request, response) => {
      const file = path.join(dist, fileFor(new URL(request.url, 'http://site').pathname));
      const isThere = file.startsWith(dist) && fs.existsSync(file);
      const type = types[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(isThere ? 200 : 404, { 'content-type': type });
      response.end(isThere ? fs.readFileSync(file) : '');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${server.address().port}`;
    const { default: puppeteer } = await import('puppeteer-core');
    browser = await puppeteer.launch({
      executablePath: spawnSync('which', [browserCommand], { encoding: 'utf8' }).stdout.trim(),
      args: ['--no-sandbox'],
    });
  });

  after(async () => {
    await browser?.close();
    server.close();
  });

  /** Opens a page in a colour scheme, at a phone's width; gives what it looks like. */
  async function look(url, scheme) {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('requestfailed', (request) => errors.push(request.url()));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width: 390, height: 844 });
    await page.goto(origin + url, { waitUntil: 'load' });
    const seen = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      heading: document.querySelector('h1')?.textContent.trim(),
      background: getComputedStyle(document.body).backgroundColor,
      color: getComputedStyle(document.querySelector('h1')).color,
    }));
    await page.close();
    return { ...seen, errors };
  }

  for (const url of LOOKED_AT) {
    test(url, async () => {
      const [light, dark] = [await look(url, 'light'), await look(url, 'dark')];
      for (const { width, heading, errors, background, color } of [light, dark]) {
        assert.deepEqual(errors, []);
        assert.ok(width <= 390, `${width} pixels wide`);
        assert.notEqual(heading, undefined);
        assert.notEqual(background, color);
      }
      assert.notEqual(light.background, dark.background);
    });
  }
});
