'use strict';

/** Names declared over two scripts, and one script run several times. */

const pairs = {
  var: 'var x = 1;',
  function: 'function x() { return 1; }',
  let: 'let x = 1;',
  const: 'const x = 1;',
  class: 'class x {}',
  assignment: 'x = 1;',
};

const seconds = {
  var: 'var x = 2;',
  'var without a value': 'var x;',
  function: 'function x() { return 2; }',
  let: 'let x = 2;',
  const: 'const x = 2;',
  class: 'class x { static y = 2; }',
  assignment: 'x = 2;',
  'var in a function': '(function () { var x = 2; })()',
  'var in direct eval': "eval('var x = 2')",
  'let in a block': '{ let x = 2; }',
  'host write': { host: 'ctx.x = 2' },
  'host delete': { host: 'delete ctx.x' },
};

const afterwards = ["typeof x === 'function' ? [x.name, x.length] : x", 'typeof globalThis.x'];

const cases = {};
for (const [firstName, first] of Object.entries(pairs)) {
  for (const [secondName, second] of Object.entries(seconds)) {
    cases[`${firstName}, then ${secondName}`] = [first, second, ...afterwards];
  }
}

module.exports = [
  { context: '{}', cases },
  {
    context: '{}',
    cases: {
      'a script that throws a redeclaration runs nothing': [
        'let x = 1;',
        'before = true; let x = 2;',
        'typeof before',
      ],
      'a script that redeclares declares nothing else': [
        'let x = 1;',
        'var other = 1; let fresh = 1; let x = 2;',
        '[typeof other, (() => { try { return typeof fresh; } catch (e) { return e.name; } })()]',
      ],
      'let and var of one name in one script': ['let x; var x;', 'typeof x'],
      'two lets of one name in one script': ['let x; let x;', 'typeof x'],
      'functions of one name: the last wins': [
        'function f() { return 1; } function f() { return 2; } f()',
      ],
      'let stays visible to later scripts': [
        'let a = 1;',
        'a + 1',
        'a = 5; a',
        { host: "'a' in ctx" },
      ],
      'const stays constant': ['const c = 1;', 'c = 2', 'c'],
      'class stays visible': ['class K { m() { return 5; } }', 'new K().m()', 'K = 1; typeof K'],
      'let that throws in its initializer stays unusable': [
        "let dead = (() => { throw new Error('init'); })();",
        'dead',
        'typeof dead',
        'dead = 1',
        'let dead = 2;',
        'var dead = 3;',
      ],
      'let shadows a property of the context object': [
        'let shadow = 1;',
        { host: "ctx.shadow = 'host'" },
        '[shadow, globalThis.shadow]',
        'shadow = 2; [shadow, this.shadow]',
        { host: 'ctx.shadow' },
      ],
      'a property the host added, then let': [
        { host: "ctx.late = 'host'" },
        'let late = 1; [late, globalThis.late]',
      ],
      'a built-in shadowed by let': [
        'let Array = 5; Array',
        'Array',
        '[].constructor.name',
        { host: "'Array' in ctx" },
      ],
      'a built-in shadowed by var': [
        'var Array = 5; Array',
        'globalThis.Array',
        { host: 'ctx.Array' },
      ],
      'a built-in shadowed by a function': [
        'function Map() { return 5; } Map()',
        { host: 'ctx.Map()' },
      ],
      'let undefined': 'let undefined = 1;',
      'var undefined': ['var undefined = 1; undefined'],
      'function undefined': 'function undefined() {}',
      'const in two contexts': [
        'const c = 1;',
        { host: "const other = vm.createContext({}); vm.runInContext('const c = 2; c', other)" },
        'c',
      ],
      'the same Script with let, twice': {
        steps: [
          { host: "ctx.s = new vm.Script('let once = 1; once'); ctx.s.runInContext(ctx)" },
          { host: 'const s = ctx.s; delete ctx.s; s.runInContext(ctx)' },
          'once',
        ],
      },
      'the same Script with var, ten times': [
        {
          host: `const s = new vm.Script("var n = (typeof n === 'number' ? n : 0) + 1; n");
          Array.from({ length: 10 }, () => s.runInContext(ctx))`,
        },
        'n',
      ],
      'the same Script with a function, twice': [
        {
          host: `const s = new vm.Script('function f() { return 1; } f.count = (f.count || 0) + 1; f.count');
          [s.runInContext(ctx), s.runInContext(ctx)]`,
        },
      ],
      'the same Script in three contexts': [
        {
          host: `const s = new vm.Script("globalVar = 'set'");
          const contexts = [{}, {}, {}];
          for (const each of contexts) { vm.createContext(each); s.runInContext(each); }
          contexts`,
        },
      ],
      'the same source compiled twice with let': [
        { host: "vm.runInContext('let twice = 1; twice', ctx)" },
        { host: "vm.runInContext('let twice = 1; twice', ctx)" },
      ],
      'counting on the context object': [
        {
          host: 'ctx.count = 0; const s = new vm.Script("count += 1"); for (let i = 0; i < 10; i++) s.runInContext(ctx); ctx.count',
        },
      ],
    },
  },
];
