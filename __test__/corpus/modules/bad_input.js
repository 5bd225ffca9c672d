'use strict';

/**
 * Bad input to modules: every argument and option gets values of every kind. Whether it is refused, at
 * once or by a rejection, and the class, code and message of the error. Must hold no call that makes
 * node:vm abort the process.
 */

/** Host statements before the others. */
const MADE = `
  const context = vm.createContext({});
  const other = vm.createContext({});
  let made = 0;
  const text = (source, options) =>
    new vm.SourceTextModule(source, { context, identifier: 'text' + made++, ...options });
  const synthetic = (names, evaluate = () => {}, options = undefined) =>
    new vm.SyntheticModule(names, evaluate, { context, identifier: 'synthetic' + made++, ...options });
  const linked = async (module) => { await module.link(() => {}); return module; };
  const evaluated = async (module) => {
    await linked(module);
    await module.evaluate().catch(() => {});
    return module;
  };
  const errorText = (error) => {
    if (error === null || typeof error !== 'object') return String(error);
    const { code, name, message, constructor } = error;
    // The text of an error without a code is the engine's.
    const words = code === undefined ? '' : message + ' / ' + String(error);
    const cause = 'cause' in error ? 'cause ' + errorText(error.cause) : '';
    return [constructor.name, name, code, Object.keys(error), words, cause].join(' | ');
  };
  const outcome = async (call) => {
    let result;
    try {
      result = call();
    } catch (error) {
      return 'throws ' + errorText(error);
    }
    const isPromise = require('node:util').types.isPromise(result);
    try {
      const value = await result;
      return (isPromise ? 'fulfils ' : 'returns ') + typeof value;
    } catch (error) {
      return 'rejects ' + errorText(error);
    }
  };
`;

/** Calls in turn, each an expression, that give a list of what came of them. */
function inTurn(calls, before = '') {
  const list = calls.map((call) => `() => (${call})`).join(', ');
  return {
    host: `${MADE} (async () => {
      ${before}
      const lines = [];
      for (const call of [${list}]) lines.push(await outcome(call));
      return lines;
    })()`,
    wait: true,
  };
}

/** A call with values of every kind as `x`; `before` runs anew for each. */
function every(call, before = '') {
  return {
    host: `${MADE} (async () => {
      const lines = [];
      for (const [kind, x] of Object.entries(require('../bad_input/values.js').values())) {
        ${before}
        lines.push(kind + ': ' + (await outcome(() => (${call}))));
      }
      return lines;
    })()`,
    wait: true,
  };
}

const SOURCE_TEXT_OPTIONS = [
  'identifier',
  'context',
  'lineOffset',
  'columnOffset',
  'initializeImportMeta',
  'importModuleDynamically',
  'cachedData',
];
const SYNTHETIC_OPTIONS = ['identifier', 'context'];
const EVALUATE_OPTIONS = ['timeout', 'breakOnSigint'];

/** Options that are enough by themselves, but for one. */
const given = (name, rest) =>
  `{ ${rest.filter((one) => !one.startsWith(name)).join(', ')}, ${name}: x }`;
const PLACE = ["identifier: 'it'", 'context'];

const cases = {
  'SourceTextModule: sourceText': every(`new vm.SourceTextModule(x, { ${PLACE.join(', ')} })`),
  'SourceTextModule: options': every("new vm.SourceTextModule('', x)"),
  'SourceTextModule: both': every('new vm.SourceTextModule(x, x)'),
  'SourceTextModule: nothing at all': inTurn(['new vm.SourceTextModule()']),
  'SourceTextModule: without new': inTurn(["vm.SourceTextModule('')"]),
  'SyntheticModule: exportNames': every(
    `new vm.SyntheticModule(x, () => {}, { ${PLACE.join(', ')} })`,
  ),
  'SyntheticModule: one of the exportNames': every(
    `new vm.SyntheticModule(['a', x], () => {}, { ${PLACE.join(', ')} })`,
  ),
  'SyntheticModule: evaluateCallback': every(
    `new vm.SyntheticModule([], x, { ${PLACE.join(', ')} })`,
  ),
  'SyntheticModule: options': every('new vm.SyntheticModule([], () => {}, x)'),
  'SyntheticModule: all': every('new vm.SyntheticModule(x, x, x)'),
  'SyntheticModule: nothing at all': inTurn([
    'new vm.SyntheticModule()',
    'new vm.SyntheticModule([])',
  ]),
  'SyntheticModule: without new': inTurn(['vm.SyntheticModule([], () => {})']),
  'SyntheticModule: names that occur twice': inTurn([
    "synthetic(['a', 'a'])",
    "synthetic(['a', 'b', 'a', 'b'])",
    "synthetic(['', ''])",
    "synthetic(['a', 'A'])",
    "synthetic(['default', 'default'])",
    "synthetic(['a', 'a', 5])",
  ]),
  'SyntheticModule: names that are odd': inTurn([
    "synthetic(['']).identifier.length",
    "synthetic(['a-b', 'if', '0'])",
    "synthetic(['\\ud800'])",
    "synthetic(['a\\0b'])",
    "synthetic({ length: 1, 0: 'a' })",
    "synthetic(new Set(['a']))",
  ]),

  'link: linker': every("text('').link(x)"),
  'link: linker, of a synthetic module': every('synthetic([]).link(x)'),
  'link: nothing at all': inTurn(["text('').link()"]),
  'link: what the linker returns': every('text(\'import "a"\').link(() => x)'),
  'link: what the linker resolves to': every('text(\'import "a"\').link(async () => x)'),
  'link: what the linker throws': every('text(\'import "a"\').link(() => { throw x; })'),
  'link: what the linker rejects with': every('text(\'import "a"\').link(() => Promise.reject(x))'),
  'link: twice': inTurn(
    ['module.link(() => {})', 'module.link(5)'],
    "const module = await linked(text(''));",
  ),
  'link: twice, of a synthetic module': inTurn(
    ['module.link(() => {})'],
    'const module = await linked(synthetic([]));',
  ),
  'link: while linking': inTurn(
    ["first.link(() => text(''))", 'pending'],
    "const first = text('import \"a\"'); const pending = first.link(async () => text(''));",
  ),
  'link: after evaluation': inTurn(
    ['module.link(() => {})'],
    "const module = await evaluated(text(''));",
  ),
  'link: after an error': inTurn(
    ['module.link(() => {})'],
    "const module = await evaluated(text('throw 5'));",
  ),
  'link: after linking failed': inTurn(
    ['module.link(() => 5)', "module.link(() => text(''))", 'module.status', 'module.evaluate()'],
    'const module = text(\'import "a"\');',
  ),
  'link: a module of another context': inTurn([
    "text('import \"a\"').link(() => text('', { context: other }))",
    'text(\'import "a"\').link(() => synthetic([], () => {}, { context: other }))',
    "text('import \"a\"').link(() => new vm.SourceTextModule('', { identifier: 'it' }))",
    "new vm.SourceTextModule('import \"a\"', { identifier: 'it' }).link(() => text(''))",
  ]),
  'link: an errored module': inTurn(
    ['text(\'import "a"\').link(() => failed)', 'text(\'import "a"\').link(async () => failed)'],
    'const failed = await evaluated(text(\'throw new RangeError("e")\'));',
  ),
  'link: an errored module that threw a primitive': inTurn(
    ['text(\'import "a"\').link(() => failed)'],
    "const failed = await evaluated(text('throw 5'));",
  ),
  'link: a module that failed to link': inTurn(
    ['failed.link(() => 5)', 'text(\'import "a"\').link(() => failed)'],
    'const failed = text(\'import "b"\');',
  ),
  'link: a missing name': inTurn([
    "text('import { n } from \"a\"').link(() => text(''))",
    "text('import n from \"a\"').link(() => synthetic(['other']))",
    "text('export { n } from \"a\"').link(() => text(''))",
  ]),
  'link: of wrong this': every('vm.SourceTextModule.prototype.link.call(x, () => {})'),

  'evaluate: options': every('module.evaluate(x)', "const module = await linked(text(''));"),
  'evaluate: options, of a synthetic module': every(
    'module.evaluate(x)',
    'const module = await linked(synthetic([]));',
  ),
  'evaluate: before linking': inTurn([
    "text('').evaluate()",
    'synthetic([]).evaluate()',
    "text('').evaluate(5)",
    "text('').evaluate({ timeout: 0 })",
  ]),
  'evaluate: a second time': inTurn(
    ['module.evaluate()', 'module.evaluate({})', 'module.evaluate(5)'],
    "const module = await evaluated(text(''));",
  ),
  'evaluate: a second time after an error': inTurn(
    ['module.evaluate()', 'module.evaluate(5)'],
    "const module = await evaluated(text('throw 5'));",
  ),
  'evaluate: while its own code runs': inTurn(
    ['module.evaluate()', 'inner', 'Promise.reject(seen.join())'],
    `let inner; const seen = [];
    context.again = () => { seen.push(module.status); inner = module.evaluate(); inner.catch(() => {}); };
    const module = await linked(text('again()'));`,
  ),
  'evaluate: while a dependency runs': inTurn(
    ['module.evaluate()', 'inner', 'Promise.reject(seen.join())', 'module.status'],
    `let inner; const seen = [];
    context.again = () => { seen.push(module.status); inner = module.evaluate(); inner.catch(() => {}); };
    const module = text('import "a"');
    await module.link(() => text('again()'));`,
  ),
  'evaluate: a dependency while the importer runs': inTurn(
    ['module.evaluate()', 'inner', 'Promise.reject(module.status)'],
    `let inner;
    context.again = () => { inner = dependency.evaluate(); inner.catch(() => {}); };
    const dependency = text('');
    const module = text('import "a"; again()');
    await module.link(() => dependency);`,
  ),
  'evaluate: of wrong this': every('vm.SourceTextModule.prototype.evaluate.call(x)'),
  'evaluate: a callback that throws': inTurn(
    ['module.evaluate()', 'module.evaluate()', 'module.status'],
    "const module = await linked(synthetic([], () => { throw new RangeError('e'); }));",
  ),

  'setExport: name': every(
    'module.setExport(x, 1)',
    "const module = await linked(synthetic(['afterevaluate', '']));",
  ),
  'setExport: value': every(
    "module.setExport('a', x)",
    "const module = await linked(synthetic(['a']));",
  ),
  'setExport: nothing at all': inTurn(
    ['module.setExport()', "module.setExport('a')"],
    "const module = await linked(synthetic(['a']));",
  ),
  'setExport: before linking': inTurn([
    "synthetic(['a']).setExport('a', 1)",
    "synthetic(['a']).setExport('b', 1)",
    "synthetic(['a']).setExport(5, 1)",
  ]),
  'setExport: a name that is no export': inTurn(
    ["module.setExport('b', 1)", "module.setExport('', 1)", "module.setExport('toString', 1)"],
    "const module = await linked(synthetic(['a']));",
  ),
  'setExport: after evaluation': inTurn(
    ["module.setExport('a', 1)", "module.setExport('b', 1)"],
    "const module = await evaluated(synthetic(['a']));",
  ),
  'setExport: of wrong this': every("vm.SyntheticModule.prototype.setExport.call(x, 'a', 1)"),

  'createCachedData: of wrong this': every(
    'vm.SourceTextModule.prototype.createCachedData.call(x)',
  ),
  'createCachedData: after evaluation': inTurn(
    ['module.createCachedData()'],
    "const module = await evaluated(text(''));",
  ),
  'createCachedData: after an error': inTurn(
    ['module.createCachedData()'],
    "const module = await evaluated(text('throw 5'));",
  ),
  'cachedData of something else': inTurn([
    "text('', { cachedData: Buffer.from('no cached data at all, just bytes') })",
    "text('', { cachedData: Buffer.alloc(0) })",
  ]),
  'cachedData of another text': inTurn([
    "text('let another = 1; another + 2;', { cachedData: text('let first = 1;').createCachedData() })",
  ]),

  'error: in each status': inTurn(
    ["text('').error", 'module.error', 'done.error', 'synthetic([]).error'],
    "const module = await linked(text('')); const done = await evaluated(text(''));",
  ),
  'namespace: before linking': inTurn(["text('').namespace", 'synthetic([]).namespace']),
  'namespace: while linking': inTurn(
    ['module.namespace', 'pending'],
    "const module = text('import \"a\"'); const pending = module.link(async () => text(''));",
  ),
  'dependencySpecifiers: changed': inTurn([
    "(() => { 'use strict'; text('import \"a\"').dependencySpecifiers.push('b'); })()",
    "(() => { 'use strict'; text('import \"a\"').dependencySpecifiers = []; })()",
  ]),
  'inspect: of wrong this': every(
    'vm.SourceTextModule.prototype[Symbol.for("nodejs.util.inspect.custom")].call(x, 2, {})',
  ),

  'SourceTextModule: syntax': inTurn([
    "text('(')",
    "text('let a; let a')",
    "text('export { missing }')",
    "text('export default 1; export default 2')",
    "text('export let a; export let a')",
    "text('return 1')",
    "text('with ({}) {}')",
    "text('delete a')",
    "text('let await = 1')",
    'text(\'let a; import a from "b"\')',
    'text(\'{ import "a" }\')',
    "text('if (true) export let a')",
    'text(\'import { default } from "a"\')',
    'text(\'import { "s" } from "a"\')',
    'text(\'export { "\\\\ud800" as a } from "a"\')',
    'text(\'import a from "a" with { type: 5 }\')',
    'text(\'import a from "a" with { type: "a", type: "b" }\')',
    "text('function f() { import.meta = 1 }')",
    "text('arguments')",
    "text('<!-- html')",
    "text('new.target')",
    "text('super.x')",
    "text('yield = 1')",
    "text('010')",
    "text('#!hashbang\\n1')",
  ]),
  'SourceTextModule: syntax, then options': inTurn([
    "new vm.SourceTextModule('(', { context: 5 })",
    "new vm.SourceTextModule('(', { context, identifier: 'it', cachedData: Buffer.from('no') })",
  ]),
  'SourceTextModule: options that inherit': inTurn([
    "new vm.SourceTextModule('', Object.create({ identifier: 5 }))",
    "new vm.SourceTextModule('', Object.create({ context: 5 }))",
  ]),
  'SourceTextModule: options that are a revoked proxy': inTurn(
    ["new vm.SourceTextModule('', proxy)", 'new vm.SyntheticModule([], () => {}, proxy)'],
    'const { proxy, revoke } = Proxy.revocable({}, {}); revoke();',
  ),
  'a disguise as a module': inTurn([
    'vm.SourceTextModule.prototype.status',
    'vm.SyntheticModule.prototype.namespace',
    'Object.create(vm.SourceTextModule.prototype).link(() => {})',
    'Object.create(vm.SyntheticModule.prototype).evaluate()',
    'Object.create(vm.SourceTextModule.prototype).dependencySpecifiers',
    'Object.create(text("")).status',
    "new Proxy(text(''), {}).status",
    "new Proxy(text(''), {}).link(() => {})",
  ]),
};

for (const name of [
  'status',
  'identifier',
  'context',
  'namespace',
  'error',
  'dependencySpecifiers',
]) {
  cases[`${name}: of wrong this`] = every(
    `Reflect.get(vm.SourceTextModule.prototype, '${name}', x)`,
  );
}
for (const name of SOURCE_TEXT_OPTIONS) {
  cases[`SourceTextModule: ${name}`] = every(`new vm.SourceTextModule('', ${given(name, PLACE)})`);
}
for (const name of SYNTHETIC_OPTIONS) {
  cases[`SyntheticModule: ${name}`] = every(
    `new vm.SyntheticModule([], () => {}, ${given(name, PLACE)})`,
  );
}
for (const name of EVALUATE_OPTIONS) {
  cases[`evaluate: ${name}`] = every(
    `module.evaluate({ ${name}: x })`,
    "const module = await linked(text(''));",
  );
}

/** Two mistakes in one call: which is reported? */
cases['SourceTextModule: the order of checks'] = inTurn(
  SOURCE_TEXT_OPTIONS.flatMap((first) =>
    SOURCE_TEXT_OPTIONS.filter((second) => second !== first).map(
      (second) => `new vm.SourceTextModule('', { ${first}: null, ${second}: null })`,
    ),
  ),
);
cases['SyntheticModule: the order of checks'] = inTurn([
  'new vm.SyntheticModule(5, 5, 5)',
  'new vm.SyntheticModule([], 5, 5)',
  'new vm.SyntheticModule([], () => {}, { identifier: null, context: null })',
  "new vm.SyntheticModule(['a', 'a'], 5, 5)",
]);
cases['evaluate: the order of checks'] = inTurn(
  [
    "text('').evaluate({ timeout: 0, breakOnSigint: 5 })",
    'module.evaluate({ timeout: 0, breakOnSigint: 5 })',
  ],
  "const module = await linked(text(''));",
);
cases['a getter of an option that throws'] = inTurn(
  [
    ...SOURCE_TEXT_OPTIONS.map(
      (name) =>
        `new vm.SourceTextModule('', { get ${name}() { throw new RangeError('getter'); } })`,
    ),
    ...SYNTHETIC_OPTIONS.map(
      (name) =>
        `new vm.SyntheticModule([], () => {}, { get ${name}() { throw new RangeError('getter'); } })`,
    ),
    ...EVALUATE_OPTIONS.map(
      (name) => `module.evaluate({ get ${name}() { throw new RangeError('getter'); } })`,
    ),
  ],
  "const module = await linked(text(''));",
);

module.exports = [{ contextify: false, compareMessage: true, cases }];
