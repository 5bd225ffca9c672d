'use strict';

/** Primitives where `Intl` takes objects, and ranges without an end. */

module.exports = [
  {
    cases: {
      'locales that are no objects': [
        {
          run: 'Number.prototype[0] = "de"; Number.prototype.length = 1; [Intl.getCanonicalLocales(1), Intl.getCanonicalLocales(true)].map(String)',
        },
      ],
      'options that are no objects': [
        {
          run: `Boolean.prototype.style = 'percent'; [new Intl.NumberFormat('en', true).format(1), new Intl.NumberFormat('en', 1).format(1)]`,
        },
      ],
      'options that must be objects': [
        {
          run: `['ListFormat', 'DisplayNames', 'Segmenter'].map((name) => { try { new Intl[name]('en', true); return 'made' } catch (e) { return e.name } })`,
        },
      ],
      'a range without an end': [
        {
          run: `const bad = { valueOf() { throw 1 } }; ['formatRange', 'formatRangeToParts'].map((m) => { try { new Intl.DateTimeFormat('en')[m](undefined, bad) } catch (e) { return e.name } })`,
        },
      ],
    },
  },
];
