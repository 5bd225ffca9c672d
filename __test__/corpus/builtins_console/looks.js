'use strict';

/** The console that V8 gives every context: what it looks like, and that it does nothing. */

const LOOKS = `function looks(object) {
  return Reflect.ownKeys(object).map((key) => {
    const { value, ...rest } = Object.getOwnPropertyDescriptor(object, key);
    const what = typeof value === 'function' ? [value.name, value.length, 'prototype' in value, Object.getOwnPropertyNames(value)].join('/') : value;
    return [String(key), what, JSON.stringify(rest)].join(' ');
  });
}`;

const methods = [
  'debug',
  'error',
  'info',
  'log',
  'warn',
  'dir',
  'dirxml',
  'table',
  'trace',
  'group',
  'groupCollapsed',
  'groupEnd',
  'clear',
  'count',
  'countReset',
  'assert',
  'profile',
  'profileEnd',
  'time',
  'timeLog',
  'timeEnd',
  'timeStamp',
];

module.exports = [
  {
    cases: {
      'its members': `${LOOKS} looks(console)`,
      'what it is': 'console',
      'its chain':
        'const proto = Object.getPrototypeOf(console); [typeof console, String(console), Reflect.ownKeys(proto).length, Object.getPrototypeOf(proto) === Object.prototype]',
      'its place':
        "const { value, ...rest } = Object.getOwnPropertyDescriptor(globalThis, 'console'); [value === console, JSON.stringify(rest)]",
      'by a computed name': "typeof globalThis['con' + 'sole'].log",
      'among the names of globalThis':
        "[Object.getOwnPropertyNames(globalThis).includes('console'), Object.keys(globalThis).includes('console')]",
      'methods need no receiver': 'const { log } = console; [log(1), log.call(null, 2)]',
      'a method as a constructor': 'new console.log()',
      'another context': `const other = console.context('x'); [Object.keys(other).map((key) => other[key].name + other[key].length), Object.prototype.toString.call(other), other === console.context('x'), Reflect.ownKeys(Object.getPrototypeOf(other)), other.log(1)]`,
      'a task': [
        "const task = console.createTask('x'); [typeof task, task.run(() => 5)]",
        'console.createTask()',
        "console.createTask('')",
        "console.createTask('x').run()",
        "console.createTask('x').run(() => { throw new RangeError('mine'); })",
      ],
      "the context object's own wins": [
        { host: "ctx.console = { log: (text) => log('mine', text) }; 0" },
        "console.log('x'); Object.keys(console)",
        { host: 'delete ctx.console' },
        'Object.keys(console).length',
      ],
      'assigned by the guest': ['console = 5; console', { host: 'ctx.console' }],
      'deleted by the guest': ['delete console', 'typeof console'],
      'a method replaced by the guest': [
        'console.log = () => 5; console.log()',
        'delete console.warn; typeof console.warn',
      ],
      "it is not the host's": [{ host: "vm.runInContext('console', ctx) === console" }],
      'used by the host': [
        { host: "vm.runInContext('console', ctx).log('not seen')" },
        { host: "Object.keys(vm.runInContext('console', ctx))" },
      ],
    },
  },
  {
    cases: {
      ...Object.fromEntries(
        methods.map((name) => [
          `${name} does nothing`,
          `const log = [];
        const value = { get x() { log.push('get'); return 1; } };
        [console.${name}(value, [value]), console.${name}('x', value), console.${name}(), log]`,
        ]),
      ),
      ...Object.fromEntries(
        methods.map((name) => [
          `what ${name} makes texts of`,
          `const log = [];
          const value = { toString() { log.push('text'); return ''; }, valueOf() { log.push('value'); return 1; } };
          [console.${name}(value), console.${name}('%s %d', value, value), log]`,
        ]),
      ),
    },
  },
];
