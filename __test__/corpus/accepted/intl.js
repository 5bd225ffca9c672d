'use strict';

/** Accepted differences of `Intl` and `console`, by their sorts. */

const own = {
  design: [
    {
      reason:
        'Options of `Intl` are read all at once, before V8 looks at locales or values; a field of a date is read once.',
      example:
        'vm.runInNewContext("let n = 0; try { new Intl.NumberFormat(\'!\', { get style() { n++; } }); } catch {} n")',
      cases: {
        'intl.edges': [
          'a getter after a wrong option',
          'a getter after a wrong locale',
          'how often a field of a date is read',
        ],
      },
    },
    {
      reason:
        'A method of `Intl` is not applied to an `Intl` object of another context; its own methods work.',
      example:
        'vm.runInNewContext("try { typeof Intl.NumberFormat.prototype.formatToParts.call(nf, 1) } catch (e) { e.name }", { nf: vm.runInNewContext("new Intl.NumberFormat(\'de\')") })',
      cases: { 'intl.edges': ['an object of another context'] },
    },
    {
      reason:
        'The methods of `console` do not look at their arguments, where V8 makes texts of labels and of what `%s` stands for.',
      example:
        'vm.runInNewContext(\'let n = 0; console.count({ toString() { n++; return ""; } }); n\')',
      cases: {
        'builtins_console.looks':
          /^what (debug|error|info|log|warn|trace|group|groupCollapsed|count|countReset|profile|profileEnd|time|timeLog|timeEnd|timeStamp) makes texts of$/,
      },
    },
  ],
};

module.exports = own;
