'use strict';

/** `caller` and `arguments` of functions. */

/** What they are while the function is called. */
const DURING_CALLS = [
  'function f() { return f.arguments } f(1, 2).length',
  'function f(a, b) { return [...f.arguments].join() } f(1, 2, 3)',
  'function f() { return f.arguments.callee === f } f()',
  'function f() { return Object.prototype.toString.call(f.arguments) } f()',
  'function f() { return f.arguments === f.arguments } f()',
  'function f() { return f.arguments === arguments } f()',
  'function f(a) { f.arguments[0] = 5; return [a, f.arguments[0]] } f(1)',
  'function f(n) { if (n) return f(n - 1); return f.arguments[0] } f(3)',
  'function f() { return h() } function h() { return f.arguments.length } f(1, 2, 3)',
  'function f(a = 1) { return f.arguments.length } f(1, 2)',
  'function f() { var arguments = 3; return f.arguments.length } f(1)',
  'function F() { this.n = F.arguments.length } new F(1, 2, 3).n',
  'function f() { f.arguments = 1; return f.arguments.length } f()',
  'function f() { "use strict"; return 1 } f.hasOwnProperty("arguments")',
  'function f() { return Object.getOwnPropertyDescriptor(f, "arguments").value.length } f(1, 2)',
  'function f() { return f.arguments.length } Object.freeze(f); f(1)',
  'function f() { return Object.create(f).arguments.length } f(1, 2)',
  'function f() { return f.arguments } const a = f(1), b = f(2); [a[0], b[0], f.arguments]',
  'function g() { return f() } function f() { return f.caller === g } g()',
  'function g() { return f() } function f() { return String(f.caller) } g()',
  'function g() { "use strict"; return f() } function f() { return f.caller } g()',
  'function f() { return f.caller } f()',
  'function g() { return [1].map(f)[0] } function f() { return f.caller } g()',
  'function g() { return f.call() } function f() { return f.caller === g } g()',
  'function g() { return Reflect.apply(f, null, []) } function f() { return f.caller === g } g()',
  'function g() { return eval("f()") } function f() { return f.caller === g } g()',
  'const g = () => f(); function f() { return f.caller === g } g()',
  'const o = { m() { return f() } }; function f() { return f.caller === o.m } o.m()',
  'class A { m() { return f() } } function f() { return f.caller } new A().m()',
  'function* g() { yield f() } function f() { return f.caller === g } g().next().value',
  'new Function("g", "return g()")(function g() { return String(g.caller).slice(0, 20) })',
  'function outer() { return inner() } function inner() { return inner.caller.arguments[0] } outer("x")',
  'function f(n) { return n ? f(n - 1) : f.caller === f } f(2)',
  'function read(f) { return f.arguments } function f() { return read(f).length } [f(1), f(1, 2), read(f)]',
  'const o = { toString() { return String(f()) } }; function f() { return f.caller === o.toString } `${o}`',
];

module.exports = [
  {
    cases: {
      'of functions of every kind': [
        {
          run: `[function () {}, () => {}, { m() {} }.m, function* () {}, async function () {}, class {}, Function('1'), function () { 'use strict' }, Function("'use strict'")]
            .map((f) => Reflect.ownKeys(f).join())`,
        },
      ],
      'outside a call': [{ run: 'function f() {} [f.caller, f.arguments]' }],
      'their descriptors': [
        {
          run: "const d = Object.getOwnPropertyDescriptors(function f() {}); [Object.entries(d.caller), Object.entries(d.arguments)].join('|')",
        },
      ],
      'they can not be deleted': [
        { run: 'function f() {} [delete f.caller, delete f.arguments, Object.keys(f).join()]' },
      ],
      ...Object.fromEntries(DURING_CALLS.map((run) => [run, [{ run }]])),
      'of a function that strict code calls': [
        { run: "function f() { return f.caller; } (function () { 'use strict'; return f(); })()" },
      ],
    },
  },
];
