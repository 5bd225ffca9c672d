'use strict';

/** Numbers as texts. */

const formats = (method, digits, numbers) => ({
  run: `[${numbers}].map((n) => [${digits}].map((d) => n.${method}(d)))`,
});

const NUMBERS =
  '0, -0, 0.5, 1.5, 2.5, 25, -2.5, 1.005, 12345, 342.5, 17.25, 771056500, 123.456, 1e21, 1.23e-10, 5e-324, 9.995, 999.5, -1.07e-82, 2.034698074496547e-54, 1.7976931348623157e308, NaN, Infinity';

module.exports = [
  {
    cases: {
      toFixed: [formats('toFixed', '0, 1, 2, 5, 20, 60, 100', NUMBERS)],
      toPrecision: [formats('toPrecision', '1, 2, 3, 4, 17, 21, 60, 100', NUMBERS)],
      toExponential: [formats('toExponential', 'undefined, 0, 1, 2, 3, 17, 60, 100', NUMBERS)],
      'digits out of range': [
        {
          run: `['toFixed', 'toPrecision', 'toExponential'].flatMap((m) => [-1, 101, NaN, Infinity, 1.9, '2', null].map((d) => {
            try { return (1.25)[m](d); } catch (error) { return error.name; }
          }))`,
        },
      ],
    },
  },
];
