'use strict';

/** Objects of a third V8 context, made by node:vm (as a test runner's or jsdom's are), and of a worker's message. */

const nodeVm = require('node:vm');

/** A V8 realm whose intrinsics no guest may hold, and a value of it. */
const foreign =
  (code) =>
  ({ forbidRealm, forbid, secrets }) => {
    const sandbox = nodeVm.createContext({ word: secrets.word });
    const realm = nodeVm.runInContext('globalThis', sandbox);
    forbidRealm(realm, 'the third context');
    forbid(realm, 'globalThis of the third context');
    Object.defineProperty(realm, 'hostMarker', { value: secrets.marker });
    return { value: nodeVm.runInContext(code, sandbox) };
  };

const values = {
  'a plain object': '({ a: { b: 1 } })',
  'an object without a prototype': '({ __proto__: null, a: {} })',
  'an array': '[1, {}]',
  'a function': '(function f() { return {} })',
  'an arrow': '() => ({})',
  'an async function': '(async () => ({}))',
  'a generator function': '(function* () { yield {} })',
  'a class': '(class A { static s() { return [] } })',
  'an error': 'new RangeError("x", { cause: {} })',
  'a promise': 'Promise.resolve({})',
  'a map': 'new Map([[{}, {}]])',
  'a set': 'new Set([{}])',
  'a date': 'new Date(0)',
  'a regular expression': '/x/',
  'a typed array': 'new Float32Array(2)',
  'an array buffer': 'new ArrayBuffer(2)',
  'a data view': 'new DataView(new ArrayBuffer(2))',
  'an iterator': '[1][Symbol.iterator]()',
  'a map iterator': 'new Map([[1, 2]]).entries()',
  'a generator': '(function* () { yield {} })()',
  'a proxy': 'new Proxy({ a: {} }, {})',
  'a weak reference': 'new WeakRef({})',
  'a symbol wrapper': 'Object(Symbol("s"))',
  Function: 'Function',
  'a renamed compiler': 'Object.defineProperty(Function, "name", { value: "harmless" })',
  'a bound compiler': 'Function.bind(null)',
  'a class that extends the compiler': '(class Harmless extends Function {})',
  'a proxy of the compiler': 'new Proxy(Function, {})',
  eval: 'eval',
  Reflect: 'Reflect',
  Object: 'Object',
  globalThis: 'globalThis',
  arguments: '(function () { return arguments })({})',
  'an accessor': '({ get x() { return {} } })',
  'a bound function': '(function () { return this }).bind({})',
};

/** A value that came from another thread. */
const fromWorker = (code) => async () => {
  const { Worker } = require('node:worker_threads');
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage(${code})`, {
    eval: true,
  });
  const value = await new Promise((resolve, reject) =>
    worker.once('message', resolve).once('error', reject),
  );
  await worker.terminate();
  return { value };
};

const WALK =
  'climb(value, 5); compile(value); compile(attempt(() => value.constructor.constructor) ?? report); compile(attempt(() => Object.getPrototypeOf(value).constructor.constructor) ?? report); climb(attempt(() => value()), 4); climb(attempt(() => value.next()), 4); attempt(() => value().then((x) => climb(x, 4), () => {})); attempt(() => value.then((x) => climb(x, 4), () => {}))';

module.exports = [
  ...Object.entries(values).map(([name, code]) => ({
    name: `${name} of a third context`,
    context: foreign(code),
    guest: WALK,
  })),
  {
    name: 'an error thrown in a third context',
    context: foreign('() => { null.x }'),
    guest:
      'try { value() } catch (e) { say(e); climb(e, 5); compile(e.constructor.constructor) } report("over")',
  },
  {
    name: 'a callback called from a third context',
    context: foreign('(f) => f.call(this, {}, [], () => {})'),
    guest:
      'value(function (...all) { climb(all, 5); climb(this, 3); for (const x of all) compile(x.constructor.constructor) }); report("over")',
  },
  {
    name: 'functions of a third context compose',
    context: foreign('({ O: Object, A: Array, R: Reflect, f() {} })'),
    guest: `report('tried'); const { O, A, R, f } = value; climb(attempt(() => A.from([f], O.getPrototypeOf)), 4); climb(attempt(() => O.getOwnPropertyDescriptors(O.getPrototypeOf(f))), 5); open(attempt(() => R.construct(f.constructor, ['return ' + probe])())); open(attempt(() => R.apply(f.constructor, null, ['return ' + probe])()))`,
  },
  {
    name: 'prototypes of a third context are changed',
    context: (host) => {
      const { value } = foreign('({ o: {}, list: [], realm: globalThis })')(host);
      host.realm = value.realm;
      return { o: value.o, list: value.list };
    },
    guest: `report('tried'); for (const x of [o, list]) { attempt(() => { x.__proto__.attacked = 1 }); attempt(() => { Object.getPrototypeOf(x).attacked = 1 }); attempt(() => { x.constructor.attacked = 1 }); attempt(() => { x.constructor.prototype.attacked = 1 }) }`,
    broken: ({ realm }) =>
      (realm.Object.prototype.attacked ??
        realm.Array.prototype.attacked ??
        realm.Object.attacked) !== undefined && 'its intrinsics were changed',
  },
  ...[
    '{ a: { b: [1] } }',
    'new Map([[{}, new Set([1])]])',
    'new Error("x")',
    'new Uint8Array(4)',
    '[new Date(0), /x/g, 1n]',
    'new AggregateError([new TypeError("y")], "x")',
  ].map((code) => ({
    name: `a message of a worker: ${code}`,
    context: fromWorker(code),
    guest: `${WALK}; report('looked')`,
  })),
  {
    name: 'the port of a worker and its events',
    context: () => {
      const { port1, port2 } = new MessageChannel();
      port2.postMessage({ a: [new Map()] });
      setTimeout(() => port1.close(), 30);
      return { port: port1 };
    },
    guest: `report('listening'); port.on('message', function (...all) { climb(all, 5); climb(this, 3) }); port.onmessage = function (...all) { climb(all, 5); climb(this, 3) }; port.addEventListener('message', (...all) => climb(all, 5))`,
    waitMs: 50,
  },
];
