'use strict';

/**
 * Draws docs/performance.svg out of the tables of docs/performance.md: how long some works take beside peers. A bar goes to the
 * left where boa-vm is faster, to the right where it is slower; the scale is logarithmic.
 *   node benches/peers/chart.js
 */

const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..', '..', 'docs');

/** What is drawn: works that users meet first. */
const WORKS = [
  'a compiled script, `a + 1`',
  'the same with a timeout',
  'a fresh context and a run',
  'the host calls a guest function',
  'the guest calls a host function, 1,000 times',
  'fib(18)',
  'array push',
  'split and join, 100 KB',
];

const PEERS = ['node:vm', 'vm2', 'quickjs-emscripten'];

const ROW = 46;
const LEFT = 310;
const WIDTH = 560;
const TOP = 52;
/** Powers of ten on each side of 1. */
const REACH = 3;

const cells = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Work → peer → ratio, of all tables of the page. */
function ratiosOf(page) {
  const ratios = new Map();
  let names = [];
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) continue;
    const [work, ...values] = cells(line);
    if (work === 'work') names = values;
    else ratios.set(work, new Map(values.map((value, at) => [names[at], ratioOf(value)])));
  }
  return ratios;
}

function ratioOf(cell) {
  const [, number] = /^([\d.,]+) ×$/.exec(cell) ?? [];
  return number === undefined ? undefined : Number(number.replaceAll(',', ''));
}

const escaped = (text) => text.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const center = LEFT + WIDTH / 2;
const x = (ratio) => {
  const power = Math.max(-REACH, Math.min(REACH, Math.log10(ratio)));
  return center + (power / REACH) * (WIDTH / 2);
};

function bar(ratio, row, number) {
  const y = TOP + row * ROW + 4 + number * 12;
  const [from, to] = [Math.min(x(ratio), center), Math.max(x(ratio), center)];
  return `<rect class="p${number}" x="${from.toFixed(1)}" y="${y}" width="${Math.max(to - from, 1.5).toFixed(1)}" height="10"/>`;
}

function axis(height) {
  const lines = [];
  for (let power = -REACH; power <= REACH; power += 1) {
    const at = x(10 ** power).toFixed(1);
    const label =
      power === 0 ? '1' : `${10 ** Math.abs(power)} × ${power < 0 ? 'faster' : 'slower'}`;
    lines.push(`<line x1="${at}" x2="${at}" y1="${TOP}" y2="${height - 8}"/>`);
    if (power % 2 !== 0 || power === 0)
      lines.push(`<text class="tick" x="${at}" y="${TOP - 8}">${label}</text>`);
  }
  return lines.join('\n');
}

const STYLE = `text { font: 13px system-ui, sans-serif; fill: #333 }
.tick { font-size: 11px; text-anchor: middle } line { stroke: #bbb; stroke-width: 1 }
.p0 { fill: #3a6fd8 } .p1 { fill: #d07a1f } .p2 { fill: #3f9b5c }
@media (prefers-color-scheme: dark) { text { fill: #ddd } line { stroke: #555 } }`;

/**
 * @param {string} page the text of docs/performance.md
 * @returns {string} an SVG
 */
function chartOf(page) {
  const ratios = ratiosOf(page);
  const height = TOP + WORKS.length * ROW + 8;
  const parts = [`<title>boa-vm beside ${PEERS.join(', ')}</title>`, `<style>${STYLE}</style>`];
  PEERS.forEach((peer, number) => {
    const at = 8 + number * 110;
    parts.push(`<rect class="p${number}" x="${at}" y="10" width="10" height="10"/>`);
    parts.push(`<text x="${at + 16}" y="20">${peer}</text>`);
  });
  parts.push(axis(height));
  WORKS.forEach((work, row) => {
    const found = ratios.get(work);
    if (found === undefined) throw new Error(`docs/performance.md has no row "${work}"`);
    parts.push(`<text x="8" y="${TOP + row * ROW + 24}">${escaped(work)}</text>`);
    PEERS.forEach((peer, number) => {
      const ratio = found.get(peer);
      if (ratio !== undefined) parts.push(bar(ratio, row, number));
    });
  });
  const size = `width="${LEFT + WIDTH + 60}" height="${height}" viewBox="0 0 ${LEFT + WIDTH + 60} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n${parts.join('\n')}\n</svg>\n`;
}

function writeChart() {
  const page = fs.readFileSync(path.join(folder, 'performance.md'), 'utf8');
  fs.writeFileSync(path.join(folder, 'performance.svg'), chartOf(page));
}

if (require.main === module) writeChart();

module.exports = { chartOf, writeChart };
