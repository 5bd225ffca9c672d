'use strict';

/** Differences in what the host sees of guest values, and the guest of the host's, that are meant to be. */

const { families, cells } = require('../../support/looking_names.js');

module.exports = [
  {
    reason:
      "Where Node is told to show Proxies, as the REPL's writer and `%o` are, a guest object is shown as one, with its content.",
    example:
      "const util = require('util'); util.inspect(vm.runInNewContext('({ a: 1 })'), { showProxy: true })",
    cases: cells([
      [
        'looking.print',
        "format %o | the REPL's writer",
        families(
          `
          boxed primitives | plain objects | accessors | arrays | collections |
          functions | iterators and generators | built-in objects | classes
        `,
          {
            but: 'an inspect.custom that throws',
            and: `
          a match | a cause that is data | an AggregateError | an error with properties | an error
          class with a name | an error in an object | like an error | a fulfilled
          promise | bytes in an object | a Proxy with traps | a
          Proxy in an object
        `,
          },
        ),
      ],
      ['looking.print', 'format %o', 'a Proxy of a function'],
    ]),
  },
  {
    reason:
      'A guest object that is a Proxy in the host cannot be cloned, neither by `structuredClone`, nor by `v8.serialize`.',
    example: "try { structuredClone(vm.runInNewContext('({ a: 1 })')).a } catch (e) { e.name }",
    cases: cells([
      [
        'looking.copies',
        'structuredClone | v8.serialize',
        families(
          `
          boxed primitives | plain objects | accessors | arrays | collections | classes
          | built-in objects
        `,
          {
            but: `
          a boxed symbol | a constructor of its own | a toString | a toJSON | a valueOf
          | undefined inside | a static getter | arguments | strict arguments | a
          WeakMap | a WeakSet | a WeakRef | a FinalizationRegistry | Map entries | Map
          keys | Map values used up | Set values | Set entries | a class | a class
          without a name | a derived class | a class of arrays | a class of null | a
          class with statics | a class of a class without a name | a built-in class |
          globalThis
        `,
            and: `
          a match | a cause that is data | an error class with a name | an error in an object |
          like an error | an iterable | bytes in an object
        `,
          },
        ),
      ],
    ]),
  },
  {
    reason: '`util.types` calls a guest object a Proxy, and nothing else.',
    example: "require('util').types.isMap(vm.runInNewContext('new Map()'))",
    cases: cells([
      [
        'looking.types',
        'util.types',
        families(
          `
          boxed primitives | plain objects | accessors | arrays | collections |
          functions | classes | iterators and generators | built-in objects
        `,
          {
            and: 'a match | an error in an object | like an error | bytes in an object | a Proxy in an object',
          },
        ),
      ],
    ]),
  },
  {
    reason: "`console.table` prints the properties of a guest's Map or Set, not the entries.",
    example:
      "const { Console } = require('console'); let text = ''; new Console(new (require('stream').Writable)({ write: (chunk, _, next) => { text += chunk; next(); } })).table(vm.runInNewContext('new Map([[1, 2]])')); text.includes('Key')",
    cases: cells([
      [
        'looking.print',
        'console.table',
        `
          an empty Map | a Map | a Map with properties | a circular Map | a subclass of
          Map | a Map without a prototype | a long Map | an empty Set | a Set | a
          subclass of Set | Map entries | Map keys | Map values used up | Set values |
          Set entries
        `,
      ],
    ]),
  },
  {
    reason:
      '`JSON.stringify` in the host, or of a host object in the guest, does not look into boxed primitives of the other side.',
    example: "JSON.stringify(vm.runInNewContext('new Number(5)'))",
    cases: cells([
      [
        'looking.copies',
        'JSON.stringify | JSON.stringify, indented',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a boxed bigint
        `,
      ],
      [
        'looking.from_the_guest',
        'JSON.stringify',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a boxed bigint
        `,
      ],
      [
        'looking.print',
        'format %j',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a boxed bigint
        `,
      ],
    ]),
  },
  {
    reason:
      "What comes from the host is an instance of the guest's `Object` too, and of its `Array`, `Function`, `Error`, `Promise` or binary classes.",
    example: "vm.runInNewContext('o instanceof Object', { o: new Map() })",
    cases: cells([
      [
        'looking.from_the_guest',
        'instanceof of the realm',
        families(
          `
          boxed primitives | accessors | dates | regular expressions | classes |
          iterators and generators | binary data | proxies | plain objects | arrays |
          collections | errors | functions | promises | built-in objects
        `,
          {
            but: `
          a null prototype | an empty null prototype | an inherited null prototype | an
          array without a prototype | a Map without a prototype | an error without a
          prototype | a function without a prototype | a rejected promise |
          Object.prototype
        `,
          },
        ),
      ],
    ]),
  },
  {
    reason:
      'What a custom inspection of the guest throws is printed: whoever only logs a value must not end by that.',
    example:
      "require('node:util').inspect(vm.runInNewContext('({ [Symbol.for(\"nodejs.util.inspect.custom\")]() { throw new Error(1) } })'))",
    cases: {
      'looking.inspect': /: an inspect\.custom that throws$/,
      'looking.print':
        /^(console\.log|format %s|format %o|format %O|the REPL's writer): an inspect\.custom that throws$/,
      'looking.assert': ['ifError and ok: an inspect.custom that throws'],
    },
  },
  {
    reason:
      "Binary data of the guest is an instance of the host's `Object` and of its class there, and not of the realm's.",
    example: "vm.runInNewContext('new DataView(new ArrayBuffer(1))') instanceof Object",
    cases: cells([
      [
        'looking.types',
        'instanceof of the host',
        `
          an ArrayBuffer | a SharedArrayBuffer | a Uint8Array | a Float64Array | a
          BigInt64Array | a clamped array | a view | a DataView | a long Uint8Array | an
          empty Int8Array
        `,
      ],
    ]),
  },
  {
    reason: "The host's `globalThis`, handed in, is the guest's own in the guest.",
    example: "vm.runInNewContext('typeof g.setTimeout', { g: globalThis })",
    cases: cells([
      ['looking.from_the_guest', 'for…in | the util.inspect of the host', 'globalThis'],
    ]),
  },
  {
    reason: 'A `Symbol.toStringTag` that is a getter is not called to print its value.',
    example:
      "require('util').inspect(vm.runInNewContext(\"new (class T { get [Symbol.toStringTag]() { return 'Tag'; } })()\"))",
    cases: cells([
      [
        'looking.assert',
        `
          deepStrictEqual to another | deepStrictEqual to a string | deepStrictEqual in
          a list | strictEqual to a number | ifError and ok
        `,
        'an instance with a tag',
      ],
      [
        'looking.inspect',
        `
          util.inspect | with hidden properties | at depth 0, sorted | at any depth, in
          one line | in colours | short lists | getters called | inside a list | in a
          Map and a Set
        `,
        'an instance with a tag',
      ],
      [
        'looking.print',
        'console.log | console.dir | format %s | format %O',
        'an instance with a tag',
      ],
    ]),
  },
  {
    reason:
      "Printing runs less of the guest: neither `Symbol.hasInstance` nor a class's own getter `name`, and no trap of a Proxy, be it inside another or a prototype.",
    example:
      "let calls = 0; require('util').inspect(vm.runInNewContext('new (class K { static [Symbol.hasInstance]() { called(); return true; } })()', { called: () => { calls++; } })); calls > 0",
    cases: cells([
      [
        'looking.triggers',
        `
          inspect | inspect at any depth | console.dir | console.log | format %o | format %O |
          the REPL's writer | a complaint of assert | a complaint of assert in a list
        `,
        'a name that is a getter | a class with hasInstance | a Proxy as the prototype',
      ],
      [
        'looking.triggers',
        `
          inspect | inspect at any depth | console.dir | console.log | format %O | format %s |
          a complaint of assert | a complaint of assert in a list
        `,
        'a Proxy of a Proxy',
      ],
      ['looking.triggers', 'format %s', 'a class with hasInstance | a Proxy as the prototype'],
      ['looking.triggers', 'console.table', 'a name that is a getter | a Proxy in a Map'],
    ]),
  },
  {
    reason: "What the host cannot do to a revoked Proxy of the guest is the guest's TypeError.",
    example:
      "try { Object.keys(vm.runInNewContext('(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy; })()')) } catch (e) { e instanceof TypeError }",
    cases: cells([['looking.triggers', 'console.table', 'a revoked Proxy']]),
  },
  {
    reason:
      "A Proxy of the guest hears of no symbol that only Node's own code knows, so it passes for no `KeyObject` or `Blob`.",
    example:
      "require('util').types.isKeyObject(vm.runInNewContext('new Proxy({}, { get: () => 5 })'))",
    cases: cells([['looking.types', 'util.types', 'a Proxy with traps']]),
  },
  {
    reason:
      "The `stack` of a guest's error is an accessor, which does not show the host's calls while guest code waits for the host: `showHidden` and `%o` say so.",
    example:
      "require('util').inspect(vm.runInNewContext('new Error(1)'), { showHidden: true }).includes('[stack]: [Getter/Setter]')",
    cases: cells([
      [
        'looking.inspect',
        'with hidden properties',
        `
          an error without a prototype | an error with properties | an error with a
          name | an error in an object | an error class | an empty message | an Error |
          an AggregateError | a rejected promise | a message of two lines | a circular
          error | a cause that is data | a cause | a TypeError | a Proxy of an error
        `,
      ],
      [
        'looking.print',
        'format %o',
        `
          an error without a prototype | an error with a name | an error class | an
          empty message | an Error | a rejected promise | a message of two lines | a
          circular error | a cause | a TypeError | a Proxy of an error
        `,
      ],
    ]),
  },
  {
    reason:
      'With `showHidden`, `util.inspect` shows fewer properties: none of prototypes, nor those that functions have by themselves.',
    example:
      "require('util').inspect(vm.runInNewContext('new (class G { get a() { return 1; } })()'), { showHidden: true })",
    cases: cells([
      [
        'looking.inspect',
        'with hidden properties',
        `
          a plain prototype | an inherited tag | a toPrimitive | a getter on a class |
          arguments | strict arguments | a subclass of Map | a subclass of Set | a
          WeakMap | a WeakSet | a function | a function without a name | an arrow | a
          function with properties | a bound function | a renamed function | a function
          without a prototype | a function with a tag | a constructor with methods | a
          built-in function | a made function | a class | a class of arrays | a class of
          null | a built-in class | private fields | a prototype of a class | a
          generator | a finished generator | an async generator | an array iterator | a
          string iterator | a RegExp iterator | a Proxy of a function | globalThis |
          Math | JSON | Reflect | Atomics | Object.prototype | Array.prototype |
          Map.prototype | Error.prototype
        `,
      ],
    ]),
  },
  {
    reason: 'What prints an error of a class with a getter `name` does not show that name.',
    example:
      "require('util').inspect(vm.runInNewContext('class E extends Error { get name() { return \"N\"; } } new E(1)')).split('\\n')[0]",
    cases: cells([
      [
        'looking.assert',
        `
          deepStrictEqual to another | deepStrictEqual to a string | deepStrictEqual in
          a list | strictEqual to a number
        `,
        'an error class with a name',
      ],
      [
        'looking.inspect',
        `
          util.inspect | with hidden properties | at depth 0, sorted | at any depth, in
          one line | in colours | short lists | getters called | inside a list | in a
          Map and a Set
        `,
        'an error class with a name',
      ],
      [
        'looking.print',
        'console.log | console.dir | format %s | format %O',
        'an error class with a name',
      ],
    ]),
  },
  {
    reason: 'A class over an expression in parentheses is printed as the class that it is.',
    example: "require('util').inspect(vm.runInNewContext('(class D extends (class {}) {})'))",
    cases: cells([
      ['looking.assert', 'ifError and ok', 'a class of a class without a name'],
      [
        'looking.inspect',
        `
          util.inspect | with hidden properties | at depth 0, sorted | at any depth, in
          one line | in colours | short lists | getters called | inside a list | in a
          Map and a Set
        `,
        'a class of a class without a name',
      ],
      [
        'looking.print',
        'console.log | console.table | format %O',
        'a class of a class without a name',
      ],
    ]),
  },
  {
    // What stands for a class can be no class: V8 fixes the `prototype` of one, and it has to be that of the guest's.
    reason:
      'Where custom inspection is off, as in the messages of `assert` and in `console.dir`, classes print as functions.',
    example:
      "const { inspect } = require('util'); inspect(vm.runInNewContext('(class K {})'), { customInspect: false })",
    cases: cells([
      [
        'looking.assert',
        'deepStrictEqual to a string | strictEqual to a number | deepStrictEqual in a list',
        `
          a constructor of its own | a static getter | a class | a class without a name | a
          derived class | a class of arrays | a class of null | a class with statics | a Proxy
          of a class
        `,
      ],
      [
        'looking.assert',
        'deepStrictEqual to another | deepEqual to another',
        `
          a constructor of its own | a static getter | a class | a class without a name | a
          derived class | a class of arrays | a class of null | a class with statics | a Proxy
          of a class
        `,
      ],
      [
        'looking.print',
        'console.dir',
        `
          a constructor of its own | a static getter | a class | a class without a name | a
          derived class | a class of arrays | a class of null | a class with statics | a Proxy
          of a class
        `,
      ],
      ['looking.assert', 'deepStrictEqual to another', 'an error class'],
    ]),
  },
];
