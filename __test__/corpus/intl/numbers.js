'use strict';

/** Intl.NumberFormat: locales and options by values. */

const formats = {
  'no locale': '',
  German: "'de'",
  French: "'fr'",
  'Indian English': "'en-IN'",
  'Arabic of Egypt': "'ar-EG'",
  'Hindi with its own digits': "'hi-u-nu-deva'",
  'a list of locales': "['xx', 'pl', 'de']",
  'Swiss German money': "'de-CH', { style: 'currency', currency: 'CHF' }",
  'Japanese money': "'ja', { style: 'currency', currency: 'JPY' }",
  'money by name': "'en', { style: 'currency', currency: 'EUR', currencyDisplay: 'name' }",
  'money by code': "'en', { style: 'currency', currency: 'usd', currencyDisplay: 'code' }",
  accounting: "'en', { style: 'currency', currency: 'USD', currencySign: 'accounting' }",
  percent: "'de', { style: 'percent', maximumFractionDigits: 1 }",
  'a unit': "'de', { style: 'unit', unit: 'kilometer-per-hour' }",
  'a long unit': "'fr', { style: 'unit', unit: 'liter', unitDisplay: 'long' }",
  compact: "'en', { notation: 'compact' }",
  'compact and long': "'de', { notation: 'compact', compactDisplay: 'long' }",
  scientific: "'en', { notation: 'scientific' }",
  engineering: "'en', { notation: 'engineering' }",
  signs: "'en', { signDisplay: 'exceptZero' }",
  'no grouping': "'en', { useGrouping: false }",
  'grouping from two digits': "'es', { useGrouping: 'min2' }",
  'significant digits': "'en', { maximumSignificantDigits: 3 }",
  'padded digits': "'en', { minimumIntegerDigits: 4, minimumFractionDigits: 2 }",
  'rounded down': "'en', { roundingMode: 'floor', maximumFractionDigits: 0 }",
  'rounded to fives':
    "'en', { roundingIncrement: 5, maximumFractionDigits: 2, minimumFractionDigits: 2 }",
  'without trailing zeros':
    "'en', { trailingZeroDisplay: 'stripIfInteger', minimumFractionDigits: 2 }",
  'numbering system by option': "'en', { numberingSystem: 'thai' }",
};

const VALUES =
  "[0, -0, 1, 1234567.891, -5.5, NaN, Infinity, -Infinity, 12345678901234567890n, '0.10', true, null, { valueOf: () => 7 }]";

const ranges = {
  'two numbers': "'en', 3, 5.5",
  'the same number': "'de', 3, 3.0001",
  'a range of money': "'en', 3, 5, { style: 'currency', currency: 'USD' }",
};

const perFormat = (toCase) =>
  Object.fromEntries(Object.entries(formats).flatMap(([name, args]) => toCase(name, args)));

module.exports = [
  {
    cases: perFormat((name, args) => [
      [`format: ${name}`, `${VALUES}.map((value) => new Intl.NumberFormat(${args}).format(value))`],
      [
        `parts: ${name}`,
        `[-1234.5, 0n].map((value) => new Intl.NumberFormat(${args}).formatToParts(value))`,
      ],
      [`options: ${name}`, `new Intl.NumberFormat(${args}).resolvedOptions()`],
    ]),
  },
  {
    cases: Object.fromEntries(
      Object.entries(ranges).map(([name, args]) => [
        `range: ${name}`,
        `const [locale, from, to, options] = [${args}];
        const format = new Intl.NumberFormat(locale, options);
        [format.formatRange(from, to), format.formatRangeToParts(from, to)]`,
      ]),
    ),
  },
  {
    cases: {
      'format is bound': 'const { format } = new Intl.NumberFormat("de"); [1.5, 2.5].map(format)',
      'format is the same function each time':
        'const nf = new Intl.NumberFormat("de"); [nf.format === nf.format, nf.format.name, nf.format.length, Object.getOwnPropertyNames(nf.format)]',
      'format of two formats differs':
        'new Intl.NumberFormat("de").format === new Intl.NumberFormat("de").format',
      'format is no constructor': 'new (new Intl.NumberFormat("de").format)()',
      'format without an argument': 'new Intl.NumberFormat("de").format()',
      'format of a symbol': { steps: 'new Intl.NumberFormat("de").format(Symbol("x"))' },
      'format of a value that throws':
        'new Intl.NumberFormat("de").format({ valueOf() { throw new RangeError("mine"); } })',
      'without new, the same class': 'Intl.NumberFormat("de") instanceof Intl.NumberFormat',
      'a format outlives a change of Intl':
        'const nf = new Intl.NumberFormat("de"); const { format } = nf; delete Intl.NumberFormat; Intl = 5; format(1.5)',
      'locales that are supported':
        "Intl.NumberFormat.supportedLocalesOf(['de-AT', 'xx', 'en', 'en'], { localeMatcher: 'lookup' })",
      'a format used by the host': [
        'new Intl.NumberFormat("de")',
        { host: 'results.at(-1).format(1234.5)' },
        { host: 'results.at(-1).resolvedOptions().locale' },
        { host: '[1.5, 2.5].map(results.at(-1).format)' },
      ],
      'a format of the host': [
        { host: "ctx.format = new Intl.NumberFormat('de'); 0" },
        'format.format(1.5)',
        'format.formatToParts(1.5).length',
      ],
    },
  },
];
