const { log } = require('./log.js');

exports.sum = (a, b) => {
  log(`sum ${a} ${b}`);
  return a + b;
};
exports.later = (value) => new Promise((resolve) => setTimeout(() => resolve(value), 1000));
exports.Point = class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
};
