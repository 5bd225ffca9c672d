'use strict';

/** `readonly`: deep, live views that change nothing. */

const assert = require('node:assert');
const { test } = require('node:test');
const { inspect } = require('node:util');

const vm = require('..');

const settings = () => ({
  name: 'a',
  deep: {
    list: [1, { x: 2 }],
    map: new Map([['k', { v: 1 }]]),
    set: new Set([1]),
    date: new Date(5),
  },
  frozen: Object.freeze({ inner: { y: 1 } }),
  bytes: new Uint8Array([1, 2]),
  greet() {
    return `hello ${this.name}`;
  },
  rename(name) {
    this.name = name;
  },
  get upper() {
    return this.name.toUpperCase();
  },
  Class: class {
    static count = 0;
    own = 1;
  },
});

/** Runs code that sees a view as `view`. */
function run(object, code) {
  return vm.runInContext(code, vm.createContext({ view: vm.readonly(object) }));
}

test('a guest reads what is there, and what the host changes', () => {
  const object = settings();
  const context = vm.createContext({ view: vm.readonly(object) });
  const read = () =>
    vm.runInContext(
      `[view.name, view.upper, view.greet(), view.deep.list[1].x, view.deep.map.get('k').v, view.deep.map.size,
        view.deep.set.has(1), view.deep.date.getTime(), view.frozen.inner.y, view.bytes[1], view.deep.list.length,
        Array.isArray(view.deep.list), JSON.stringify(view.deep.list), [...view.deep.map.keys()].join(),
        view.deep.list.map((e) => typeof e).join(), Object.keys(view.frozen).join()].join('|')`,
      context,
    );
  assert.strictEqual(
    read(),
    'a|A|hello a|2|1|1|true|5|1|2|2|true|[1,{"x":2}]|k|number,object|inner',
  );
  object.name = 'b';
  object.deep.list.push(3);
  assert.match(read(), /^b\|B\|hello b\|.*\|3\|true\|\[1,\{"x":2\},3\]/);
});

const CHANGES = [
  'view.name = 1',
  'view.fresh = 1',
  'delete view.name',
  'Object.defineProperty(view, "name", { value: 1 })',
  'Object.setPrototypeOf(view, null)',
  'Object.freeze(view)',
  'view.deep.list.push(1)',
  'view.deep.list[1].x = 3',
  'view.deep.list.length = 0',
  'view.deep.list.sort()',
  'view.deep.map.set("k", 1)',
  'view.deep.map.get("k").v = 2',
  '[...view.deep.map.values()][0].v = 2',
  'view.deep.map.forEach((value) => { value.v = 2 })',
  'view.deep.set.clear()',
  'view.deep.date.setTime(1)',
  'view.frozen.inner.y = 2',
  'view.bytes[0] = 9',
  'view.bytes.fill(9)',
  'view.bytes.subarray(0)[0] = 9',
  'view.rename("z")',
  'view.greet.x = 1',
  'view.Class.count = 1',
  'new view.Class()',
  'Object.getOwnPropertyDescriptor(view, "deep").value.list = 1',
  'Object.entries(view)[1][1].list = 1',
  'Map.prototype.set.call(view.deep.map, "k", 1)',
  'Array.prototype.push.call(view.deep.list, 1)',
  'Reflect.set(view.deep, "list", 1, view.deep) || (() => { throw 1 })()',
  'Object.assign(view, { name: 1 })',
  'view.__proto__ = null',
  'view.constructor.prototype.polluted = 1; throw 1',
  'view.deep.list.constructor.prototype.polluted = 1; throw 1',
];

for (const change of CHANGES) {
  test(`nothing is changed by ${change}`, () => {
    const object = settings();
    const before = inspect(object, { depth: 9 });
    assert.throws(() => run(object, `'use strict'; ${change}`), change);
    assert.strictEqual(inspect(object, { depth: 9 }), before);
    assert.strictEqual({}.polluted ?? [].polluted, undefined);
  });
}

test('a view is the same each time, and comes back as itself', () => {
  const object = settings();
  const view = vm.readonly(object);
  assert.strictEqual(vm.readonly(object), view);
  assert.strictEqual(vm.readonly(view), view);
  assert.strictEqual(view.deep, view.deep);
  assert.strictEqual(run(object, 'view'), view);
  assert.strictEqual(run(object, 'view.deep === view.deep'), true);
});

test('a function is given what the guest gives, and gives views', () => {
  const inner = { n: 1 };
  const object = {
    given: [],
    take(value) {
      object.given.push(value);
      return inner;
    },
  };
  assert.throws(() => run(object, `'use strict'; view.take(5).n = 2`), TypeError);
  assert.deepStrictEqual([object.given, inner.n], [[5], 1]);
});

test('a view keeps the rules of proxies for every kind of object', () => {
  for (const value of [
    [1],
    { a: 1 },
    Object.freeze([1]),
    Object.freeze({ a: 1 }),
    function f() {},
    () => {},
    class {},
    new Map(),
  ]) {
    const view = vm.readonly(value);
    for (const key of Reflect.ownKeys(view)) Reflect.getOwnPropertyDescriptor(view, key);
    assert.deepStrictEqual(Reflect.ownKeys(view).sort(), Reflect.ownKeys(value).sort());
    assert.strictEqual(Object.getPrototypeOf(view), Object.getPrototypeOf(value));
  }
});

test('promises are awaited as ever, and give views', async () => {
  const inner = { n: 1 };
  const object = { load: async () => inner };
  const value = await run(object, 'view.load()');
  assert.strictEqual(value.n, 1);
  assert.throws(() => {
    value.n = 2;
  }, TypeError);
});

test('what is no object is an error', () => {
  for (const value of [undefined, null, 1, 'a']) {
    assert.throws(() => vm.readonly(value), { code: 'ERR_INVALID_ARG_TYPE' });
  }
});
