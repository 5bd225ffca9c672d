'use strict';

/** Regular expressions of the guest in the host: Node takes them for its own. */

module.exports = [
  {
    cases: {
      'util.types': ['/a/', { host: "require('util').types.isRegExp(results[0])" }],
      'assert.match': [
        '/b+$/',
        { host: "const assert = require('assert'); assert.match('abb', results[0]); 0" },
      ],
      'assert.throws in the guest': [
        { host: "ctx.assert = require('assert'); 0" },
        "assert.throws(() => { throw 'hello world'; }, /hello/)",
        "try { assert.throws(() => { throw 'hello world'; }, /bye/) } catch (e) { String(e) }",
      ],
      'structuredClone of one': [
        '/a(b)?/gi',
        { host: 'structuredClone(results[0]) instanceof RegExp' },
      ],
      'the host executes it': [
        'var r = /b+/g; r',
        {
          host: "const r = results[0]; [RegExp.prototype.exec.call(r, 'abbab').index, r.lastIndex]",
        },
        'r.lastIndex',
        "r.exec('abbab').index",
        { host: 'results[0].lastIndex' },
      ],
      'lastIndex is set by either side': [
        'var r = /b/y; r',
        { host: 'results[0].lastIndex = 3; 0' },
        'const seen = r.lastIndex; r.lastIndex = 1; seen',
        { host: "[results[0].lastIndex, results[0].test('abb')]" },
      ],
      'a property of one': [
        'var r = /b/; r.label = "guest"; r',
        { host: "results[0].label += ' and host'; results[0].label" },
        'r.label',
      ],
      'a frozen one': [
        'var r = Object.freeze(/b/g); r',
        { host: '[Object.isFrozen(results[0]), results[0].lastIndex]' },
        { host: "try { results[0].test('b'); 'done' } catch (e) { e.name }" },
      ],
      'a subclass': [
        'class Twice extends RegExp { twice(s) { return this.test(s) && this.test(s); } } new Twice("a/b", "i")',
        {
          host: "const r = results[0]; [r.twice('A/B'), r.source, r.flags, r.constructor.name, require('util').inspect(r)]",
        },
        '(r) => r instanceof Twice',
        { host: 'results[2](results[0])' },
      ],
      'the tags of one and of a subclass': [
        'class Own extends RegExp {} [/a/, new Own("b")]',
        { host: 'Array.from(results[0], (r) => Object.prototype.toString.call(r))' },
      ],
      'getters that the guest has changed': [
        "Object.defineProperty(RegExp.prototype, 'flags', { get() { return 'y'; } }); /a/g",
        {
          host: "const r = results[0]; [r.flags, RegExp.prototype.exec.call(r, 'ba').index, r.lastIndex]",
        },
      ],
      'slashes, classes and an empty pattern': [
        '[/a\\/b/, /[/]/, new RegExp(""), new RegExp("\\n")]',
        { host: 'Array.from(results[0], String)' },
      ],
      'identity both ways': [
        'var r = /a/; r',
        { host: 'ctx.back = results[0]; ctx.r === results[0]' },
        'back === r',
      ],
      'symbol methods': [
        '/(b)/g',
        {
          host: "const r = results[0]; ['abcb'.replace(r, '[$1]'), 'abcb'.split(r).join('|'), 'abcb'.search(r), 'abcb'.match(r).length]",
        },
      ],
    },
  },
];
