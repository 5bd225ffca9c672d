'use strict';

const _ = require('lodash');

const people = [
  { name: 'Ann', age: 41, tags: ['a', 'b'], at: { city: 'Oslo' } },
  { name: 'Bob', age: 29, tags: ['b'], at: { city: 'Rome' } },
  { name: 'Cid', age: 35, tags: ['a', 'c'], at: { city: 'Oslo' } },
];
const page = _.template(
  '<% _.forEach(people, (p) => { %><li><%- p.name %> <%= p.age %></li><% }); %>',
);

module.exports = () => {
  const chained = _(people).filter('age').sortBy('age').map('name').reverse().value();
  const nested = { a: [1, { b: new Map([['k', new Set([1])]]), d: new Date(5), r: /x/gi }] };
  const copy = _.cloneDeep(nested);
  const calls = [];
  const once = _.once((x) => calls.push(x));
  once(1);
  once(2);
  return [
    chained,
    _.groupBy(people, 'at.city'),
    _.uniq(_.flatMap(people, 'tags')),
    page({ people: [{ name: '<Ann>', age: 1 }] }),
    [_.isEqual(copy, nested), copy.a[1].b !== nested.a[1].b, copy.a[1].r.flags],
    _.merge({ a: { b: [1, 2] } }, { a: { b: [3], c: 4 } }),
    _.words('camelCase snake_case kebab-case ÀÉ 12th').map(_.upperFirst),
    ['camelCase', 'snakeCase', 'kebabCase', 'startCase', 'deburr'].map((f) => _[f]('Éa bC-dé')),
    _.chunk(_.range(7), 3),
    _.zipObjectDeep(['a.b[0].c', 'a.b[1].d'], [1, 2]),
    calls,
    _.curry((a, b, c) => [a, b, c])(1)(_, 3)(2),
    _.padStart(_.truncate('the quick brown fox', { length: 12, separator: ' ' }), 15, '*'),
    [
      _.isPlainObject({}),
      _.isArguments([]),
      _.isTypedArray(new Uint8Array(1)),
      _.isError(new Error('e')),
    ],
  ];
};
