'use strict';

/** Symbols as keys and targets of what holds weakly: those that `Symbol.for` gives are refused. */

module.exports = [
  {
    cases: {
      'keys of a WeakMap': [
        "const s = Symbol('s'); const m = new WeakMap([[s, 1], [Symbol.iterator, 2]]); [m.get(s), m.has(s), m.get(Symbol.iterator)]",
        "[m.get(Symbol('s')), m.has('s'), m.delete(s), m.delete(s), m.has(s)]",
      ],
      'values of a WeakSet': [
        'const s = Symbol(); const w = new WeakSet([s]); [w.has(s), w.has(Symbol()), w.add(Symbol.match).has(Symbol.match)]',
        '[w.delete(s), w.delete(s), w.has(s)]',
      ],
      'the target of a WeakRef': [
        "const s = Symbol('s'); const r = new WeakRef(s); r.deref() === s",
        'r.deref() === s',
        "new WeakRef(Symbol('kept')).deref().description",
      ],
      'targets and tokens of a FinalizationRegistry':
        'const s = Symbol(); const f = new FinalizationRegistry(() => {}); [f.register(s, 1, s), f.unregister(s), f.unregister(s)]',
      'registered symbols as keys': {
        steps: "new WeakMap().set(Symbol.for('x'), 1)",
        compareMessage: true,
      },
      'registered symbols as values': {
        steps: "new WeakSet([Symbol.for('x')])",
        compareMessage: true,
      },
      'registered symbols as targets': {
        steps: "new WeakRef(Symbol.for('x'))",
        compareMessage: true,
      },
      'registered symbols in a registry': {
        steps: "new FinalizationRegistry(() => {}).register(Symbol.for('x'), 1)",
        compareMessage: true,
      },
      'registered symbols are not there':
        "const s = Symbol.for('x'); [new WeakMap().has(s), new WeakMap().get(s), new WeakSet().has(s), new WeakSet().delete(s)]",
      'a symbol of the host': [
        {
          host: "ctx.s = Symbol('host'); vm.runInContext('var m = new WeakMap([[s, 5]]); m.get(s)', ctx)",
        },
        'm.get(s)',
      ],
    },
  },
];
