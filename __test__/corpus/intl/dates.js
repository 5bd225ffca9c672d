'use strict';

/** Intl.DateTimeFormat: locales and options, always with a time zone. */

const formats = {
  English: "'en'",
  German: "'de'",
  Japanese: "'ja'",
  Arabic: "'ar-EG'",
  'Buddhist years': "'th'",
  'the calendar by tag': "'de-u-ca-hebrew'",
  'the calendar by option': "'en', { calendar: 'islamic-civil', dateStyle: 'medium' }",
  full: "'de', { dateStyle: 'full', timeStyle: 'long' }",
  short: "'en-GB', { dateStyle: 'short', timeStyle: 'short' }",
  'weekday and era': "'en', { weekday: 'long', era: 'short', year: 'numeric' }",
  'two digits': "'en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }",
  'twelve hours': "'de', { hour: 'numeric', hour12: true }",
  'an hour cycle': "'en', { hour: 'numeric', hourCycle: 'h23' }",
  'part of the day': "'en', { hour: 'numeric', dayPeriod: 'long' }",
  'fractions of seconds':
    "'de', { minute: 'numeric', second: 'numeric', fractionalSecondDigits: 2 }",
  'the name of the zone': "'en', { timeZoneName: 'long' }",
  'the month alone': "'ru', { month: 'long' }",
  'month and year': "'ru', { month: 'long', year: 'numeric' }",
  'other digits': "'en', { numberingSystem: 'arab', dateStyle: 'short' }",
};

const zones = ['UTC', 'America/New_York', 'Asia/Kolkata'];

const withZone = (args, zone) => {
  const [, locale, options] = /^('[^']*')(?:, \{(.*)\})?$/.exec(args);
  return `${locale}, { timeZone: '${zone}',${options ?? ''} }`;
};

const DATES = '[new Date(0), new Date(Date.UTC(2024, 1, 29, 13, 5, 9, 87)), -62198755200000]';

module.exports = [
  {
    cases: Object.fromEntries(
      Object.entries(formats).flatMap(([name, args]) => [
        ...zones.map((zone) => [
          `format: ${name}, ${zone}`,
          `${DATES}.map((date) => new Intl.DateTimeFormat(${withZone(args, zone)}).format(date))`,
        ]),
        [
          `parts: ${name}`,
          `new Intl.DateTimeFormat(${withZone(args, 'UTC')}).formatToParts(new Date(0))`,
        ],
        [`options: ${name}`, `new Intl.DateTimeFormat(${withZone(args, 'UTC')}).resolvedOptions()`],
        [
          `range: ${name}`,
          `const format = new Intl.DateTimeFormat(${withZone(args, 'UTC')});
          [format.formatRange(0, 5e9), format.formatRangeToParts(0, 5e9)]`,
        ],
      ]),
    ),
  },
  {
    cases: {
      'the zone of the host':
        'Intl.DateTimeFormat().resolvedOptions().timeZone.length > 0 && Intl.DateTimeFormat("de").format(0)',
      'the locale of the host': 'Intl.DateTimeFormat().resolvedOptions().locale',
      'format without an argument':
        "new Intl.DateTimeFormat('en', { year: 'numeric' }).format() === String(new Date().getFullYear())",
      'format is bound':
        "const { format } = new Intl.DateTimeFormat('en', { timeZone: 'UTC' }); [0, 1e12].map((time) => format(time))",
      'an invalid date': [
        "new Intl.DateTimeFormat('en').format(NaN)",
        "new Intl.DateTimeFormat('en').formatToParts(new Date(NaN))",
      ],
      'a range without an end': "new Intl.DateTimeFormat('en').formatRange(0)",
      'a date of the host': [
        { host: 'ctx.date = new Date(0); 0' },
        "new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(date)",
        "date.toLocaleDateString('de', { timeZone: 'UTC' })",
      ],
      'options of the host': [
        { host: "ctx.options = { timeZone: 'UTC', dateStyle: 'full' }; 0" },
        "new Intl.DateTimeFormat('de', options).format(0)",
      ],
      'a proxy as options':
        "new Intl.DateTimeFormat('de', new Proxy({ timeZone: 'UTC' }, {})).format(0)",
      'locales that are supported': "Intl.DateTimeFormat.supportedLocalesOf('de-DE')",
    },
  },
];
