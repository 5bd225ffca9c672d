'use strict';

/** `vm.compileFunction`. */

module.exports = [
  {
    context: '{ n: 1 }',
    cases: {
      'a function without parameters': { host: "vm.compileFunction('return 5')()" },
      'a function with parameters': {
        host: "vm.compileFunction('return a + b', ['a', 'b'])(1, 2)",
      },
      'name and length': {
        host: "const f = vm.compileFunction('return 1', ['a', 'b']); [f.name, f.length, typeof f]",
      },
      'an empty body': { host: "vm.compileFunction('')()" },
      'an empty parameter list': {
        host: "vm.compileFunction('return arguments.length', [])(1, 2, 3)",
      },
      'undefined parameters': { host: "vm.compileFunction('return 1', undefined)()" },
      this: { host: "vm.compileFunction('return this.x').call({ x: 1 })" },
      'this in a sloppy function': { host: "vm.compileFunction('return this === globalThis')()" },
      'this in a strict function': { host: 'vm.compileFunction(\'"use strict"; return this\')()' },
      'new': { host: "const F = vm.compileFunction('this.a = x', ['x']); new F(5).a" },
      'no local scope of the host': {
        host: "const secret = 1; vm.compileFunction('return typeof secret')()",
      },
      'the host globals': {
        host: "globalThis.__cf = 5; try { vm.compileFunction('return __cf')(); } finally { delete globalThis.__cf; }",
      },
      'in a context': { host: "vm.compileFunction('return n', [], { parsingContext: ctx })()" },
      'in a context: writes': [
        {
          host: "vm.compileFunction('n = v; fresh = v', ['v'], { parsingContext: ctx })(7); [ctx.n, ctx.fresh]",
        },
        '[n, fresh]',
      ],
      'in a context: this': {
        host: "const f = vm.compileFunction('return this', [], { parsingContext: ctx }); f() === vm.runInContext('this', ctx)",
      },
      'in a context: built-ins': {
        host: "vm.compileFunction('return [] instanceof Array', [], { parsingContext: ctx })()",
      },
      'in a context: the class of results': {
        host: "vm.compileFunction('return [1]', [], { parsingContext: ctx })()",
      },
      'in a context: the function itself': {
        host: "const f = vm.compileFunction('return 1', ['a'], { parsingContext: ctx }); f instanceof vm.runInContext('Function', ctx)",
      },
      'in a context: let of the context': [
        'let l = 9;',
        { host: "vm.compileFunction('return l', [], { parsingContext: ctx })()" },
      ],
      'var is local': {
        host: "vm.compileFunction('var v = 1; return v', [], { parsingContext: ctx })(); 'v' in ctx",
      },
      'called from the guest': [
        { host: "ctx.f = vm.compileFunction('return a * n', ['a'], { parsingContext: ctx }); 0" },
        'f(5)',
        'typeof f',
      ],
      'the toString of the function': {
        host: "String(vm.compileFunction('return a', ['a'])).replace(/\\s+/g, ' ').includes('return a')",
      },
      'context extensions': {
        host: "vm.compileFunction('return ext + other', [], { parsingContext: ctx, contextExtensions: [{ ext: 1 }, { other: 2 }] })()",
      },
      'context extensions are live': {
        host: "const e = { v: 1 }; const f = vm.compileFunction('return v', [], { contextExtensions: [e] }); const a = f(); e.v = 2; [a, f()]",
      },
      'context extensions are written': {
        host: "const e = { v: 1 }; vm.compileFunction('v = 5; w = 6', [], { parsingContext: ctx, contextExtensions: [e] })(); [e, 'w' in ctx]",
      },
      'the last context extension wins': {
        host: "vm.compileFunction('return v', [], { contextExtensions: [{ v: 1 }, { v: 2 }] })()",
      },
      'parameters win over context extensions': {
        host: "vm.compileFunction('return v', ['v'], { contextExtensions: [{ v: 1 }] })('param')",
      },
      'context extensions win over the context': {
        host: "vm.compileFunction('return n', [], { parsingContext: ctx, contextExtensions: [{ n: 'ext' }] })()",
      },
      'strict code with context extensions': {
        host: 'vm.compileFunction(\'"use strict"; return v\', [], { contextExtensions: [{ v: 1 }] })()',
      },
      'a syntax error in the body': { host: "vm.compileFunction('return (')" },
      'a body that closes the function': { host: "vm.compileFunction('}; (function () {')" },
      'duplicate parameters': { host: "vm.compileFunction('return a', ['a', 'a'])(1, 2)" },
      'duplicate parameters in strict code': {
        host: "vm.compileFunction('\"use strict\"; return a', ['a', 'a'])",
      },
      'a body that ends in a comment': { host: "vm.compileFunction('return 5 // done')()" },
      'a body that starts with a hashbang': {
        host: "vm.compileFunction('#!/usr/bin/env node\\nreturn 5')()",
      },
      'an html comment': { host: "vm.compileFunction('return 5 <!-- x')()" },
      'await in the body': { host: "vm.compileFunction('await 1')" },
      'yield in the body': { host: "vm.compileFunction('yield = 1; return yield', ['yield'])(2)" },
      'return in the body': { host: "vm.compileFunction('return; 5')()" },
      'import in the body': { host: 'vm.compileFunction(\'import a from "a"\')' },
      'super in the body': { host: "vm.compileFunction('super.x')" },
      'new.target': {
        host: "const F = vm.compileFunction('return [new.target === undefined]'); [F()[0], new F()[0]]",
      },
      arguments: { host: "vm.compileFunction('return arguments.length', ['a'])(1, 2)" },
      'the prototype': {
        host: "const F = vm.compileFunction(''); [typeof F.prototype, Object.hasOwn(F, 'prototype')]",
      },
      'code of a wrong type': {
        host: '[5, null, undefined, {}, [], Symbol("s")].map((c) => { try { return typeof vm.compileFunction(c); } catch (e) { return [e.name, e.code, e.message]; } })',
      },
      'parameters of a wrong type': {
        host: "[5, null, {}, 'a', [1], [{}], [null]].map((p) => { try { return typeof vm.compileFunction('', p); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'options of a wrong type': {
        host: "[5, null, 'a', true, () => {}].map((o) => { try { return typeof vm.compileFunction('', [], o); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'filename of a wrong type': {
        host: "[5, null, {}].map((filename) => { try { return typeof vm.compileFunction('', [], { filename }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'offsets of a wrong type': {
        host: "['1', null, 1.5, 2 ** 31].map((x) => { try { return typeof vm.compileFunction('', [], { lineOffset: x, columnOffset: x }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'columnOffset of a wrong type': {
        host: "['1', null, 1.5].map((x) => { try { return typeof vm.compileFunction('', [], { columnOffset: x }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'parsingContext of a wrong type': {
        host: "[5, null, 'a', {}, [], true].map((parsingContext) => { try { return typeof vm.compileFunction('', [], { parsingContext }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'cachedData of a wrong type': {
        host: "[5, null, 'a', {}].map((cachedData) => { try { return typeof vm.compileFunction('', [], { cachedData }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'produceCachedData of a wrong type': {
        host: "[5, null, 'a'].map((produceCachedData) => { try { return typeof vm.compileFunction('', [], { produceCachedData }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      produceCachedData: {
        host: "const f = vm.compileFunction('return 1', [], { produceCachedData: true }); [f.cachedDataProduced, Buffer.isBuffer(f.cachedData)]",
      },
      'cachedData is accepted': {
        host: "const a = vm.compileFunction('return 1', ['x'], { produceCachedData: true }); const b = vm.compileFunction('return 1', ['x'], { cachedData: a.cachedData }); [b.cachedDataRejected, b()]",
      },
      'cachedData that is garbage': {
        host: "const b = vm.compileFunction('return 1', [], { cachedData: Buffer.from('garbage') }); [b.cachedDataRejected, b()]",
      },
      'own keys of the function': {
        host: "Reflect.ownKeys(vm.compileFunction('return 1', ['x'])).filter((k) => !['arguments', 'caller'].includes(k))",
      },
      'import() without a callback': {
        host: 'vm.compileFunction(\'return import("fs")\')()',
        wait: true,
      },
      'many functions': {
        host: "let s = 0; for (let i = 0; i < 200; i++) s += vm.compileFunction(`return a + ${i}`, ['a'])(1); s",
      },
      'closures inside': {
        host: "const f = vm.compileFunction('let c = 0; return () => ++c'); const g = f(); [g(), g()]",
      },
      'async functions inside': {
        host: "vm.compileFunction('return (async () => { await null; return 5; })()')()",
        wait: true,
      },
      'an error thrown inside': {
        host: 'vm.compileFunction(\'throw new TypeError("inside")\', [], { parsingContext: ctx })()',
      },
    },
  },
];
