'use strict';

/** How options are read: which, in which order, what they are converted to, what is thrown. */

const constructors = {
  NumberFormat: '',
  Collator: '',
  PluralRules: '',
  ListFormat: '',
  RelativeTimeFormat: '',
  DisplayNames: "type: 'region'",
  Segmenter: '',
};

const LOGGED = `const log = [];
  const logged = (target) => new Proxy(target, { get(object, key) { log.push(String(key)); return object[key]; } });`;

/** Options that no constructor takes. */
const wrong = {
  NumberFormat: [
    "{ style: 'currency' }",
    "{ style: 'currency', currency: 'EURO' }",
    "{ style: 'unit' }",
    "{ style: 'x' }",
    "{ unit: 'x' }",
    '{ maximumFractionDigits: 200 }',
    '{ minimumFractionDigits: 5, maximumFractionDigits: 2 }',
    "{ localeMatcher: 'x' }",
    "{ numberingSystem: '!' }",
    '{ minimumIntegerDigits: 1n }',
    '{ style: Symbol() }',
    "{ useGrouping: 'x' }",
    'null',
    '5',
    "'text'",
  ],
  DateTimeFormat: [
    "{ timeZone: 'Mars/Base' }",
    "{ month: 'x' }",
    "{ dateStyle: 'full', month: 'long' }",
    "{ calendar: '!' }",
    '{ fractionalSecondDigits: 4 }',
    'null',
  ],
  Collator: ["{ usage: 'x' }", "{ sensitivity: 'x' }", 'null'],
  PluralRules: ["{ type: 'x' }", 'null'],
  ListFormat: ["{ type: 'x' }", 'null', '5'],
  RelativeTimeFormat: ["{ numeric: 'x' }", 'null'],
  DisplayNames: ['undefined', '{}', "{ type: 'x' }", 'null', '5'],
  Segmenter: ["{ granularity: 'x' }", 'null', '5'],
};

const conversions = {
  'an object for a text': "NumberFormat('en', { style: { toString: () => 'percent' } }).format(1)",
  'an object for a number':
    "NumberFormat('en', { maximumFractionDigits: { valueOf: () => 1 } }).format(1.55)",
  'an object for a boolean':
    "DateTimeFormat('en', { hour12: {}, hour: 'numeric', timeZone: 'UTC' }).format(0)",
  'a text for a boolean': "Collator('en', { numeric: 'false' }).resolvedOptions().numeric",
  'a text for a number': "NumberFormat('en', { maximumFractionDigits: '1' }).format(1.55)",
  'true for grouping': "NumberFormat('en', { useGrouping: true }).resolvedOptions().useGrouping",
  'null for grouping': "NumberFormat('en', { useGrouping: null }).resolvedOptions().useGrouping",
  'an object for grouping':
    "NumberFormat('en', { useGrouping: { toString: () => 'min2' } }).resolvedOptions().useGrouping",
  'inherited options': "NumberFormat('en', Object.create({ style: 'percent' })).format(1)",
  'an array with options': "NumberFormat('en', Object.assign([], { style: 'percent' })).format(1)",
  'a function with options':
    "NumberFormat('en', Object.assign(() => 1, { style: 'percent' })).format(1)",
};

module.exports = [
  {
    cases: Object.fromEntries(
      Object.entries(constructors).flatMap(([name, given]) => [
        [`order: ${name}`, `${LOGGED} new Intl.${name}('en', logged({ ${given} })); log`],
        [
          `order of what supportedLocalesOf reads: ${name}`,
          `${LOGGED} Intl.${name}.supportedLocalesOf(logged(['en', 'de']), logged({})); log`,
        ],
        [
          `a getter that throws: ${name}`,
          `new Intl.${name}('en', { get localeMatcher() { throw new RangeError('mine'); } })`,
        ],
      ]),
    ),
  },
  {
    compareMessage: true,
    cases: Object.fromEntries(
      Object.entries(wrong).map(([name, list]) => [
        `wrong options: ${name}`,
        list.map((options) => `typeof new Intl.${name}('en', ${options})`),
      ]),
    ),
  },
  {
    cases: Object.fromEntries(
      Object.entries(conversions).map(([name, code]) => [name, `new Intl.${code}`]),
    ),
  },
  {
    cases: {
      'order: DateTimeFormat': `${LOGGED} new Intl.DateTimeFormat('en', logged({})); log`,
      'order: toLocaleDateString': `${LOGGED} new Date(0).toLocaleDateString('en', logged({})); log`,
      'order: toLocaleString of a number': `${LOGGED} (5).toLocaleString('en', logged({})); log`,
      'order: localeCompare': `${LOGGED} 'a'.localeCompare('b', 'en', logged({})); log`,
      'order: Locale': `${LOGGED} new Intl.Locale('en', logged({})); log`,
      'order of hints': `const log = [];
        const value = (name) => ({ [Symbol.toPrimitive](hint) { log.push(name + ' ' + hint); return undefined; } });
        try { new Intl.NumberFormat('en', { minimumIntegerDigits: value('digits') }); } catch (error) { log.push(error.name); }
        try { new Intl.NumberFormat('en', { style: value('style') }); } catch (error) { log.push(error.name); }
        log`,
      'an error of a getter is the very same':
        "const mine = {}; try { new Intl.Collator('en', { get usage() { throw mine; } }); } catch (error) { error === mine }",
      'an error of the realm': `try { new Intl.NumberFormat('!'); } catch (error) { [error instanceof RangeError, error.constructor === RangeError, Object.getPrototypeOf(error) === RangeError.prototype] }`,
      'Object.prototype is not asked behind the back of options':
        "Object.prototype.style = 'percent'; const made = [new Intl.NumberFormat('en').format(1), new Intl.NumberFormat('en', {}).format(1)]; delete Object.prototype.style; made",
      'a changed Array.prototype does not matter': `Object.defineProperty(Array.prototype, Symbol.iterator, { value: null, configurable: true });
        new Intl.NumberFormat(['de']).formatToParts(1.5).length`,
    },
  },
];
