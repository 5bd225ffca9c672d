'use strict';

const safeEval = require('safe-eval');

console.log(safeEval('2 + 3'));
console.log(safeEval('a.map((n) => n * factor).join()', { a: [1, 2, 3], factor: 2 }));
console.log(safeEval('[typeof require, typeof console, typeof Math.floor].join()'));
console.log(JSON.stringify(safeEval('({ deep: { list: [1, { x: null }] } })')));
console.log(safeEval('(n) => n + 1')(1));
for (const code of ['process.exit()', 'missing', 'throw new RangeError("out")']) {
  try {
    safeEval(code);
  } catch (error) {
    console.log(error.name);
  }
}
