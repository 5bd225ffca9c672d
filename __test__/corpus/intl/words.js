'use strict';

/** Collator, ListFormat, PluralRules, RelativeTimeFormat, DisplayNames and Segmenter. */

const WORDS = "['z', 'ä', 'a', 'Z', 'ö', 'ß', 'ss', 'résumé', 'resume', 'file10', 'file9', '-a']";

const collators = {
  German: "'de'",
  'the German phone book': "'de-u-co-phonebk'",
  Swedish: "'sv'",
  numbers: "'en', { numeric: true }",
  'upper case first': "'en', { caseFirst: 'upper' }",
  'base letters': "'en', { sensitivity: 'base' }",
  accents: "'en', { sensitivity: 'accent' }",
  'no punctuation': "'en', { ignorePunctuation: true }",
  search: "'de', { usage: 'search' }",
};

const lists = {
  and: "'en'",
  or: "'de', { type: 'disjunction' }",
  units: "'en', { type: 'unit', style: 'narrow' }",
  Chinese: "'zh'",
};

const plurals = {
  English: "'en'",
  'English ordinals': "'en', { type: 'ordinal' }",
  Arabic: "'ar'",
  Polish: "'pl'",
  'Welsh with digits': "'cy', { minimumFractionDigits: 1 }",
};

const times = {
  English: "'en'",
  'German words': "'de', { numeric: 'auto' }",
  'short Spanish': "'es', { style: 'short' }",
  'Thai digits': "'th-u-nu-thai'",
};

const names = {
  regions: ["'de', { type: 'region' }", "'US', '419', 'ZZ', 'XX'"],
  languages: ["'fr', { type: 'language' }", "'de', 'en-GB', 'zh-Hant', 'xx'"],
  'standard languages': [
    "'en', { type: 'language', languageDisplay: 'standard' }",
    "'en-GB', 'nl-BE'",
  ],
  scripts: ["'en', { type: 'script' }", "'Latn', 'Arab'"],
  currencies: ["'ja', { type: 'currency', style: 'narrow' }", "'USD', 'EUR', 'XXA'"],
  calendars: ["'en', { type: 'calendar' }", "'gregory', 'roc'"],
  fields: ["'en', { type: 'dateTimeField' }", "'era', 'weekOfYear'"],
  'no fallback': ["'en', { type: 'region', fallback: 'none' }", "'US', 'XX'"],
};

const segmenters = {
  characters: ["'en'", "'a👩‍👩‍👧b́'"],
  words: ["'en', { granularity: 'word' }", '"Don\'t stop. 3.14!"'],
  sentences: ["'en', { granularity: 'sentence' }", "'Hello there. And you? Yes'"],
  'Japanese words': ["'ja', { granularity: 'word' }", "'吾輩は猫である。'"],
  nothing: ["'en'", "''"],
  'one piece': ["'en', { granularity: 'word' }", "'same'"],
  undefined: ["'en', { granularity: 'word' }", 'undefined'],
};

const table = (entries, toCases) =>
  Object.fromEntries(Object.entries(entries).flatMap(([name, data]) => toCases(name, data)));

module.exports = [
  {
    cases: table(collators, (name, args) => [
      [`sorted: ${name}`, `${WORDS}.sort(new Intl.Collator(${args}).compare)`],
      [
        `compared: ${name}`,
        `const { compare } = new Intl.Collator(${args}); [compare('a', 'A'), compare('a', 'á'), compare('a', 'b'), compare('b', 'a'), compare(1, '1'), compare()]`,
      ],
      [`collator options: ${name}`, `new Intl.Collator(${args}).resolvedOptions()`],
    ]),
  },
  {
    cases: table(lists, (name, args) => [
      [
        `lists: ${name}`,
        `const list = new Intl.ListFormat(${args}); [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], new Set(['x', 'y']), 'ab'].map((items) => list.format(items))`,
      ],
      [`parts of lists: ${name}`, `new Intl.ListFormat(${args}).formatToParts(['a', 'b', 'c'])`],
    ]),
  },
  {
    cases: table(plurals, (name, args) => [
      [
        `plurals: ${name}`,
        `const rules = new Intl.PluralRules(${args}); [0, 1, 2, 3, 5, 11, 21, 22, 1.5, '1', NaN, {}].map((n) => rules.select(n))`,
      ],
      [
        `plurals of ranges: ${name}`,
        `const rules = new Intl.PluralRules(${args}); [rules.selectRange(0, 1), rules.selectRange(1, 2)]`,
      ],
      [`plural options: ${name}`, `new Intl.PluralRules(${args}).resolvedOptions()`],
    ]),
  },
  {
    cases: table(times, (name, args) => [
      [
        `relative times: ${name}`,
        `const format = new Intl.RelativeTimeFormat(${args}); ['second', 'minutes', 'hour', 'day', 'weeks', 'month', 'quarter', 'years'].flatMap((unit) => [-1, 0, 1, -2.5, 10].map((n) => format.format(n, unit)))`,
      ],
      [
        `parts of relative times: ${name}`,
        `const format = new Intl.RelativeTimeFormat(${args}); [format.formatToParts(-1, 'day'), format.formatToParts(1000, 'days')]`,
      ],
    ]),
  },
  {
    cases: table(names, (name, [args, codes]) => [
      [
        `names: ${name}`,
        `const of = new Intl.DisplayNames(${args}); [${codes}].map((code) => of.of(code))`,
      ],
      [`name options: ${name}`, `new Intl.DisplayNames(${args}).resolvedOptions()`],
    ]),
  },
  {
    cases: table(segmenters, (name, [args, text]) => [
      [`segments: ${name}`, `[...new Intl.Segmenter(${args}).segment(${text})]`],
      [
        `containing: ${name}`,
        `const segments = new Intl.Segmenter(${args}).segment(${text}); [undefined, 0, 2, -1, 99, 1.7, NaN].map((at) => segments.containing(at))`,
      ],
    ]),
  },
  {
    cases: {
      'a list of no strings': [
        'new Intl.ListFormat("en").format([1])',
        'new Intl.ListFormat("en").format([{}])',
        'new Intl.ListFormat("en").format(5)',
        'new Intl.ListFormat("en").format({})',
        'new Intl.ListFormat("en").format(null)',
      ],
      'an iterator that is closed': `const log = [];
        const items = { [Symbol.iterator]() { return { next() { log.push('next'); return { value: 1, done: false }; }, return() { log.push('return'); return {}; } }; } };
        try { new Intl.ListFormat('en').format(items); } catch (error) { log.push(error.constructor.name); }
        log`,
      'an iterator that throws':
        "new Intl.ListFormat('en').format({ *[Symbol.iterator]() { yield 'a'; throw new RangeError('mine'); } })",
      'a list undefined': 'new Intl.ListFormat("en").format()',
      'the iterator of segments': `const iterator = new Intl.Segmenter('en').segment('ab')[Symbol.iterator]();
        [iterator.next(), iterator.next(), iterator.next(), iterator.next(), iterator[Symbol.iterator]() === iterator, Object.prototype.toString.call(iterator)]`,
      'two iterators of one text': `const segments = new Intl.Segmenter('en').segment('ab');
        const [a, b] = [segments[Symbol.iterator](), segments[Symbol.iterator]()];
        [a.next().value.segment, a.next().value.segment, b.next().value.segment]`,
      'segments in the host': [
        "new Intl.Segmenter('en', { granularity: 'word' }).segment('a b')",
        { host: '[...results.at(-1)].map(({ segment }) => segment)' },
      ],
      'a symbol as a text': "new Intl.Segmenter('en').segment(Symbol())",
      'compare is the same function each time':
        'const c = new Intl.Collator(); [c.compare === c.compare, c.compare.name, c.compare.length]',
    },
  },
];
