'use strict';

/** Code of odd content, arguments of wrong types: a clear error, and nothing is lost. */

const codes = {
  'no characters': "''",
  spaces: "'   \\n\\t '",
  'a BOM': "'\\ufeff1 + 1'",
  'two BOMs': "'\\ufeff\\ufeff1'",
  'a BOM in the middle': "'1 +\\ufeff 1'",
  'a hashbang': "'#!/usr/bin/env node\\n5'",
  'a hashbang only': "'#!nothing'",
  'a BOM before a hashbang': "'\\ufeff#!x\\n5'",
  'an html open comment': "'<!-- comment\\n5'",
  'an html close comment': "'--> comment\\n5'",
  'an html close comment after a line': "'4\\n--> comment'",
  'a lone surrogate in a string': '\'"\\ud800".length\'',
  'a lone surrogate in an identifier': "'var \\ud800 = 1'",
  'a lone surrogate in a comment': "'/* \\ud800 */ 5'",
  'a lone surrogate in a template': "'`\\udc00`.charCodeAt(0)'",
  'a lone surrogate in a regexp': '\'/\\ud800/.test("\\ud800")\'',
  'a lone surrogate read back': '\'"a\\ud800b\\udc00c"\'',
  'an astral identifier': "'var \\u{20000} = 5; \\u{20000}'",
  'an emoji as a name': "'var \\u{1F600} = 1'",
  'an emoji in a string': '\'"\\u{1F600}".length\'',
  'a NUL in a string': '\'"a\\0b".length\'',
  'a NUL outside': "'1\\0'",
  'a NUL in a comment': "'/*\\0*/ 5'",
  'line separators': "'1;\\u20282;\\u20293'",
  'a line separator in a string': '\'"a\\u2028b".length\'',
  'CR, LF and CRLF': "'1;\\r2;\\n3;\\r\\n4'",
  'a non-breaking space': "'1\\u00a0+\\u00a01'",
  'a zero width joiner in a name': "'var a\\u200db = 5; a\\u200db'",
  'Latin-1 names': "'var \\u00fc = 5; \\u00fc'",
  'a directive': '\'"use strict"\'',
  'a directive with other quotes': '"\'use strict\'; this.x = 1; x"',
  'a directive in parentheses': '\'("use strict"); undeclaredHere = 1\'',
  'a directive after a comment': '\'/* c */ "use strict"; undeclaredHere = 1\'',
  'a directive after code': '\'1; "use strict"; undeclaredHere = 1\'',
  'an unknown directive': '\'"use asm"; 5\'',
  'only semicolons': "';;;'",
  'only a comment': "'// only'",
  'a comment without an end': "'/* no end'",
  'a sourceMappingURL': "'5 //# sourceMappingURL=x.map'",
  'a very long line': "`${' '.repeat(100000)}5`",
  'a very long string': '`"${"x".repeat(500000)}".length`',
  'many lines': "`${'\\n'.repeat(20000)}5`",
  'many statements': "`${'1;'.repeat(20000)}5`",
  'a long sum': "`0${' + 1'.repeat(1000)}`",
  'a deep nest of parentheses': "`${'('.repeat(200)}5${')'.repeat(200)}`",
  'a deep nest of arrays': "`${'['.repeat(200)}5${']'.repeat(200)}.length`",
  'a deep nest of blocks': "`${'{'.repeat(200)}5${'}'.repeat(200)}`",
  'a long else if':
    "`let x = 499; if (x === 0) 0; ${Array.from({ length: 500 }, (_, i) => `else if (x === ${i}) ${i};`).join(' ')}`",
  'a big array literal': "`[${'1,'.repeat(10000)}].length`",
  'a big object literal':
    '`Object.keys({${Array.from({ length: 3000 }, (_, i) => `k${i}: ${i}`).join()}}).length`',
  'big numbers': "'[0xffffffffffffffffff, 1e400, 0.1e-400, 1_000_000, 0b11, .5, 5.]'",
  'a big BigInt': "`(${'9'.repeat(1000)}n).toString().length`",
  escapes: '\'"\\\\x41\\\\u0042\\\\u{43}\\\\n\\\\0"\'',
  'a line continuation': '\'"a\\\\\\nb"\'',
  'tagged bad escapes': "'((s) => [s[0], s.raw[0]])`\\\\u{bad}`'",
  'unicode property escapes': '\'/\\\\p{Lu}/u.test("Ä")\'',
  'named groups': '\'"2020".match(/(?<y>\\\\d+)/).groups.y\'',
  lookbehind: '\'"a1".match(/(?<=a)\\\\d/)[0]\'',
  'sticky and dotAll': '\'[/a.b/s.test("a\\\\nb"), /b/y.test("ab")]\'',
  'numeric separators': "'1_0.5_0'",
  'class features':
    "'class A { static #p = 1; static get p() { return A.#p; } static { this.q = 2; } } [A.p, A.q]'",
  'logical assignment': "'let a = null; a ??= 5; a ||= 6; a &&= 7; a'",
  'optional catch': "'try { throw 1 } catch { 5 }'",
  'at and hasOwn': '\'[[1, 2].at(-1), Object.hasOwn({ a: 1 }, "a")]\'',
  'async and await as names': "'var async = 1, await = 2; async + await'",
  'let as a name': "'var let = 5; let'",
  'of as a name': "'for (var of of [1, 2]); of'",
  'get and set as names': "'var { get, set } = { get: 1, set: 2 }; get + set'",
  'division or regexp': "'var a = 4, g = 2; a / 2 / g'",
  'automatic semicolons': "'var a = 1\\nvar b = 2\\na\\n++b\\nb'",
};

const cases = {};
for (const [name, code] of Object.entries(codes)) {
  cases[`runInContext: ${name}`] = { host: `vm.runInContext(${code}, ctx)` };
  cases[`Script: ${name}`] = { host: `new vm.Script(${code}).runInContext(ctx)` };
  cases[`indirect eval: ${name}`] = [{ host: `ctx.$code = ${code}; 0` }, '(0, eval)($code)'];
}

const each = (values, call) => ({
  host: `${values}.map((x) => { try { const r = (${call}); return [typeof r]; } catch (e) { return [e.name, e.code, e.code ? e.message : '']; } })`,
});

const WRONG = "[undefined, null, 5, 'text', true, Symbol('s'), 5n, [], {}, () => {}]";

module.exports = [
  { cases },
  {
    contextify: false,
    cases: {
      'runInContext: every type of context': each(WRONG, "vm.runInContext('1', x)"),
      'runInContext: every type of code': each(WRONG, 'vm.runInContext(x, vm.createContext({}))'),
      'runInContext: every type of options': each(
        WRONG,
        "vm.runInContext('1', vm.createContext({}), x)",
      ),
      'runInContext: nothing at all': { host: 'vm.runInContext()' },
      'runInContext: no context': { host: "vm.runInContext('1')" },
      'runInNewContext: every type of context': each(WRONG, "vm.runInNewContext('1', x)"),
      'runInNewContext: every type of code': each(WRONG, 'vm.runInNewContext(x)'),
      'runInNewContext: every type of options': each(WRONG, "vm.runInNewContext('1', {}, x)"),
      'runInNewContext: every type of contextName': each(
        WRONG,
        "vm.runInNewContext('1', {}, { contextName: x })",
      ),
      'runInNewContext: every type of contextOrigin': each(
        WRONG,
        "vm.runInNewContext('1', {}, { contextOrigin: x })",
      ),
      'runInNewContext: every type of contextCodeGeneration': each(
        WRONG,
        "vm.runInNewContext('1', {}, { contextCodeGeneration: x })",
      ),
      'runInNewContext: every type of contextCodeGeneration.strings': each(
        WRONG,
        "vm.runInNewContext('1', {}, { contextCodeGeneration: { strings: x } })",
      ),
      'runInNewContext: every type of microtaskMode': each(
        WRONG,
        "vm.runInNewContext('1', {}, { microtaskMode: x })",
      ),
      'runInThisContext: every type of code': each(WRONG, 'vm.runInThisContext(x)'),
      'runInThisContext: every type of options': each(WRONG, "vm.runInThisContext('1', x)"),
      'createContext: every type': each(WRONG, 'vm.createContext(x)'),
      'createContext: every type of options': each(WRONG, 'vm.createContext({}, x)'),
      'createContext: every type of name': each(WRONG, 'vm.createContext({}, { name: x })'),
      'createContext: every type of origin': each(WRONG, 'vm.createContext({}, { origin: x })'),
      'createContext: every type of codeGeneration': each(
        WRONG,
        'vm.createContext({}, { codeGeneration: x })',
      ),
      'createContext: every type of codeGeneration.strings': each(
        WRONG,
        'vm.createContext({}, { codeGeneration: { strings: x } })',
      ),
      'createContext: every type of codeGeneration.wasm': each(
        WRONG,
        'vm.createContext({}, { codeGeneration: { wasm: x } })',
      ),
      'createContext: every type of microtaskMode': each(
        WRONG,
        'vm.createContext({}, { microtaskMode: x })',
      ),
      'isContext: every type': each(WRONG, 'vm.isContext(x)'),
      'Script: every type of code': each(WRONG, 'new vm.Script(x)'),
      'Script: every type of options': each(WRONG, "new vm.Script('1', x)"),
      'Script: every type of filename': each(WRONG, "new vm.Script('1', { filename: x })"),
      'Script: every type of lineOffset': each(WRONG, "new vm.Script('1', { lineOffset: x })"),
      'Script: every type of cachedData': each(WRONG, "new vm.Script('1', { cachedData: x })"),
      'Script: every type of context': each(WRONG, "new vm.Script('1').runInContext(x)"),
      'Script: every type of new context': each(WRONG, "new vm.Script('1').runInNewContext(x)"),
      'run options: every type of timeout': each(
        WRONG,
        // On a busy machine five milliseconds may be over before anything has run.
        "vm.runInNewContext('1', {}, { timeout: x === 5 ? 5000 : x })",
      ),
      'run options: every type of displayErrors': each(
        WRONG,
        "vm.runInNewContext('1', {}, { displayErrors: x })",
      ),
      'run options: every type of breakOnSigint': each(
        WRONG,
        "vm.runInNewContext('1', {}, { breakOnSigint: x })",
      ),
      'compileFunction: every type of code': each(WRONG, 'vm.compileFunction(x)'),
      'compileFunction: every type of parameters': each(WRONG, "vm.compileFunction('', x)"),
      'compileFunction: every type of options': each(WRONG, "vm.compileFunction('', [], x)"),
      'compileFunction: every type of parsingContext': each(
        WRONG,
        "vm.compileFunction('', [], { parsingContext: x })",
      ),
      'compileFunction: every type of contextExtensions': each(
        WRONG,
        "vm.compileFunction('', [], { contextExtensions: x })",
      ),
      'measureMemory: every type of options': each(
        WRONG,
        '(() => { const p = vm.measureMemory(x); p.catch(() => {}); return p; })()',
      ),
      'measureMemory: every type of mode': each(
        WRONG,
        '(() => { const p = vm.measureMemory({ mode: x }); p.catch(() => {}); return p; })()',
      ),
      'measureMemory: every type of execution': each(
        WRONG,
        '(() => { const p = vm.measureMemory({ execution: x }); p.catch(() => {}); return p; })()',
      ),
      'options with a getter that throws': {
        host: "[() => vm.runInContext('1', vm.createContext({}), { get filename() { throw new RangeError('getter'); } }), () => vm.createContext({}, { get name() { throw new RangeError('getter'); } }), () => vm.compileFunction('', [], { get parsingContext() { throw new RangeError('getter'); } })].map((f) => { try { return f(); } catch (e) { return [e.name, e.message]; } })",
      },
      'options that are a revoked proxy': {
        host: "const r = Proxy.revocable({}, {}); r.revoke(); [() => vm.runInNewContext('1', {}, r.proxy), () => vm.createContext({}, r.proxy), () => new vm.Script('1', r.proxy)].map((f) => { try { return typeof f(); } catch (e) { return e.name; } })",
      },
      'a context object that is a revoked proxy': {
        host: "const r = Proxy.revocable({}, {}); r.revoke(); [() => vm.createContext(r.proxy), () => vm.isContext(r.proxy), () => vm.runInContext('1', r.proxy)].map((f) => { try { return typeof f(); } catch (e) { return e.name; } })",
      },
      'code of a megabyte': { host: "vm.runInNewContext(`'${'x'.repeat(1 << 20)}'.length`)" },
      'code with a toString that is called once': {
        host: "let n = 0; const r = vm.runInNewContext({ toString() { n++; return '5'; } }); [r, n]",
      },
      'code with a Symbol.toPrimitive': {
        host: "vm.runInNewContext({ [Symbol.toPrimitive]: (hint) => `'${hint}'` })",
      },
      'a String object as code': { host: "vm.runInNewContext(new String('1 + 1'))" },
      'a Buffer as code': { host: "vm.runInNewContext(Buffer.from('1 + 1'))" },
      'a function as code': { host: 'typeof vm.runInNewContext(function f() { return 1; })' },
    },
  },
];
