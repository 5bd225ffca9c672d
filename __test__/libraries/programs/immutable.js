'use strict';

const {
  List,
  Map: IMap,
  OrderedMap,
  Range,
  Record,
  Seq,
  Set: ISet,
  Stack,
  fromJS,
  is,
} = require('immutable');

module.exports = () => {
  const deep = fromJS({ a: { b: [1, { c: 2 }] }, list: [3, 1, 2] });
  const Point = Record({ x: 0, y: 0 }, 'Point');
  const big = IMap(Range(0, 2000).map((n) => [`k${n}`, n]));
  return [
    deep.setIn(['a', 'b', 1, 'c'], 5).toJS(),
    deep.updateIn(['list'], (l) => l.sort().reverse()).toString(),
    deep.mergeDeep({ a: { b: [9], d: 1 } }).toJSON(),
    is(fromJS({ a: [1] }), fromJS({ a: [1] })),
    [big.size, big.get('k1999'), big.delete('k5').size, big.filter((n) => n % 500 === 0).toJS()],
    List([1, 2, 3]).push(4).unshift(0).splice(2, 1, 'x', 'y').toArray(),
    List(Range(0, 1100)).set(1050, -1).slice(1049, 1052).toJS(),
    Seq([1, 2, 3, 4])
      .filter((n) => n % 2)
      .map((n) => n * n)
      .toString(),
    ISet(['a', 'b']).union(['c', 'a']).sort().join('|'),
    OrderedMap({ z: 1, a: 2 })
      .sortBy((_value, k) => k)
      .toString(),
    new Point({ x: 3 }).set('y', 4).toString(),
    Stack.of(1, 2).push(0).toString(),
    List(['b', 'a', 'c'])
      .groupBy((s) => s > 'a')
      .toJS(),
    IMap([
      [{ k: 1 }, 'object'],
      [null, 'null'],
      [Number.NaN, 'nan'],
    ]).get(Number.NaN),
    IMap({ a: 1 })
      .withMutations((m) => m.set('b', 2).set('c', 3))
      .hashCode(),
    [...IMap({ a: 1, b: 2 }).entries()],
    List([1, [2, [3]]]).flatten().size,
  ];
};
