'use strict';

/** The functions of `Math`, to the last bit. */

/** Arguments near the ends of what each function takes, and in between. */
const ARGUMENTS =
  '0, -0, 1e-300, 1e-9, 1e-5, 0.1, 0.25, 0.3370215298314679, 0.5, 0.7, 0.9999, 1, 1.0001, 1.5, 2, 2.5, 3, 10, 21.9, 22.1, 100, 709.5, 710.4, 711, 12345.678, 1e8, 1e17, 1e300, Infinity, NaN';

const unary = [
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1'],
  ...['log', 'log10', 'log1p', 'log2', 'sin', 'sinh', 'tan', 'tanh'],
];

const math = {};
for (const name of unary) {
  math[name] = [
    { run: `[${ARGUMENTS}].flatMap((n) => [n, -n]).map((n) => String(Math.${name}(n)))` },
  ];
}

module.exports = [
  { cases: math },
  {
    cases: {
      hypot: [
        {
          run: '[Math.hypot(), Math.hypot(3, 4), Math.hypot(1e200, 1e200), Math.hypot(1, 2, 3, 4, 5.5), Math.hypot(NaN, -Infinity), Math.hypot(NaN, 1), Math.hypot(-0), Math.hypot(0.1, 0.2)].map(String)',
        },
      ],
      'powers that have no value in C': [
        {
          run: '[1 ** Infinity, (-1) ** -Infinity, Math.pow(1, NaN), NaN ** 0, 2 ** -1074].map(String)',
        },
      ],
      'powers of integers': [
        {
          run: '[3 ** -5, 7 ** 20, 10 ** 308, 0.1 ** 3].map(String)',
        },
      ],
    },
  },
];
