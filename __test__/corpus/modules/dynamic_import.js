'use strict';

/**
 * `import()`: from every kind of code, what a callback is asked and what it may answer, the loader of
 * the program, and what there is without a callback.
 */

/** Host statements before the others: modules that are there already. */
const MADE = `
  const synthetic = (exports, context = ctx) =>
    new vm.SyntheticModule(
      Object.keys(exports),
      function () { for (const key of Object.keys(exports)) this.setExport(key, exports[key]); },
      { context, identifier: 'made' },
    );
  const linked = async (module) => { await module.link(() => {}); return module; };
  const evaluated = async (module) => {
    await linked(module);
    await module.evaluate().catch(() => {});
    return module;
  };
  const text = (source) => new vm.SourceTextModule(source, { context: ctx, identifier: 'text' });
  const importModuleDynamically = () => evaluated(synthetic({ n: 5, default: 'd' }));
`;

/** Expressions that import from some place, each a promise of the namespace. */
const places = {
  'top level': "import('m')",
  'a function': "(function () { return import('m'); })()",
  'a strict function': "(function () { 'use strict'; return import('m'); })()",
  'a nested function': '(function () { return (function () { return import("m"); })(); })()',
  'an arrow function': "(() => import('m'))()",
  'a nested arrow function': "(() => () => () => import('m'))()()()",
  'an async function': "(async () => await import('m'))()",
  'an async function after an await': "(async () => { await null; return import('m'); })()",
  'a generator': "(function* () { yield import('m'); })().next().value",
  'an async generator':
    "(async function* () { yield import('m'); })().next().then(({ value }) => value)",
  'for await': "(async () => { for await (const ns of [import('m')]) return ns; })()",
  'a method': "({ load() { return import('m'); } }).load()",
  'a getter': "({ get ns() { return import('m'); } }).ns",
  'a constructor': "new (class { constructor() { this.ns = import('m'); } })().ns",
  'a class static block': "(class { static ns; static { this.ns = import('m'); } }).ns",
  'a class field': "new (class { ns = import('m'); })().ns",
  'a static private method':
    "(class { static #load() { return import('m'); } static load() { return this.#load(); } }).load()",
  'a default parameter': "((ns = import('m')) => ns)()",
  'a computed key': "({ [import('m')]: 1 }, import('m'))",
  'a template': "(() => { `${import('m')}`; return import('m'); })()",
  'a callback of an array method': "[1].map(() => import('m'))[0]",
  'a job': "Promise.resolve().then(() => import('m'))",
  'a job of a job': "Promise.resolve().then(() => Promise.resolve()).then(() => import('m'))",
  'direct eval': 'eval("import(\'m\')")',
  'direct eval in a function': '(function () { return eval("import(\'m\')"); })()',
  'eval of eval': 'eval("eval(\\"import(\'m\')\\")")',
  'indirect eval': '(0, eval)("import(\'m\')")',
  'a function made by direct eval': 'eval("(function () { return import(\'m\'); })")()',
  'a function made by indirect eval': '(0, eval)("(() => import(\'m\'))")()',
  'Function()': 'Function("return import(\'m\')")()',
  'new Function in a function': '(() => new Function("return import(\'m\')")())()',
  'the constructor of async functions':
    '(async () => {}).constructor("return await import(\'m\')")()',
  'the constructor of generators':
    '(function* () {}).constructor("yield import(\'m\')")().next().value',
  'a bound function': "(function () { return import('m'); }).bind(null)()",
  'a trap of a proxy': "new Proxy({}, { get: () => import('m') }).x",
  'a thenable': "Promise.resolve({ then(resolve) { resolve(import('m')); } })",
  'a tag of a template': '((s) => import(s[0]))`m`',
  'the try and the finally': "(() => { try { return import('m'); } finally { import('m'); } })()",
};

/** Ways to run an expression with a callback. */
const ways = {
  'a Script': 'new vm.Script(code, { importModuleDynamically }).runInContext(ctx)',
  runInContext: 'vm.runInContext(code, ctx, { importModuleDynamically })',
  'a Script in this context': 'new vm.Script(code, { importModuleDynamically }).runInThisContext()',
  compileFunction:
    'vm.compileFunction("return " + code, [], { importModuleDynamically, parsingContext: ctx })()',
  'a module':
    'const module = new vm.SourceTextModule("export default () => " + code, { context: ctx, identifier: "it", importModuleDynamically }); evaluated(module).then(() => module.namespace.default())',
};

const placeCases = {};
for (const [way, run] of Object.entries(ways)) {
  for (const [place, code] of Object.entries(places)) {
    placeCases[`${way}: ${place}`] = {
      host: `${MADE} const code = ${JSON.stringify(code)}; ${run}`,
      wait: true,
    };
  }
}

/** What a callback does, as the text of a function. */
const answers = {
  'an evaluated module': '() => evaluated(synthetic({ n: 1 }))',
  'an evaluated module, synchronously': 'module => ready',
  'a promise of a module': '() => Promise.resolve(evaluated(synthetic({ n: 1 })))',
  'an async function': 'async () => await evaluated(synthetic({ n: 1 }))',
  'a source text module': "() => evaluated(text('export let n = 1; export default 2;'))",
  'a linked module': "() => linked(text('export let n = 1;'))",
  'a linked synthetic module': '() => linked(synthetic({ n: 1 }))',
  'an unlinked module': "() => text('export let n = 1;')",
  'an unlinked synthetic module': '() => synthetic({ n: 1 })',
  'an errored module': '() => evaluated(text(\'throw new RangeError("from the module");\'))',
  'a module that threw a primitive': "() => evaluated(text('throw 5;'))",
  'a module that threw undefined': "() => evaluated(text('throw undefined;'))",
  'a module that awaits':
    "async () => { const m = await linked(text('await null; export let n = 1;')); await m.evaluate(); return m; }",
  'a module that is still evaluating':
    "async () => { const m = await linked(text('export let n = 1; await null; n = 2;')); m.evaluate(); return m; }",
  'a module of another context': '() => evaluated(synthetic({ n: 1 }, vm.createContext({})))',
  'a module without a context':
    "async () => { const m = await linked(new vm.SyntheticModule(['n'], function () { this.setExport('n', 1); })); await m.evaluate(); return m; }",
  'a namespace': '() => evaluated(synthetic({ n: 1 })).then((m) => m.namespace)',
  'a namespace, synchronously': '() => ready.namespace',
  'a namespace of the host': "() => import('node:path').then((ns) => ns)",
  'a namespace with a then': '() => evaluated(synthetic({ then: (f) => f(ready.namespace) }))',
  undefined: '() => undefined',
  null: '() => null',
  'a number': '() => 5',
  'a string': "() => 'm'",
  'a symbol': "() => Symbol('m')",
  'an object': '() => ({ n: 1 })',
  'an object with a namespace': '() => ({ namespace: ready.namespace })',
  'an object that says that it is a module': "() => ({ [Symbol.toStringTag]: 'Module' })",
  'a prototype of the class': '() => vm.SourceTextModule.prototype',
  'a function': '() => () => 1',
  'a promise of undefined': 'async () => undefined',
  'a thenable with a module': '() => ({ then(resolve) { resolve(ready); } })',
  'an error, thrown': "() => { throw new RangeError('thrown'); }",
  'a primitive, thrown': '() => { throw 5; }',
  'undefined, thrown': '() => { throw undefined; }',
  'an error, rejected': "async () => { throw new RangeError('rejected'); }",
  'a primitive, rejected': "() => Promise.reject('no')",
  'an error of the guest, thrown':
    '() => { throw vm.runInContext("new RangeError(\'of the guest\')", ctx); }',
  'an error of the guest, rejected':
    '() => vm.runInContext("Promise.reject(new RangeError(\'of the guest\'))", ctx)',
  'a thenable that rejects': '() => ({ then(_, reject) { reject(new RangeError("then")); } })',
  'a thenable that throws': '() => ({ then() { throw new RangeError("then"); } })',
};

const answerWays = {
  script: 'vm.runInContext("import(\'m\')", ctx, { importModuleDynamically: callback })',
  module:
    'evaluated(new vm.SourceTextModule(\'export default () => import("m")\', { context: ctx, identifier: "it", importModuleDynamically: callback })).then((m) => m.namespace.default())',
};

const answerCases = {};
for (const [way, run] of Object.entries(answerWays)) {
  for (const [answer, callback] of Object.entries(answers)) {
    answerCases[`${way}: ${answer}`] = {
      host: `${MADE} (async () => {
        const ready = await evaluated(synthetic({ n: 1 }));
        const callback = ${callback};
        return ${run};
      })()`,
      wait: true,
    };
  }
}

/** Specifiers that are no strings, or odd ones, as the guest writes them. */
const specifiers = {
  'a string': "'m'",
  'an empty string': "''",
  'a number': '5',
  'minus zero': '-0',
  undefined: 'undefined',
  null: 'null',
  true: 'true',
  'a BigInt': '5n',
  'a symbol': "Symbol('s')",
  'an object': "({ toString() { return 'converted'; } })",
  'an object with valueOf': "({ valueOf: () => 'v', toString: () => 's' })",
  'an object with Symbol.toPrimitive': '({ [Symbol.toPrimitive]: (hint) => hint })',
  'an object that throws': "({ toString() { throw new RangeError('no'); } })",
  'an object without a primitive': '({ toString: null, valueOf: null })',
  'an array': "['a', 'b']",
  'a String object': "new String('boxed')",
  'a function': 'function () {}.name',
  'a lone surrogate': "'\\ud800'",
  'a NUL': "'a\\0b'",
  'an astral character': "'\\u{1F600}'",
  'a sum': "'a' + 1",
};

const specifierCases = {};
for (const [name, specifier] of Object.entries(specifiers)) {
  specifierCases[`the specifier: ${name}`] = {
    host: `${MADE} vm.runInContext(${JSON.stringify(`import(${specifier})`)}, ctx, {
      importModuleDynamically(specifier) { log(specifier); return importModuleDynamically(); },
    }).then(() => 'loaded')`,
    wait: true,
  };
}

/** The second argument of `import()`, as the guest writes it. */
const options = {
  none: '',
  undefined: ', undefined',
  'an empty object': ', {}',
  'with: undefined': ', { with: undefined }',
  'an empty with': ', { with: {} }',
  'one attribute': ", { with: { type: 'json' } }",
  'two attributes': ", { with: { b: '1', a: '2' } }",
  'a trailing comma': ", { with: { type: 'json' } },",
  'an inherited with': ", Object.create({ with: { type: 'json' } })",
  'an inherited attribute': ", { with: Object.create({ type: 'json' }) }",
  'a hidden attribute':
    ", { with: Object.defineProperty({}, 'type', { value: 'json', enumerable: false }) }",
  'a symbol as a key': ", { with: { [Symbol.iterator]: 'x' } }",
  'a number as a key': ", { with: { 1: 'x' } }",
  'a getter': ", { get with() { return { get type() { return 'json'; } }; } }",
  'an array as with': ", { with: ['x'] }",
  'a function as options': ', () => {}',
  'a proxy': ", new Proxy({ with: { type: 'json' } }, {})",
};

const badOptions = {
  null: ', null',
  'a number': ', 5',
  'a string': ", 'text'",
  'a symbol': ', Symbol()',
  'with: null': ', { with: null }',
  'with: a number': ', { with: 5 }',
  'with: a string': ", { with: 'text' }",
  'an attribute that is a number': ', { with: { type: 5 } }',
  'an attribute that is undefined': ', { with: { type: undefined } }',
  'an attribute that is a String object': ", { with: { type: new String('json') } }",
  'an attribute that is a symbol': ', { with: { type: Symbol() } }',
  'a getter of with that throws': ", { get with() { throw new EvalError('getter'); } }",
  'a getter of an attribute that throws':
    ", { with: { get type() { throw new EvalError('getter'); } } }",
  'a proxy that throws':
    ", { with: new Proxy({}, { ownKeys() { throw new EvalError('trap'); } }) }",
};

const optionCases = {};
for (const [name, given] of Object.entries(options)) {
  optionCases[`attributes: ${name}`] = {
    host: `${MADE} vm.runInContext(${JSON.stringify(`import('m'${given})`)}, ctx, {
      importModuleDynamically(specifier, _, attributes) {
        log(attributes);
        return importModuleDynamically();
      },
    }).then(() => 'loaded')`,
    wait: true,
  };
}
for (const [name, given] of Object.entries(badOptions)) {
  optionCases[`options of a wrong kind: ${name}`] = {
    host: `${MADE} vm.runInContext(${JSON.stringify(
      `import('m'${given}).then(() => 'loaded', (e) => [e.constructor.name, e instanceof Error])`,
    )}, ctx, { importModuleDynamically() { log('asked'); return importModuleDynamically(); } })`,
    wait: true,
  };
}

/** Who is the referrer: statements that log it and end with a promise. */
const ASKING = `
  let owner;
  const asking = (specifier, referrer, ...rest) => {
    log(referrer === owner, typeof referrer, rest.length);
    return importModuleDynamically();
  };
`;

const referrers = {
  'a Script': `
    owner = new vm.Script("import('m')", { importModuleDynamically: asking });
    owner.runInContext(ctx)`,
  'a Script in this context': `
    owner = new vm.Script("import('m')", { importModuleDynamically: asking });
    owner.runInThisContext()`,
  'a Script in a new context': `
    owner = new vm.Script("import('m')", { importModuleDynamically: asking });
    owner.runInNewContext({})`,
  'a function of a Script, later': `
    owner = new vm.Script("() => import('m')", { importModuleDynamically: asking });
    owner.runInContext(ctx)()`,
  'eval in a Script': `
    owner = new vm.Script('eval("import(\\'m\\')")', { importModuleDynamically: asking });
    owner.runInContext(ctx)`,
  'Function in a Script': `
    owner = new vm.Script('Function("return import(\\'m\\')")()', { importModuleDynamically: asking });
    owner.runInContext(ctx)`,
  'runInContext gives a Script': `
    vm.runInContext("import('m')", ctx, {
      importModuleDynamically(specifier, referrer) {
        log(referrer instanceof vm.Script, typeof referrer.runInContext);
        return importModuleDynamically();
      },
    })`,
  'runInThisContext gives a Script': `
    vm.runInThisContext("import('m')", {
      importModuleDynamically(specifier, referrer) {
        log(referrer instanceof vm.Script);
        return importModuleDynamically();
      },
    })`,
  compileFunction: `
    owner = vm.compileFunction("return import('m')", [], { importModuleDynamically: asking });
    owner()`,
  'compileFunction in a context': `
    owner = vm.compileFunction("return import('m')", [], {
      importModuleDynamically: asking,
      parsingContext: ctx,
    });
    owner()`,
  'a function inside of a compiled one': `
    owner = vm.compileFunction("return () => import('m')", [], {
      importModuleDynamically: asking,
      parsingContext: ctx,
    });
    owner()()`,
  'a module': `
    owner = new vm.SourceTextModule("export default import('m')", {
      context: ctx,
      identifier: "it",
      importModuleDynamically: asking,
    });
    evaluated(owner).then(() => owner.namespace.default)`,
  'a function of a module, later': `
    owner = new vm.SourceTextModule("export default () => import('m')", {
      context: ctx,
      identifier: "it",
      importModuleDynamically: asking,
    });
    evaluated(owner).then(() => owner.namespace.default())`,
  'a module without a context': `
    owner = new vm.SourceTextModule("export default import('m')", {
      importModuleDynamically: asking,
    });
    evaluated(owner).then(() => owner.namespace.default)`,
  'a module that another imports': `
    owner = new vm.SourceTextModule("export default import('m')", {
      context: ctx,
      identifier: "it",
      importModuleDynamically: asking,
    });
    const first = new vm.SourceTextModule("export { default } from 'owner'", { context: ctx, identifier: 'first' });
    first
      .link(() => owner)
      .then(() => first.evaluate())
      .then(() => first.namespace.default)`,
  'two Scripts with one callback': `
    owner = new vm.Script("import('m')", { importModuleDynamically: asking });
    const other = new vm.Script("import('m')", { importModuleDynamically: asking });
    Promise.all([other.runInContext(ctx), owner.runInContext(ctx)]).then(() => 'both')`,
  'the receiver of the callback': `
    const options = {
      importModuleDynamically() {
        log(this === options, this === undefined);
        return importModuleDynamically();
      },
    };
    vm.runInContext("import('m')", ctx, options)`,
  'each with its own callback': `
    const named = (name) => () => { log(name); return importModuleDynamically(); };
    const code = "import('m')";
    Promise.all([
      vm.runInContext(code, ctx, { importModuleDynamically: named('one') }),
      vm.runInContext(code, ctx, { importModuleDynamically: named('two') }),
    ]).then(() => 'both')`,
  'a function of one script called by another': `
    const named = (name) => () => { log(name); return importModuleDynamically(); };
    vm.runInContext("var load = () => import('m')", ctx, { importModuleDynamically: named('maker') });
    vm.runInContext('load()', ctx, { importModuleDynamically: named('caller') })`,
};

const referrerCases = {};
for (const [name, body] of Object.entries(referrers)) {
  referrerCases[`the referrer: ${name}`] = {
    host: `${MADE} ${ASKING} ${body}`,
    wait: true,
  };
}

const LOGGING =
  "{ importModuleDynamically(specifier) { log('asked', specifier); return importModuleDynamically(); } }";

const orderCases = {
  'the callback is called at once': {
    host: `${MADE} vm.runInContext("log('before'); const p = import('m'); log('after'); p", ctx, ${LOGGING}).then(() => 'loaded')`,
    wait: true,
  },
  'the callback of a module is called at once': {
    host: `${MADE} const m = new vm.SourceTextModule("log('before'); import('m'); log('after');", { context: ctx, identifier: 'it', ...${LOGGING} }); evaluated(m).then(() => m.status)`,
    wait: true,
  },
  'the callback of a function is called at once': {
    host: `${MADE} vm.compileFunction("log('before'); const p = import('m'); log('after'); return p;", ['log'], ${LOGGING})(log).then(() => 'loaded')`,
    wait: true,
  },
  'the callback is called before runInContext returns': {
    host: `${MADE} const p = vm.runInContext("import('m')", ctx, ${LOGGING}); log('returned'); p.then(() => 'loaded')`,
    wait: true,
  },
  'two imports ask twice': {
    host: `${MADE} vm.runInContext("Promise.all([import('a'), import('a')])", ctx, ${LOGGING}).then((all) => all.length)`,
    wait: true,
  },
  'the specifier is converted before the options are read': {
    host: `${MADE} vm.runInContext("import({ toString() { log('toString'); return 'm'; } }, { get with() { log('with'); } })", ctx, ${LOGGING}).then(() => 'loaded')`,
    wait: true,
  },
  'arguments are evaluated from left to right': {
    host: `${MADE} vm.runInContext("import((log('first'), 'm'), (log('second'), undefined))", ctx, ${LOGGING}).then(() => 'loaded')`,
    wait: true,
  },
  'an argument that throws': {
    host: `${MADE} vm.runInContext("import((() => { throw new RangeError('argument'); })())", ctx, ${LOGGING})`,
  },
  'what the guest does after it settles': {
    host: `${MADE} vm.runInContext("import('m').then(() => log('then')); Promise.resolve().then(() => log('job')); log('end');", ctx, ${LOGGING})`,
  },
  'an await of two': {
    host: `${MADE} vm.runInContext("(async () => { const a = await import('a'); log('a'); const b = await import('b'); log('b'); return a === b; })()", ctx, ${LOGGING})`,
    wait: true,
  },
  'a callback that imports by itself': {
    host: `${MADE} vm.runInContext("import('outer').then(() => log('outer is there'))", ctx, {
      importModuleDynamically(specifier) {
        log(specifier);
        return vm.runInContext("import('inner')", ctx, ${LOGGING});
      },
    })`,
    wait: true,
  },
  'a callback that runs code of the context': {
    host: `${MADE} vm.runInContext("log('guest'); import('m').then(() => log('loaded'))", ctx, {
      importModuleDynamically() {
        vm.runInContext("log('guest in the callback')", ctx);
        return importModuleDynamically();
      },
    })`,
    wait: true,
  },
};

const LOADER = 'vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER';
const CODE = JSON.stringify("import('node:path')");

/** The loader of the program, given as an option. */
const loaderCases = {
  'a Script': {
    host: `new vm.Script(${CODE}, { importModuleDynamically: ${LOADER} }).runInContext(ctx).then((ns) => ns === undefined ? 0 : [typeof ns.join, ns.join('a', 'b')])`,
    wait: true,
  },
  'a Script in this context': {
    host: `new vm.Script(${CODE}, { importModuleDynamically: ${LOADER} }).runInThisContext().then((ns) => ns.default === require('node:path'))`,
    wait: true,
  },
  runInContext: {
    host: `vm.runInContext(${CODE}, ctx, { importModuleDynamically: ${LOADER} }).then((ns) => ns.basename('a/b'))`,
    wait: true,
  },
  compileFunction: {
    host: `vm.compileFunction('return ' + ${CODE}, [], { importModuleDynamically: ${LOADER} })().then((ns) => ns.basename('a/b'))`,
    wait: true,
  },
  'compileFunction in a context': {
    host: `vm.compileFunction('return ' + ${CODE}, [], { importModuleDynamically: ${LOADER}, parsingContext: ctx })().then((ns) => ns.basename('a/b'))`,
    wait: true,
  },
  'used by the guest': {
    host: `vm.runInContext("import('node:path').then((ns) => [typeof ns, ns.join('a', 'b'), Object.keys(ns).includes('join')])", ctx, { importModuleDynamically: ${LOADER} })`,
    wait: true,
  },
  'the same namespace as of the host': {
    host: `Promise.all([import('node:path'), vm.runInContext(${CODE}, ctx, { importModuleDynamically: ${LOADER} })]).then(([a, b]) => a === b)`,
    wait: true,
  },
  'a bad specifier': {
    host: `vm.runInContext("import('no-such-package-at-all')", ctx, { importModuleDynamically: ${LOADER} }).then(() => 'loaded', (e) => [e.name, e.code])`,
    wait: true,
  },
  'a bad specifier, caught by the guest': {
    host: `vm.runInContext("import('no-such-package-at-all').catch((e) => e.code)", ctx, { importModuleDynamically: ${LOADER} })`,
    wait: true,
  },
  'a built-in that is none': {
    host: `vm.runInContext("import('node:nothing')", ctx, { importModuleDynamically: ${LOADER} }).then(() => 'loaded', (e) => [e.name, e.code])`,
    wait: true,
  },
  'a relative specifier without a file name': {
    host: `vm.runInContext("import('./no_such_file.js')", ctx, { importModuleDynamically: ${LOADER} }).then(() => 'loaded', (e) => [e.name, e.code])`,
    wait: true,
  },
  'a relative specifier, from the file name': {
    host: `const filename = require.resolve('./describe.js'); vm.runInContext("import('./shape.js')", ctx, { filename, importModuleDynamically: ${LOADER} }).then((ns) => Object.keys(ns.default).length > 0)`,
    wait: true,
  },
  'a relative specifier, from a file URL': {
    host: `const filename = require('node:url').pathToFileURL(require.resolve('./describe.js')).href; vm.runInContext("import('./shape.js')", ctx, { filename, importModuleDynamically: ${LOADER} }).then((ns) => Object.keys(ns.default).length > 0)`,
    wait: true,
  },
  'a data URL': {
    host: `vm.runInContext("import('data:text/javascript,export default 5')", ctx, { importModuleDynamically: ${LOADER} }).then((ns) => ns.default)`,
    wait: true,
  },
  'a specifier that throws': {
    host: `vm.runInContext("import({ toString() { throw new RangeError('no'); } })", ctx, { importModuleDynamically: ${LOADER} })`,
    wait: true,
  },
  'a specifier that is a symbol': {
    host: `vm.runInContext("import(Symbol())", ctx, { importModuleDynamically: ${LOADER} }).catch((e) => e.constructor.name)`,
    wait: true,
  },
};

/** The loader of the program, or a function, as the option of a context. */
const contextLoaderCases = {
  'of a context, for runInContext': { run: "import('node:path').then((ns) => ns.join('a', 'b'))" },
  'of a context, for eval': {
    run: 'eval("import(\'node:path\')").then((ns) => ns.join("a", "b"))',
  },
  'of a context, for eval as a reaction': {
    run: 'Promise.resolve("import(\'node:path\')").then(eval).then((ns) => ns.join("a", "b"))',
  },
  'of a context, for eval as a reaction, in a Script with the option': {
    host: `vm.runInContext("Promise.resolve(\\"import('node:path')\\").then(eval).then((ns) => ns.join('a', 'b'))", ctx, { importModuleDynamically: ${LOADER} })`,
  },
  'of a context, for indirect eval': {
    run: '(0, eval)("import(\'node:path\')").then((ns) => ns.join("a", "b"))',
  },
  'of a context, for Function': {
    run: 'Function("return import(\'node:path\')")().then((ns) => ns.join("a", "b"))',
  },
  'of a context, for compileFunction': {
    host: "vm.compileFunction(\"return import('node:path').then((ns) => ns.join('a', 'b'))\", [], { parsingContext: ctx })()",
  },
  'of a context, for a Script': {
    host: "new vm.Script(\"import('node:path').then((ns) => ns.join('a', 'b'))\").runInContext(ctx)",
  },
  'of a context, for a module': {
    host: `${MADE} const m = text("export default import('node:path')"); evaluated(m).then(() => m.namespace.default).then((ns) => ns.join('a', 'b'))`,
  },
  'of a context, for a Script with its own callback': {
    host: `${MADE} vm.runInContext("import('node:path').then((ns) => Object.keys(ns))", ctx, { importModuleDynamically })`,
  },
};
for (const name of Object.keys(contextLoaderCases)) contextLoaderCases[name].wait = true;

/** `importModuleDynamically` of a context that is a function. */
const contextCallbackCases = {};
for (const [name, run] of Object.entries({
  runInContext: 'vm.runInContext("import(\'m\')", ctx)',
  'indirect eval': 'vm.runInContext(`(0, eval)("import(\'m\')")`, ctx)',
  'direct eval': 'vm.runInContext(`eval("import(\'m\')")`, ctx)',
  'eval as a reaction': 'vm.runInContext(`Promise.resolve("import(\'m\')").then(eval)`, ctx)',
  'Function as a reaction':
    'vm.runInContext(`Promise.resolve("return import(\'m\')").then(Function).then((f) => f())`, ctx)',
  Function: "vm.runInContext('Function(\"return import(\\'m\\')\")()', ctx)",
  compileFunction: 'vm.compileFunction("return import(\'m\')", [], { parsingContext: ctx })()',
  'a Script': 'new vm.Script("import(\'m\')").runInContext(ctx)',
  'a Script with its own callback':
    'new vm.Script("import(\'m\')", { importModuleDynamically() { log("own"); return importModuleDynamically(); } }).runInContext(ctx)',
})) {
  contextCallbackCases[`a callback of a context: ${name}`] = {
    contextify: false,
    steps: {
      host: `${MADE} vm.createContext(ctx, {
        importModuleDynamically(specifier, referrer) {
          log(specifier, referrer === ctx);
          return importModuleDynamically();
        },
      });
      ${run}.then((ns) => ns.n, (e) => [e.name, e.code])`,
      wait: true,
    },
  };
}

/** Without a callback, what `import()` gives. */
const missing = {
  runInContext: 'vm.runInContext(code, ctx)',
  runInThisContext: 'vm.runInThisContext(code)',
  runInNewContext: 'vm.runInNewContext(code)',
  'a Script': 'new vm.Script(code).runInContext(ctx)',
  'a Script in this context': 'new vm.Script(code).runInThisContext()',
  compileFunction: "vm.compileFunction('return ' + code)()",
  'compileFunction in a context':
    "vm.compileFunction('return ' + code, [], { parsingContext: ctx })()",
  'importModuleDynamically: undefined':
    'vm.runInContext(code, ctx, { importModuleDynamically: undefined })',
  'a module':
    "const m = new vm.SourceTextModule('export default () => ' + code, { context: ctx, identifier: 'it' }); evaluated(m).then(() => m.namespace.default())",
  'a module without a context':
    "const m = new vm.SourceTextModule('export default () => ' + code); evaluated(m).then(() => m.namespace.default())",
  eval: 'vm.runInContext(`eval(${JSON.stringify(code)})`, ctx)',
  'indirect eval': 'vm.runInContext(`(0, eval)(${JSON.stringify(code)})`, ctx)',
  Function: 'vm.runInContext(`Function(${JSON.stringify(`return ${code}`)})()`, ctx)',
  'a function called by the host': 'vm.runInContext(`() => ${code}`, ctx)()',
};

const missingCases = {};
for (const [name, run] of Object.entries(missing)) {
  missingCases[`no callback: ${name}`] = {
    host: `${MADE} const code = "import('node:path')"; ${run}`,
    wait: true,
  };
}
Object.assign(missingCases, {
  'no callback: caught by the guest': {
    run: "import('node:path').catch((e) => [e.name, e.code, e.message])",
    wait: true,
  },
  'no callback: the class of the rejection': {
    run: "import('node:path').catch((e) => [e instanceof TypeError, e.constructor === TypeError])",
    wait: true,
  },
  'no callback: try and await': {
    run: "(async () => { try { await import('x'); } catch (e) { return e.code; } })()",
    wait: true,
  },
  'no callback: nothing is thrown': { run: "typeof import('x').catch(() => {})" },
  'no callback: the specifier is converted': {
    run: "import({ toString() { log('converted'); return 'x'; } }).catch((e) => e.code)",
    wait: true,
  },
  'no callback: a specifier that throws': {
    run: "import({ toString() { throw new RangeError('no'); } }).catch((e) => e.name)",
    wait: true,
  },
  'no callback: options of a wrong kind': {
    run: "import('x', 5).catch((e) => e.constructor.name)",
    wait: true,
  },
});

const ONE =
  '{ importModuleDynamically: ((kept) => async () => (kept ??= await importModuleDynamically()))() }';
const EACH = '{ importModuleDynamically }';

/** What the guest sees of the promise and of the namespace. */
const seen = {
  'the promise is of the realm':
    "const p = import('m'); [p instanceof Promise, p.constructor === Promise]",
  'the prototype of the promise': "Object.getPrototypeOf(import('m')) === Promise.prototype",
  'the promise has no own keys': "Reflect.ownKeys(import('m'))",
  'the text of the promise': "String(import('m'))",
  'a class that extends Promise has no part':
    "const Own = Promise; globalThis.Promise = class extends Own {}; const p = import('m'); globalThis.Promise = Own; p.constructor === Own",
  'then that was changed is not called':
    "const { then } = Promise.prototype; Promise.prototype.then = () => log('called'); const p = import('m'); Promise.prototype.then = then; p.then((ns) => ns.n)",
  'each import gives another promise': "import('m') === import('m')",
  'then gets a namespace': "import('m').then((ns) => [typeof ns, ns.n, ns.default])",
  'await gives a namespace':
    "(async () => { const { n, default: d } = await import('m'); return [n, d]; })()",
  'catch is passed': "import('m').catch(() => 'caught').then((ns) => ns.n)",
  'finally is passed': "import('m').finally(() => log('finally')).then((ns) => ns.n)",
  'Promise.all': "Promise.all([import('a'), import('b')]).then((all) => all.map((ns) => ns.n))",
  'the keys of the namespace': "import('m').then((ns) => Reflect.ownKeys(ns))",
  'the tag of the namespace': "import('m').then((ns) => Object.prototype.toString.call(ns))",
  'the prototype of the namespace': "import('m').then((ns) => Object.getPrototypeOf(ns))",
  'a descriptor of the namespace':
    "import('m').then((ns) => Object.getOwnPropertyDescriptor(ns, 'n'))",
  'the namespace is not extensible': "import('m').then((ns) => Object.isExtensible(ns))",
  'the namespace is not frozen': "import('m').then((ns) => Object.isFrozen(ns))",
  'assigning to the namespace':
    "import('m').then((ns) => { 'use strict'; try { ns.n = 2; } catch (e) { return [e.constructor.name, e instanceof TypeError]; } })",
  'assigning to the namespace in sloppy code':
    "import('m').then((ns) => { ns.n = 2; return ns.n; })",
  'deleting from the namespace':
    "import('m').then((ns) => [delete ns.x, Reflect.deleteProperty(ns, 'n')])",
  'Object.entries': "import('m').then((ns) => Object.entries(ns))",
  'for in':
    "import('m').then((ns) => { const keys = []; for (const key in ns) keys.push(key); return keys; })",
  'a spread': "import('m').then((ns) => ({ ...ns }))",
  'a missing export': "import('m').then((ns) => [ns.missing, 'missing' in ns, 'n' in ns])",
  'JSON.stringify': "import('m').then((ns) => JSON.stringify(ns))",
};

const seenCases = {};
for (const [name, code] of Object.entries(seen)) {
  seenCases[`the guest: ${name}`] = {
    host: `${MADE} vm.runInContext(${JSON.stringify(code)}, ctx, ${EACH})`,
    wait: true,
  };
}

const identityCases = {
  'one module imported twice is one namespace': {
    host: `${MADE} vm.runInContext("Promise.all([import('m'), import('m')]).then(([a, b]) => a === b)", ctx, ${ONE})`,
    wait: true,
  },
  'one module imported twice in turn is one namespace': {
    host: `${MADE} vm.runInContext("(async () => (await import('m')) === (await import('n')))()", ctx, ${ONE})`,
    wait: true,
  },
  'two modules are two namespaces': {
    host: `${MADE} vm.runInContext("(async () => (await import('m')) === (await import('m')))()", ctx, ${EACH})`,
    wait: true,
  },
  'one module imported by two scripts is one namespace': {
    host: `${MADE} const options = ${ONE}; Promise.all([0, 1].map(() => vm.runInContext("import('m')", ctx, options))).then(([a, b]) => a === b)`,
    wait: true,
  },
  'the host gets the namespace of the module': {
    host: `${MADE} (async () => { const m = await importModuleDynamically(); const ns = await vm.runInContext("import('m')", ctx, { importModuleDynamically: () => m }); return ns === m.namespace; })()`,
    wait: true,
  },
  'a namespace that was given is the one that comes': {
    host: `${MADE} (async () => { const m = await importModuleDynamically(); const ns = await vm.runInContext("import('m')", ctx, { importModuleDynamically: () => m.namespace }); return ns === m.namespace; })()`,
    wait: true,
  },
  'a namespace of the host comes back as itself': {
    host: `(async () => { const path = await import('node:path'); return path === (await vm.runInContext("import('m')", ctx, { importModuleDynamically: () => path })); })()`,
    wait: true,
  },
  'import() and import are one namespace': {
    host: `${MADE} (async () => {
      const made = await importModuleDynamically();
      const m = new vm.SourceTextModule("import * as ns from 'm'; export default import('m').then((other) => other === ns);", { context: ctx, identifier: "it", importModuleDynamically: () => made });
      await m.link(() => made);
      await m.evaluate();
      return m.namespace.default;
    })()`,
    wait: true,
  },
  'a module imports itself': {
    host: `${MADE} const m = new vm.SourceTextModule("export let n = 1; export default import('self').then((ns) => [ns.n, n]);", { context: ctx, identifier: 'it', importModuleDynamically: (_, self) => self }); evaluated(m).then(() => m.namespace.default)`,
    wait: true,
  },
  'an export that is an object of the host': {
    host: `${MADE} (async () => { const o = {}; const m = await evaluated(synthetic({ o })); const ns = await vm.runInContext("import('m')", ctx, { importModuleDynamically: () => m }); return ns.o === o; })()`,
    wait: true,
  },
  'an export that is an object of the guest': {
    host: `${MADE} (async () => { const o = vm.runInContext('globalThis.o = {}', ctx); const m = await evaluated(synthetic({ o })); return vm.runInContext("import('m').then((ns) => ns.o === o)", ctx, { importModuleDynamically: () => m }); })()`,
    wait: true,
  },
  'an export that changes later': {
    host: `${MADE} (async () => { const m = await evaluated(text('export let n = 1; export const up = () => { n++; };')); return vm.runInContext("import('m').then((ns) => { const before = ns.n; ns.up(); return [before, ns.n]; })", ctx, { importModuleDynamically: () => m }); })()`,
    wait: true,
  },
  'an export set again': {
    host: `${MADE} (async () => { const m = await evaluated(synthetic({ n: 1 })); const ns = await vm.runInContext("import('m')", ctx, { importModuleDynamically: () => m }); const before = ns.n; m.setExport('n', 2); return [before, ns.n]; })()`,
    wait: true,
  },
  'a module that throws is thrown by each import': {
    host: `${MADE} (async () => { const m = await evaluated(text('throw new RangeError("once");')); return vm.runInContext("Promise.allSettled([import('m'), import('m')]).then(([a, b]) => [a.status, a.reason === b.reason, a.reason instanceof RangeError])", ctx, { importModuleDynamically: () => m }); })()`,
    wait: true,
  },
  'the error of the callback is the one that the guest gets': {
    host: `const error = new RangeError('mine'); vm.runInContext("import('m')", ctx, { importModuleDynamically() { throw error; } }).catch((e) => e === error)`,
    wait: true,
  },
  'the error of a module is the one that the guest gets': {
    host: `${MADE} (async () => { const m = await evaluated(text('throw new RangeError("m");')); return vm.runInContext("import('m')", ctx, { importModuleDynamically: () => m }).catch((e) => e === m.error); })()`,
    wait: true,
  },
  'a module is evaluated once': {
    host: `${MADE} (async () => { const m = await evaluated(text("log('evaluated')")); await vm.runInContext("Promise.all([import('m'), import('m')])", ctx, { importModuleDynamically: () => m }); return m.status; })()`,
    wait: true,
  },
  'the callback is not asked again by a later run of the same Script': {
    host: `${MADE} let n = 0; const script = new vm.Script("import('m')", { importModuleDynamically: () => { n++; return importModuleDynamically(); } }); Promise.all([script.runInContext(ctx), script.runInContext(ctx)]).then(([a, b]) => [n, a === b])`,
    wait: true,
  },
};

/** The same, with modules that import while they are evaluated. */
const moduleCases = {
  'top-level await of import()': {
    host: `${MADE} const m = new vm.SourceTextModule("const { n } = await import('m'); export { n };", { context: ctx, identifier: 'it', importModuleDynamically }); evaluated(m).then(() => [m.status, m.namespace.n])`,
    wait: true,
  },
  'top-level await of an import() that rejects': {
    host: `${MADE} const m = new vm.SourceTextModule("await import('m');", { context: ctx, identifier: 'it', importModuleDynamically() { throw new RangeError('mine'); } }); evaluated(m).then(() => [m.status, m.error])`,
    wait: true,
  },
  'top-level await without a callback': {
    host: `${MADE} const m = text("await import('m');"); evaluated(m).then(() => [m.status, m.error.code])`,
    wait: true,
  },
  'an import() in the callback of import()': {
    host: `${MADE} const load = (specifier) => { log(specifier); return evaluated(new vm.SourceTextModule(specifier === 'a' ? "export default await import('b')" : 'export let n = 1', { context: ctx, identifier: 'it', importModuleDynamically: load })); }; vm.runInContext("import('a').then((ns) => ns.default.n)", ctx, { importModuleDynamically: load })`,
    wait: true,
  },
  'a graph behind import()': {
    host: `const graphed = graph({ a: "export { n } from 'b'", b: 'export let n = 1' }); vm.runInContext("import('a').then((ns) => ns.n)", ctx, { importModuleDynamically: () => graphed.run() })`,
    wait: true,
  },
  'import.meta beside import()': {
    host: `${MADE} const m = new vm.SourceTextModule("export default import(import.meta.name)", { context: ctx, identifier: 'it', initializeImportMeta(meta) { meta.name = 'of the meta'; }, importModuleDynamically(specifier) { log(specifier); return importModuleDynamically(); } }); evaluated(m).then(() => m.namespace.default).then((ns) => ns.n)`,
    wait: true,
  },
};

/** Texts that are no import(): the class of the error alone. */
const syntax = {
  'without an argument': 'import()',
  'three arguments': "import('a', {}, 5)",
  'a spread': "import(...['a'])",
  'with new': "new import('a')",
  'as a target': "import('a') = 5",
  'import.meta in a script': 'import.meta',
  'import in a script': "import 'a'",
  'as a name': 'var import = 5',
  'an optional call': "import?.('a')",
};

const syntaxCases = {};
for (const [name, code] of Object.entries(syntax)) {
  syntaxCases[`syntax: ${name}`] = { host: `new vm.Script(${JSON.stringify(code)}) && 'parsed'` };
}

/** V8 keeps what `eval` and `Function` compiled by its text, with the callback: no two are alike. */
let imports = 0;
function unlike(text) {
  return text.replaceAll('import(', () => `import(/* ${++imports} */`);
}

function withUnlikeTexts(step) {
  if (typeof step === 'string') return unlike(step);
  if (Array.isArray(step)) return step.map(withUnlikeTexts);
  const { steps, run, host, ...rest } = step;
  if (steps !== undefined) return { ...rest, steps: withUnlikeTexts(steps) };
  return run === undefined ? { ...rest, host: unlike(host) } : { ...rest, run: unlike(run) };
}

const groups = [
  { context: '{ log }', cases: placeCases },
  { context: '{ log }', cases: answerCases },
  { context: '{ log }', cases: { ...specifierCases, ...optionCases, ...referrerCases } },
  { context: '{ log }', cases: { ...orderCases, ...missingCases, ...seenCases } },
  { context: '{ log }', cases: { ...identityCases, ...moduleCases, ...syntaxCases } },
  {
    context: '{ log }',
    cases: Object.fromEntries(
      Object.entries(loaderCases).map(([name, body]) => [
        `the loader of the program: ${name}`,
        body,
      ]),
    ),
  },
  {
    context: '{ log }',
    contextOptions: `{ importModuleDynamically: ${LOADER} }`,
    cases: Object.fromEntries(
      Object.entries(contextLoaderCases).map(([name, body]) => [
        `the loader of the program: ${name}`,
        body,
      ]),
    ),
  },
  { context: '{ log }', cases: contextCallbackCases },
];

module.exports = groups.map(({ cases, ...rest }) => ({
  ...rest,
  cases: Object.fromEntries(
    Object.entries(cases).map(([name, body]) => [name, withUnlikeTexts(body)]),
  ),
}));
