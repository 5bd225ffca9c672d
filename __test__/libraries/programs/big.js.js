'use strict';

const Big = require('big.js');

module.exports = () => {
  Big.DP = 30;
  const x = new Big('123.4567801234567e-3');
  return [
    new Big(0.1).plus(0.2).toString(),
    x.times('9876543210.123').div(7).toFixed(12),
    new Big(2).sqrt().toString(),
    new Big('1e500').pow(-2).toExponential(3),
    [Big.roundDown, Big.roundHalfUp, Big.roundHalfEven, Big.roundUp].map((rm) =>
      new Big('-2.5').round(0, rm).toString(),
    ),
    [x.cmp(1), x.eq('0.1234567801234567'), x.gt(0), new Big(-0).toJSON()],
    new Big('12345.6789').toPrecision(6),
    new Big(7).mod(-3).toNumber(),
    JSON.stringify({ x }),
    ['', 'abc', Number.NaN, '1..2'].map((bad) => {
      try {
        return new Big(bad).toString();
      } catch (error) {
        return [error.name, error.message];
      }
    }),
    Array.from({ length: 60 }, (_, n) => n + 1)
      .reduce((f, n) => f.times(n), new Big(1))
      .toFixed(),
  ];
};
