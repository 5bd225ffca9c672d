'use strict';

/** Frames, paths and names of the host in stacks that a guest can read. */

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** Some releases of Node have one. */
const { prepareStackTrace } = Error;

function secretFrame(f) {
  return f();
}

const asyncCaller = async (f) => {
  await null;
  return f();
};

/** Guest code that makes an error when it is called, and reads it. */
const MAKE = `function make() { const e = new Error('made'); say(e); return e }`;

module.exports = [
  {
    name: "errors of the host's import and require",
    context: () => ({
      load: (name) => require(name),
      get: (name) => import(name),
      below: (name) => require(`${__dirname}/${name}`),
      getBelow: (name) => import(`${__dirname}/${name}`),
      structuredClone,
      parse: () => {
        const file = path.join(os.tmpdir(), `${process.pid}.json`);
        fs.writeFileSync(file, '{');
        try {
          require(file);
        } finally {
          fs.unlinkSync(file);
        }
      },
      tmp: os.tmpdir(),
    }),
    guest: `const tell = (e) => {
        say(e);
        for (const key of Reflect.ownKeys(e)) report(String(e[key]));
        for (const key of ['url', 'path', 'requestPath', 'requireStack']) report(String(e[key]) + String(Object.getOwnPropertyDescriptor(e, key)));
        report([String(e), e.toString(), e.message, e.stack, Object.prototype.toString.call(e), JSON.stringify({ ...e })].join());
        report(Object.getOwnPropertyDescriptor(e, 'message').value);
      };
      const copied = (e) => { tell(e); const copy = structuredClone({ e }).e; tell(copy); };
      const names = ['./no', './no.mjs', '.', '..', '../', 'no-such-package', '#none', './guards.js/x', 'a/../../b', './support', '../../package.json'];
      for (const name of names) for (const act of [load, below]) try { act(name) } catch (e) { copied(e) }
      for (const name of names) for (const act of [get, getBelow]) act(name).catch(copied);
      try { parse() } catch (e) { tell(e); if (String(e).includes(tmp) || e.message.includes(tmp)) report('found ' + 'node:internal') }`,
    waitMs: 100,
  },
  {
    name: 'an error made below a host function',
    context: () => ({ call: secretFrame }),
    guest: `${MAKE} call(make); call(() => call(make))`,
  },
  {
    name: 'an error made below an async host function',
    context: () => ({ call: asyncCaller }),
    guest: `${MAKE} call(make).then(say)`,
  },
  {
    name: 'an error made in a timer',
    context: () => ({ setTimeout, setImmediate, queueMicrotask, nextTick: process.nextTick }),
    guest: `${MAKE} setTimeout(make); setImmediate(make); queueMicrotask(make); nextTick(make)`,
    waitMs: 20,
  },
  {
    name: 'an error made in a listener',
    context: () => ({ emitter: new (require('node:events'))() }),
    guest: `${MAKE} emitter.on('x', make); emitter.emit('x')`,
    host: (_result, { emitter }) => secretFrame(() => emitter.emit('x')),
  },
  {
    name: 'an error made in callbacks of built-ins of the host',
    context: () => ({ list: [2, 1], map: new Map([[1, 1]]), text: Object('a') }),
    guest: `${MAKE} list.map(make); list.sort(() => { make(); return 0 }); map.forEach(make); text.replace('a', () => { make(); return '' })`,
  },
  {
    name: 'an error made in a conversion that the host asks for',
    context: () => ({
      text: (o) => secretFrame(() => `${o}`),
      json: (o) => secretFrame(() => JSON.stringify(o)),
      spread: (o) => secretFrame(() => [...o]),
      read: (o) => secretFrame(() => o.x),
    }),
    guest: `${MAKE} text({ toString() { make(); return '' } }); json({ toJSON() { make() } }); spread({ *[Symbol.iterator]() { make() } }); read({ get x() { make() } }); read(new Proxy({}, { get() { make() } }))`,
  },
  {
    name: 'an error of the host that passes through the guest',
    context: () => ({
      f: () =>
        secretFrame(() => {
          throw new Error('host');
        }),
      call: secretFrame,
    }),
    guest:
      'try { call(() => call(f)) } catch (e) { say(e); const copy = new Error("copy", { cause: e }); say(copy); say(copy.cause) }',
  },
  {
    name: 'the descriptor of stack',
    context: () => ({
      f: () =>
        secretFrame(() => {
          throw new Error('host');
        }),
    }),
    guest: `try { f() } catch (e) { const d = Object.getOwnPropertyDescriptor(e, 'stack') ?? {}; report(d.value); say(attempt(() => d.get.call(e))); report(JSON.stringify(Object.getOwnPropertyDescriptors(e))); climb(d.get); climb(d.set); for (let p = e; p; p = Object.getPrototypeOf(p)) report(attempt(() => Reflect.get(p, 'stack', e))) }`,
  },
  {
    name: 'a stack by destructuring, spread, assign and JSON',
    context: () => ({
      f: () =>
        secretFrame(() => {
          throw new Error('host');
        }),
    }),
    guest: `try { f() } catch (e) { const { stack, ...rest } = e; report(stack); report(JSON.stringify({ ...e, rest })); report(Object.assign({ stack: '' }, e).stack); report(JSON.stringify(e, ['stack', 'message'])); report([e.stack].join()); report(structured = String(Reflect.get(e, 'stack'))) } var structured`,
  },
  {
    name: 'the stack of a host error with a prototype of the guest',
    context: () => ({
      HostError: class HostError extends Error {},
      make: () => secretFrame(() => new Error('x')),
    }),
    guest: `class A extends HostError {} say(new A('q')); const e = make(); attempt(() => Object.setPrototypeOf(e, { get stack() { return 'mine' } })); say(e); report(attempt(() => e.stack)); say(attempt(() => Reflect.construct(HostError, ['x'], function () {})))`,
  },
  {
    name: 'captureStackTrace of the host',
    context: () => ({ capture: (o) => secretFrame(() => Error.captureStackTrace(o)) }),
    guest: `const o = {}; tell(() => capture(o)); report(o.stack); const e = new Error('x'); tell(() => capture(e)); say(e); const f = () => {}; tell(() => capture(f)); report(f.stack); tell(() => capture(globalThis)); report(globalThis.stack)`,
  },
  {
    name: 'captureStackTrace handed in',
    context: () => ({ capture: Error.captureStackTrace, HostError: Error }),
    guest: `const o = {}; tell(() => capture(o)); report(o.stack); const q = {}; tell(() => HostError.captureStackTrace(q)); report(q.stack); say(attempt(() => new HostError('x')))`,
  },
  {
    name: 'captureStackTrace of the guest below host frames',
    context: () => ({ call: secretFrame }),
    guest: `call(() => { const o = {}; Error.captureStackTrace(o); report(o.stack); Error.stackTraceLimit = 100; const q = {}; Error.captureStackTrace(q); report(q.stack) })`,
  },
  {
    name: 'prepareStackTrace of the guest',
    context: () => ({
      // Under a name that guest code may read.
      call: (f) => secretFrame(f),
      f: () => {
        throw new Error('host');
      },
    }),
    guest: `Error.prepareStackTrace = (e, frames) => { for (const x of frames) { for (const m of ['getFileName', 'getFunctionName', 'getThis', 'getFunction', 'toString', 'getScriptNameOrSourceURL', 'getEvalOrigin', 'getTypeName']) { const v = attempt(() => x[m]()); report(v); climb(v, 3) } climb(x, 3) } return 'prepared' }; call(() => say(new Error('x'))); try { f() } catch (e) { say(e) } report('over')`,
  },
  {
    name: "prepareStackTrace put on the host's Error",
    context: () => ({
      HostError: class extends Error {},
      f: () => {
        throw new Error('host');
      },
    }),
    guest: `const E = Object.getPrototypeOf(HostError); tell(() => { E.prepareStackTrace = (e, frames) => { climb(frames, 4); for (const x of frames) report(String(x)); return 'x' } }); HostError.prepareStackTrace = (e, frames) => { climb(frames, 4); for (const x of frames) report(String(x)); return 'x' }; try { f() } catch (e) { say(e) } say(new HostError('y'))`,
    host: () => new Error('after').stack,
    broken: () =>
      Error.prepareStackTrace !== prepareStackTrace && "Error.prepareStackTrace is the guest's",
  },
  {
    name: 'prepareStackTrace of the host is given a guest error',
    context: () => ({ call: secretFrame }),
    loaded: () => {
      Error.prepareStackTrace = (error, frames) => `${error}\n${frames.join('\n')}`;
    },
    guest: `${MAKE} call(make); try { call(() => { throw make() }) } catch (e) { say(e) }`,
  },
  {
    name: 'prepareStackTrace of the host gives its frames',
    context: () => ({
      call: secretFrame,
      f: () => {
        throw new Error('host');
      },
    }),
    loaded: () => {
      Error.prepareStackTrace = (_error, frames) => frames;
    },
    guest: `${MAKE} climb(call(make), 4); try { f() } catch (e) { report('caught'); climb(e.stack, 4); for (const x of attempt(() => [...e.stack]) ?? []) { report(String(x)); report(attempt(() => x.getFileName())); climb(attempt(() => x.getFunction())) } }`,
  },
  {
    name: "the guest's own error after it left a run",
    guest: `var kept = new Error('mine'); report('made')`,
    host: (_result, _context, { run }) => {
      try {
        secretFrame(() => run("throw (kept = new Error('two'))"));
      } catch (error) {
        error.extra = error.stack.length;
      }
    },
    after:
      'say(kept); kept.more = 1; say(kept); report(JSON.stringify(Object.getOwnPropertyDescriptors(kept)))',
  },
  {
    name: "the guest's own error after it left runs and host functions by turns",
    context: () => ({ call: secretFrame }),
    guest: `var kept = new Error('mine'); report('made'); try { call(() => { throw kept }) } catch (e) { say(e) }`,
    host: (_result, _context, { run }) => {
      for (const code of [
        "throw (kept = new Error('two'))",
        "call(() => { throw (kept = new Error('three')) })",
      ]) {
        try {
          secretFrame(() => run(code));
        } catch (error) {
          void error.stack;
          error.note = error.message;
          Object.defineProperty(error, 'hidden', { value: 1 });
        }
      }
    },
    after: 'say(kept); kept.more = 1; say(kept); try { throw kept } catch (e) { say(e) }',
  },
  {
    name: "the guest's own error after the host caught and froze it",
    guest: `var kept = new Error('mine'); report('made')`,
    host: (_result, _context, { run }) => {
      try {
        secretFrame(() => run("throw (kept = new Error('two'))"));
      } catch (error) {
        void error.stack;
        Object.freeze(error);
      }
    },
    after: 'say(kept); report(JSON.stringify(Object.getOwnPropertyDescriptors(kept)))',
  },
  {
    name: "the guest's own error after the host read and froze it",
    guest: `var kept = new Error('mine'); report('made'); kept`,
    host: (error) =>
      secretFrame(() => {
        error.extra = error.stack.length;
        Object.freeze(error);
      }),
    after: 'say(kept)',
  },
  {
    name: "the guest's own error after the host threw it on",
    context: () => ({
      call: (f) => {
        try {
          return f();
        } catch (error) {
          error.note = 1;
          throw error;
        }
      },
    }),
    guest: `let kept; try { call(() => { throw kept = new Error('mine') }) } catch (e) { say(e); say(kept); report(String(e === kept)) }`,
  },
  {
    name: 'a guest error that is rejected in the host and comes back',
    context: () => ({
      pass: async (f) => {
        await null;
        return secretFrame(f);
      },
    }),
    guest: `let kept; pass(() => { throw kept = new Error('mine') }).catch((e) => { say(e); say(kept) })`,
  },
  {
    name: 'a guest error that another context passes on',
    context: ({ createContext, vm }) => {
      void createContext;
      const other = vm.createContext({});
      return {
        through: vm.runInContext('(f) => f()', other, { filename: __filename }),
        thrower: vm.runInContext('() => { throw new Error("other") }', other, {
          filename: __filename,
        }),
      };
    },
    guest: `report('begun'); let e0; try { through(() => { throw e0 = new Error('mine') }) } catch (e) { const text = String(e.stack); report(text.replaceAll('/', '/')) } say(attempt(() => e0.message))`,
    broken: () => false,
  },
  {
    name: 'a syntax error that the host hands back',
    context: ({ vm }) => ({
      parse: (text) =>
        secretFrame(() => {
          try {
            return new vm.Script(text, { filename: 'guest-text' });
          } catch (error) {
            return error;
          }
        }),
    }),
    guest:
      'const e = parse("let let = 1 ("); say(e); climb(e, 4); report(JSON.stringify(Object.getOwnPropertyDescriptors(e)))',
  },
  {
    name: 'syntax errors of eval, Function and RegExp below host frames',
    context: () => ({ call: secretFrame }),
    guest: `for (const f of [() => eval('('), () => Function('('), () => new RegExp('('), () => JSON.parse('{'), () => eval('let a; let a')]) try { call(f) } catch (e) { say(e) }`,
  },
  {
    name: "a timeout's error handed back",
    context: ({ vm }) => ({
      spin: () => {
        try {
          return vm.runInNewContext('for (;;);', {}, { timeout: 10 });
        } catch (error) {
          return error;
        }
      },
    }),
    guest: 'const e = spin(); say(e); climb(e, 4)',
  },
  {
    name: 'errors of import() without a callback',
    guest: `import('x').catch((e) => { say(e); climb(e, 4) }); report('asked')`,
  },
  {
    name: 'errors of import() with a callback that throws',
    options: {
      importModuleDynamically: async () =>
        secretFrame(() => {
          throw new Error('no');
        }),
    },
    guest: `import('x').catch((e) => { say(e); climb(e, 4) }); report('asked')`,
  },
  {
    name: 'errors of import() with a callback that gives no module',
    options: { importModuleDynamically: () => ({}) },
    guest: `import('x').catch((e) => { say(e); climb(e, 4) }); import('y', { with: { type: 'z' } }).catch(say); report('asked')`,
  },
  {
    name: 'errors of Intl',
    context: () => ({ call: secretFrame }),
    guest: `for (const f of [() => new Intl.NumberFormat('x-invalid-locale-'), () => new Intl.DateTimeFormat('en', { timeZone: 'No/Where' }), () => (1).toLocaleString('en', { style: 'currency' }), () => new Intl.DisplayNames(), () => 'a'.localeCompare('b', 'xx-'), () => Intl.NumberFormat.prototype.format.call({}), () => new Intl.DateTimeFormat().format(NaN)]) try { call(f) } catch (e) { say(e); climb(e, 4) }`,
  },
  {
    name: 'errors of the membrane itself',
    context: ({ vm }) => {
      const gone = vm.createContext({});
      const stale = vm.runInContext('() => 1', gone);
      vm.dispose(gone);
      const revoked = Proxy.revocable({}, {});
      revoked.revoke();
      return {
        stale,
        revoked: revoked.proxy,
        again: () => vm.runInContext('1', gone),
        frozen: Object.freeze({ a: 1 }),
      };
    },
    needs: ['dispose'],
    guest: `'use strict'; for (const f of [() => stale(), () => revoked.x, again, () => { frozen.a = 2 }, () => Object.defineProperty(frozen, 'a', { value: 3 }), () => delete frozen.a, () => Object.setPrototypeOf(report, report)]) tell(f)`,
  },
  {
    name: 'the stacks of a sub-context that host code runs for the guest',
    context: ({ vm }) => ({ evaluate: (text) => secretFrame(() => vm.runInNewContext(text, {})) }),
    guest: `tell(() => evaluate('throw new Error("inside")')); tell(() => evaluate('null.x')); tell(() => evaluate('('))`,
  },
  {
    name: 'async frames of the host',
    context: () => ({
      outer: async (f) => {
        await null;
        return secretFrame(async () => {
          await null;
          return f();
        });
      },
    }),
    guest: `${MAKE} outer(async () => { await null; make(); throw make() }).catch(say)`,
    waitMs: 20,
  },
  {
    name: 'a generator of the host that calls the guest',
    context: () => ({
      numbers: function* secretFrame(f) {
        yield f();
      },
    }),
    guest: `${MAKE} for (const x of numbers(make)) say(x)`,
  },
  {
    name: "stackTraceLimit of the host is not the guest's to set",
    context: () => ({ HostError: class extends Error {}, f: () => new Error('x').stack }),
    guest: `tell(() => { Object.getPrototypeOf(HostError).stackTraceLimit = 0 }); tell(() => { Error.stackTraceLimit = 0 }); tell(() => { Error.stackTraceLimit = { valueOf() { return 1e9 } } }); say(new Error('y'))`,
    broken: () => Error.stackTraceLimit !== 10 && `stackTraceLimit is ${Error.stackTraceLimit}`,
  },
  {
    name: 'a stack that the host reads does not stay with the guest',
    context: () => ({ log: (e) => secretFrame(() => String(e.stack)).length }),
    guest: `const e = new Error('x'); log(e); say(e); const d = new DOMExceptionLike(); log(d); say(d); function DOMExceptionLike() { Error.captureStackTrace(this) }`,
  },
  {
    name: 'a warning or uncaught error shows frames to the host only',
    context: () => ({ emitWarning: (text) => process.emitWarning(text), call: secretFrame }),
    guest: `${MAKE} tell(() => emitWarning('x')); call(make)`,
  },
  {
    name: "compileFunction's frames",
    guest: 'report("begun")',
    host: (_result, context, { vm }) => {
      const f = vm.compileFunction('say(new Error("x")); null.y', [], {
        parsingContext: context,
        filename: 'guest-function',
      });
      try {
        secretFrame(f);
      } catch (error) {
        context.e = error;
      }
    },
    after: 'say(e)',
  },
];
