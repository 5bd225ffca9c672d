'use strict';

/**
 * Ways in which the host looks at a value of the guest: by topic, expressions of the host over `value`, with
 * `again`, the same made once more, and `looking`, the functions of `host_looks.js`. Data alone.
 */

/** @type {Record<string, Record<string, string>>} */
const ways = {
  inspect: {
    'util.inspect': 'looking.inspect(value)',
    'with hidden properties': 'looking.inspect(value, { showHidden: true })',
    'at depth 0, sorted': 'looking.inspect(value, { depth: 0, sorted: true, compact: false })',
    'at any depth, in one line': 'looking.inspect(value, { depth: null, breakLength: Infinity })',
    'in colours': 'looking.inspect(value, { colors: true })',
    'short lists': 'looking.inspect(value, { maxArrayLength: 1 })',
    'getters called': 'looking.inspect(value, { getters: true })',
    'inside a list': 'looking.inspect([value, { value }])',
    'in a Map and a Set': "looking.inspect([new Map([['key', value]]), new Set([value])])",
  },
  print: {
    'console.log': "looking.printed((console) => console.log('%s is', 'it', value))",
    'console.dir': 'looking.printed((console) => console.dir(value, { depth: 1 }))',
    'console.table': 'looking.printed((console) => console.table(value))',
    'format %s': "looking.withoutFrames(require('util').format('%s', value))",
    'format %o': "looking.withoutFrames(require('util').format('%o', value))",
    'format %O': "looking.withoutFrames(require('util').format('%O', value))",
    'format %j': "require('util').format('%j', value)",
    'format %d %i %f': "require('util').format('%d %i %f', value, value, value)",
    "the REPL's writer": "looking.withoutFrames(require('repl').writer(value))",
    'a template': '`${value}`',
    'String()': 'String(value)',
    'Object.prototype.toString': 'Object.prototype.toString.call(value)',
  },
  assert: {
    'deepStrictEqual to itself':
      "looking.complaint(() => require('assert').deepStrictEqual(value, value))",
    'deepStrictEqual to another':
      "looking.complaint(() => require('assert').deepStrictEqual(value, again))",
    'deepEqual to another': "looking.complaint(() => require('assert').deepEqual(value, again))",
    'deepStrictEqual to a string':
      "looking.complaint(() => require('assert').deepStrictEqual(value, 'x'))",
    'deepStrictEqual in a list':
      "looking.complaint(() => require('assert').deepStrictEqual([1, value], [2, value]))",
    'strictEqual to a number': "looking.complaint(() => require('assert').strictEqual(value, 17))",
    notDeepStrictEqual:
      "looking.complaint(() => require('assert').notDeepStrictEqual(value, again))",
    'ifError and ok':
      "['ifError', 'ok'].map((name) => looking.complaint(() => require('assert')[name](value)))",
    isDeepStrictEqual: "require('util').isDeepStrictEqual([value], [again])",
  },
  types: {
    'util.types': 'looking.types(value)',
    'instanceof of the host': 'looking.instances(value, globalThis)',
    'instanceof of the realm': "looking.instances(value, vm.runInContext('globalThis', ctx))",
    'typeof and its like': 'looking.kind(value)',
    'the name of its class': 'value?.constructor?.name',
  },
  copies: {
    structuredClone: 'looking.inspect(structuredClone(value))',
    'v8.serialize': "looking.inspect(require('v8').deserialize(require('v8').serialize(value)))",
    'Buffer.from': 'looking.inspect(Buffer.from(value))',
    'JSON.stringify': 'JSON.stringify(value)',
    'JSON.stringify, indented': 'JSON.stringify({ value }, null, 2)',
    'a spread object': 'looking.inspect({ ...value })',
    'a spread array': 'looking.inspect([...value])',
    'Array.from': 'looking.inspect(Array.from(value))',
    'Object.assign': 'looking.inspect(Object.assign({}, value))',
  },
  keys: {
    'for…in': 'const keys = []; for (const key in value) keys.push(key); keys.join()',
    'Object.entries': 'looking.inspect(Object.entries(value))',
    'all descriptors': 'looking.inspect(looking.descriptors(value))',
    'Reflect.ownKeys': 'looking.keys(value)',
  },
};

module.exports = ways;
