'use strict';

/** What only a program that looks for it would see of how `Intl` is made. */

module.exports = [
  {
    cases: {
      'a getter after a wrong option': `const log = [];
        try { new Intl.NumberFormat('en', { style: 'x', get currency() { log.push('currency'); } }); } catch (error) { log.push(error.name); }
        log`,
      'a getter after a wrong locale': `const log = [];
        try { new Intl.NumberFormat('!', { get style() { log.push('style'); } }); } catch (error) { log.push(error.name); }
        log`,
      'how often a field of a date is read': `let reads = 0;
        new Intl.DateTimeFormat('en', { get year() { reads++; return 'numeric'; } });
        reads`,
      'called on an object of the class':
        'Reflect.ownKeys(Intl.NumberFormat.call(Object.create(Intl.NumberFormat.prototype))).map(String)',
      'an object of another context': [
        { host: 'ctx.other = vm.runInNewContext("new Intl.NumberFormat(\'de\')"); 0' },
        'other.format(1.5)',
        'Intl.NumberFormat.prototype.formatToParts.call(other, 1.5).length',
      ],
      'an object of the host': [
        { host: "ctx.other = new Intl.NumberFormat('de'); 0" },
        'Intl.NumberFormat.prototype.formatToParts.call(other, 1.5).length',
      ],
    },
  },
];
