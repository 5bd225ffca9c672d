'use strict';

/** Code that does not parse: the class, the realm of the class, the file and the line. */

const sources = {
  'an open parenthesis': '(1',
  'an open brace': '{',
  'an open bracket': '[1, 2',
  'an open string': "'abc",
  'an open template': '`abc',
  'an open comment': '/* abc',
  'an open regexp': '/abc',
  'a bad regexp': '/(/',
  'bad regexp flags': '/a/zz',
  'two identifiers': 'a b',
  'a trailing operator': '1 +',
  'a stray brace': '}',
  'a stray else': 'else',
  'a reserved word': 'var class = 1',
  'an invalid assignment target': '1 = 2',
  'an invalid update target': '1++',
  'an invalid destructuring': '({ a: 1 } = 5) => {}',
  'a duplicate let': 'let a; let a;',
  'let over var': 'var a; let a;',
  'a const without a value': 'const a;',
  'let named let': 'let let = 1',
  'break outside': 'break;',
  'continue outside': 'continue;',
  'an unknown label': 'for (;;) { break nowhere; }',
  'return outside': 'return',
  'await outside': 'await 1',
  'yield in strict code': "'use strict'; yield = 1",
  'super outside': 'super()',
  'new.target outside': 'new.target',
  'an octal in strict code': "'use strict'; 010",
  'with in strict code': "'use strict'; with (a) {}",
  'delete of a name in strict code': "'use strict'; delete a",
  'duplicate parameters in an arrow': '(a, a) => 1',
  'a rest that is not last': 'function f(...a, b) {}',
  'a getter with a parameter': '({ get a(b) {} })',
  'a setter without a parameter': '({ set a() {} })',
  'two constructors': 'class A { constructor() {} constructor() {} }',
  'an undeclared private name': 'class A { m() { this.#x; } }',
  'a duplicate private name': 'class A { #x; #x; }',
  'a private name outside': 'a.#x',
  'a bad escape': "'\\u{110000}'",
  'a bad identifier escape': 'var \\u{2F} = 1',
  'a bad number': '1_',
  'a number and a name': '3in []',
  'a bad BigInt': '1.5n',
  'a leading zero BigInt': '01n',
  'an import': "import a from 'a'",
  'an export': 'export default 1',
  'import.meta': 'import.meta',
  'optional chaining assignment': 'a?.b = 1',
  'nullish mixed with or': 'a ?? b || c',
  'exponent after unary': '-1 ** 2',
  'async arrow line break': 'async\n() => 1',
  'a for-of with async': 'for (async of []) ;',
  'a lone decorator': '@dec class A {}',
  'a hash': '#x',
  'a hashbang that is not first': ' #!x',
  'a NUL character': 'a\0b',
  'a template with a bad escape': '`\\u{}`',
  'a throw with a line break': 'throw\n1',
  'a function in a label in strict code': "'use strict'; a: function f() {}",
  'a use strict with a default parameter': "function f(a = 1) { 'use strict'; }",
  'eval as a parameter in strict code': "'use strict'; function f(eval) {}",
  'a missing catch': 'try {}',
  'a missing while': 'do {}',
  'a class without a name': 'class {}',
  'html comment close mid line': 'x --> y --> ',
  'a deep error': '(function () { return [1, { a: (2 + }] })',
};

const cases = {};
for (const [name, code] of Object.entries(sources)) {
  cases[`runInContext: ${name}`] = [{ run: code, options: { filename: 'guest.js' } }];
  cases[`Script: ${name}`] = {
    contextify: false,
    steps: [{ host: `new vm.Script(${JSON.stringify(code)}, { filename: 'guest.js' })` }],
  };
}

const onLine3 = (code) => `\n\n${code}`;
const decorated = { host: "String(thrown[0].stack).split('\\n').slice(0, 2)" };

module.exports = [
  { cases },
  {
    cases: {
      'the realm works after a syntax error': ['1 +', '1 + 1'],
      'names of broken code are not declared': [
        'let a = 1; var b = 2; )',
        '[typeof a, typeof b]',
        'let a = 3; a',
      ],
      'a broken Script is no script': {
        contextify: false,
        steps: [
          {
            host: "let s; try { s = new vm.Script('let a = 1; )'); } catch (e) { e instanceof SyntaxError }",
          },
        ],
      },
      'the error of Script is the host class': {
        contextify: false,
        steps: [
          {
            host: "try { new vm.Script('1 +'); } catch (e) { [e instanceof SyntaxError, e.name, Object.getPrototypeOf(e) === SyntaxError.prototype] }",
          },
        ],
      },
      'the error of runInContext': [
        {
          host: "try { vm.runInContext('1 +', ctx); } catch (e) { [e instanceof SyntaxError, e.name] }",
        },
      ],
      'the error of runInNewContext': {
        contextify: false,
        steps: [
          {
            host: "try { vm.runInNewContext('1 +'); } catch (e) { [e instanceof SyntaxError, e.name] }",
          },
        ],
      },
      'the error of runInThisContext': {
        contextify: false,
        steps: [
          {
            host: "try { vm.runInThisContext('1 +'); } catch (e) { [e instanceof SyntaxError, e.name] }",
          },
        ],
      },
      'the error of compileFunction': {
        contextify: false,
        steps: [
          {
            host: "try { vm.compileFunction('1 +'); } catch (e) { [e instanceof SyntaxError, e.name] }",
          },
        ],
      },
      'the error of compileFunction in a context': [
        {
          host: "try { vm.compileFunction('1 +', [], { parsingContext: ctx }); } catch (e) { [e instanceof SyntaxError, e.name] }",
        },
      ],
      'the error of a nested run is caught in the guest': [
        { host: 'ctx.run = (c) => vm.runInContext(c, ctx); 0' },
        "try { run('1 +'); } catch (e) { e.name }",
      ],
      'the line above the stack': [
        { run: onLine3('var x = = 1;'), options: { filename: 'guest.js' } },
        decorated,
      ],
      'the source line and a caret': [
        { run: 'var x = = 1;', options: { filename: 'guest.js' } },
        {
          host: "const l = thrown[0].stack.split('\\n'); [l[0], l[1], l[2].trim(), l[3], l[4].startsWith('SyntaxError: ')]",
        },
      ],
      'the caret stands below the place': [
        { run: 'var x = = 1;', options: { filename: 'guest.js' } },
        { host: "thrown[0].stack.split('\\n')[2]" },
      ],
      'lineOffset in a syntax error': [
        { run: 'var x = = 1;', options: { filename: 'guest.js', lineOffset: 7 } },
        decorated,
      ],
      'columnOffset in a syntax error': [
        { run: 'var x = = 1;', options: { filename: 'guest.js', columnOffset: 4 } },
        decorated,
      ],
      'displayErrors false': [
        { run: 'var x = = 1;', options: { filename: 'guest.js', displayErrors: false } },
        { host: "thrown[0].stack.split('\\n')[0].replace(/:.*/, '')" },
      ],
      'no filename in a syntax error': [
        'var x = = 1;',
        { host: "thrown[0].stack.split('\\n')[0]" },
      ],
      'a syntax error in eval has the guest class': ["eval('1 +')"],
      'a syntax error in Function has the guest class': ["Function('1 +')"],
      'a syntax error in a regexp constructor': ["new RegExp('(')"],
      'a syntax error in JSON.parse': ["JSON.parse('{bad')"],
      'a runtime error is decorated': [
        { run: "\nthrow new Error('decorated');", options: { filename: 'guest.js' } },
        { host: "const l = thrown[0].stack.split('\\n'); [l[0], l[1], l[2], l[3], l[4]]" },
      ],
      'a runtime error with displayErrors false': [
        {
          run: "throw new Error('plain');",
          options: { filename: 'guest.js', displayErrors: false },
        },
        { host: "thrown[0].stack.split('\\n')[0]" },
      ],
      'a runtime error in a function is decorated': [
        {
          run: "function f() {\n  throw new Error('inner');\n}\nf();",
          options: { filename: 'guest.js' },
        },
        { host: "thrown[0].stack.split('\\n').slice(0, 3)" },
      ],
      'a caught error is not decorated': [
        {
          run: "let e; try { throw new Error('caught'); } catch (x) { e = x; } e",
          options: { filename: 'guest.js' },
        },
        { host: "results[0].stack.split('\\n')[0]" },
      ],
      'an error thrown twice is decorated once': [
        { run: "var e = new Error('again'); throw e", options: { filename: 'guest.js' } },
        { run: 'throw e', options: { filename: 'guest.js' } },
        { host: "thrown[1].stack.split('again').length" },
      ],
      'an error of a host function is decorated': [
        { host: "ctx.f = () => { throw new Error('from the host'); }; 0" },
        { run: 'f()', options: { filename: 'guest.js' } },
        { host: "typeof thrown[1].stack.split('\\n')[0]" },
      ],
      'a very long source line': [
        { run: `var x = 1; ${'/* long */ '.repeat(200)} = ;`, options: { filename: 'guest.js' } },
        { host: "thrown[0].stack.split('\\n')[0]" },
      ],
    },
  },
];
