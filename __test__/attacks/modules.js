'use strict';

/** Modules: linkers, `import.meta`, namespaces, synthetic modules, `import()`, modules of the host, the command. */

const path = require('node:path');

const begun = 'report("begun")';

/** An attack whose guest code is a module; `host` may be given for what is around it. */
const inModule = (name, text, { options, linker, ...rest } = {}) => ({
  name,
  guest: begun,
  host: (_result, _context, host) => host.module(text, options?.(host), linker?.(host)),
  ...rest,
});

/** An attack in which a module imports `host:thing`, which is a module of the host. */
const withHostModule = (name, make, text) => ({
  name,
  needs: ['wrapHostModule'],
  guest: begun,
  host: async (_result, context, host) => {
    const thing = await make(host);
    await host.module(text, {}, () => host.vm.wrapHostModule(thing, { context }));
  },
});

/** Guest code that the command runs: `report` prints what is judged. */
const printing = `globalThis.report = (x) => { if (typeof x === 'string') console.info('GUEST ' + x.replaceAll('\\n', ' ')) };`;

/** An attack by a file that the command runs as a module, in a folder of its own. */
const byCommand = (name, text, judge) => ({
  name,
  needs: ['dispose'],
  guest: begun,
  host: async (_result, _context, host) => {
    const { secrets, folder, command, find, report } = host;
    const outside = folder({
      'secret.mjs': `export const word = '${secrets.word}';`,
      'secret.json': JSON.stringify({ word: secrets.word }),
      'notes.txt': `${secrets.word} is in the first line`,
    });
    const inside = folder({ 'neighbour.mjs': 'export default 1;', 'main.mjs': '' });
    require('node:fs').symlinkSync(path.join(outside, 'secret.mjs'), path.join(inside, 'link.mjs'));
    const source = `${printing}\nconst outside = ${JSON.stringify(outside)};\n${text}`;
    require('node:fs').writeFileSync(path.join(inside, 'main.mjs'), source);
    const ended = await command(['-m', path.join(inside, 'main.mjs')], { cwd: inside });
    report('ran');
    const lines = ended.stdout.split('\n').filter((line) => line.includes('GUEST'));
    const what = judge?.({ lines, outside, inside, secrets });
    if (what) find(what);
  },
});

module.exports = [
  inModule(
    'what a module sees',
    'report("ran"); climb(import.meta, 4); climb(this, 3); tell(() => process); tell(() => require); tell(() => module)',
    {
      guest: begun,
    },
  ),
  inModule(
    'import.meta as the host fills it',
    'climb(import.meta, 5); for (const k of Reflect.ownKeys(import.meta)) climb(import.meta[k], 5); compile(attempt(() => import.meta.f.constructor) ?? report)',
    {
      options: () => ({
        initializeImportMeta(meta) {
          meta.f = () => {};
          meta.o = { deep: [{}] };
          meta.map = new Map([[{}, {}]]);
        },
      }),
    },
  ),
  {
    name: "accessors that the guest puts on import.meta's prototype",
    guest: `Object.defineProperty(Object.prototype, 'attackedMeta', { set(...all) { climb(all, 4); climb(this, 3) }, configurable: true }); report('set')`,
    host: (_result, _context, { module }) =>
      module('report("ran")', {
        initializeImportMeta(meta) {
          meta.attackedMeta = { a: () => {} };
        },
      }),
  },
  inModule(
    'the module object in import.meta',
    `const m = import.meta.module; report('ran'); climb(m, 4); const C = attempt(() => m.constructor); report(C); const text = 'if (typeof hostMarker === "string") globalThis.pwned = 1; report(' + JSON.stringify('made') + '); report(' + probe + '); export default ' + probe; const made = attempt(() => new C(text, {})); if (made) { attempt(() => made.link(() => {}).then(() => made.evaluate()).then(() => report(made.namespace.default), say)) } for (const k of ['context', 'namespace', 'error', 'link', 'evaluate', 'createCachedData', 'identifier']) say(attempt(() => m[k]))`,
    {
      options: () => ({
        initializeImportMeta(meta, module) {
          meta.module = module;
        },
      }),
      waitMs: 20,
    },
  ),
  {
    name: 'a legacy module object compiles in the main realm',
    needs: ['Module', 'dispose'],
    guest: begun,
    host: async (_result, context, { vm }) => {
      const module = new vm.Module(
        'climb(import.meta.module, 4); const M = attempt(() => import.meta.module.constructor); report(M); open(attempt(() => new M("globalThis.pwned = typeof hostMarker; 1")))',
        {
          context,
          initializeImportMeta(meta, self) {
            meta.module = self;
          },
        },
      );
      await module.link(() => {});
      module.instantiate();
      await module.evaluate();
    },
  },
  inModule('the arguments of a linker', 'import "x"; report("ran")', {
    linker: ({ vm, context }) => {
      const seen = [];
      return (specifier, referencing, extra) => {
        seen.push(specifier, referencing, extra);
        context.seen = seen;
        const made = new vm.SyntheticModule(['default'], () => {}, { context });
        return made;
      };
    },
    after: 'for (const x of [...seen]) climb(x, 4); report(typeof seen[1].constructor)',
  }),
  {
    name: 'what the guest gives for a module',
    guest: `var evil = robber({ status: 'linked', then(...all) { climb(all, 4) }, get namespace() { climb(this, 2); return {} } }); report('made')`,
    host: async (_result, context, host) => {
      for (const given of [
        context.evil,
        new Proxy({}, {}),
        host.run('new Proxy({}, { get(...all) { climb(all, 3) } })'),
      ]) {
        const module = new host.vm.SourceTextModule('import "x"', { context });
        await Promise.race([module.link(() => given).catch(() => {}), host.sleep(20)]);
      }
    },
  },
  {
    name: "the this of a synthetic module's callback",
    guest: begun,
    host: async (_result, context, { vm, module }) => {
      const synthetic = new vm.SyntheticModule(
        ['x', 'self'],
        function evaluate() {
          this.setExport('x', { f: () => {} });
          this.setExport('self', this);
        },
        { context },
      );
      await module(
        'import { x, self } from "s"; import * as ns from "s"; report("ran"); climb(x, 4); climb(self, 4); climb(ns, 4); const S = attempt(() => self.constructor); report(S); tell(() => self.setExport("x", report)); for (const k of ["context", "namespace", "status", "identifier"]) report(attempt(() => self[k])); open(attempt(() => new S(["a"], () => {}, {})))',
        {},
        () => synthetic,
      );
    },
  },
  {
    name: 'exports of a synthetic module are watched',
    guest: begun,
    host: async (_result, context, { vm, module }) => {
      const synthetic = new vm.SyntheticModule(
        ['default', 'then'],
        function evaluate() {
          this.setExport('default', new Map([[{}, () => {}]]));
          this.setExport('then', (...all) => all);
        },
        { context },
      );
      await module(
        'import d, * as ns from "s"; report("ran"); climb(d, 4); climb(ns, 4); climb(Object.getOwnPropertyDescriptors(ns), 5); import("s").then((x) => climb(x, 4), say)',
        { importModuleDynamically: () => synthetic },
        () => synthetic,
      );
    },
  },
  {
    name: 'import() and what its callback is given',
    guest: `report('asked'); const spec = { toString(...all) { climb(all, 3); climb(this, 2); return 'x' } }; import(spec).then((ns) => climb(ns, 4), say); import('y', { with: new Proxy({}, { get(...all) { climb(all, 3) }, ownKeys() { return ['type'] }, getOwnPropertyDescriptor() { return { value: 'z', enumerable: true, configurable: true } } }) }).catch(say); import(Symbol()).catch(say)`,
    options: {
      importModuleDynamically: (specifier, referrer, attributes) => ({
        specifier,
        referrer,
        attributes,
      }),
    },
  },
  {
    name: 'the referrer of import() handed back',
    guest: begun,
    host: async (_result, context, { vm, sleep }) => {
      const script = new vm.Script('import("x").catch(() => {}); 1', {
        importModuleDynamically: (_specifier, referrer, attributes) => {
          context.given = [referrer, attributes];
          throw new Error('no');
        },
      });
      script.runInContext(context);
      await sleep(10);
    },
    after: `climb([...given], 4); const S = attempt(() => given[0].constructor); report(S); const made = attempt(() => new S('globalThis.pwned = typeof hostMarker; ' + probe)); climb(made, 3); for (const m of ['runInThisContext', 'runInNewContext', 'runInContext']) { report(attempt(() => made[m]())); report(attempt(() => given[0][m]())); report(attempt(() => made[m]({}))) } report(attempt(() => vm.runInThisContext(probe)))`,
  },
  {
    name: 'a namespace of the host that import() gives',
    guest: `import('x').then((ns) => { report('got'); climb(ns, 4); climb(Object.getOwnPropertyDescriptors(ns), 4); tell(() => { ns.secretish = 1 }); tell(() => { ns.default = 1 }) }, say); report('asked')`,
    options: { importModuleDynamically: () => import('node:path') },
  },
  withHostModule(
    'the exports of a module are written',
    () => require('node:path'),
    `import path, * as ns from 'host:thing'; report('ran'); for (const o of [path, ns, path.posix, path.win32]) for (const k of ['join', 'resolve', 'basename', 'attacked']) { attempt(() => { o[k] = () => '/guest' }); attempt(() => Object.defineProperty(o, k, { value: () => '/guest' })); attempt(() => delete o[k]) } attempt(() => Object.setPrototypeOf(path, { attacked: 1 })); attempt(() => Object.freeze(path))`,
  ),
  withHostModule(
    'the exports of another module are written',
    () => require('node:util'),
    `import util from 'host:thing'; report('ran'); for (const o of [util, util.types, util.inspect, util.inspect.styles, util.inspect.defaultOptions, util.promisify, util.TextEncoder.prototype]) for (const k of [...Reflect.ownKeys(o), 'attacked']) { attempt(() => { o[k] = () => 'guest' }); attempt(() => Object.defineProperty(o, k, { value: 1 })) }`,
  ),
  withHostModule(
    "a module's functions as deputies",
    () => require('node:util'),
    `import util from 'host:thing'; report('ran'); class A {} class B {} attempt(() => util.inherits(A, util.TextDecoder)); attempt(() => util.inherits(util.TextDecoder, A)); attempt(() => util.inherits(Object.getPrototypeOf(util.inspect), A)); climb(util, 3); climb(attempt(() => util.promisify(util.inspect)), 4); say(attempt(() => util.inspect(report, { showProxy: true, showHidden: true, depth: 9, stylize(t) { climb(this, 4); return t } }))); attempt(() => util._extend(util.inspect, { attacked: 1 }))`,
  ),
  withHostModule(
    'node:events as a module',
    () => require('node:events'),
    `import E, * as ns from 'host:thing'; report('ran'); attempt(() => { E.defaultMaxListeners = 77 }); attempt(() => E.setMaxListeners(78)); attempt(() => { E.captureRejections = true }); attempt(() => E.prototype.on.call(E.prototype, 'x', () => {})); attempt(() => E.call(E.prototype)); attempt(() => Object.assign(E.prototype, { attacked: 1 })); attempt(() => { ns.default.prototype.emit = 1 }); climb(ns, 3)`,
  ),
  withHostModule(
    'a namespace of the host',
    () => import('node:os'),
    `import os, * as ns from 'host:thing'; report('ran'); attempt(() => { os.hostname = () => 'guest' }); attempt(() => { os.constants.signals.SIGKILL = 0 }); attempt(() => { os.constants.attacked = 0 }); climb(ns, 4); climb(os, 4); compile(os.cpus.constructor)`,
  ),
  withHostModule(
    'node:url, node:assert and node:timers',
    () => ({
      url: require('node:url'),
      assert: require('node:assert'),
      timers: require('node:timers/promises'),
    }),
    `import d, { url, assert, timers } from 'host:thing'; report('ran'); for (const o of [url, assert, timers, url.URL, url.URL.prototype, assert.AssertionError, assert.AssertionError.prototype, assert.strict]) for (const k of [...attempt(() => Reflect.ownKeys(o)) ?? [], 'attacked']) { attempt(() => { o[k] = () => 'guest' }); attempt(() => delete o[k]) } try { assert.strictEqual(robber(), 1) } catch (e) { say(e) } climb(d, 4)`,
  ),
  {
    name: 'wrapping what the guest gives',
    needs: ['wrapHostModule'],
    guest: `var evil = new Proxy({}, { ownKeys(...all) { climb(all, 3); return ['default', 'a'] }, getOwnPropertyDescriptor(...all) { climb(all, 3); return { value: 1, enumerable: true, configurable: true } }, get(...all) { climb(all, 3); return report } }); report('made')`,
    host: async (_result, context, { vm, module }) => {
      await module('import * as ns from "x"; report("ran"); climb(ns, 4)', {}, () =>
        vm.wrapHostModule(context.evil, { context }),
      );
    },
  },
  inModule(
    'top-level await on what the host gives',
    `report('ran'); const x = await hostPromise; climb(x, 4); const y = await thenable; climb(y, 3); for await (const z of asyncNumbers()) climb(z, 4)`,
    {
      context: () => ({
        hostPromise: Promise.resolve({ m: new Map() }),
        // biome-ignore lint/suspicious/noThenProperty: a thenable is what is awaited
        thenable: { then: (f) => f({ a: {} }) },
        asyncNumbers: async function* numbers() {
          await null;
          yield { a: {} };
        },
      }),
    },
  ),
  inModule('errors of linking', `import('./nowhere').catch(say); report('ran')`, {
    options: () => ({
      importModuleDynamically: (specifier) => Promise.reject(new Error(`no ${specifier}`)),
    }),
  }),
  {
    name: 'errors of a module in its graph',
    guest: begun,
    host: async (_result, context, { vm, module }) => {
      const bad = new vm.SourceTextModule('export const a = 1; null.x', {
        context,
        identifier: 'bad',
      });
      const missing = new vm.SourceTextModule('export const a = 1', {
        context,
        identifier: 'missing',
      });
      await module('import { b } from "m"; 1', {}, () => missing).catch((error) => {
        context.first = error;
      });
      await module('import "b"', {}, () => bad).catch((error) => {
        context.second = error;
      });
      await module('import "c"', {}, () => {
        throw new Error('linker');
      }).catch((error) => {
        context.third = error;
      });
    },
    after: 'for (const e of [first, second, third]) { say(e); climb(e, 4) }',
  },
  byCommand(
    'the command and an absolute path',
    `for (const f of [outside + '/secret.mjs', outside + '/notes.txt', outside + '/secret.mjson', '/etc/passwd']) try { const ns = await import(f); report('got ' + JSON.stringify(ns)) } catch (e) { report(String(e.stack)); report(String(e.message)) }`,
    ({ lines }) => lines.some((line) => /got \{|root:/.test(line)) && 'a file outside was imported',
  ),
  byCommand(
    'the command and a file URL',
    `for (const f of [new Array('file:', '', outside + '/secret.mjs').join('/').replace('file:////', 'file:///'), 'file:///etc/passwd', 'file:///proc/self/environ']) try { const ns = await import(f); report('got ' + JSON.stringify(ns)) } catch (e) { report(String(e.stack)) }`,
    ({ lines }) => lines.some((line) => /got \{|root:/.test(line)) && 'a file outside was imported',
  ),
  byCommand(
    'the command and a climb by dots',
    `const up = '../'.repeat(20); for (const f of [up + outside.slice(1) + '/secret.mjs', './' + up + outside.slice(1) + '/notes.txt', up + 'etc/passwd', './neighbour.mjs/../../' + up + outside.slice(1) + '/secret.mjs']) try { const ns = await import(f); report('got ' + JSON.stringify(ns)) } catch (e) { report(String(e.stack)) }`,
    ({ lines }) => lines.some((line) => /got \{|root:/.test(line)) && 'a file outside was imported',
  ),
  byCommand(
    'the command tells what files exist',
    `for (const f of [outside + '/secret.mjs', outside + '/nothing.mjs']) try { await import(f); report('got') } catch (e) { report(e.constructor.name + ' ' + String(e.message).replaceAll(outside, '').replaceAll('secret', 'F').replaceAll('nothing', 'F')) }`,
    ({ lines }) => new Set(lines).size > 1 && `answers differ: ${lines.join(' | ')}`,
  ),
  byCommand(
    'the command and a link that leads out',
    `const link = './link.mjs'; try { const ns = await import(link); report('got ' + JSON.stringify(ns)) } catch (e) { report(String(e.message)) }`,
  ),
  byCommand(
    'the command shows paths',
    `report(String(import.meta.url)); report(JSON.stringify(import.meta)); try { await import('./nowhere.js') } catch (e) { report(String(e.stack)) } try { null.x } catch (e) { report(String(e.stack)) }`,
    ({ lines, inside }) =>
      lines.some((line) => line.includes(inside)) &&
      `the folder is shown: ${lines.find((line) => line.includes(inside))}`,
  ),
  byCommand(
    'the command and modules of Node',
    `for (const f of ['node:fs', 'fs', 'node:child_process', 'module', 'node:process', 'data:text/javascript,export default 1', 'http://127.0.0.1/x.js']) try { const ns = await import(f); report('got ' + f); climb(ns) } catch (e) { report(String(e.stack)) } function climb(ns) { report('got ' + Object.keys(ns)) }`,
    ({ lines }) =>
      lines.some((line) => /got (node:|fs|module)/.test(line)) && 'a module of Node was imported',
  ),
];
