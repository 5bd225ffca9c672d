'use strict';

/** `repeat`, `padStart` and `padEnd` of strings. The names of cases are their code. */

const CODES = [
  "'a'.repeat(-1)",
  "'a'.repeat(-Infinity)",
  "'a'.repeat(Infinity)",
  "'a'.repeat('x')",
  "'a'.repeat(1.9)",
  "'ab'.repeat('3')",
  "'a'.repeat({valueOf:()=>-2})",
  "'a'.repeat([-1])",
  "'a'.repeat(Symbol())",
  "'a'.repeat(1n)",
  "'a'.repeat(-0.5)",
  "'a'.repeat('-1')",
  "''.repeat(2**40)",
  "'a'.repeat(2**29)",
  "'abc'.repeat(2**28)",
  "'a'.padEnd(2**30)",
  "'a'.padStart(2**29)",
  "'a'.padEnd(Infinity)",
  "'a'.padEnd(5,Symbol())",
  "'a'.padEnd(5,null)",
  "'a'.padEnd(5,'')",
  "'abc'.padStart(10,'12')",
  "'abc'.padEnd(10,'\\u20ac1')",
  "'abc'.padStart(-1,{toString(){throw 1}})",
  "'a'.padEnd(Infinity,'')",
  "const log=[]; String.prototype.padEnd.call({toString(){log.push('t');return 'x'}},{valueOf(){log.push('l');return 3}},{toString(){log.push('f');return '-'}})+log",
  "const log2=[]; String.prototype.repeat.call({toString(){log2.push('t');return 'x'}},{valueOf(){log2.push('c');return 3}})+log2",
  'String.prototype.repeat.call(null,1)',
  'String.prototype.padStart.call(undefined,1)',
  "[''.repeat.name,''.repeat.length,''.padEnd.name,''.padEnd.length,''.padStart.length]+''",
  "'ab'.padEnd(4294967297, 'x'.repeat(0))",
];

module.exports = [
  { cases: Object.fromEntries(CODES.map((code) => [code, code])), compareMessage: true },
];
