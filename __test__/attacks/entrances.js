'use strict';

/** The ways into a realm beside a plain run: kept scripts and functions, options of contexts, other threads, the command. */

const path = require('node:path');

/** Guest code: looks at everything that is there without being handed in. */
const LOOK = `report('looked'); for (const f of [() => this, () => globalThis, () => this.constructor, () => globalThis.constructor.constructor, () => Object.getPrototypeOf(globalThis)]) climb(attempt(f), 3); for (const name of ['process', 'require', 'module', 'exports', '__filename', '__dirname', 'global', 'Buffer', 'setTimeout', 'fetch', 'hostMarker', 'navigator', 'performance', 'structuredClone', 'importScripts', 'Deno']) report(attempt(() => (0, eval)(name)));`;

/** A value of the realm of `runInThisContext`, which sees the host's globals. */
const ofThisRealm = (name, code) => ({
  name: `an object of runInThisContext handed in: ${name}`,
  needs: ['dispose'],
  context: ({ vm }) => ({ value: vm.runInThisContext(code) }),
  guest: `climb(value, 5); for (const f of [() => value.constructor, () => value.constructor.constructor, () => Object.getPrototypeOf(value).constructor, () => value().constructor.constructor, () => value.map.constructor, () => value.a.constructor.constructor]) { const F = attempt(f); if (typeof F === 'function') compile(F) }`,
});

/** Guest code for another process: what it finds is printed. */
const PRINTED = `globalThis.report = (x) => { if (typeof x === 'string') print('GUEST ' + x); else try { if (x && x.env && x.pid) print('GUEST ' + x.env.ATTACK_SECRET) } catch {} };`;

const packageRoot = path.join(__dirname, '..', '..');

module.exports = [
  ...Object.entries({
    'a function': '(function f(x) { return { x } })',
    'a plain object': '({ a: [{}] })',
    'an array': '[1, {}]',
    'a class': '(class K { static s() { return {} } })',
    'an error': 'new TypeError("x")',
    'a promise': 'Promise.resolve({})',
  }).map(([name, code]) => ofThisRealm(name, code)),
  { name: 'an empty context', guest: LOOK },
  {
    name: 'a context with a queue of its own',
    options: { microtaskMode: 'afterEvaluate' },
    guest: `${LOOK} Promise.resolve().then(function () { climb(this, 2); climb(arguments, 3) }); (async () => { await null; climb(globalThis, 2); say(new Error('x')) })()`,
  },
  {
    name: 'a context without strings',
    options: { codeGeneration: { strings: false, wasm: false } },
    guest: `report('looked'); for (const f of [() => eval(probe), () => Function(probe)(), () => new (async () => {}).constructor(probe), () => report.constructor('return ' + probe)(), () => setTimeout(probe)]) tell(f)`,
  },
  {
    name: 'a context without a context object',
    guest: 'report("begun")',
    host: (_result, _context, { vm, report, prelude }) => {
      const realm = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {});
      realm.report = report;
      vm.runInContext(prelude, realm);
      vm.runInContext(LOOK, realm);
      vm.runInContext(
        'climb(globalThis, 3); attempt(() => { Object.getPrototypeOf(globalThis).attacked = 1 }); attempt(() => { __proto__.attacked = 1 })',
        realm,
      );
    },
  },
  {
    name: 'a script that is kept and run later',
    guest: 'report("begun")',
    host: (_result, context, { vm }) => {
      const script = new vm.Script(LOOK);
      for (let n = 0; n < 3; n++) script.runInContext(context);
    },
  },
  {
    name: 'a function that is kept and called later with host arguments',
    guest:
      'report("made"); (function f(...all) { climb(all, 5); climb(this, 3); climb(new.target, 3); climb(attempt(() => f.caller), 3); return all })',
    host: (f, _context, host) => {
      f(new Map([[{}, {}]]), () => {}, [/x/, new Date(0)], new Error('x'));
      f.call({ a: 1 }, {});
      new f({});
      f.bind({}, [])();
      setTimeout(f, 1, {});
      host.kept = f;
    },
    waitMs: 20,
  },
  {
    name: 'compileFunction with extensions and a parsing context',
    guest: 'report("begun")',
    host: (_result, context, { vm }) => {
      const f = vm.compileFunction(
        `${LOOK} climb(helper, 4); climb(data, 4); climb(arguments, 4); climb(this, 3); compile(helper.constructor); climb(attempt(() => arguments.callee.caller), 4); return typeof data`,
        ['a'],
        {
          parsingContext: context,
          contextExtensions: [{ helper() {}, data: { map: new Map() } }],
        },
      );
      f.call({ x: 1 }, {});
    },
  },
  {
    name: 'extensions that are changed by the function',
    guest: 'report("begun")',
    host: (_result, context, { vm, find }) => {
      const extension = { data: { a: 1 }, hidden: 1 };
      Object.defineProperty(extension, Symbol.unscopables, { value: { hidden: true } });
      const f = vm.compileFunction(
        'report("ran"); attempt(() => report(String(hidden))); data.b = 1; attempt(() => { data.__proto__.attacked = 1 }); climb(data, 4)',
        [],
        { parsingContext: context, contextExtensions: [extension] },
      );
      f();
      if ({}.attacked !== undefined) find('Object.prototype was written');
    },
  },
  {
    name: 'cached data of another script',
    needs: ['dispose'],
    guest: 'report("begun")',
    host: (_result, context, { vm }) => {
      const data = new vm.Script('globalThis.pwned = 1').createCachedData();
      const script = new vm.Script(LOOK, { cachedData: data });
      script.runInContext(context);
      delete context.pwned;
    },
  },
  {
    name: 'a context object that is a Proxy',
    context: ({ secrets, report }) =>
      new Proxy(
        { report },
        { get: (target, key) => (key === 'hidden' ? secrets.word.length : target[key]) },
      ),
    guest: `${LOOK} climb(attempt(() => hidden), 2)`,
  },
  {
    name: 'a context object with accessors',
    context: ({ secrets }) => ({
      get size() {
        return secrets.word.length;
      },
      set size(_value) {},
      get self() {
        return this;
      },
    }),
    guest: `${LOOK} climb(attempt(() => self), 3); climb(Object.getOwnPropertyDescriptor(globalThis, 'size'), 4); tell(() => { size = robber() }); climb(attempt(() => Object.getOwnPropertyDescriptor(globalThis, 'self').get.call(undefined)), 3)`,
  },
  {
    name: 'globals that the guest declares are read by the host',
    guest: `report('declared'); var a = robber(); function b() { return robber() } let c = robber(); Object.defineProperty(globalThis, 'd', { get() { report(this); return { a: 1 } }, enumerable: true, configurable: true })`,
    host: (_result, context) => {
      for (const key in context) void context[key];
      Object.entries(context);
      require('node:util').inspect(context, { depth: 4, getters: true });
    },
  },
  {
    name: 'a worker that runs guest code',
    needs: ['dispose'],
    guest: 'report("begun")',
    host: async (_result, _context, { vm, report, prelude }) => {
      void vm;
      const { Worker } = require('node:worker_threads');
      const subjectFile = process.argv[2];
      const worker = new Worker(
        `const vm = require(${JSON.stringify(subjectFile)}); const { parentPort } = require('node:worker_threads');
        globalThis.hostMarker = ${JSON.stringify(globalThis.hostMarker)};
        const found = []; const report = (x) => { if (typeof x === 'string') found.push(x); else if (x === process || x === globalThis || x === Function || x === Object) found.push(hostMarker) };
        const context = vm.createContext({ report, map: new Map(), port: parentPort, fail: () => { throw new Error('host') } });
        vm.runInContext(${JSON.stringify(prelude)}, context);
        vm.runInContext(${JSON.stringify(`${LOOK} climb(map, 4); climb(port, 3); try { fail() } catch (e) { say(e) }`)}, context);
        parentPort.postMessage(found); setTimeout(() => process.exit(), 5);`,
        { eval: true },
      );
      const found = await new Promise((resolve, reject) =>
        worker.once('message', resolve).once('error', reject),
      );
      report(...found);
      await worker.terminate();
    },
  },
  {
    name: 'a program that was started with the register hook',
    needs: ['dispose'],
    guest: 'report("begun")',
    host: async (_result, _context, host) => {
      const register = path.join(path.dirname(process.argv[2]), 'register.js');
      await host.program(
        `require('node:vm').runInNewContext(${JSON.stringify(`${PRINTED} report('looked'); try { report(String(this.constructor.constructor('return typeof process')())); report(String(print.constructor('return process.env.ATTACK_SECRET')())) } catch (e) { report(String(e.stack)) }`)}, { print: (x) => console.log(x) })`,
        { flags: ['--require', register] },
      );
    },
  },
  {
    name: 'the command runs a script',
    needs: ['dispose'],
    guest: 'report("begun")',
    host: (_result, _context, { command }) =>
      command([
        '-e',
        `const print = console.info; ${PRINTED} for (const f of [() => process.env.ATTACK_SECRET, () => this.constructor.constructor('return process.env.ATTACK_SECRET')(), () => print.constructor('return process.env.ATTACK_SECRET')(), () => require('fs'), () => console._stdout, () => console.log.caller, () => new Error('x').stack, () => { try { print(Symbol.iterator in 1) } catch (e) { return e.stack } }]) try { report(String(f())) } catch (e) { report(String(e.stack)) }`,
      ]),
  },
  {
    name: 'the command gives arguments and the environment to nobody',
    needs: ['dispose'],
    guest: 'report("begun")',
    host: (_result, _context, { command, secrets }) =>
      command(
        [
          '-e',
          `const print = console.info; ${PRINTED} report(JSON.stringify(Object.getOwnPropertyNames(globalThis))); report(String(globalThis.argv)); report(String(typeof arguments)); try { report(String(new Error('x').stack)) } catch {}`,
        ],
        { env: { MORE: secrets.word }, cwd: packageRoot },
      ),
  },
];
