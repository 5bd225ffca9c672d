/** A plugin that asks for more than it is given. */
const { readFileSync } = require('node:fs');

exports.name = 'nosy';
exports.transform = () => readFileSync('package.json', 'utf8');
