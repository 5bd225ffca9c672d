const path = require('path');
const clock = require('./clock.js');

let calls = 0;
exports.greet = (name) =>
  `${prefix} ${name} at ${clock.now()}, call ${++calls}, ${path.basename('/a/b')}`;
exports.own = typeof sharedOnlyHere;
