'use strict';

const R = require('ramda');

module.exports = () => {
  const total = R.pipe(R.filter(R.propSatisfies(R.gt(R.__, 10), 'n')), R.map(R.prop('n')), R.sum);
  const lens = R.lensPath(['a', 0, 'b']);
  const data = [
    { n: 5, t: 'x' },
    { n: 15, t: 'y' },
    { n: 25, t: 'x' },
  ];
  return [
    total(data),
    R.groupBy(R.prop('t'), data),
    R.over(lens, R.inc, { a: [{ b: 1 }] }),
    R.set(lens, 'new', { a: [{ b: 1 }] }),
    R.equals(
      { a: [new Map([[1, new Set([2])]]), /x/g] },
      { a: [new Map([[1, new Set([2])]]), /x/g] },
    ),
    R.transduce(R.compose(R.map(R.add(1)), R.take(2)), R.flip(R.append), [], [1, 2, 3]),
    R.sortWith([R.ascend(R.prop('t')), R.descend(R.prop('n'))], data),
    R.zipWith(R.concat, ['a', 'b'], ['c', 'd']),
    R.curryN(3, (...args) => args)(1)(R.__, 3)(2),
    R.evolve({ a: R.toUpper, b: { c: R.negate } }, { a: 'x', b: { c: 1 } }),
    R.toString([{ a: [1, 'b'], d: new Date(0) }, undefined, null, /r/]),
    R.memoizeWith(String, R.multiply(2))(4),
    R.cond([
      [R.equals(0), R.always('zero')],
      [R.T, (n) => `n${n}`],
    ])(5),
    R.mergeDeepWith(R.concat, { a: { b: [1] } }, { a: { b: [2] } }),
    R.converge(R.divide, [R.sum, R.length])([1, 2, 3, 4]),
    R.ap([R.multiply(2), R.add(3)], [1, 2, 3]),
    R.type(async () => {}) + R.type(/x/) + R.type(new Date()) + R.type(null),
    R.clone({ d: new Date(5), f: [R.identity] }).d.getTime(),
    R.splitEvery(3, 'abcdefgh'),
    R.aperture(2, [1, 2, 3]),
    R.invertObj({ a: 'x', b: 'y' }),
  ];
};
