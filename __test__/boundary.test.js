'use strict';

/**
 * A slice of `npm run test:boundary`, and whether its judges see what they are there for: a context without
 * a boundary, capabilities that are handed in, and a host that has changed.
 */

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');

const { runWalks } = require('./boundary/runners.js');
const { listWalks, nameOf } = require('./boundary/walks.js');
const subject = require('./support/subject.js');

/** Which part of all walks is tried here, and for how long each. */
const SLICE = [1, 20];
const MILLISECONDS = 1500;

/**
 * A guest can still end the process by recursion among the engine's built-ins (README, "Known limits"),
 * and a walk comes upon that by chance. It shows in `npm run test:boundary`; nothing was reached by it.
 */
const isWayOut = ({ kind, what }) => kind !== 'the process ended' || what !== 'SIGSEGV';

const asText = ({ kind, what, way }) => `${kind}: ${what}\n    by ${way}`;

test('a guest reaches nothing that it was not given', {
  skip: subject.isOracle && 'node:vm has no boundary',
}, async (t) => {
  const orders = listWalks({ slice: SLICE, milliseconds: MILLISECONDS });
  const reports = [];
  await runWalks(subject.name, orders, (order, report) => reports.push({ order, report }));
  for (const { order, report } of reports) {
    await t.test(nameOf(order), () =>
      assert.deepEqual(report.findings.filter(isWayOut).map(asText), []),
    );
  }
  // How far one walk comes depends on the machine; together they have come somewhere.
  const sum = (key) => reports.reduce((total, { report }) => total + report[key], 0);
  assert.ok(sum('nodes') > 500 && sum('calls') > 500, `${sum('nodes')} and ${sum('calls')}`);
});

/** The kinds of findings of some walks with node:vm as the subject. */
async function kindsWithNodeVm(words) {
  const orders = listWalks({ words, milliseconds: 500, isNodes: true }).slice(0, 1);
  assert.equal(orders.length, 1);
  const kinds = new Set();
  await runWalks('node:vm', orders, (_order, { findings }) => {
    for (const { kind } of findings) kinds.add(kind);
  });
  return kinds;
}

test('the judge sees that node:vm lets intrinsics, paths and frames through', async () => {
  const kinds = await kindsWithNodeVm(['functions · runInContext']);
  for (const kind of ['intrinsic', 'text']) assert.ok(kinds.has(kind), [...kinds].join());
});

test('the judge sees what Node keeps for itself, and changes of the host, in node:vm', async () => {
  const kinds = await kindsWithNodeVm(['emitters · runInContext']);
  for (const kind of ['kept by Node', 'change']) assert.ok(kinds.has(kind), [...kinds].join());
});

/** Changes one thing in a process of its own and gives the differences that a second picture shows. */
function differencesAfter(change) {
  const program = `
    const { takeSnapshot, differences } = require(${JSON.stringify(path.join(__dirname, 'boundary/host_snapshot.js'))});
    const before = takeSnapshot();
    ${change};
    process.stdout.write(JSON.stringify(differences(before)));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
}

/** Each with a part of a line that has to come up. */
const changes = {
  'require("events").prototype.on = () => {}': '.on: another value',
  'require("path").join = 1': 'path.join: another value',
  'require("util").inspect.styles.string = "x"': 'inspect.styles.string: another value',
  'require("util").inspect.defaultOptions.depth = 9': 'defaultOptions.depth: another value',
  'require("events").defaultMaxListeners = 5': 'defaultMaxListeners: another value',
  'Blob.prototype.added = 1': 'Blob.prototype.added: new',
  'delete Blob.prototype.text': 'Blob.prototype.text: gone',
  'Array.prototype.x = 1': 'Array.prototype.x: new',
  'Object.freeze(URL)': 'URL: no longer extensible',
  'Object.setPrototypeOf(require("stream").Readable, null)': 'another prototype',
  'Map.prototype.get = () => {}': 'Map.prototype.get: another value',
  'Array.prototype.push = () => {}': 'Array.prototype.push: another value',
  'Object.defineProperty([][Symbol.iterator]().__proto__, "next", { enumerable: true })':
    'next: another enumerable',
};

for (const [change, line] of Object.entries(changes)) {
  test(`the picture of the host shows: ${change}`, () => {
    const found = differencesAfter(change);
    assert.ok(
      found.some((one) => one.includes(line)),
      found.join('\n'),
    );
  });
}

test('the picture of the host stays the same while a program works', () => {
  const work = `
    new URL('data:x'); structuredClone(new Map([[1, 2]])); 'abc'.replace(/b/, 'x'); new (require('events'))().on('x', () => {});
    setTimeout(() => {}, 1); Promise.resolve(); require('util').inspect(new Error('x')); require('zlib').gzipSync('x');
    new Blob(['x']); new AbortController().abort(); performance.mark('x'); crypto.randomUUID(); console.assert(true);
    require('vm').runInNewContext('1 + 1'); new Response('x'); new TextDecoder('utf-16le').decode(new Uint8Array(2))`;
  assert.deepEqual(differencesAfter(work), []);
});
