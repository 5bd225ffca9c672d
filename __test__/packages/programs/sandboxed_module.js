'use strict';

const SandboxedModule = require('sandboxed-module');

const load = (hour) =>
  SandboxedModule.load('./sandboxed/greeting.js', {
    requires: { './clock.js': { now: () => `${hour} o'clock` } },
    globals: { prefix: 'Hello' },
    locals: { sharedOnlyHere: 1 },
  });
const noon = load(12);
const one = load(1);
console.log(noon.exports.greet('Ada'));
console.log(noon.exports.greet('Bob'));
console.log(one.exports.greet('Cy'), one.exports.own);
console.log(noon.exports !== one.exports, typeof noon.globals, noon.locals.sharedOnlyHere);
const required = SandboxedModule.require('./sandboxed/clock.js');
console.log(required.now());
console.log(
  SandboxedModule.require('./sandboxed/clock.js', {
    sourceTransformers: { turn: (source) => source.replace('real', 'changed') },
  }).now(),
);
