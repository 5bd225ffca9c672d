'use strict';

/**
 * A host in an odd state: frozen, patched, polluted, before or after the package is loaded. The membrane does what it
 * did, and no error of the guest is lost or replaced.
 */

const { isArray } = Array;

/** What a patched function of the host was called with. */
const spiedKeys = [];

/** Guest code: does what a membrane has to do most, and tells whether it came out right. */
const WORK = `
  const wrong = [];
  function check(name, f, expected) { let got; try { got = f() } catch (e) { got = e && e.message ? e.name + ': ' + e.message : String(e) } if (got !== expected) wrong.push(name + '=' + String(got)) }
  check('value', () => ask(1), 2);
  check('object', () => ask({ a: 1 }).b, 2);
  check('array', () => ask([1, 2]).length, 3);
  check('throw', () => { throw new TypeError('mine') }, 'TypeError: mine');
  check('host throw', () => fail(), 'Error: host');
  check('property', () => o.deep.list[1], 2);
  check('map', () => o.map.get('k'), 7);
  check('call', () => o.method(3), 4);
  check('getter', () => o.getter, 5);
  check('symbol', () => o[Symbol.for('s')], 6);
  check('iterate', () => [...o.deep.list].join(), '1,2');
  check('spread', () => Object.keys({ ...o.deep }).join(), 'list');
  check('json', () => JSON.stringify(o.deep), '{"list":[1,2]}');
  check('typeof', () => typeof o.method + typeof ask, 'functionfunction');
  check('instance', () => o.deep.list instanceof Array, true);
  check('own', () => Object.prototype.hasOwnProperty.call(o, 'deep'), true);
  check('promise', () => typeof later().then + typeof later(Promise.resolve(1)).then, 'functionfunction');
  check('stack', () => typeof new Error('x').stack, 'string');
  report(wrong.length ? 'WRONG ' + wrong.join('; ') : 'right'); wrong.join('; ')`;

const context = () => ({
  ask: (x) => {
    if (typeof x === 'number') return x + 1;
    return isArray(x) ? [...x, 1] : { ...x, b: 2 };
  },
  fail: () => {
    throw new Error('host');
  },
  later: async (x) => {
    await null;
    return x;
  },
  o: {
    deep: { list: [1, 2] },
    map: new Map([['k', 7]]),
    method: (x) => x + 1,
    get getter() {
      return 5;
    },
    [Symbol.for('s')]: 6,
  },
});

/** What went wrong for the guest, or for a run that ends by a limit or by the guest's error. */
const broken = (host) => {
  if (host.wrong) return `the guest's work: ${host.wrong}`;
  return host.lost && `the guest's error was lost: ${host.lost}`;
};

/** Runs the work, a throw and a timeout as a host in this state does. */
const work = (result, context, host) => {
  // Undefined, too, when the guest's code was stopped: that has been noted then.
  host.wrong = result ? String(result) : undefined;
  const { vm } = host;
  for (const [code, expected, options] of [
    ['throw new RangeError("theirs")', 'theirs', {}],
    ['null.x', "Cannot read properties of null (reading 'x')", {}],
    ['throw Object.assign(new Error("x"), { code: "C" })', 'x', {}],
    ['for (;;);', 'Script execution timed out after 20ms', { timeout: 20 }],
    ['throw 5', undefined, {}],
  ]) {
    try {
      vm.runInContext(code, context, options);
      host.lost = `${code} ended without an error`;
    } catch (error) {
      if (expected === undefined ? error !== 5 : error?.message !== expected) {
        host.lost = `${code} gave ${String(error?.message ?? error)}`;
      }
    }
  }
};

/** One state of the host. */
const state = (name, more) => ({ name, context, guest: WORK, host: work, broken, ...more });

/** Functions of the language that a program may have replaced; what they are called with, a guest must not see or steer. */
const patched = {
  'Map.prototype.get': () => {
    const real = Map.prototype.get;
    Map.prototype.get = function get(key) {
      return real.call(this, key);
    };
  },
  'Map.prototype.set by nothing': () => {
    const real = Map.prototype.set;
    Map.prototype.set = function set(key, value) {
      return real.call(this, key, value);
    };
  },
  'WeakMap.prototype.get': () => {
    const real = WeakMap.prototype.get;
    WeakMap.prototype.get = function get(key) {
      return real.call(this, key);
    };
  },
  'Reflect.apply': () => {
    const real = Reflect.apply;
    Reflect.apply = (f, self, all) => real(f, self, all);
  },
  'Function.prototype.call': () => {
    const real = Function.prototype.call;
    const { apply } = Reflect;
    Function.prototype.call = function call(...all) {
      return apply(real, this, all);
    };
  },
  'Object.defineProperty': () => {
    const real = Object.defineProperty;
    Object.defineProperty = (...all) => real(...all);
  },
  'Array.prototype.push': () => {
    const real = Array.prototype.push;
    Array.prototype.push = function push(...all) {
      return Reflect.apply(real, this, all);
    };
  },
  'Array.prototype[Symbol.iterator]': () => {
    const real = Array.prototype[Symbol.iterator];
    Array.prototype[Symbol.iterator] = function values() {
      return Reflect.apply(real, this, []);
    };
  },
  'Promise.prototype.then': () => {
    const real = Promise.prototype.then;
    // biome-ignore lint/suspicious/noThenProperty: what is patched is called so
    Promise.prototype.then = function then(...all) {
      return Reflect.apply(real, this, all);
    };
  },
  'Error.captureStackTrace': () => {
    const real = Error.captureStackTrace;
    Error.captureStackTrace = (...all) => real(...all);
  },
};

/** Functions of the language that a program may spoil while the package is in use. */
const spoilable = {
  'Map.prototype': ['get', 'set', 'has', 'delete', 'keys', 'forEach'],
  'WeakMap.prototype': ['get', 'set', 'has', 'delete'],
  'Set.prototype': ['has', 'add', 'delete'],
  'WeakRef.prototype': ['deref'],
  'FinalizationRegistry.prototype': ['register'],
  Reflect: [
    'apply',
    'construct',
    'get',
    'set',
    'has',
    'ownKeys',
    'getPrototypeOf',
    'defineProperty',
  ],
  'Function.prototype': ['call', 'apply', 'bind', 'toString'],
  'Array.prototype': [
    'push',
    'pop',
    'map',
    'slice',
    'includes',
    'indexOf',
    'forEach',
    'join',
    'concat',
  ],
  Object: ['defineProperty', 'freeze', 'create', 'keys', 'entries', 'assign', 'getPrototypeOf'],
  'String.prototype': ['slice', 'split', 'startsWith', 'includes', 'replace', 'indexOf'],
  'RegExp.prototype': ['exec', 'test'],
  'Promise.prototype': ['then', 'catch'],
  Promise: ['resolve', 'reject'],
  Error: ['captureStackTrace'],
  Number: ['isInteger'],
  Array: ['isArray', 'from'],
  JSON: ['stringify', 'parse'],
};

/** Runs the work while a function throws whenever it is called. */
const whileSpoilt = (path, key) => (_result, guestContext, host) => {
  const { vm } = host;
  const holder = path.split('.').reduce((object, name) => object[name], globalThis);
  const real = holder[key];
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const before = getOwnPropertyDescriptor(holder, key);
  const spoilt = (value) => defineProperty(holder, key, { ...before, value });
  let result;
  spoilt(() => {
    throw new TypeError(`${path}.${key} of the host was called`);
  });
  try {
    result = vm.runInContext(SPOILT_WORK, guestContext);
    work(result, guestContext, host);
  } catch (error) {
    spoilt(real);
    host.lost = `the work gave ${error?.message}`;
  } finally {
    spoilt(real);
  }
};

// What a host function or a Map of the host does is another matter.
const SPOILT_WORK = WORK.replace(/check\('(map|array|iterate)'.*\n/g, '');

module.exports = [
  ...Object.entries(spoilable).flatMap(([path, keys]) =>
    keys.map((key) => ({
      name: `${path}.${key} throws`,
      context,
      guest: 'report("begun")',
      host: whileSpoilt(path, key),
      broken,
    })),
  ),
  state('an ordinary host', {}),
  state('--frozen-intrinsics', { flags: ['--frozen-intrinsics'] }),
  state('--disable-proto=delete', { flags: ['--disable-proto=delete'] }),
  state('--disable-proto=throw', { flags: ['--disable-proto=throw'] }),
  state('the permission model', {
    flags: [
      '--experimental-permission',
      '--allow-fs-read=*',
      '--allow-fs-write=*',
      '--allow-addons',
    ],
  }),
  state('Error frozen before', { before: () => Object.freeze(Error) }),
  state('Error frozen after', { loaded: () => Object.freeze(Error) }),
  state('Error.prototype frozen', { before: () => Object.freeze(Error.prototype) }),
  state('Object.prototype frozen', { loaded: () => Object.freeze(Object.prototype) }),
  state('Array.prototype frozen', { loaded: () => Object.freeze(Array.prototype) }),
  state('Function.prototype frozen', { loaded: () => Object.freeze(Function.prototype) }),
  state('Promise.prototype frozen', { loaded: () => Object.freeze(Promise.prototype) }),
  state('stackTraceLimit 0', {
    before: () => {
      Error.stackTraceLimit = 0;
    },
  }),
  state('stackTraceLimit undefined', {
    loaded: () => {
      Error.stackTraceLimit = undefined;
    },
  }),
  state('stackTraceLimit not a number', {
    loaded: () => {
      Error.stackTraceLimit = 'x';
    },
  }),
  state('stackTraceLimit infinite', {
    loaded: () => {
      Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    },
  }),
  state('stackTraceLimit gone', {
    loaded: () => {
      delete Error.stackTraceLimit;
    },
  }),
  state('stackTraceLimit an accessor', {
    loaded: (host) => {
      Object.defineProperty(Error, 'stackTraceLimit', {
        get: () => 10,
        set: () => {
          host.wasSet = true;
        },
        configurable: true,
      });
    },
  }),
  ...Object.entries({
    'gives its frames': (_error, frames) => frames,
    'gives nothing': () => undefined,
    'gives null': () => null,
    'gives an object': () => ({ at: 1 }),
    'gives a number': () => 5,
    throws: () => {
      throw new Error('prepare');
    },
    'calls itself by stack': (error) => String(error.stack ?? ''),
    'joins the frames': (error, frames) => `${error}\n${frames.join('\n')}`,
  }).map(([name, prepare]) =>
    state(`prepareStackTrace that ${name}`, {
      loaded: () => {
        Error.prepareStackTrace = prepare;
      },
      // A host error's stack is what its prepareStackTrace makes of it; the guest's own must still be text.
    }),
  ),
  ...Object.entries(patched).flatMap(([name, patch]) => [
    state(`${name} patched before`, { before: patch }),
    state(`${name} patched after`, { loaded: patch }),
  ]),
  ...[
    'get',
    'set',
    'value',
    'writable',
    'configurable',
    'enumerable',
    'then',
    'toJSON',
    'constructor',
  ].map((key) =>
    state(`Object.prototype.${key} polluted`, {
      loaded: () => {
        const descriptor = { configurable: true, enumerable: false, writable: true };
        Object.defineProperty(Object.prototype, key, {
          ...descriptor,
          value: key === 'value' ? 5 : undefined,
        });
      },
    }),
  ),
  state('Object.prototype.get a function', {
    loaded: () => {
      Object.prototype.get = () => 'polluted';
    },
    // A descriptor of the host's that is made without care is not the package's.
    needs: ['dispose'],
  }),
  state('Array.prototype with a setter for 0', {
    loaded: () => {
      Object.defineProperty(Array.prototype, '0', {
        configurable: true,
        get: () => undefined,
        set(value) {
          Object.defineProperty(this, '0', {
            value,
            writable: true,
            enumerable: true,
            configurable: true,
          });
        },
      });
    },
  }),
  state("Promise.prototype.constructor of the host's own", {
    loaded: () => {
      Promise.prototype.constructor = class Other extends Promise {};
    },
  }),
  state("Symbol.species of the host's own", {
    loaded: () => {
      Object.defineProperty(Array, Symbol.species, { get: () => undefined, configurable: true });
      Object.defineProperty(Promise, Symbol.species, { get: () => undefined, configurable: true });
    },
  }),
  state('Map without an iterator', {
    loaded: () => {
      delete Map.prototype[Symbol.iterator];
      delete Set.prototype[Symbol.iterator];
    },
  }),
  {
    name: 'a host function that the guest can wait for is patched',
    context,
    before: () => {
      const { get } = Map.prototype;
      Map.prototype.get = function spiedGet(key) {
        spiedKeys[spiedKeys.length] = key;
        return Reflect.apply(get, this, [key]);
      };
    },
    guest: 'report("begun"); ask({ a: 1 }); o.map.get("k"); report("over")',
    broken: () =>
      spiedKeys.some(
        (key) =>
          typeof key === 'object' &&
          key !== null &&
          Object.getPrototypeOf(key) === null &&
          Reflect.ownKeys(key).some((k) => String(k).includes('codes')),
      ) && 'the state of the membrane passes through a patched function',
  },
];
