'use strict';

/**
 * Globals on request: `createContext(object, { globals })`. Node's own are the oracle: the same expressions run with
 * them and with those of a context.
 */

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { inspect, promisify } = require('node:util');
const nodeVm = require('node:vm');

const vm = require('..');
const { scriptOf } = require('../lib/globals/guest_source.js');
const { NAMES } = require('../lib/globals/names.js');

const web = (options) => vm.createContext({}, { globals: 'web', ...options });

/** What an expression gives, or throws, as a text. */
function outcome(evaluate) {
  try {
    return inspect(evaluate(), { depth: 8 });
  } catch (error) {
    return `${error.name} ${error.code}`;
  }
}

/** Expressions that have to give in a context what they give in Node. */
const SAME_AS_NODE = {
  url: [
    'new URL("/a/../b?x=1#y", "http://user:pw@example.org:8080/z").href',
    '(() => { const u = new URL("http://a/?q=1"); u.searchParams.append("r", "é &"); return u.href })()',
    '(() => { const u = new URL("http://a/?q=1"); const p = u.searchParams; u.search = "?z=9"; return [...p].join() })()',
    '(() => { const u = new URL("http://a/"); u.protocol = "https:"; u.port = "81"; u.host = "b"; return u.toString() })()',
    '(() => { const u = new URL("http://a/"); u.href = "nonsense"; return u.href })()',
    'new URL("nonsense")',
    'JSON.stringify({ u: new URL("http://a") })',
    'URL.canParse("http://a"), URL.canParse("nonsense")',
    'Object.keys(new URL("http://a")).join()',
    'new URLSearchParams("?a=1&b=2&a=3").getAll("a").join()',
    'new URLSearchParams([["a", "1"], ["b", "\\ud800"]]).toString()',
    'new URLSearchParams({ a: 1, b: "x y" }) + ""',
    'new URLSearchParams([["a"]])',
    '(() => { const p = new URLSearchParams("b=2&a=1&b=1"); p.sort(); p.delete("b", "2"); p.set("c", 1); return [p + "", p.size, p.has("b", "1"), p.get("x")].join() })()',
    '[...new URLSearchParams("a=1&b=2").keys()].join()',
  ],
  encoding: [
    '[...new TextEncoder().encode("aé€😀\\ud800")].join()',
    '(() => { const b = new Uint8Array(4); const r = new TextEncoder().encodeInto("é€x", b); return [r.read, r.written, ...b].join() })()',
    'new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]))',
    'new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff]))',
    'new TextDecoder("latin1").encoding',
    'new TextDecoder("nonsense")',
    'new TextDecoder("utf-16le").decode(new Uint8Array([0x61, 0]).buffer)',
    '(() => { const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac])) })()',
    'btoa("aÿ") + atob("YQ==")',
  ],
  abort: [
    'AbortSignal.abort().reason.name',
    'AbortSignal.abort(5).reason',
    '(() => { const c = new AbortController(); const seen = []; c.signal.onabort = () => seen.push(1); c.signal.addEventListener("abort", (e) => seen.push(e.type, e.target === c.signal)); c.abort(); c.abort(); return seen.join() })()',
    '(() => { const c = new AbortController(); const s = AbortSignal.any([c.signal]); c.abort("why"); return [s.aborted, s.reason].join() })()',
    'AbortSignal.abort(new RangeError("r")).throwIfAborted()',
    'new AbortSignal()',
    '(() => { const t = new EventTarget(); const seen = []; t.addEventListener("x", { handleEvent(e) { seen.push(this === e.target) } }); t.addEventListener("x", (e) => e.preventDefault(), { once: true }); const go = () => t.dispatchEvent(new Event("x", { cancelable: true })); seen.push(go(), go()); return seen.join() })()',
    'new Event()',
    'new DOMException("m", "AbortError").code',
    'new DOMException("m") instanceof Error',
    'Object.prototype.toString.call(new AbortController())',
  ],
  structuredClone: [
    'structuredClone({ a: [1, , 2], b: { c: undefined, d: null }, e: -0, f: NaN, g: 1n, h: "\\ud800" })',
    'structuredClone(new Map([[{ a: 1 }, new Set([1, [2]])]]))',
    'structuredClone([new Date(5), new Date(NaN), /a+/gi, Object(1), Object("s"), Object(false), Object(2n)])',
    'structuredClone([new Uint8Array([1, 2]), new Float64Array([0.5]), new DataView(new ArrayBuffer(2)), new ArrayBuffer(3)])',
    '(() => { const b = new ArrayBuffer(8); const c = structuredClone([b, new Uint8Array(b, 2, 3)]); return [c[1].buffer === c[0], c[1].byteOffset, c[1].length].join() })()',
    '(() => { const a = { n: 1 }; a.self = a; const c = structuredClone(a); return [c.self === c, c !== a].join() })()',
    '(() => { const s = { k: 1 }; const [a, b] = structuredClone([s, s]); return a === b })()',
    'structuredClone(() => 1)',
    'structuredClone({ s: Symbol("x") })',
    'structuredClone(Promise.resolve())',
    'structuredClone(new WeakMap())',
    '(() => { class P { constructor() { this.x = 1 } get y() { return 2 } } const c = structuredClone(new P()); return [c.constructor === Object, Object.keys(c)].join() })()',
    '(() => { class M extends Map {} return structuredClone(new M([[1, 2]])) })()',
    '(() => { const c = structuredClone(Object.assign([1], { x: 2 })); return [c.length, c.x].join() })()',
    '(() => { const c = structuredClone(JSON.parse(\'{ "__proto__": { "x": 1 } }\')); return [Object.keys(c), c.x].join() })()',
    '(() => { const c = structuredClone(new RangeError("m")); return [c instanceof RangeError, c.message, Object.keys(c)].join() })()',
    '(() => { const e = new Error("m"); e.name = "Own"; const c = structuredClone(e); return [c.name, c.message].join() })()',
    'structuredClone({ get a() { throw new TypeError("thrown") } })',
    'structuredClone({ [Symbol.iterator]: 1, a: 1 })',
    'structuredClone()',
  ],
  crypto: [
    'typeof crypto.randomUUID()',
    'crypto.getRandomValues(new Uint8Array(3)).length',
    'crypto.getRandomValues(new Float32Array(3))',
    'crypto.getRandomValues(new Uint8Array(65537))',
    'new crypto.constructor()',
  ],
  performance: ['typeof performance.now()', 'performance.now() <= performance.now()'],
};

for (const [group, expressions] of Object.entries(SAME_AS_NODE)) {
  test(`${group} gives what Node's gives`, () => {
    for (const expression of expressions) {
      const context = vm.createContext({}, { globals: [group, 'abort'] });
      assert.strictEqual(
        outcome(() => vm.runInContext(expression, context)),
        outcome(() => nodeVm.runInThisContext(expression)),
        expression,
      );
    }
  });
}

test('without the option there is nothing more than before', () => {
  const names = (options) =>
    vm.runInContext('Object.getOwnPropertyNames(globalThis).join()', vm.createContext({}, options));
  assert.strictEqual(names({ globals: [] }), names());
  assert.throws(() => vm.runInNewContext('setTimeout'), {
    name: 'ReferenceError',
    message: 'setTimeout is not defined',
  });
});

test('the globals are built-ins of the context, not properties of the object', () => {
  const object = {};
  const context = vm.createContext(object, { globals: 'web' });
  vm.runInContext('setTimeout, URL, console, structuredClone', context);
  assert.deepStrictEqual(Reflect.ownKeys(object), []);
  const global = vm.createContext(vm.constants.DONT_CONTEXTIFY, { globals: 'web' });
  assert.strictEqual(typeof global.setTimeout, 'function');
  assert.deepStrictEqual(
    { ...Object.getOwnPropertyDescriptor(global, 'URL'), value: undefined },
    { value: undefined, writable: true, enumerable: false, configurable: true },
  );
});

test('what the object has hides a global, and is not asked while it gets them', () => {
  const hiding = new Proxy(
    { Map: 1, Promise: 2, Object: 3, setTimeout: 4 },
    {
      get(target, key) {
        return target[key];
      },
    },
  );
  const context = vm.createContext(hiding, { globals: 'web' });
  assert.deepStrictEqual(
    vm.runInContext('[Map, setTimeout, typeof URL].join()', context),
    '1,4,function',
  );
  assert.strictEqual(
    vm.runInContext('structuredClone(new URLSearchParams("a=1").size)', context),
    1,
  );
});

test('a console that the object brings is used as it is', () => {
  const seen = [];
  const context = vm.createContext(
    { console: { log: (text) => seen.push(text) } },
    { globals: 'web' },
  );
  vm.runInContext('console.log("own")', context);
  assert.deepStrictEqual(seen, ['own']);
});

test('globals cost an entry nothing: no source of theirs names a built-in', () => {
  const builtIns = new Set(
    vm
      .runInNewContext('Object.getOwnPropertyNames(globalThis)')
      .filter((name) => name !== 'undefined'),
  );
  const folder = path.join(__dirname, '../lib/globals/guest');
  const files = fs.readdirSync(folder).map((file) => `globals/guest/${file}`);
  for (const file of [...files, 'vm/clone_codec.js', 'vm/guest_kinds.js']) {
    const words = scriptOf(file).match(/[A-Za-z_$][\w$]*/g);
    assert.deepStrictEqual(
      words.filter((word) => builtIns.has(word)),
      [],
      file,
    );
  }
});

const WRONG = {
  'an unknown group': [{ globals: ['timer'] }, /must be one of: 'console', 'timers'/],
  'a global instead of its group': [
    { globals: ['setTimeout'] },
    /is no group of globals: use 'timers'/,
  ],
  'another case': [{ globals: ['URL'] }, /use 'url'/],
  'a word': [{ globals: 'node' }, /must be 'web' or an array of groups/],
  'no array': [{ globals: { timers: true } }, /must be 'web' or an array of groups/],
  'fetch without a permission': [{ globals: ['fetch'] }, /array of the origins/],
  'an origin with a path': [{ fetch: ['https://a.example/x'] }, /use 'https:\/\/a\.example'/],
  'an origin of files': [{ fetch: ['file:///'] }, /must begin with https: or http:/],
  'no sink': [{ console: 1 }, /function \(level, text, values\)/],
  'no function for errors': [{ onUncaughtError: 1 }, /of type function/],
};

for (const [what, [options, message]] of Object.entries(WRONG)) {
  test(`${what} is refused`, () => {
    const object = {};
    assert.throws(
      () => vm.createContext(object, options),
      (error) => /^ERR_INVALID_ARG_(TYPE|VALUE)$/.test(error.code) && message.test(error.message),
    );
    assert.strictEqual(vm.isContext(object), false);
  });
}

test('every group can be had alone', () => {
  for (const group of NAMES) vm.createContext({}, { globals: [group], fetch: () => {} });
});

/** A context whose console writes into a list. */
function listening(options) {
  const lines = [];
  const sink = (level, text) => lines.push(`${level} ${text}`);
  return { lines, context: vm.createContext({}, { console: sink, ...options }) };
}

test('console formats as the console of Node', () => {
  const { context, lines } = listening();
  vm.runInContext(
    `console.log('%s is %d, %o', 'x', 5, [1]); console.info({ a: new Map([[1, { b: 2 }]]) });
     console.warn(new Error('e').message); console.debug(Symbol('s'), null, undefined);
     console.group('g'); console.error('in\\nside'); console.groupEnd(); console.log('out');
     console.count(); console.count('x'); console.count(); console.countReset(); console.count();
     console.assert(true, 'no'); console.assert(false, 'yes %s', 1); console.assert(false);
     console.table([{ a: 1 }]); console.dir({ a: { b: { c: {} } } }, { depth: 0 });
     console.timeEnd('none'); console.log()`,
    context,
  );
  assert.deepStrictEqual(
    lines,
    [
      'log x is 5, [ 1, [length]: 1 ]',
      'info { a: Map(1) { 1 => { b: 2 } } }',
      'warn e',
      'debug Symbol(s) null undefined',
      'log g',
      'error   in\n  side',
      'log out',
      'log default: 1',
      'log x: 1',
      'log default: 2',
      'log default: 1',
      'warn Assertion failed: yes 1',
      'warn Assertion failed',
      'log ┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│    0    │ 1 │\n└─────────┴───┘',
      'log { a: [Object] }',
      "warn Warning: No such label 'none' for console.timeEnd()",
      'log ',
    ].map((line) => (line.includes('index') ? lines[13] : line)),
  );
  assert.match(lines[13], /\(index\).* a [\s\S]* 1 /);
});

test('console.time tells times, console.trace calls', () => {
  const { context, lines } = listening();
  vm.runInContext(
    'console.time("t"); console.timeLog("t", 5); console.timeEnd("t"); (function here() { console.trace("a %d", 1) })()',
    context,
  );
  assert.match(lines[0], /^log t: \d+\.\d{3}ms 5$/);
  assert.match(lines[1], /^log t: \d+\.\d{3}ms$/);
  assert.match(lines[2], /^error Trace: a 1\n {4}at here /);
});

test('console prints to the console of the host by default, and to an object with methods', async () => {
  const program = `
    const vm = require('boa-vm'.replace('boa-vm', ${JSON.stringify(path.join(__dirname, '..'))}));
    vm.runInContext('console.log("%%d", 1); console.error("e")', vm.createContext({}, { globals: ['console'] }));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', program]);
  assert.deepStrictEqual([stdout, stderr], ['%d 1\n', 'e\n']);
  const seen = [];
  const sink = { log: (text) => seen.push(text) };
  vm.runInContext('console.debug("a"); console.warn("b")', vm.createContext({}, { console: sink }));
  assert.deepStrictEqual(seen, ['a', 'b']);
});

test('a sink gets the values, which are alive', () => {
  const seen = [];
  const context = vm.createContext(
    {},
    { console: (_level, _text, values) => seen.push(...values) },
  );
  vm.runInContext('const o = { n: 1 }; console.log("x", o); o.n = 2', context);
  assert.deepStrictEqual([seen[0], seen[1].n], ['x', 2]);
});

test('a listener that throws is reported, and the others are called', () => {
  const { context, lines } = listening({ globals: ['abort', 'console'] });
  vm.runInContext(
    `const t = new EventTarget(); t.addEventListener('x', () => { throw null });
     t.addEventListener('x', () => console.log('second')); t.dispatchEvent(new Event('x'))`,
    context,
  );
  assert.deepStrictEqual(lines, ['error Uncaught null', 'log second']);
});

test('queueMicrotask runs in the order of promises, and reports what is thrown', async () => {
  const errors = [];
  const context = vm.createContext(
    { seen: [] },
    { globals: ['queueMicrotask'], onUncaughtError: (error) => errors.push(error) },
  );
  vm.runInContext(
    `queueMicrotask(() => seen.push(1)); Promise.resolve().then(() => seen.push(2));
     queueMicrotask(() => { seen.push(3); throw new RangeError('job') })`,
    context,
  );
  await new Promise(setImmediate);
  assert.deepStrictEqual([...context.seen], [1, 2, 3]);
  assert.strictEqual(errors[0].message, 'job');
  assert.throws(() => vm.runInContext('queueMicrotask(1)', context), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
});

test('a context of its own microtask queue keeps it', () => {
  const context = vm.createContext(
    { seen: [] },
    { globals: ['queueMicrotask'], microtaskMode: 'afterEvaluate' },
  );
  vm.runInContext('queueMicrotask(() => seen.push(1))', context);
  assert.deepStrictEqual([...context.seen], [1]);
});

test('limits too small for the globals are an error of createContext', () => {
  const object = {};
  const options = { globals: 'web', limits: { stackDepth: 1 } };
  assert.throws(() => vm.createContext(object, options), { name: 'RangeError' });
  assert.throws(() => vm.runInContext('1', object), { code: 'ERR_VM_CONTEXT_DISPOSED' });
});

/** What `crypto.subtle` does, in Node and in a context. */
const DIGESTS = [
  "[...new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([1, 2, 3])))].join()",
  "[...new Uint8Array(await crypto.subtle.digest('sha-1', new ArrayBuffer(5)))].join()",
  "(await crypto.subtle.digest({ name: 'SHA-384' }, new DataView(new ArrayBuffer(8), 2))).byteLength",
  "[...new Uint8Array(await crypto.subtle.digest('SHA-512', new Uint8Array(3 * 2 ** 20 + 1)))].join()",
  "await crypto.subtle.digest('MD5', new Uint8Array(1)).catch(({ name, code }) => name + code)",
  "await crypto.subtle.digest('SHA-1', 5).catch(({ name, code }) => name + code)",
  'new crypto.subtle.constructor()',
  'Object.keys(crypto.subtle.constructor.prototype).sort().join()',
];

test("crypto.subtle digests as Node's does", async () => {
  const context = vm.createContext({}, { globals: ['crypto'] });
  const AsyncFunction = (async () => {}).constructor;
  for (const code of DIGESTS) {
    const theirs = new AsyncFunction('crypto', `return ${code}`)(globalThis.crypto);
    assert.deepStrictEqual(
      await vm.runCell(code, context).catch((error) => error.code),
      await theirs.catch((error) => error.code),
      code,
    );
  }
});

test('what crypto.subtle has not says how to get it', async () => {
  const context = vm.createContext({}, { globals: ['crypto'] });
  await assert.rejects(vm.runInContext('crypto.subtle.sign()', context), {
    name: 'NotSupportedError',
    message: /crypto\.subtle\.sign is not there: the host can hand in its own crypto\.subtle/,
  });
});

test('a digest of much is stopped like a loop', async () => {
  const limits = { timeout: 20 };
  const context = vm.createContext({}, { globals: ['crypto'], limits });
  const code = `
    const bytes = new Uint8Array(2 ** 26);
    (async () => { for (;;) await crypto.subtle.digest('SHA-512', bytes); })()`;
  await assert.rejects(
    async () => await vm.runInContext(code, context),
    (error) => vm.reasonOf(error) === 'timeout',
  );
});

test('web is everything but fetch, which needs a permission', () => {
  const names = [
    'setTimeout',
    'URL',
    'TextEncoder',
    'AbortController',
    'crypto',
    'performance',
    'fetch',
  ];
  const types = (context) =>
    vm.runInContext(`[${names.map((name) => `typeof ${name}`)}].join()`, context);
  assert.match(types(web()), /function,object,object,undefined$/);
  assert.match(types(web({ fetch: () => {} })), /function,object,object,function$/);
});

test('a table with more cells than anybody reads is printed as console.log prints it', () => {
  let printed;
  const context = vm.createContext(
    {},
    { globals: ['console'], console: (_, text) => (printed = text) },
  );
  const rows = (count) => `Array.from({ length: ${count} }, (_, i) => ({ ['k' + i]: i }))`;
  vm.runInContext(`console.table(${rows(200)})`, context);
  assert.match(printed, /^┌─+┬/);
  vm.runInContext(`console.table(${rows(300)})`, context);
  assert.match(printed, /^\[\n {2}\{ k0: 0 \}/);
});
