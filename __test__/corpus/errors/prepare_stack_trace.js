'use strict';

/** `Error.prepareStackTrace`: when it is called, with what, and what the call sites tell. */

const shows = (name) =>
  `(site) => { const value = site.${name}(); return typeof value === 'function' ? 'function ' + value.name : typeof value === 'object' && value ? 'object' : String(value); }`;

const methods = [
  'getColumnNumber',
  'getEvalOrigin',
  'getFileName',
  'getFunction',
  'getFunctionName',
  'getLineNumber',
  'getMethodName',
  'getScriptNameOrSourceURL',
  'getThis',
  'getTypeName',
  'isAsync',
  'isConstructor',
  'isEval',
  'isNative',
  'isPromiseAll',
  'isToplevel',
  'toString',
];

/** Where calls come from, as an expression that gives a stack, and how many of its frames are the guest's. */
const stacks = {
  'a function and a method': [
    '(() => { class A { m() { return f(); } } return new A().m(); })()',
    3,
  ],
  'a static method': ['(() => { class A { static s() { return f(); } } return A.s(); })()', 3],
  'a getter': ['({ get g() { return f(); } }).g', 3],
  'a constructor': ['new (function F() { this.s = f(); })().s', 3],
  'a built-in': ['[1].map(function cb() { return f(); })[0]', 4],
  eval: ["eval('f()')", 3],
};

module.exports = [
  {
    cases: {
      'gives the stack': "Error.prepareStackTrace = () => 'x'; new Error().stack",
      'any value':
        'Error.prepareStackTrace = () => ({ a: 1 }); const e = new Error(); e.stack === e.stack && e.stack',
      'is called when the stack is read first':
        "let n = 0; Error.prepareStackTrace = () => { n++; return 'k'; }; const e = new Error(); const before = n; e.stack; e.stack; [before, n]",
      'is looked up when the stack is read':
        "const e = new Error('a'); Error.prepareStackTrace = () => 'late'; e.stack",
      'what it gets':
        "Error.prepareStackTrace = function (e, sites) { return [this === Error, arguments.length, e.message, Array.isArray(sites)]; }; new Error('m').stack",
      'for an error of the engine':
        'try { null.x } catch (e) { Error.prepareStackTrace = (e) => e.message; e.stack }',
      'for captureStackTrace':
        'Error.prepareStackTrace = (e, sites) => sites[0].getFunctionName(); const o = {}; (function f() { Error.captureStackTrace(o); })(); o.stack',
      'for captureStackTrace above a function':
        'Error.prepareStackTrace = (e, sites) => sites[0].getFunctionName(); const o = {}; (function g() { (function f() { Error.captureStackTrace(o, f); })(); })(); o.stack',
      'what it throws':
        "Error.prepareStackTrace = () => { throw new TypeError('z'); }; try { new Error().stack } catch (e) { e.message }",
      'a stack that is read meanwhile':
        "Error.prepareStackTrace = (e) => 'n' + e.stack.split('\\n')[0]; new Error('x').stack",
      'no function': 'Error.prepareStackTrace = 5; typeof new Error().stack',
      'the limit':
        'Error.stackTraceLimit = 1; Error.prepareStackTrace = (e, sites) => sites.length; (function () { return new Error().stack })()',
      'another receiver':
        'Error.prepareStackTrace = (e, sites) => sites[0].getThis; const get = new Error().stack; try { get.call({}) } catch (e) { e.message }',
      'the class of the call sites':
        "Error.prepareStackTrace = (e, sites) => sites[0]; const site = new Error().stack; [Object.prototype.toString.call(site), Object.keys(site).length, Object.isExtensible(site), site.constructor.name, Object.getOwnPropertyDescriptor(Object.getPrototypeOf(site), 'getThis').writable]",
    },
  },
  {
    cases: Object.fromEntries(
      Object.entries(stacks).flatMap(([name, [stack, count]]) =>
        methods.map((method) => [
          `${name}: ${method}`,
          `Error.prepareStackTrace = (e, sites) => sites; function f() { return new Error().stack; } ${stack}.slice(0, ${count}).map(${shows(method)})`,
        ]),
      ),
    ),
  },
];
