'use strict';

/** `Intl` as a global: shadowed by the context object, assigned, deleted, put back. */

module.exports = [
  {
    cases: {
      'shadowed by the host': [
        { host: "ctx.Intl = 'mine'" },
        '[Intl, globalThis.Intl]',
        { host: 'delete ctx.Intl' },
        'typeof Intl.NumberFormat',
        'typeof globalThis.Intl.NumberFormat',
      ],
      'shadowed by the host after it was used': [
        'typeof Intl',
        { host: "ctx.Intl = 'mine'" },
        'Intl',
        { host: 'delete ctx.Intl' },
        'Intl.NumberFormat.name',
      ],
      'assigned by the guest': ['Intl = 5; Intl', { host: 'ctx.Intl' }, 'globalThis.Intl'],
      'assigned by a computed name': ["globalThis['In' + 'tl'] = 5; Intl", { host: 'ctx.Intl' }],
      'declared by the guest': ['var Intl; typeof Intl', { host: "'Intl' in ctx" }],
      'declared as a function': ['function Intl() {} typeof Intl', { host: 'typeof ctx.Intl' }],
      'declared with let': ['let Intl = 1; Intl', 'Intl', 'typeof globalThis.Intl'],
      'deleted by the guest': ['delete Intl', 'typeof Intl', "'Intl' in globalThis"],
      'deleted by a computed name': [
        "delete globalThis['In' + 'tl']",
        "typeof globalThis['In' + 'tl']",
        'typeof Intl',
      ],
      'deleted by the host': ['Intl = 5', { host: 'delete ctx.Intl' }, 'typeof Intl'],
      'redefined by the guest': [
        "Object.defineProperty(globalThis, 'Intl', { enumerable: true }); typeof Intl",
        "Object.getOwnPropertyDescriptor(globalThis, 'Intl').enumerable",
      ],
      "the host's own handed in": [
        { host: 'ctx.Intl = Intl; 0' },
        "new Intl.NumberFormat('de').format(1.5)",
        '(1.5).toLocaleString("de")',
      ],
      'never touched': ['1', { host: 'Object.keys(ctx)' }, 'Object.keys(globalThis).length'],
      'two runs see the same': [
        { host: "vm.runInContext('Intl', ctx) === vm.runInContext('Intl', ctx)" },
      ],
      "it is not the host's": [{ host: "vm.runInContext('Intl', ctx) === Intl" }],
      'two contexts have their own': [
        { host: "vm.runInContext('Intl', ctx) === vm.runInNewContext('Intl')" },
      ],
      'a patch stays in its context': [
        "Intl.NumberFormat.prototype.format2 = 1; Intl.mine = 2; Object.freeze(Intl); 'mine' in Intl",
        { host: "'mine' in Intl || 'format2' in Intl.NumberFormat.prototype" },
        { host: 'vm.runInNewContext(\'"mine" in Intl\')' },
      ],
      'by eval': "eval('In' + 'tl').Collator.name",
      'by Function': "Function('return In' + 'tl')().Collator.name",
      'by a with statement': 'with (globalThis) { Intl.Collator.name }',
      'by an escape': 'In\\u0074l.Collator.name',
      'in compileFunction': [
        {
          host: "vm.compileFunction('return typeof Intl.Collator', [], { parsingContext: ctx })()",
        },
      ],
      'read by the host': [
        { host: "vm.runInContext('globalThis', ctx).Intl.Collator.name" },
        { host: "Object.getOwnPropertyDescriptor(vm.runInContext('this', ctx), 'Intl').writable" },
      ],
    },
  },
  {
    context: "{ get Intl() { return 'live'; } }",
    cases: { 'an accessor of the context object': ['Intl', 'globalThis.Intl', 'typeof Intl'] },
  },
  {
    context: "Object.create({ Intl: 'inherited' })",
    cases: { 'inherited by the context object': ['Intl', 'globalThis.Intl'] },
  },
];
