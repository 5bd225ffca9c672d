'use strict';

/**
 * What a realm's `Intl` may ask the host's for: every member of V8's `Intl` that this list names, as it
 * was when this file was loaded. A guest's arguments are converted as the letters say, in the guest, so
 * that only primitives and plain copies arrive here (crates/guest-engine/src/intl/arguments.rs):
 *   n a number, s a string, t a string that the result remembers, g a tag or a Locale, l a list of locales,
 *   i an iterable of strings, o options, d a duration.
 * Must never name what gives anything but primitives, plain data or objects of these classes.
 */

/** By class: the letters of its constructor, of its methods, and its getters of plain data. */
const classes = {
  DateTimeFormat: {
    construct: 'lo',
    callable: true,
    bound: { format: 'n' },
    methods: {
      resolvedOptions: '',
      formatToParts: 'n',
      formatRange: 'nn',
      formatRangeToParts: 'nn',
    },
  },
  NumberFormat: {
    construct: 'lo',
    callable: true,
    bound: { format: 'n' },
    methods: {
      resolvedOptions: '',
      formatToParts: 'n',
      formatRange: 'nn',
      formatRangeToParts: 'nn',
    },
  },
  Collator: {
    construct: 'lo',
    callable: true,
    bound: { compare: 'ss' },
    methods: { resolvedOptions: '' },
  },
  PluralRules: {
    construct: 'lo',
    methods: { resolvedOptions: '', select: 'n', selectRange: 'nn' },
  },
  RelativeTimeFormat: {
    construct: 'lo',
    methods: { resolvedOptions: '', format: 'ns', formatToParts: 'ns' },
  },
  ListFormat: {
    construct: 'lo',
    methods: { resolvedOptions: '', format: 'i', formatToParts: 'i' },
  },
  Locale: {
    construct: 'go',
    methods: {
      toString: '',
      maximize: '',
      minimize: '',
      getCalendars: '',
      getCollations: '',
      getHourCycles: '',
      getNumberingSystems: '',
      getTextInfo: '',
      getTimeZones: '',
      getWeekInfo: '',
    },
    getters: [
      'language',
      'script',
      'region',
      'variants',
      'baseName',
      'calendar',
      'caseFirst',
      'collation',
      'firstDayOfWeek',
      'hourCycle',
      'numeric',
      'numberingSystem',
      'calendars',
      'collations',
      'hourCycles',
      'numberingSystems',
      'textInfo',
      'timeZones',
      'weekInfo',
    ],
  },
  DisplayNames: { construct: 'lo', methods: { resolvedOptions: '', of: 's' } },
  Segmenter: { construct: 'lo', methods: { resolvedOptions: '', segment: 't' } },
  DurationFormat: {
    construct: 'lo',
    methods: { resolvedOptions: '', format: 'd', formatToParts: 'd' },
  },
};

/** What `Segmenter` gives: their classes have no name in `Intl`. */
const hiddenClasses = {
  Segments: { methods: { containing: 'n', [Symbol.iterator]: '' } },
  SegmentIterator: { methods: { next: '' } },
};

/** Functions of `Intl` itself. */
const functions = { getCanonicalLocales: 'l', supportedValuesOf: 's' };

/** Static functions of every class that has them. */
const statics = { supportedLocalesOf: 'lo' };

module.exports = { classes, functions, hiddenClasses, statics };
