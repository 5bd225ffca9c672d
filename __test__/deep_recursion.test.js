'use strict';

/**
 * Deep recursion and deep nesting: the guest has a stack of its own, so depth gives results or
 * clear errors, never the end of the process. Each case is a process of its own, for that reason.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

/** Runs a program that prints JSON; asserts that the process lives to its end. */
async function outputOf(program) {
  const ending = await runProgram(subject.name, program);
  assert.strictEqual(ending.code, 0, `${ending.signal ?? ''}\n${ending.stdout}\n${ending.stderr}`);
  return JSON.parse(ending.stdout);
}

const print = (expression) => `console.log(JSON.stringify(${expression}));`;

test('10,000 plain calls', async () => {
  const found = await outputOf(
    print("vm.runInNewContext('function f(n) { return n === 0 ? 0 : 1 + f(n - 1); } f(10000)')"),
  );
  assert.strictEqual(found, 10000);
});

/** Texts that nest deeper than any engine follows. */
const tooDeep = {
  functions: ['(function(){', '})'],
  parentheses: ['(', ')'],
  classes: ['(class{m(){', '}})'],
  'array literals': ['[', ']'],
};

for (const [name, [begins, ends]] of Object.entries(tooDeep)) {
  test(`nesting 20,000 deep is an error: ${name}`, async () => {
    const code = `'${begins}'.repeat(20000) + '1' + '${ends}'.repeat(20000)`;
    const found = await outputOf(`
      const text = ${code};
      const context = vm.createContext({ text });
      const outcomes = [];
      for (const attempt of [
        () => new vm.Script(text),
        () => vm.runInContext('eval(text)', context),
        () => vm.runInContext('Function(text)', context),
        () => vm.compileFunction(text, [], { parsingContext: context }),
      ]) {
        try { attempt(); outcomes.push('none'); } catch (error) { outcomes.push(error.message); }
      }
      ${print('[outcomes, vm.runInContext("1 + 1", context)]')}`);
    assert.deepStrictEqual(found, [Array(4).fill('Maximum call stack size exceeded'), 2]);
  });
}

/** Recursion without an end, by what recurses. */
const runaway = {
  'a function': 'function f() { return f(); } f()',
  'a function with work after the call': 'function f() { return 1 + f(); } f()',
  'two functions': 'function f() { return g(); } function g() { return f(); } f()',
  'an arrow': 'const f = () => f(); f()',
  'a method': 'const o = { m() { return this.m(); } }; o.m()',
  'a getter': 'const o = { get g() { return this.g; } }; o.g',
  'a constructor': 'class K { constructor() { new K(); } } new K()',
  toString: 'function f() { return `${{ toString: f }}`; } f()',
  valueOf: 'function f() { return +{ valueOf: f }; } f()',
  'an array callback': 'function f() { [1].forEach(f); } f()',
  'a comparator': 'function f() { [2, 1].sort(f); return 0; } f()',
  'a replacer': "function f() { return 'a'.replace('a', f); } f()",
  'a proxy trap': 'const p = new Proxy({}, { get(t, k, r) { return r.x; } }); p.x',
  'a generator': 'function* g() { yield* g(); } [...g()]',
  toJSON: 'const o = { toJSON() { return JSON.stringify(o); } }; JSON.stringify(o)',
  eval: "function f() { eval('f()'); } f()",
  'Function.prototype.call': 'function f() { f.call(null); } f()',
  'Reflect.apply': 'function f() { Reflect.apply(f, null, []); } f()',
  bind: 'function f() { f.bind(null)(); } f()',
  'a host callback': 'function f() { call(f); } f()',
  'a Proxy whose prototype leads back to it':
    'const o = {}; Object.setPrototypeOf(o, new Proxy(o, {})); o.x',
  'a Proxy in a Proxy': 'let p = {}; for (let i = 0; i < 4e5; i++) p = new Proxy(p, {}); p.x',
  'keys through Proxies':
    'let p = {}; for (let i = 0; i < 4e5; i++) p = new Proxy(p, {}); Object.keys(p)',
  'a conversion that converts itself':
    'String({ [Symbol.toPrimitive]: String.prototype.trimStart })',
  'an array that holds itself, made flat': 'const a = []; a[0] = a; a.flat(Infinity)',
  'a trap that is a built-in': 'new Proxy({}, { get: Array.prototype.concat }).x',
  'exec that is test': 'const r = /x/; r.exec = RegExp.prototype.test; r.test("x")',
  'a getter that is Reflect.get':
    'const o = {}; Object.defineProperty(o, "x", { get: Reflect.get.bind(null, o, "x") }); o.x',
  'species that makes arrays of arrays':
    'const a = [1]; a.constructor = { [Symbol.species]: function () { return a.map((x) => x); } }; a.map((x) => x)',
};

for (const [name, code] of Object.entries(runaway)) {
  test(`runaway recursion is a RangeError: ${name}`, async () => {
    const found = await outputOf(`
      const context = vm.createContext({ call: (f) => f() });
      let error;
      try { vm.runInContext(${JSON.stringify(code)}, context); } catch (e) { error = e; }
      const after = vm.runInContext('1 + 1', context);
      ${print('[error?.name, error?.message, after]')}
    `);
    assert.deepStrictEqual(found, ['RangeError', 'Maximum call stack size exceeded', 2]);
  });
}

/** Guests that guard their own runaway recursion, which is an error like any other. */
const guarded = {
  'a guest can catch its own runaway recursion': [
    'function f() { return f(); } try { f(); } catch (e) { steps.push(e.message); }',
    'Maximum call stack size exceeded',
  ],
  'finally blocks run on the way out of a runaway recursion': [
    "function f() { f(); } try { try { f(); } finally { steps.push('guarded'); } } catch {}",
    'guarded',
  ],
  'a guest can catch the recursion of built-ins': [
    'const a = []; a[0] = a; try { a.flat(Infinity); } catch (e) { steps.push(e.name); }',
    'RangeError',
  ],
};

for (const [name, [code, seen]] of Object.entries(guarded)) {
  test(name, async () => {
    const found = await outputOf(`
      const context = vm.createContext({ steps: [] });
      vm.runInContext(${JSON.stringify(code)}, context);
      ${print("[context.steps, vm.runInContext('1 + 1', context)]")}
    `);
    assert.deepStrictEqual(found, [[seen], 2]);
  });
}

test('a function of the guest that recurses without end throws in the host that calls it', async () => {
  const found = await outputOf(`
    const f = vm.runInNewContext('(function f() { return f(); })');
    let error;
    try { f(); } catch (e) { error = e; }
    ${print('[error?.name, error?.message]')}
  `);
  assert.deepStrictEqual(found, ['RangeError', 'Maximum call stack size exceeded']);
});

test('a host that recurses through a guest without end gets an error and lives', async () => {
  const found = await outputOf(`
    const context = vm.createContext({});
    context.host = () => vm.runInContext('host()', context);
    let error;
    try { context.host(); } catch (e) { error = e; }
    ${print("[error?.name, vm.runInContext('2 + 2', context)]")}
  `);
  assert.deepStrictEqual(found, ['RangeError', 4]);
});

test('runaway recursion a hundred times over', async () => {
  const found = await outputOf(`
    const context = vm.createContext({});
    vm.runInContext('function f() { return f(); }', context);
    let errors = 0;
    for (let i = 0; i < 100; i++) { try { context.f(); } catch { errors++; } }
    ${print("[errors, vm.runInContext('1 + 1', context)]")}
  `);
  assert.deepStrictEqual(found, [100, 2]);
});

const DEPTH = 2000;
const nested = (open, core, close) => open.repeat(DEPTH) + core + close.repeat(DEPTH);

/** Source text nested 2,000 deep, with an expression that says whether it came out right. */
const nestings = {
  parentheses: [nested('(', '5', ')'), 'result === 5'],
  arrays: [
    nested('[', '5', ']'),
    `(() => { let d = 0; let x = result; while (Array.isArray(x)) { x = x[0]; d++; } return d === ${DEPTH} && x === 5; })()`,
  ],
  objects: [
    `(${nested('{ a: ', '5', ' }')})`,
    `(() => { let d = 0; let x = result; while (typeof x === 'object') { x = x.a; d++; } return d === ${DEPTH} && x === 5; })()`,
  ],
  functions: [nested('(function () { return ', '5', '; })()'), 'result === 5'],
  arrows: [nested('(() => ', '5', ')()'), 'result === 5'],
  'template literals': [nested('`${', '5', '}`'), "result === '5'"],
  blocks: [nested('{ ', '5;', ' }'), 'result === 5'],
  'unary operators': [`${'!'.repeat(DEPTH)}true`, 'result === true'],
  conditionals: [`${'true ? '.repeat(DEPTH)}5${' : 0'.repeat(DEPTH)}`, 'result === 5'],
  'if statements': [`${'if (true) '.repeat(DEPTH)}5`, 'result === 5'],
  'else ifs': [`if (false) 1; ${'else if (false) 1; '.repeat(DEPTH)}else 5`, 'result === 5'],
  calls: [`var id = (x) => x; ${nested('id(', '5', ')')}`, 'result === 5'],
  'a long sum': [`0${' + 1'.repeat(DEPTH)}`, `result === ${DEPTH}`],
  'member accesses': [`var o = {}; o.o = o; o${'.o'.repeat(DEPTH)} === o`, 'result === true'],
  'array patterns': [
    `var ${nested('[', 'deep', ']')} = ${nested('[', '5', ']')}; deep`,
    'result === 5',
  ],
  'spread calls': [nested('[...', '[5]', ']'), 'result[0] === 5'],
};

for (const [name, [code, check]] of Object.entries(nestings)) {
  test(`${DEPTH} nested ${name} parse and run`, async () => {
    const found = await outputOf(`
      const context = vm.createContext({});
      const result = vm.runInContext(${JSON.stringify(code)}, context);
      const works = vm.runInContext('1 + 1', context) === 2;
      ${print(`[${check}, works]`)}
    `);
    assert.deepStrictEqual(found, [true, true]);
  });
}

/** Data that recurses in the engine's own code: a result or an error, never a crash. */
const deepData = {
  'JSON.stringify of 10,000 levels':
    "let o = {}; for (let i = 0; i < 1e4; i++) o = { o }; try { JSON.stringify(o).length > 0; } catch (e) { e.name === 'RangeError'; }",
  'flat(Infinity) of 50,000 levels':
    "let a = []; for (let i = 0; i < 5e4; i++) a = [a]; try { a.flat(Infinity).length === 0; } catch (e) { e.name === 'RangeError'; }",
  'join of 50,000 levels':
    "let a = []; for (let i = 0; i < 5e4; i++) a = [a]; try { a.join() === ''; } catch (e) { e.name === 'RangeError'; }",
  'a chain of 50,000 proxies':
    "let p = { x: true }; for (let i = 0; i < 5e4; i++) p = new Proxy(p, {}); try { p.x; } catch (e) { e.name === 'RangeError'; }",
  'a chain of 50,000 prototypes':
    "let o = { x: true }; for (let i = 0; i < 5e4; i++) o = Object.create(o); try { o.x; } catch (e) { e.name === 'RangeError'; }",
  'a chain of 50,000 bound functions':
    "let f = () => true; for (let i = 0; i < 5e4; i++) f = f.bind(null); try { f(); } catch (e) { e.name === 'RangeError'; }",
  'a regular expression of 2,000 groups':
    "try { new RegExp('('.repeat(2000) + 'a' + ')'.repeat(2000)).test('a'); } catch (e) { e.name === 'SyntaxError'; }",
  'a string concatenation of 10,000 parts':
    "let s = ''; for (let i = 0; i < 10000; i++) s += 'x'; s.length === 10000",
};

for (const [name, code] of Object.entries(deepData)) {
  test(`deep data: ${name}`, async () => {
    const found = await outputOf(`
      const context = vm.createContext({});
      const result = vm.runInContext(${JSON.stringify(code)}, context);
      ${print("[result, vm.runInContext('1 + 1', context)]")}
    `);
    assert.deepStrictEqual(found, [true, 2]);
  });
}
