'use strict';

/**
 * Grows a graph of objects of both sides and works on it from both, a step at a time: what each step gives or throws is
 * logged by the side that took it. The log is compared with that of `node:vm`.
 */

const KEYS = ['a', 'b', 'length', '0', '1', 'self'];

/** Keys to define: where Node's and a membrane's checks of a length come in another order, both throw. */
const DEFINED_KEYS = KEYS.filter((key) => key !== 'length');
const MAKERS = [
  '{}',
  '[]',
  '[1, 2]',
  '{ a: 1 }',
  'function f(x) { return x }',
  '(x) => [x]',
  'new Map([[1, 2]])',
  'new Set([1])',
  'new Date(0)',
  '/a/g',
  'new Error("e")',
  'Object.create({ a: 1 })',
  'new (class A { constructor() { this.a = 1 } get b() { return this.a } set b(v) { this.a = v } })()',
  '{ get a() { return 1 }, set a(v) { this.b = v } }',
]; // prettier-ignore

/** The names of the variables, which the context object holds, so that both sides use them. */
const VARIABLES = ['v0', 'v1', 'v2', 'v3'];

function makeStep(random) {
  const one = () => random.pick(VARIABLES);
  const key = () => JSON.stringify(random.pick(KEYS));
  const defined = () => JSON.stringify(random.pick(DEFINED_KEYS));
  const value = () => random.pick([one(), one(), '1', '"t"', 'undefined', 'null', '-0', '2n']);
  return random.pick([
    () => `G.${one()} = ${random.pick(MAKERS)}`,
    () => `G.${one()} = ${one()}`,
    () => `${one()}[${key()}] = ${value()}`,
    () => `${one()}[${key()}]`,
    () => `delete ${one()}[${key()}]`,
    () => `${key()} in ${one()}`,
    () => `Reflect.ownKeys(${one()}).map(String).join()`,
    () => `Object.keys(${one()}).join()`,
    () =>
      `Object.defineProperty(${one()}, ${defined()}, { value: ${value()}, configurable: ${random.chance(0.7)}, enumerable: ${random.chance(0.5)}, writable: ${random.chance(0.7)} }) && 1`,
    () =>
      `Object.defineProperty(${one()}, ${defined()}, { get() { return 5 }, configurable: ${random.chance(0.7)} }) && 1`,
    () =>
      `JSON.stringify(Object.getOwnPropertyDescriptor(${one()}, ${key()}), (k, x) => typeof x === 'object' && k !== '' ? typeof x : typeof x === 'bigint' ? 'big' : x)`,
    () => `Object.${random.pick(['freeze', 'seal', 'preventExtensions'])}(${one()}) && 1`,
    () => `Object.${random.pick(['isFrozen', 'isSealed', 'isExtensible'])}(${one()})`,
    // No object of the other side: V8 and the specification see no circle through a Proxy.
    () => `Object.setPrototypeOf(${one()}, null) && 1`,
    () => `Object.getPrototypeOf(${one()}) === ${random.pick(['null', one()])}`,
    () => `${one()} === ${one()}`,
    () => `typeof ${one()}`,
    () => `${one()} instanceof ${one()}`,
    () => `Array.isArray(${one()})`,
    () => `${one()}.push(${value()})`,
    () => `${one()}.length = ${random.below(4)}`,
    () => `[...${one()}].length`,
    () => `${one()}(${value()}) === ${one()}`,
    () => `Object.assign(${one()}, ${one()}) && 1`,
    () => `Object.entries(${one()}).length`,
    () => `(() => { for (const k in ${one()}) return k })()`,
    () => `Object.prototype.toString.call(${one()})`,
    () => `String(${one()}).length > 0`,
    () => `${one()}.set(${value()}, ${value()}) && 1`,
    () => `${one()}.has(${value()})`,
    () => `${one()}.get(${value()}) === ${one()}`,
    () => `Reflect.set(${one()}, ${key()}, ${value()}, ${one()})`,
    () => `structuredCloneLike(${one()})`,
  ])();
}

/** A list of steps; `isGuest` says who takes one. */
function makeSteps(random) {
  return random.list(10, 60, () => ({ isGuest: random.chance(0.5), code: makeStep(random) }));
}

const PROLOGUE = `
  const structuredCloneLike = (x) => { const seen = []; const walk = (y) => {
    if (typeof y !== 'object' || y === null) return typeof y === 'bigint' ? 'big' : typeof y === 'function' ? 'f' : String(y);
    if (seen.includes(y) || seen.length > 20) return '^';
    seen.push(y);
    return '{' + Object.keys(y).map((k) => { try { return k + ':' + walk(y[k]) } catch (e) { return k + '!' + e.name } }).join() + '}';
  }; return walk(x) };
  const tell = (x) => typeof x === 'object' && x !== null || typeof x === 'function' ? typeof x : Object.is(x, -0) ? '-0' : typeof x + ' ' + String(x);
`;

/** Takes the steps with an implementation of vm. */
function takeSteps(vm, steps) {
  const globals = vm.createContext({ v0: {}, v1: [], v2: null, v3: undefined });
  vm.runInContext('v2 = {}; v3 = [1]', globals);
  return steps.map(({ isGuest, code }) => {
    const body = (names) =>
      `${PROLOGUE} ${names} try { return tell(${code}) } catch (e) { return 'throws ' + (e && e.name) }`;
    try {
      if (isGuest) {
        return vm.runInContext(`(function () { const G = globalThis; ${body('')} })()`, globals, {
          timeout: 5000,
        });
      }
      const names = VARIABLES.map((name) => `let ${name} = G.${name};`).join(' ');
      return new Function('G', body(names))(globals);
    } catch (error) {
      return `throws out ${error?.code ?? error?.name}`;
    }
  });
}

module.exports = { makeSteps, takeSteps };
