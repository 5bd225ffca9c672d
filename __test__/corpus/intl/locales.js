'use strict';

/** Intl.Locale, lists of locales, and what Intl itself can do. */

const tags = [
  'en',
  'zh-TW',
  'sr-Latn-RS',
  'de-DE-u-co-phonebk-kn-ca-buddhist',
  'EN-us',
  'und-Arab',
  'sl-rozaj-biske',
  'x-private',
  'en-u-hc-h12-nu-arab-kf-upper',
  'iw',
  'cmn',
];

const GETTERS =
  "['language', 'script', 'region', 'baseName', 'calendar', 'caseFirst', 'collation', 'hourCycle', 'numeric', 'numberingSystem', 'calendars', 'collations', 'hourCycles', 'numberingSystems', 'textInfo', 'timeZones', 'weekInfo']";

const lists = {
  'a text': "'DE-at'",
  nothing: '',
  null: 'null',
  'a number': '5',
  'an empty list': '[]',
  doubles: "['en', 'EN', 'de']",
  'a hole': "['en', , 'de']",
  'a number in a list': "['en', 5]",
  'an object in a list': "[{ toString: () => 'fr' }]",
  'a Locale': "new Intl.Locale('fr')",
  'a Locale in a list': "[new Intl.Locale('fr'), 'de']",
  'a Locale that lies': "[Object.assign(new Intl.Locale('fr'), { toString: () => 'de' })]",
  'like an array': "{ length: 2, 0: 'it', 1: 'es' }",
  'a set': "new Set(['de'])",
  'an invalid tag': "'de_DE'",
  'an empty tag': "''",
  'an undefined tag': '[undefined]',
};

module.exports = [
  {
    cases: Object.fromEntries(
      tags.flatMap((tag) => [
        [
          `${tag}: what it says`,
          `const locale = new Intl.Locale('${tag}'); ${GETTERS}.map((name) => [name, locale[name]])`,
        ],
        [
          `${tag}: texts`,
          `const locale = new Intl.Locale('${tag}'); [String(locale), String(locale.maximize()), String(locale.minimize()), locale.maximize() instanceof Intl.Locale, Intl.getCanonicalLocales('${tag}')]`,
        ],
      ]),
    ),
  },
  {
    compareMessage: true,
    cases: Object.fromEntries(
      Object.entries(lists).flatMap(([name, list]) => [
        [`canonical: ${name}`, `Intl.getCanonicalLocales(${list})`],
        [`of a format: ${name}`, `new Intl.NumberFormat(${list}).resolvedOptions().locale`],
        [`of a number: ${name}`, `(1234.5).toLocaleString(${list})`],
      ]),
    ),
  },
  {
    compareMessage: true,
    cases: {
      ...Object.fromEntries(
        ['calendar', 'collation', 'currency', 'numberingSystem', 'timeZone', 'unit', 'planet'].map(
          (key) => [`supported: ${key}`, `Intl.supportedValuesOf('${key}')`],
        ),
      ),
      'supported: nothing': 'Intl.supportedValuesOf()',
      'supported: an object': "Intl.supportedValuesOf({ toString: () => 'unit' }).length > 0",
      'a Locale with options':
        "String(new Intl.Locale('en', { language: 'de', script: 'Latn', region: 'AT', calendar: 'buddhist', collation: 'phonebk', hourCycle: 'h23', caseFirst: 'upper', numeric: true, numberingSystem: 'thai' }))",
      'a Locale of a Locale': "String(new Intl.Locale(new Intl.Locale('de-AT'), { region: 'CH' }))",
      'a Locale of an object': "String(new Intl.Locale({ toString: () => 'de' }))",
      'a Locale of a number': 'new Intl.Locale(5)',
      'a Locale of nothing': ['new Intl.Locale()', "new Intl.Locale('')", 'new Intl.Locale(null)'],
      'a Locale with a wrong option': "new Intl.Locale('en', { hourCycle: 'h99' })",
      'a Locale with null for options': "new Intl.Locale('en', null)",
      'a Locale of the host': [
        { host: "ctx.locale = new Intl.Locale('de-AT'); 0" },
        'new Intl.NumberFormat(locale).resolvedOptions().locale',
        'new Intl.NumberFormat([locale]).resolvedOptions().locale',
      ],
    },
  },
];
