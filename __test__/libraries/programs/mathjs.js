'use strict';

const math = require('mathjs');

const expressions = [
  '1.2 * (2 + 4.5) ^ 2',
  'sqrt(-4) + (2 + 3i) * i',
  '12.7 cm to inch',
  'det([-1, 2; 3, 1]) * inv([1, 2; 3, 4])',
  'sin(45 deg) ^ 2',
  '[1:4] .* 2',
  'a = 5; b = a ^ 2; b % 7',
  'f(x, y) = x ^ y; f(2, 10)',
  'bignumber(1) / 3',
  'fraction(1, 3) + 0.25',
  'mean([1, 4, 2]) + std([2, 4, 6])',
  'format(pi, 10)',
  '5! + gamma(4.5) + combinations(7, 3)',
  'cross([1, 2, 3], [4, 5, 6])',
  '{a: 1, b: {c: 2}}.b.c',
  '"text"[2:3]',
  'lcm(12, 18) + gcd(12, 18) + xgcd(36163, 21199)[1]',
  '1 +',
  'nothing(1)',
];

module.exports = () => {
  const scope = {};
  const big = math.create(math.all, { number: 'BigNumber', precision: 40 });
  return [
    expressions.map((text) => {
      try {
        return math.format(math.evaluate(text, scope), { precision: 12 });
      } catch (error) {
        return [error.name, error.message];
      }
    }),
    math.simplify('2 * x * y - x * y + x ^ 2 * x ^ 3').toString(),
    math.derivative('x ^ 3 + sin(2 * x) / x', 'x').toString(),
    math.parse('a[1, 2] / sqrt(b) >= c ? d : e').toTex(),
    math.rationalize('(x + 1) / (x - 1) + x').toString(),
    big.evaluate('1 / 7 + sqrt(2)').toString(),
    math.chain(3).add(4).multiply(2).done(),
    math
      .lusolve(
        [
          [1, 2],
          [3, 4],
        ],
        [5, 6],
      )
      .toString(),
    JSON.stringify(
      math.eigs([
        [2, 0],
        [0, 3],
      ]).values,
    ),
    math
      .sparse([
        [0, 1],
        [2, 0],
      ])
      .toString(),
    math.unit('5 km/h').to('m/s').toString(),
  ];
};
