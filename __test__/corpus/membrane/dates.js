'use strict';

/** Dates of the guest in the host: Node takes them for its own. */

module.exports = [
  {
    cases: {
      'util.types': ['new Date(5)', { host: "require('util').types.isDate(results[0])" }],
      'a copy by the constructor': [
        'new Date(1234567890123)',
        { host: 'new Date(results[0]).getTime()' },
      ],
      'assert.deepEqual and deepStrictEqual of two': [
        '[new Date(5), new Date(5), new Date(6)]',
        {
          host: "const assert = require('assert'); const [a, b, c] = results[0]; assert.deepStrictEqual(a, b); let differ; try { assert.deepEqual(a, c); } catch { differ = true; } differ",
        },
      ],
      'structuredClone of one': ['new Date(7)', { host: 'structuredClone(results[0]).getTime()' }],
      'the host reads and sets the time itself': [
        'var d = new Date(1); d',
        {
          host: 'const { getTime, setTime } = Date.prototype; const seen = getTime.call(results[0]); setTime.call(results[0], 2); seen',
        },
        'const now = d.getTime(); d.setTime(3); now',
        { host: 'Date.prototype.getTime.call(results[0])' },
      ],
      'the host sets it by the guest': [
        'var d = new Date(1); d',
        { host: 'results[0].setTime(8); Date.prototype.getTime.call(results[0])' },
        'd.getTime()',
      ],
      'the host sets it in a callback': [
        { host: 'ctx.change = (d) => Date.prototype.setTime.call(d, 11); 0' },
        'const d = new Date(1); change(d); d.getTime()',
      ],
      'an invalid one, made valid': [
        'var d = new Date(NaN); d',
        {
          host: 'const seen = String(results[0]); Date.prototype.setTime.call(results[0], 4); seen',
        },
        'd.getTime()',
        { host: 'Date.prototype.setTime.call(results[0], NaN); 0' },
        'd.getTime()',
      ],
      'a frozen one': [
        'var d = Object.freeze(new Date(1)); d',
        { host: '[Object.isFrozen(results[0]), results[0].setTime(5)]' },
        'd.getTime()',
      ],
      'a property of one': [
        'var d = new Date(1); d.label = "guest"; d',
        { host: "results[0].label += ' and host'; results[0].label" },
        'd.label',
      ],
      'a subclass': [
        'class Day extends Date { day() { return this.getUTCDay(); } } new Day(0)',
        {
          host: "const d = results[0]; [d.day(), d.constructor.name, require('util').inspect(d), Object.prototype.toString.call(d)]",
        },
      ],
      'many, each with its own time': [
        'var all = Array.from({ length: 100 }, (_, at) => new Date(at)); all',
        {
          host: 'Array.from(results[0], (d) => Date.prototype.getTime.call(d)).every((t, at) => t === at)',
        },
        'all.forEach((d) => d.setTime(d.getTime() + 1)); 0',
        { host: 'Array.from(results[0], (d) => d.getTime()).every((t, at) => t === at + 1)' },
      ],
      'identity both ways': [
        'var d = new Date(0); d',
        { host: 'ctx.back = results[0]; ctx.d === results[0]' },
        'back === d',
      ],
    },
  },
];
