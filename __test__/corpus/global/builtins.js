'use strict';

/** Built-ins shadowed by the context object, assigned, deleted and put back. */

module.exports = [
  {
    context: '{}',
    cases: {
      'a built-in assigned by the guest': [
        'Array = 5; Array',
        { host: 'ctx.Array' },
        'this.Array',
        '[] instanceof [].constructor',
      ],
      'a built-in assigned in strict code': ["'use strict'; Map = 5; Map", { host: 'ctx.Map' }],
      'a built-in set by the host': [
        { host: "ctx.Array = 'host'" },
        'Array',
        'globalThis.Array',
        '[].constructor.name',
      ],
      'a built-in set by the host, then deleted': [
        { host: "ctx.Array = 'host'" },
        'Array',
        { host: 'delete ctx.Array' },
        'typeof Array',
        'Array.name',
      ],
      'a built-in assigned by the guest, deleted by the host': [
        'Map = 5',
        { host: 'delete ctx.Map' },
        'typeof Map',
        'Map',
      ],
      'a built-in deleted by the guest and set again': [
        'delete Array',
        "Array = 'again'; Array",
        { host: 'ctx.Array' },
      ],
      'a built-in saved and restored': [
        'var saved = Array; Array = 1; Array = saved; Array === [].constructor',
        { host: "'Array' in ctx" },
      ],
      'a built-in property changed': [
        "Array.isArray = () => 'patched'; Array.isArray([])",
        { host: 'Array.isArray([])' },
      ],
      'a built-in prototype changed': [
        'Array.prototype.last = function () { return this[this.length - 1]; }; [1, 2].last()',
        { host: "'last' in Array.prototype" },
      ],
      'Object.prototype changed by the guest': [
        'Object.prototype.evil = 1; ({}).evil',
        { host: "'evil' in {}" },
      ],
      'Function.prototype changed by the guest': [
        'Function.prototype.evil = 1; (() => {}).evil',
        { host: "'evil' in (() => {})" },
      ],
      "the host's own built-ins handed in": [
        { host: 'ctx.HostArray = Array; 0' },
        'HostArray === Array',
        'new HostArray(1, 2).length',
        'HostArray.isArray([])',
        '[] instanceof HostArray',
      ],
      'the host built-in under its own name': {
        steps: [
          { host: 'ctx.Map = Map; 0' },
          'new Map([[1, 2]]).get(1)',
          'Map === new Map().constructor',
        ],
      },
      'eval assigned': ["eval = (code) => 'mine ' + code; eval('1')", { host: "ctx.eval('2')" }],
      'eval shadowed by the host': [
        { host: "ctx.eval = (code) => 'host ' + code; 0" },
        "eval('1')",
      ],
      'undefined shadowed by the host': [
        { host: "ctx.undefined = 'defined'" },
        '[undefined, this.undefined, void 0]',
      ],
      'globalThis shadowed by the host': [
        { host: "ctx.globalThis = 'shadow'" },
        '[typeof globalThis, typeof this]',
      ],
      'globalThis assigned by the guest': [
        'globalThis = 5; globalThis',
        { host: 'ctx.globalThis' },
        'typeof this',
      ],
      'Object shadowed: literals still work': [
        { host: 'ctx.Object = null; ctx.Array = null; ctx.RegExp = null; ctx.Function = null; 0' },
        '[{ a: 1 }, [1], /x/.test("x"), (() => 1)()]',
      ],
      'Promise shadowed: async still works': {
        steps: [{ host: 'ctx.Promise = null; 0' }, { run: '(async () => 5)()', wait: true }],
      },
      'Symbol shadowed: iteration still works': [{ host: 'ctx.Symbol = null; 0' }, '[...[1, 2]]'],
      'Error shadowed: engine errors still work': [
        { host: 'ctx.TypeError = null; ctx.Error = null; 0' },
        'null.x',
      ],
      'a built-in read before it is shadowed': [
        'JSON.stringify([1])',
        { host: "ctx.JSON = { stringify: () => 'fake' }; 0" },
        'JSON.stringify([1])',
        { host: 'delete ctx.JSON' },
        'JSON.stringify([1])',
      ],
      'a built-in shadowed in a callback': [
        { host: "ctx.shadow = () => { ctx.Math = { max: () => 'fake' }; }; 0" },
        'const before = Math.max(1, 2); shadow(); [before, Math.max(1, 2)]',
      ],
      'a built-in shadowed by an accessor': [
        {
          host: "let n = 0; Object.defineProperty(ctx, 'Date', { get() { return ++n; }, configurable: true }); 0",
        },
        '[Date, Date, this.Date]',
      ],
      'a built-in shadowed by an inherited name': [
        { host: "Object.setPrototypeOf(ctx, { Set: 'inherited' }); 0" },
        'Set',
        'globalThis.Set',
      ],
      'a built-in shadowed by undefined': [
        { host: 'ctx.Map = undefined' },
        'typeof Map',
        'new Map()',
      ],
      'names of the context object that the host prototype has': [
        'typeof isPrototypeOf',
        'typeof __lookupGetter__',
      ],
      'built-ins differ between contexts': [
        {
          host: "const other = vm.createContext({}); vm.runInContext('Array', other) === vm.runInContext('Array', ctx)",
        },
      ],
      'built-ins are the same in two runs': [
        { host: "vm.runInContext('Array', ctx) === vm.runInContext('Array', ctx)" },
      ],
      "built-ins are not the host's": [
        {
          host: "['Object', 'Array', 'Function', 'Error', 'Map', 'Promise', 'Uint8Array', 'Symbol'].map((k) => vm.runInContext(k, ctx) === globalThis[k])",
        },
      ],
      'Math and JSON': [
        '[Math.max(1, 3, 2), Math.hypot(3, 4), JSON.stringify({ a: [1, null, undefined] }), JSON.parse("[1,{}]")]',
      ],
      'well-known globals': [
        "[parseInt('12px'), parseFloat('1.5e3'), isNaN('x'), isFinite('5'), encodeURIComponent('ü &'), decodeURIComponent('%C3%BC'), escape('ü'), unescape('%FC')]",
      ],
      'a frozen built-in': [
        'Object.freeze(Array.prototype); [1].concat(2)',
        "'use strict'; Array.prototype.x = 1",
      ],
      'the console of the guest': ['typeof console'],
      'no WebAssembly': ['typeof WebAssembly'],
      'the Intl of the guest': ['typeof Intl'],
      'names that V8 of Node 20 lacks': ['[typeof Temporal, typeof TypedArray, typeof Iterator]'],
    },
  },
];
