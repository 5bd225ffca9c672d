'use strict';

/**
 * What a guest has read of host objects is kept while no code of the host runs, and what it reads alike comes over together:
 * nothing that it reads is ever stale, and nothing comes over that a read of its own would not show. The random
 * worlds are the first of those that `npm run fuzz -- --target host-reads` goes on with.
 */

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { EventEmitter } = require('node:events');
const path = require('node:path');
const { test } = require('node:test');
const vm = require('..');

const { inChild } = require('./support/gc_child.js');

const fuzz = path.join(__dirname, '../fuzz/child.js');

/** What a text gives in a context with these globals. */
const run = (code, globals) => vm.runInNewContext(code, globals);

const makeRows = (count = 300) =>
  Array.from({ length: count }, (_, id) => ({ id, name: `n${id}`, at: { x: id } }));

test('random worlds read what they read with node:vm', () => {
  const args = ['--no-warnings', fuzz, 'host-reads', '1', '24'];
  const { status, signal, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('at ')),
    [],
  );
  assert.deepEqual([status, signal, lines.length], [0, null, 24]);
});

test('rows of the host are read in every way that goes over them', () => {
  const rows = makeRows();
  const sum = (300 * 299) / 2;
  const ways = [
    'rows.map((row) => row.id).reduce((a, b) => a + b)',
    'let s = 0; for (const row of rows) s += row.at.x; s',
    'let s = 0; for (let i = 0; i < rows.length; i++) s += rows[i].id; s',
    'let s = 0; for (let i = rows.length - 1; i >= 0; i--) s += rows[i].id; s',
    'let s = 0; for (const i in rows) s += rows[i].id; s',
    'let s = 0; rows.forEach(({ id }) => { s += id }); s',
    '[...rows].reduce((s, row) => s + row.id, 0)',
    'JSON.parse(JSON.stringify(rows)).reduce((s, row) => s + row.at.x, 0)',
    'rows.map((row) => ({ ...row })).reduce((s, row) => s + row.id, 0)',
    'rows.map((row) => Object.entries(row)[0][1]).reduce((a, b) => a + b)',
    'rows.flatMap((row) => Object.values(row.at)).reduce((a, b) => a + b)',
  ];
  for (const way of ways) assert.equal(run(way, { rows }), sum, way);
  assert.equal(run('JSON.stringify(rows)', { rows }), JSON.stringify(rows));
  assert.equal(
    run('rows.map((row) => row.name).join()', { rows }),
    rows.map((row) => row.name).join(),
  );
});

test('identity holds for what came over together', () => {
  const shared = { n: 1 };
  const rows = Array.from({ length: 50 }, () => ({ shared }));
  assert.equal(run('new Set(rows.map((row) => row.shared)).size', { rows }), 1);
  assert.equal(
    run('rows.every((row, i) => rows[i] === row && row.shared === shared)', { rows, shared }),
    true,
  );
  assert.equal(run('rows.filter((row) => row.shared === shared)', { rows, shared })[49], rows[49]);
});

test('a call of the host, a getter, a Proxy, a job and a write of the guest end what is kept', async () => {
  const rows = makeRows(40);
  const change = (at, id) => {
    rows[at].id = id;
    return at;
  };
  const read = 'rows.map((row) => row.id);';
  assert.equal(run(`${read} change(20, -1); ${read} rows[20].id`, { rows, change }), -1);
  assert.equal(run(`${read} rows[20].id = -2; rows[20].id`, { rows }), -2);
  assert.equal(run(`${read} rows.splice(20, 1); rows[20].id`, { rows }), 21);
  const getter = {
    get now() {
      rows[0].id = 'by a getter';
      return 1;
    },
  };
  assert.equal(run(`${read} getter.now; rows[0].id`, { rows, getter }), 'by a getter');
  const proxy = new Proxy({}, { has: () => change(1, 'by a trap') > 0 });
  assert.equal(run(`${read} 'x' in proxy; rows[1].id`, { rows, proxy }), 'by a trap');
  const seen = [];
  const context = vm.createContext({ rows, seen });
  vm.runInContext(`${read} Promise.resolve().then(() => seen.push(rows[2].id))`, context);
  rows[2].id = 'before the job';
  await new Promise(setImmediate);
  assert.deepEqual(seen, ['before the job']);
});

test('a second guest that runs in between ends what the first one has kept', () => {
  const rows = makeRows(40);
  const second = vm.createContext({ rows });
  const write = () => vm.runInContext('for (const row of rows) row.id = "second"', second);
  const read = 'rows.map((row) => row.id).at(-1)';
  assert.deepEqual(run(`[${read}, write(), ${read}].join()`, { rows, write }), '39,second,second');
});

test('accessors, Proxies and holes among rows are asked one by one', () => {
  const log = [];
  const rows = makeRows(30);
  const watch = (id) => ({
    get id() {
      log.push(id);
      return id;
    },
  });
  rows[10] = watch('ten');
  rows[11] = new Proxy(rows[11], {
    get(target, key) {
      log.push(key);
      return target[key];
    },
  });
  delete rows[12];
  Object.defineProperty(rows, 13, {
    get: () => watch('thirteen'),
    enumerable: true,
    configurable: true,
  });
  const ids = run(
    'let s = []; for (let i = 0; i < 30; i++) s.push(rows[i] && rows[i].id); s.join()',
    { rows },
  );
  assert.equal(
    ids,
    '0,1,2,3,4,5,6,7,8,9,ten,11,,thirteen,'.concat(
      Array.from({ length: 16 }, (_, i) => i + 14).join(),
    ),
  );
  assert.deepEqual(log, ['ten', 'id', 'thirteen']);
  assert.equal(run('12 in rows', { rows }), false);
  assert.equal(run('let n = 0; rows.forEach(() => n++); n', { rows }), 29);
});

test('what has not come over with others is read when it is asked for', () => {
  class Row {
    constructor(id) {
      this.id = id;
    }
    get twice() {
      return this.id * 2;
    }
  }
  const long = 'x'.repeat(1000);
  const symbol = Symbol('s');
  const values = [
    long,
    symbol,
    5n,
    new Row(3),
    new Date(5),
    Buffer.from('a'),
    new Error('e'),
    () => 1,
    [1],
    null,
    undefined,
    -0,
    Number.NaN,
  ];
  const rows = values.map((value) => ({ value }));
  const kinds = run('rows.map(({ value }) => Object.prototype.toString.call(value)).join()', {
    rows,
  });
  assert.equal(kinds, values.map((value) => Object.prototype.toString.call(value)).join());
  const back = [];
  run('for (const row of rows) back.push(row.value)', { rows, back });
  for (const [at, value] of values.entries()) assert.ok(Object.is(back[at], value), `value ${at}`);
  const list = [new Row(1), new Row(2), new Row(3), new Row(4)];
  assert.equal(run('list.map((row) => row.id + row.twice).join()', { list }), '3,6,9,12');
});

test('attributes are shown as they are, and invariants hold', () => {
  const rows = makeRows(10);
  Object.freeze(rows[3]);
  Object.defineProperty(rows[4], 'hidden', { value: 1, enumerable: false, configurable: true });
  Object.defineProperty(rows[5], 'fixed', { value: 1, enumerable: true, configurable: false });
  const code = `rows.map((row) => Object.keys(row).join() + Object.isFrozen(row) + JSON.stringify(Object.getOwnPropertyDescriptors(row))).join('\\n')`;
  assert.equal(run(code, { rows }), vmOf(code, { rows }));
  Object.freeze(rows);
  assert.equal(
    run('Object.isFrozen(rows) && rows.map((row) => row.id).join()', { rows }),
    '0,1,2,3,4,5,6,7,8,9',
  );
});

test('a name that is an index has its own attributes where there is no array', () => {
  const object = { 5: 'shown', a: 1 };
  Object.defineProperty(object, 6, { value: 'hidden', enumerable: false, configurable: true });
  const code =
    'object[6]; object[9]; [Reflect.ownKeys(object), Object.keys(object), JSON.stringify({ ...object })].join(";")';
  assert.equal(run(code, { object }), vmOf(code, { object }));
});

function vmOf(code, globals) {
  return require('node:vm').runInNewContext(code, globals);
}

test('nothing comes over that a read of its own does not show', () => {
  const emitters = Array.from({ length: 20 }, () => new EventEmitter());
  const plain = emitters.map((emitter) => ({ emitter }));
  assert.equal(
    run('list.map((e) => typeof e._events + Object.keys(e).join()).join()', { list: emitters }),
    Array(20).fill('undefined').join(),
  );
  assert.equal(
    run('JSON.stringify(list)', { list: plain }),
    JSON.stringify(plain.map(() => ({ emitter: {} }))),
  );
  const errors = Array.from({ length: 20 }, () => new Error('e'));
  const stacks = run('list.map((e) => e.stack).join("\\n")', { list: errors });
  assert.doesNotMatch(stacks, /kept_host_reads/);
  const classes = Array.from({ length: 20 }, () => ({ Function, EventEmitter }));
  assert.equal(run('list.every((row) => row.Function === Function)', { list: classes }), true);
  assert.throws(
    () => run('list.map((row) => row.EventEmitter)[9].defaultMaxListeners = 1', { list: classes }),
    {
      code: 'ERR_VM_HOST_OBJECT_READ_ONLY',
    },
  );
});

test('what came over and nobody has read is let go of', async () => {
  const alive = await inChild(
    `const context = vm.createContext({});
    const first = vm.runInContext('(rows) => [rows[0], rows[1], rows[2]].length', context);
    const reads = () => {
      const rows = Array.from({ length: 200 }, (_, id) => ({ id, at: {} }));
      first(rows);
      return rows.slice(3).map((row) => new WeakRef(row));
    };
    const refs = reads();
    await settle();
    return refs.filter((ref) => ref.deref() !== undefined).length;`,
    60_000,
  );
  assert.equal(alive, 0);
});

test('what a guest has read is collected as ever', async () => {
  const alive = await inChild(
    `const context = vm.createContext({});
    const read = vm.runInContext('(rows) => rows.map((row) => row.at.x).length', context);
    const reads = () => {
      const rows = Array.from({ length: 200 }, (_, id) => ({ id, at: { x: 1 } }));
      read(rows);
      return new WeakRef(rows[199].at);
    };
    const refs = Array.from({ length: 30 }, reads);
    vm.runInContext('for (let i = 0; i < 3e5; i++) ({ i })', context);
    await settle(30);
    return refs.filter((ref) => ref.deref() !== undefined).length;`,
    60_000,
  );
  assert.ok(alive < 30, `${alive} of 30 are alive`);
});
