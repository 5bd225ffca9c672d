'use strict';

/** `vm.Script`: construction, its members, and where it may run. */

const bad = (option, values, call) => ({
  host: `${values}.map((${option}) => { try { return typeof (${call}); } catch (e) { return [e.name, e.code, e.message]; } })`,
});

module.exports = [
  {
    contextify: false,
    context: '{}',
    cases: {
      'it is a class': {
        host: "[typeof vm.Script, vm.Script.name, attempt(() => vm.Script('1'))]",
      },
      'an instance': {
        host: "const s = new vm.Script('1'); [s instanceof vm.Script, Object.prototype.toString.call(s), s.constructor === vm.Script]",
      },
      'the lengths of the methods': {
        host: "['runInContext', 'runInNewContext', 'runInThisContext', 'createCachedData'].map((k) => typeof vm.Script.prototype[k])",
      },
      'createScript makes one': {
        host: "typeof vm.createScript === 'function' ? vm.createScript('1 + 1').runInThisContext() : new vm.Script('1 + 1').runInThisContext()",
      },
      'it runs in many contexts': {
        host: "const s = new vm.Script('a * 2'); [1, 2, 3].map((a) => s.runInContext(vm.createContext({ a })))",
      },
      'it runs in a new context': {
        host: "const s = new vm.Script('a = a + 1'); const o = { a: 1 }; [s.runInNewContext(o), s.runInNewContext({ a: 5 }), o, vm.isContext(o)]",
      },
      'it runs in a new context twice with one object': {
        host: 'const s = new vm.Script(\'n = (typeof n === "number" ? n : 0) + 1\'); const o = {}; [s.runInNewContext(o), s.runInNewContext(o), o]',
      },
      'it runs in a new context without an object': {
        host: "new vm.Script('typeof this').runInNewContext()",
      },
      'it runs in this context': {
        host: "globalThis.__s = 1; try { new vm.Script('__s += 1; __s').runInThisContext(); } finally { delete globalThis.__s; }",
      },
      'runInContext with a plain object': { host: "new vm.Script('1').runInContext({})" },
      'runInContext with nothing': { host: "new vm.Script('1').runInContext()" },
      'runInContext with null': { host: "new vm.Script('1').runInContext(null)" },
      'runInContext with a string': { host: "new vm.Script('1').runInContext('ctx')" },
      'runInContext as a bare function': {
        host: "const { runInContext } = new vm.Script('1'); attempt(() => runInContext(vm.createContext({})))",
      },
      'runInThisContext on something else': {
        host: 'attempt(() => vm.Script.prototype.runInThisContext.call({}))',
      },
      'a subclass': {
        host: "class S extends vm.Script { twice() { return [this.runInThisContext(), this.runInThisContext()]; } } new S('2 + 2').twice()",
      },
      'code is converted to a string': {
        host: "[new vm.Script(5).runInThisContext(), new vm.Script({ toString: () => '6' }).runInThisContext(), new vm.Script(['7']).runInThisContext(), new vm.Script(null).runInThisContext(), new vm.Script(undefined).runInThisContext()]",
      },
      'code that is a symbol': { host: 'new vm.Script(Symbol("s"))' },
      'code whose toString throws': {
        host: "new vm.Script({ toString() { throw new RangeError('no text'); } })",
      },
      'options as a filename': {
        host: "try { new vm.Script('throw new Error()', 'as-string.js').runInThisContext(); } catch (e) { e.stack.includes('as-string.js') }",
      },
      'options of a wrong type': bad(
        'o',
        "[5, true, null, Symbol('s'), () => {}]",
        "new vm.Script('1', o)",
      ),
      'filename of a wrong type': bad(
        'filename',
        '[5, null, {}, [], true]',
        "new vm.Script('1', { filename })",
      ),
      'lineOffset of a wrong type': bad(
        'lineOffset',
        "['1', null, {}, 1.5, NaN, Infinity, 2 ** 31, -(2 ** 31) - 1, 2 ** 31 - 1, -5]",
        "new vm.Script('1', { lineOffset })",
      ),
      'columnOffset of a wrong type': bad(
        'columnOffset',
        "['1', null, {}, 1.5, NaN, Infinity, 2 ** 31, -(2 ** 31) - 1, 2 ** 31 - 1, -5]",
        "new vm.Script('1', { columnOffset })",
      ),
      'cachedData of a wrong type': bad(
        'cachedData',
        "['1', 5, null, {}, [1], new ArrayBuffer(1)]",
        "new vm.Script('1', { cachedData })",
      ),
      'produceCachedData of a wrong type': bad(
        'produceCachedData',
        "['1', 5, null, {}]",
        "new vm.Script('1', { produceCachedData })",
      ),
      'importModuleDynamically of a wrong type': bad(
        'importModuleDynamically',
        "['1', 5, null, {}, true]",
        "new vm.Script('1', { importModuleDynamically })",
      ),
      'displayErrors of a wrong type': bad(
        'displayErrors',
        "['1', 5, null, {}]",
        "new vm.Script('1').runInThisContext({ displayErrors })",
      ),
      'timeout of a wrong type': bad(
        'timeout',
        "['1', null, {}, 0, -1, 1.5, NaN]",
        "new vm.Script('1').runInThisContext({ timeout })",
      ),
      'breakOnSigint of a wrong type': bad(
        'breakOnSigint',
        "['1', 5, null, {}]",
        "new vm.Script('1').runInThisContext({ breakOnSigint })",
      ),
      'run options of a wrong type': bad(
        'o',
        "[5, 'text', true, null, () => {}]",
        "new vm.Script('1').runInThisContext(o)",
      ),
      'run options of a wrong type for runInContext': bad(
        'o',
        "[5, 'text', true, null, () => {}]",
        "new vm.Script('1').runInContext(vm.createContext({}), o)",
      ),
      'run options of a wrong type for runInNewContext': bad(
        'o',
        "[5, 'text', true, null, () => {}]",
        "new vm.Script('1').runInNewContext({}, o)",
      ),
      'options with throwing getters': {
        host: "new vm.Script('1', { get filename() { throw new RangeError('option'); } })",
      },
      'run options with throwing getters': {
        host: "new vm.Script('1').runInThisContext({ get timeout() { throw new RangeError('option'); } })",
      },
      'options that are inherited': {
        host: "try { new vm.Script('throw new Error()', Object.create({ filename: 'inherited.js' })).runInThisContext(); } catch (e) { e.stack.includes('inherited.js') }",
      },
      sourceMapURL: {
        host: "[new vm.Script('1').sourceMapURL, new vm.Script('1\\n//# sourceMappingURL=a.map').sourceMapURL, new vm.Script('1\\n//# sourceMappingURL=a.map\\n//# sourceMappingURL=b.map').sourceMapURL, new vm.Script('1\\n//@ sourceMappingURL=old.map').sourceMapURL]",
      },
      'sourceMapURL in a string': {
        host: 'new vm.Script(\'"//# sourceMappingURL=no.map"\').sourceMapURL',
      },
      'createCachedData gives a Buffer': {
        host: "const d = new vm.Script('1').createCachedData(); [Buffer.isBuffer(d), d.length > 0]",
      },
      'cachedData is accepted': {
        host: "const d = new vm.Script('1 + 1').createCachedData(); const s = new vm.Script('1 + 1', { cachedData: d }); [s.cachedDataRejected, s.runInThisContext()]",
      },
      'cachedData that is garbage is rejected': {
        host: "const s = new vm.Script(`1 // ${Math.random()}`, { cachedData: Buffer.from('garbage garbage garbage') }); [s.cachedDataRejected, s.runInThisContext()]",
      },
      'cachedData that is empty is rejected': {
        host: 'const s = new vm.Script(`1 // ${Math.random()}`, { cachedData: Buffer.alloc(0) }); [s.cachedDataRejected, s.runInThisContext()]',
      },
      'cachedData as other views': {
        host: "const d = new vm.Script('1').createCachedData(); const copy = new Uint8Array(d); [new vm.Script('1', { cachedData: copy }).cachedDataRejected, new vm.Script('1', { cachedData: new DataView(copy.buffer) }).cachedDataRejected]",
      },
      'cachedDataRejected without cachedData': {
        host: "'cachedDataRejected' in new vm.Script('1') && new vm.Script('1').cachedDataRejected",
      },
      produceCachedData: {
        host: "const s = new vm.Script('1', { produceCachedData: true }); [s.cachedDataProduced, Buffer.isBuffer(s.cachedData)]",
      },
      'produceCachedData false': {
        host: "const s = new vm.Script('1', { produceCachedData: false }); [s.cachedDataProduced, s.cachedData]",
      },
      'own keys of a Script': { host: "Object.keys(new vm.Script('1'))" },
      'import() without a callback': {
        host: 'new vm.Script(\'import("fs")\').runInThisContext()',
        wait: true,
      },
      'a context name and origin': {
        host: "vm.runInContext('1', vm.createContext({}, { name: 'n', origin: 'http://o' }))",
      },
      'eval may be forbidden': {
        host: "const c = vm.createContext({}, { codeGeneration: { strings: false } }); [attempt(() => vm.runInContext('eval(\"1\")', c)), attempt(() => vm.runInContext('Function(\"1\")', c)), vm.runInContext('1 + 1', c)]",
      },
      'the error of forbidden eval': {
        host: 'const c = vm.createContext({}, { codeGeneration: { strings: false } }); vm.runInContext(\'try { eval("1") } catch (e) { [e.name, e.message, e instanceof EvalError] }\', c)',
      },
      'forbidden eval of no string': {
        host: "const c = vm.createContext({}, { codeGeneration: { strings: false } }); vm.runInContext('eval(5)', c)",
      },
      'eval allowed explicitly': {
        host: 'const c = vm.createContext({}, { codeGeneration: { strings: true, wasm: false } }); vm.runInContext(\'eval("1") + Function("return 2")()\', c)',
      },
      'contextCodeGeneration of runInNewContext': {
        host: 'attempt(() => vm.runInNewContext(\'eval("1")\', {}, { contextCodeGeneration: { strings: false } }))',
      },
      'a long script': {
        host: `new vm.Script('x = 0;' + 'x += 1;'.repeat(5000) + 'x').runInNewContext({})`,
      },
      'a Script is collected by nobody here: many scripts': {
        host: 'let s = 0; for (let i = 0; i < 300; i++) s += new vm.Script(`${i}`).runInThisContext(); s',
      },
    },
  },
];
