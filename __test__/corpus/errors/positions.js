'use strict';

/** File names and positions in errors: the layout of stacks, and where offsets are applied. */

const run = (code, options) => ({ run: code, options });
const top = { host: "frames(thrown[0], 'guest.js')[0]" };
const header = {
  host: "String(thrown[0].stack).split('\\n').find((text) => /^(\\w*Error|Named)\\b/.test(text))",
};

const FILE = { filename: 'guest.js' };

/** The line of the topmost frame, and the column where both engines agree on what it means. */
const line = { host: '/guest\\.js:(\\d+)/.exec(String(thrown[0].stack))?.[1]' };

module.exports = [
  {
    cases: {
      'a throw at the start': [run("throw new Error('m')", FILE), top, header],
      'code without a file name': [
        run("(function f() { throw new Error('m'); })()", { filename: '' }),
        {
          host: "String(thrown[0].stack).split('\\n').filter((text) => / at .*<anonymous>:1/.test(text))",
        },
      ],
      'eval in code without a file name': [
        run("eval('new Error().stack').split('\\n').slice(1, 3)", { filename: '' }),
      ],
      'a throw on the third line': [run("\n\nthrow new Error('m')", FILE), line, header],
      'a throw in a column': [run("    throw new Error('m')", FILE), top],
      'a throw after text on the line': [
        run("var a = 1; var b = 2; throw new Error('m')", FILE),
        top,
      ],
      'an error made on one line and thrown on another': [
        run("const e = new Error('m');\n\nthrow e;", FILE),
        line,
      ],
      ...Object.fromEntries(
        [
          ['in a function', 'function f() {\n throw e; }\nconst e = new Error();\nf();'],
          ['again', 'try { null.x } catch (e) {\n  throw e;\n}'],
          ['twice', 'const e = new Error();\ntry { throw e } catch (x) {\n throw x }'],
          ['in a try', 'const e = new Error();\n try { throw e } finally { 1; }'],
          ['after its stack was read', 'const e = new Error();\ne.stack;\nthrow e'],
          ['in a callback', 'const e = new Error();\n[1].forEach(() => {\n\n throw e })'],
          [
            'below a deep call',
            'const e = new Error();\nfunction f(n) { if (n) f(n - 1); throw e }\nf(200)',
          ],
          ['in an instance', 'class K extends Error {}\nconst k = new K();\n throw k;'],
        ].map(([name, code]) => [
          `the line above the stack of an error thrown ${name}`,
          [run(code, FILE), { host: "String(thrown[0].stack).split('\\n').slice(0, 3)" }],
        ]),
      ),
      'the text of a function that throws': [
        run('String(function f(e) { try { } catch (x) { throw x; } throw  e /* e */ })', FILE),
      ],
      'a named function': [
        run("function named() {\n  throw new Error('m');\n}\nnamed();", FILE),
        { host: "frames(thrown[0], 'guest.js').map((f) => f.replace(/:\\d+\\)?$/, ''))" },
      ],
      'nested functions': [
        run(
          "function a() { b(); }\nfunction b() { c(); }\nfunction c() { throw new Error('m'); }\na();",
          FILE,
        ),
        { host: "frames(thrown[0], 'guest.js').map((f) => f.replace(/:\\d+\\)?$/, ''))" },
      ],
      'an arrow in a const': [
        run("const arrow = () => {\n  throw new Error('m');\n};\narrow();", FILE),
        { host: "frames(thrown[0], 'guest.js').map((f) => f.replace(/:\\d+\\)?$/, ''))" },
      ],
      'an anonymous function': [
        run("(function () {\n  throw new Error('m');\n})();", FILE),
        { host: "frames(thrown[0], 'guest.js').map((f) => f.replace(/:\\d+\\)?$/, ''))" },
      ],
      'the exact position of a call': [
        run("function f() {\n  throw new Error('m');\n}\n  f();", FILE),
        { host: "frames(thrown[0], 'guest.js')" },
      ],
      'a function called later': [
        run("\nfunction later() {\n  throw new Error('m');\n}\nlater", FILE),
        { host: 'try { results[0](); } catch (e) { /guest\\.js:(\\d+)/.exec(e.stack)?.[1] }' },
      ],
      lineOffset: [run("throw new Error('m')", { filename: 'guest.js', lineOffset: 10 }), line],
      'lineOffset and a later line': [
        run("\n\nthrow new Error('m')", { filename: 'guest.js', lineOffset: 10 }),
        line,
      ],
      'a negative lineOffset': [
        run("\n\nthrow new Error('m')", { filename: 'guest.js', lineOffset: -1 }),
        line,
      ],
      columnOffset: [run("throw new Error('m')", { filename: 'guest.js', columnOffset: 20 }), top],
      'columnOffset on a later line': [
        run("\nthrow new Error('m')", { filename: 'guest.js', columnOffset: 20 }),
        top,
      ],
      'both offsets': [
        run("throw new Error('m')", { filename: 'guest.js', lineOffset: 4, columnOffset: 7 }),
        top,
      ],
      'no filename': [
        run("throw new Error('m')"),
        { host: '/evalmachine\\.<anonymous>:\\d+/.exec(thrown[0].stack)?.[0]' },
      ],
      'an empty filename': [
        run("throw new Error('m')", { filename: '' }),
        { host: 'typeof thrown[0].stack' },
      ],
      'a filename with spaces': [
        run("throw new Error('m')", { filename: 'my file.js' }),
        { host: "frames(thrown[0], 'my file.js').length" },
      ],
      'a filename that is a URL': [
        run("throw new Error('m')", { filename: 'file:///a/b.js' }),
        { host: "frames(thrown[0], 'file:///a/b.js:1').length" },
      ],
      'a filename with unicode': [
        run("throw new Error('m')", { filename: 'dätei-日本.js' }),
        { host: "frames(thrown[0], 'dätei-日本.js').length" },
      ],
      'the filename as a string option': [
        { host: "vm.runInContext('throw new Error(\"m\")', ctx, 'string.js')" },
        { host: "frames(thrown[0], 'string.js').length" },
      ],
      'a sourceURL comment': [
        run("throw new Error('m');\n//# sourceURL=named.js", FILE),
        { host: "[frames(thrown[0], 'named.js').length, frames(thrown[0], 'guest.js').length]" },
      ],
      ...Object.fromEntries(
        [
          '//# sourceURL=named.js\n1;',
          '//@ sourceURL=named.js',
          '//# sourceURL=other.js\n//# sourceURL=named.js  ',
          '//# sourceURL=named.js\n//# sourceURL=na med.js',
          '//#sourceURL=named.js',
          '//# sourceURL = named.js',
          '//# sourceURL=',
          '/*# sourceURL=named.js */',
          "'//# sourceURL=named.js'",
          '//# sourceURL=/a/named.js',
          '//# sourceURL=named.js\n//# sourceMappingURL=guest.js',
        ].map((comment) => [
          `a sourceURL that is written ${comment.replace('\n', ' ')}`,
          [
            run(`throw new Error('m');\n${comment}`, FILE),
            {
              host: "[frames(thrown[0], 'named.js').length, frames(thrown[0], 'guest.js').length]",
            },
          ],
        ]),
      ),
      'a sourceURL comment in a function': [
        {
          host: "vm.compileFunction('return new Error().stack //# sourceURL=named.js', [], { filename: 'guest.js', parsingContext: ctx })().split('\\n')[1].trim()",
        },
      ],
      'a sourceURL comment in what does not parse': [
        run('f(;\n//# sourceURL=named.js', FILE),
        { host: "String(thrown[0].stack).split('\\n')[0]" },
      ],
      'a sourceURL comment in eval': [
        run("eval('new Error().stack //# sourceURL=named.js').split('\\n')[1].trim()", FILE),
      ],
      'the name in the header': [run("throw new RangeError('ranged')", FILE), header],
      'the header of a subclass': [
        run("class MyError extends Error {} throw new MyError('mine')", FILE),
        header,
      ],
      'the header of a subclass with a name': [
        run(
          "class MyError extends Error { get name() { return 'Named'; } } throw new MyError('mine')",
          FILE,
        ),
        header,
      ],
      'the header without a message': [
        run('throw new TypeError()', FILE),
        { host: "thrown[0].stack.split('\\n').find((l) => l.startsWith('TypeError'))" },
      ],
      'a message of two lines': [
        run("throw new Error('one\\ntwo')", FILE),
        { host: "thrown[0].stack.includes('Error: one\\ntwo\\n    at ')" },
      ],
      'a stack read in the guest': "new Error('inside').stack.split('\\n')[0]",
      'a stack read in the guest: frames': "/\\n    at /.test(new Error('inside').stack)",
      'the stack is an own property':
        "const e = new Error('x'); [Object.hasOwn(e, 'stack'), typeof e.stack, Object.keys(e)]",
      'the stack is writable': "const e = new Error('x'); e.stack = 'mine'; e.stack",
      'the stack of an error that is not thrown': [
        "new Error('kept')",
        { host: "results[0].stack.startsWith('Error: kept\\n    at ')" },
      ],
      'Error.captureStackTrace': [
        "const o = {}; typeof Error.captureStackTrace === 'function' ? (Error.captureStackTrace(o), typeof o.stack) : 'none'",
      ],
      'Error.captureStackTrace with a message': [
        "const o = { name: 'N', message: 'm' }; Error.captureStackTrace(o); o.stack.split('\\n')[0]",
      ],
      'Error.stackTraceLimit': ['typeof Error.stackTraceLimit'],
      'a primitive has no stack': [run("throw 'text'", FILE), { host: 'thrown[0]' }],
      'an engine error': [run('\nnowhere', FILE), line, header],
      'an engine error in a function': [
        run('function f() {\n  return nowhere.x;\n}\nf()', FILE),
        line,
        header,
      ],
      'a TypeError of the engine': [run('\n\n  null.x', FILE), line],
      'a TypeError in a call': [run('var o = {};\no.missing();', FILE), line],
      'an error in a callback of a built-in': [
        run("[1].map(() => {\n  throw new Error('m');\n});", FILE),
        line,
      ],
      'an error in eval': [
        run('eval(\'throw new Error("m")\')', FILE),
        { host: "thrown[0].stack.includes('guest.js')" },
      ],
      'an error in a getter': [
        run("var o = {\n  get g() {\n    throw new Error('m');\n  }\n};\no.g", FILE),
        line,
      ],
      'an error in a class constructor': [
        run("class K {\n  constructor() {\n    throw new Error('m');\n  }\n}\nnew K()", FILE),
        { host: "frames(thrown[0], 'guest.js').map((f) => f.replace(/:\\d+\\)?$/, ''))" },
      ],
      'an error in a method': [
        run("const o = {\n  method() {\n    throw new Error('m');\n  }\n};\no.method()", FILE),
        { host: "frames(thrown[0], 'guest.js').length" },
      ],
      'an error in an async function': {
        steps: [
          {
            ...run("(async function af() {\n  await null;\n  throw new Error('m');\n})()", FILE),
            wait: true,
          },
          { host: '/guest\\.js:(\\d+)/.exec(results[0].stack)?.[1]' },
        ],
      },
      'an error in a generator': [
        run("function* g() {\n  throw new Error('m');\n}\ng().next()", FILE),
        line,
      ],
      'a host error through the guest keeps its stack': [
        { host: "ctx.f = function hostThrower() { throw new Error('host'); }; 0" },
        run('f()', FILE),
        { host: "thrown[1].stack.includes('hostThrower')" },
      ],
      'frames of guest and host mix': [
        { host: 'ctx.f = (g) => g(); 0' },
        run("f(function inner() {\n  throw new Error('m');\n})", FILE),
        { host: "frames(thrown[1], 'guest.js').length > 0" },
      ],
      'lines after CRLF': [run("var a;\r\nvar b;\r\nthrow new Error('m')", FILE), line],
      'lines after a template literal': [
        run("var a = `one\ntwo\nthree`;\nthrow new Error('m')", FILE),
        line,
      ],
      'lines after a block comment': [run("/*\n\n*/\nthrow new Error('m')", FILE), line],
      'lines after a line separator': [run("var a;\u2028throw new Error('m')", FILE), line],
      'columns after astral characters': [run("'\u{1F600}'; throw new Error('m')", FILE), top],
      'columns after tabs': [run("\t\tthrow new Error('m')", FILE), top],
      'a long line': [run(`${' '.repeat(500)}throw new Error('m')`, FILE), line],
      'line 2000': [run(`${'\n'.repeat(1999)}throw new Error('m')`, FILE), line],
      'two scripts, each with its name': [
        run("function first() {\n  throw new Error('m');\n}", { filename: 'first.js' }),
        run('\nfirst();', { filename: 'second.js' }),
        {
          host: '[/first\\.js:(\\d+)/.exec(thrown[1].stack)?.[1], /second\\.js:(\\d+)/.exec(thrown[1].stack)?.[1]]',
        },
      ],
      'compileFunction positions': [
        {
          host: "const f = vm.compileFunction('\\n  throw new Error(\"m\");', [], { filename: 'guest.js', parsingContext: ctx }); f()",
        },
        line,
      ],
      'compileFunction offsets': [
        {
          host: "const f = vm.compileFunction('\\n  throw new Error(\"m\");', [], { filename: 'guest.js', lineOffset: 10, parsingContext: ctx }); f()",
        },
        line,
      ],
      'Script positions': [
        {
          host: "new vm.Script('\\n  throw new Error(\"m\");', { filename: 'guest.js', lineOffset: 5 }).runInContext(ctx)",
        },
        line,
      ],
    },
  },
];
