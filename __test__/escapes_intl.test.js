'use strict';

/**
 * No way leads from `Intl` or `console` of a guest to the host: everything that can be reached from them,
 * by any property, prototype, call, error, result or callback, is the guest's own.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const vm = require('..');

/** Makes one of each class, and calls whatever there is, with what a program would give. */
const REACH = `
  const found = new Map();
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
  const attempt = (path, act) => {
    try { visit(act(), path); } catch (error) { visit(error, path + '!'); }
  };
  function visit(value, path) {
    if (!isObject(value) || found.has(value)) return;
    found.set(value, path);
    for (let at = value; at !== null; at = Object.getPrototypeOf(at)) visit(at, path + '<');
    for (const key of Reflect.ownKeys(value)) {
      const name = path + '.' + String(key);
      const { get, set, value: held } = Object.getOwnPropertyDescriptor(value, key);
      visit(held, name); visit(get, name + ':get'); visit(set, name + ':set');
      if (get !== undefined) attempt(name + '()', () => get.call(value));
    }
  }
  const args = [[], ['en'], [0], [0, 1], ['a', 'b'], [1, 'day'], [['a', 'b']], ['en', { type: 'region' }], ['US'],
    [{ toString() { throw { mine: 1 }; } }], [Symbol()], [null], [undefined], [new Proxy({}, {})], [() => 1], [1n, 2n]];
  function callAll(object, path) {
    for (let at = object; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const key of Reflect.ownKeys(at)) {
        let method;
        attempt(path, () => { method = object[key]; return method; });
        if (typeof method !== 'function' || key === 'constructor') continue;
        for (const [index, list] of args.entries()) {
          attempt(path + '.' + String(key) + index, () => method.apply(object, list));
          attempt(path + '.' + String(key) + index + '?', () => method.apply(list[0], list));
          attempt(path + '.new ' + String(key) + index, () => Reflect.construct(method, list));
        }
      }
    }
  }
  visit(Intl, 'Intl'); visit(console, 'console');
  const made = [
    new Intl.DateTimeFormat('en'), new Intl.NumberFormat('en'), new Intl.Collator('en'), new Intl.PluralRules('en'),
    new Intl.RelativeTimeFormat('en'), new Intl.ListFormat('en'), new Intl.Locale('en'), new Intl.Segmenter('en'),
    new Intl.DisplayNames('en', { type: 'region' }), new Intl.Segmenter('en').segment('ab'),
    new Intl.Segmenter('en').segment('ab')[Symbol.iterator](), Intl, console, console.context('x'), console.createTask('x'),
    5, 5n, 'a', new Date(0), [1.5], new Float64Array(1),
  ];
  for (const [index, one] of made.entries()) { visit(one, 'made' + index); callAll(Object(one), 'made' + index); }
  for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Intl))) {
    if (typeof value === 'function') callAll(value, key);
  }
`;

test('everything that can be reached from Intl and console is of the realm', () => {
  const code = `${REACH}
    const strangers = [];
    for (const [value, path] of found) {
      let top = value;
      while (Object.getPrototypeOf(top) !== null) top = Object.getPrototypeOf(top);
      if (top !== Object.prototype && !path.endsWith('unscopables)') && !(value !== null && 'mine' in value)) strangers.push(path);
    }
    [found.size, strangers.join()]`;
  const [size, strangers] = vm.runInNewContext(code);
  assert.ok(size > 300, `${size} objects`);
  assert.strictEqual(strangers, '');
});

test('everything that can be reached crosses as an object of the guest', () => {
  const context = vm.createContext({});
  vm.runInContext(REACH, context);
  const list = vm.runInContext('[...found.keys()]', context);
  const hosts = new Set([Object, Function, Error, RangeError, TypeError, Array, Map, Date]);
  for (let at = 0; at < list.length; at++) {
    // What crosses to the host as one of its own came from there.
    assert.ok(!hosts.has(list[at]), `number ${at}`);
    assert.ok(
      !Object.values(Object.getOwnPropertyDescriptors(Intl)).some((d) => d.value === list[at]),
    );
  }
});

test('constructors of whatever is found compile in the guest only', () => {
  const code = `${REACH}
    const results = new Set();
    for (const value of found.keys()) {
      for (const walk of [(v) => v.constructor.constructor, (v) => v.constructor, (v) => Object.getPrototypeOf(v).constructor.constructor]) {
        try { results.add(String(walk(value)('return typeof process + typeof require')())); } catch {}
      }
    }
    [...results].filter((text) => /object|function/.test(text)).join()`;
  assert.strictEqual(vm.runInNewContext(code), '');
});

test('getters of options, iterators and conversions see nothing of the host', () => {
  const code = `
    const seen = [];
    const look = function (...args) { seen.push(this, ...args, new Error().stack); };
    const options = { get style() { look.call(this, 'style'); return 'percent'; } };
    new Intl.NumberFormat('en', options); (5).toLocaleString('en', options);
    new Intl.NumberFormat('en', new Proxy({}, { get(target, key, receiver) { seen.push(target, key, receiver, this); } }));
    new Intl.NumberFormat('en').format({ [Symbol.toPrimitive](...args) { seen.push(this, ...args); return 1; } });
    new Intl.ListFormat('en').format({ *[Symbol.iterator]() { seen.push(this); yield 'a'; } });
    Intl.getCanonicalLocales(new Proxy(['en'], { get(target, key, receiver) { seen.push(target, receiver); return target[key]; } }));
    seen.filter((value) => typeof value === 'object' || typeof value === 'function')
      .filter((value) => value !== null && !(value instanceof Object)).length + ' ' + seen.length`;
  const [strangers, count] = vm.runInNewContext(code).split(' ');
  assert.strictEqual(strangers, '0');
  assert.ok(Number(count) > 10);
});

test('errors are of the realm, and keep what the guest threw', () => {
  const code = `
    const errors = [];
    for (const act of [() => new Intl.NumberFormat('!'), () => (1).toLocaleString('!'), () => Intl.supportedValuesOf('x'),
      () => Intl.NumberFormat.prototype.formatToParts.call({}), () => new Intl.NumberFormat('en').format(Symbol()),
      () => Intl.PluralRules(), () => new Intl.ListFormat('en').format([1]), () => new Date(0).toLocaleString('!')]) {
      try { act(); } catch (error) { errors.push(error); }
    }
    errors.every((error) => [RangeError, TypeError].includes(error.constructor) &&
      Object.getPrototypeOf(error) === error.constructor.prototype &&
      error.constructor.constructor('return typeof process')() === 'undefined') && errors.length`;
  assert.strictEqual(vm.runInNewContext(code), 8);
});

test('what the guest changes of Intl stays with it', () => {
  vm.runInNewContext(`
    for (const value of Object.values(Object.getOwnPropertyDescriptors(Intl)).map((d) => d.value)) {
      if (typeof value !== 'function') continue;
      value.mark = 1;
      if (value.prototype) { value.prototype.mark = 1; value.prototype.format = () => 'mine'; Object.setPrototypeOf(value.prototype, null); }
    }
    Object.defineProperty(Object.prototype, 'style', { value: 'percent' });
    Array.prototype[0] = 'mine'; Array.prototype.push = null;
    Intl.mark = 1;`);
  assert.ok(!('mark' in Intl));
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(Intl))) {
    if (typeof value !== 'function') continue;
    assert.ok(!('mark' in value) && !('mark' in (value.prototype ?? {})), value.name);
  }
  assert.strictEqual(new Intl.NumberFormat('en').format(1), '1');
});

test("a change of the host's Intl is not seen by a guest", () => {
  const { format } = Object.getOwnPropertyDescriptors(Intl.NumberFormat.prototype);
  const { NumberFormat } = Intl;
  const seen = [];
  Object.defineProperty(NumberFormat.prototype, 'format', {
    get() {
      seen.push(this);
      return () => 'changed';
    },
    configurable: true,
  });
  try {
    Intl.NumberFormat = class {};
    assert.strictEqual(vm.runInNewContext("new Intl.NumberFormat('de').format(1.5)"), '1,5');
    assert.deepStrictEqual(seen, []);
  } finally {
    Intl.NumberFormat = NumberFormat;
    Object.defineProperty(NumberFormat.prototype, 'format', format);
  }
});

test("an Intl object of another context counts as one of the context's own", () => {
  const [a, b] = [vm.createContext({}), vm.createContext({})];
  const made = vm.runInContext("new Intl.NumberFormat('de')", a);
  b.made = made;
  const code =
    '[made instanceof Intl.NumberFormat, made.format(1.5), made.constructor === Intl.NumberFormat]';
  assert.deepStrictEqual([...vm.runInContext(code, b)], [true, '1,5', true]);
});

test('a context without a context object has Intl and console as well', () => {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(context, 'Intl');
  assert.deepStrictEqual([writable, enumerable, configurable], [true, false, true]);
  const code = "[new Intl.NumberFormat('de').format(1.5), typeof globalThis['con' + 'sole'].log]";
  assert.deepStrictEqual([...vm.runInContext(code, context)], ['1,5', 'function']);
});

test('a time limit covers what options and locales run', () => {
  const limited = { timeout: 50 };
  for (const code of [
    "new Intl.NumberFormat('en', { get style() { for (;;); } })",
    '(5).toLocaleString({ get length() { for (;;); } })',
    '(5).toLocaleString({ length: 2 ** 53 - 1 })',
    'Array.prototype.toLocaleString.call({ length: 2 ** 32 })',
    "new Intl.ListFormat('en').format((function* () { for (;;) yield 'a'; })())",
    "for (;;) new Intl.NumberFormat('en', { style: 'percent' }).format(1)",
    "new Intl.ListFormat('en').format({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { for (;;); } }) })",
  ]) {
    assert.throws(() => vm.runInNewContext(code, {}, limited), {
      code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    });
  }
});
