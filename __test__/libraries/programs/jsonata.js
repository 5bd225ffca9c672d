'use strict';

const jsonata = require('jsonata');

const order = {
  account: 'Firefly',
  order: [
    { id: 'o1', product: [{ name: 'Hat', price: 34.45, quantity: 2, tags: ['a', 'b'] }] },
    {
      id: 'o2',
      product: [
        { name: 'Cloak', price: 107.99, quantity: 1 },
        { name: 'Hat', price: 21.67, quantity: 4 },
      ],
    },
  ],
};

const queries = [
  '$sum(order.product.(price * quantity))',
  'order.product{name: $sum(quantity)}',
  'order[product.price > 100].id',
  'order.product^(>price).name',
  'order.product.{ "n": $uppercase(name), "total": $formatNumber(price * quantity, "#,##0.00") }',
  '$map([1..5], function($v, $i) { $v * $i })',
  '($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10))',
  '$replace("John Smith", /(\\w+)\\s(\\w+)/, "$2, $1")',
  '**.name ~> $distinct() ~> $join("; ")',
  '$fromMillis(1521801216617, "[Y0001]-[M01]-[D01] [H01]:[m01] [FNn]")',
  '$toMillis("2017-11-07T15:12:37.121Z")',
  'order ~> |product|{"price": 0}, ["tags"]|',
  '$reduce([1, 2, 3], function($a, $b) { $a & $b }, "s")',
  '$twice(4) + $eval("1 + 1")',
  '$string({"a": [1, null, "x"]})',
  'order.$number("x")',
  'order.(',
];

module.exports = async () => {
  const results = [];
  for (const query of queries) {
    try {
      const expression = jsonata(query);
      expression.registerFunction('twice', (n) => n * 2, '<n:n>');
      results.push(await expression.evaluate(order));
    } catch ({ code, message, position }) {
      results.push({ code, message, position });
    }
  }
  return [results, jsonata('a.b[c=1]').ast()];
};
