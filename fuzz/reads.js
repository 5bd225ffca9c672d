'use strict';

/**
 * Looks for stale reads: objects of a guest that the host, the guest and a second guest read and change in turn, between
 * crossings and in the midst of them, in callbacks, getters, traps, jobs, nested realms and runs that a timeout ends. What
 * each reads is logged and compared with `node:vm`.
 */

/** How many steps a world takes, and how deep steps may begin within steps. */
const STEPS = 250;
const DEEPEST = 3;

/** What either side does to one of the objects. Both have this text; `nest()` takes the next steps of the host. */
const OPERATIONS = `
  const undoable = (f) => { try { return f() } catch (e) { return 'throws ' + (e && e.name) } };
  const operations = {
    get: (o, k) => o[k],
    getTwice: (o, k) => [o[k], o[k]][1],
    set: (o, k, v) => { o[k] = v; return o[k] },
    setSilently: (o, k, v) => Reflect.set(o, k, v),
    remove: (o, k) => Reflect.deleteProperty(o, k),
    has: (o, k) => k in o,
    hasOwn: (o, k) => Object.prototype.hasOwnProperty.call(o, k),
    keys: (o) => Reflect.ownKeys(o).map(String).join(),
    shownKeys: (o) => Object.keys(o).join(),
    entries: (o, k, v, tell) => Object.entries(o).map(([n, x]) => n + tell(x)).join(),
    spread: (o, k, v, tell) => { const c = { ...o }; return Object.keys(c).map((n) => n + tell(c[n])).join() },
    describe: (o, k, v, tell) => { const d = Reflect.getOwnPropertyDescriptor(o, k); return d && [tell(d.value), d.writable, d.enumerable, d.configurable, typeof d.get].join() },
    json: (o) => JSON.stringify(o),
    forIn: (o) => { let s = ''; for (const k in o) s += k; return s },
    loop: (o, k, v, tell) => { let s = ''; for (let i = 0; i < o.length && i < 40; i++) s += tell(o[i]); return s },
    loopBack: (o, k, v, tell) => { let s = ''; for (let i = Math.min(o.length, 40) - 1; i >= 0; i--) s += tell(o[i]); return s },
    iterate: (o, k, v, tell) => { let s = '', n = 0; for (const x of o) { s += tell(x); if (++n > 30) break } return s },
    define: (o, k, v) => Reflect.defineProperty(o, k, { value: v, writable: true, enumerable: true, configurable: true }),
    defineHidden: (o, k, v) => Reflect.defineProperty(o, k, { value: v, writable: true, enumerable: false, configurable: true }),
    defineFixed: (o, k, v) => Reflect.defineProperty(o, k, { value: v, writable: false, enumerable: true, configurable: false }),
    defineGetter: (o, k, v, tell, nest) => Reflect.defineProperty(o, k, { get() { nest(); return v }, set(x) { v = x; nest() }, enumerable: true, configurable: true }),
    prototype: (o, k, v, tell) => tell(Reflect.getPrototypeOf(o)),
    isExtensible: (o) => Object.isExtensible(o),
    isFrozen: (o) => Object.isFrozen(o),
    push: (o, k, v) => o.push(v),
    pop: (o, k, v, tell) => tell(o.pop()),
    splice: (o, k, v) => o.splice(1, 1, v, v).length,
    fill: (o, k, v) => { for (let i = 0; i < 30; i++) o[i] = v; return o.length },
    shorten: (o) => { o.length = 2; return o.length },
    sort: (o, k, v, tell, nest) => { o.sort((a, b) => { nest(); return String(a) < String(b) ? -1 : 1 }); return o.length },
    forEach: (o, k, v, tell, nest) => { let s = ''; o.forEach((x) => { if (s.length < 60) { nest(); s += tell(x) } }); return s },
    map: (o, k, v, tell) => o.map((x) => tell(x)).join(),
    columns: (o, k, v, tell, nest) => { let s = ''; for (let i = 0; i < o.length && i < 40; i++) { if (i === 9) nest(); const x = o[i]; if (x !== null && x !== undefined) s += tell(x.id) + tell(x.name) + tell(x.a) } return s },
    assign: (o, k, v) => Object.assign(o, v) === o,
    text: (o, k) => typeof (o[k] + ''),
    call: (o, k, v) => typeof o[k] === 'function' ? o[k](v) : 'none',
    byte: (o) => o.bytes && (o.bytes[0] = (o.bytes[0] + 1) & 255),
    instance: (o) => { const c = o.constructor; return typeof c === 'function' ? o instanceof c : 'none' },
  };
  const act = (name, o, k, v, tell, nest) => undoable(() => operations[name](o, k, v, tell, nest));
  const rare = {
    freeze: (o) => Object.freeze(o) === o,
    seal: (o) => Object.seal(o) === o,
    prevent: (o) => Reflect.preventExtensions(o),
    loseProto: (o) => Reflect.setPrototypeOf(o, null),
  };
  Object.assign(operations, rare);
`;

/** The objects of a world, and how a side that has them tells what it sees. */
const POOL = `
  class Base { constructor() { this.a = 1 } get b() { return this.a } set b(v) { this.a = v } m(v) { this.a = v; return this.a } }
  class Derived extends Base { constructor() { super(); this.c = 'c' } }
  const parent = { inherited: 1, a: 'parent' };
  const target = { a: 'target', b: 2 };
  const wide = {};
  for (let i = 0; i < 60; i++) wide['k' + i] = i;
  const long = 'x'.repeat(300);
  const pool = [
    { a: 1, b: 'two', c: undefined, long },
    [1, 2, 3],
    Array.from({ length: 30 }, (_, id) => ({ id, name: 'n' + id })),
    new Base(), new Derived(),
    Object.create(parent, { own: { value: 1, writable: true, enumerable: true, configurable: true } }),
    parent,
    { get a() { nest(); return this.count = (this.count | 0) + 1 }, b: 1 },
    new Proxy(target, { get(t, k, r) { nest(); return Reflect.get(t, k, r) } }),
    target, wide, Object.create(null),
    { 0: 'zero', 1: 'one', length: 2, [Symbol.iterator]: Array.prototype[Symbol.iterator] },
    { a: { b: { c: 1 } }, when: new Date(5), bytes: new Uint8Array(4), f(x) { this.n = x; return x } },
    Base.prototype, [[1], [2, [3]], { a: 1 }, , 5],
    { toJSON() { nest(); return { a: this.a } }, a: 3 },
    function f(x) { return x },
  ];
  const tellGuest = (x) => {
    if (typeof x === 'function' || (typeof x === 'object' && x !== null)) { const at = pool.indexOf(x); return at < 0 ? typeof x : 'p' + at }
    return Object.is(x, -0) ? '-0' : typeof x + ' ' + String(x).slice(0, 20);
  };
`;

const GUEST = `
  ${OPERATIONS}
  ${POOL}
  const at = (i) => pool[i];
  const size = pool.length;
  const step = (name, i, k, v) => tellGuest(act(name, pool[i], k, v, tellGuest, nest));
  const later = (name, i, k, v) => { Promise.resolve().then(() => step(name, i, k, v)) };
  const spin = (i, k, v) => { act('setSilently', pool[i], k, v, tellGuest, () => {}); reached(); for (;;); };
  ({ at, size, step, later, spin });
`;

const SECOND = `${OPERATIONS} (name, o, k, v, tell, nest) => tell(act(name, o, k, v, tell, nest))`;

const KEYS = [
  'a',
  'b',
  'c',
  'm',
  '0',
  '1',
  '5',
  '29',
  'length',
  'id',
  'name',
  'inherited',
  'own',
  'k3',
  'k59',
  'toJSON',
  'when',
  'long',
  'f',
  'new',
]; // prettier-ignore

const names = (text) => [...text.matchAll(/^ {4}(\w+): \(/gm)].map(([, name]) => name);
const ALL = names(OPERATIONS);
const RARE = new Set(['freeze', 'seal', 'prevent', 'loseProto', 'defineFixed']);
/** What the second guest has come to by walking it may not change, other than with `node:vm`. */
const WALKS = new Set(['prototype', 'instance']);
const READS = [
  'get',
  'getTwice',
  'has',
  'hasOwn',
  'keys',
  'shownKeys',
  'entries',
  'spread',
  'describe',
  'json',
  'forIn',
  'loop',
  'loopBack',
  'prototype',
  'isExtensible',
  'map',
  'columns',
  'instance',
]; // prettier-ignore

function makeStep(random, size, hasTimeouts) {
  let name = random.pick(random.chance(0.4) ? READS : ALL);
  if (RARE.has(name) && random.chance(0.8)) name = 'set';
  const side = random.pick(['guest', 'guest', 'host', 'host', 'host', 'second', 'job']);
  if (side === 'second' && WALKS.has(name)) name = 'get';
  return {
    side,
    name,
    at: random.below(size),
    key: random.pick(KEYS),
    value: random.pick([
      1,
      2.5,
      'text',
      undefined,
      null,
      true,
      -0,
      'p',
      'p',
      'fresh',
      'x'.repeat(280),
    ]), // prettier-ignore
    other: random.below(size),
    reads: random.list(1, 4, () => [random.pick(READS), random.below(size), random.pick(KEYS)]),
    isEndless: random.chance(0.0005) && hasTimeouts,
    isNested: random.chance(0.5),
  };
}

/** How many objects a world has. */
const SIZE = 18;

/**
 * All that happens in a world, in an order that both implementations come to by themselves. With timeouts that takes a machine
 * that has time for it.
 */
function makeWorld(random, hasTimeouts = false) {
  return Array.from({ length: STEPS }, () => makeStep(random, SIZE, hasTimeouts));
}

const host = new Function(`${OPERATIONS} return act`)();

/** Lives in a world with an implementation of vm; gives what was seen. */
async function live(vm, steps) {
  const log = [];
  let next = 0;
  let depth = 0;
  let isReached = false;
  const nest = () => {
    if (depth >= DEEPEST || next >= steps.length || !steps[next].isNested) return;
    take(steps[next++]);
  };
  const reached = () => {
    isReached = true;
  };
  const guest = vm.runInContext(GUEST, vm.createContext({ nest, reached }));
  const second = vm.runInContext(SECOND, vm.createContext({}));
  const pool = Array.from({ length: guest.size }, (_, at) => guest.at(at));
  const tell = (x) => {
    if (typeof x === 'function' || (typeof x === 'object' && x !== null)) {
      const at = pool.indexOf(x);
      return at < 0 ? typeof x : `p${at}`;
    }
    return Object.is(x, -0) ? '-0' : `${typeof x} ${String(x).slice(0, 20)}`;
  };
  const valueOf = ({ value, other }) => {
    if (value === 'p') return pool[other];
    return value === 'fresh' ? guest.at(0).constructor?.() : value;
  };
  const read = ({ reads }) => {
    for (const [name, at, key] of reads) {
      log.push(`${name} ${at} ${key}: ${tell(host(name, pool[at], key, undefined, tell, nest))}`);
    }
  };
  const endless = (step) => {
    isReached = false;
    while (!isReached) {
      try {
        const code = 'spin(at, key, value)';
        const globals = { spin: guest.spin, at: step.at, key: step.key, value: step.other };
        vm.runInNewContext(code, globals, { timeout: 50 });
      } catch (error) {
        if (isReached) log.push(String(error?.code));
      }
    }
  };
  function take(step) {
    depth += 1;
    const { side, name, at, key } = step;
    log.push(`${side} ${name} ${at} ${key}`);
    try {
      const value = valueOf(step);
      if (step.isEndless) endless(step);
      else if (side === 'guest') log.push(guest.step(name, at, key, value));
      else if (side === 'second') log.push(second(name, pool[at], key, value, tell, nest));
      else if (side === 'job') guest.later(name, at, key, value);
      else log.push(tell(host(name, pool[at], key, value, tell, nest)));
    } catch (error) {
      log.push(`throws ${error?.name}`);
    }
    read(step);
    depth -= 1;
  }
  while (next < steps.length) {
    const step = steps[next++];
    take(step);
    if (step.side !== 'job') continue;
    await new Promise(setImmediate);
    read(step);
  }
  return log;
}

module.exports = { DEEPEST, OPERATIONS, POOL, STEPS, WALKS, live, makeWorld };
