'use strict';

/**
 * The text of the walker: one expression, put together from the parts in `guest/`, each a function of the
 * tools that those before it have made. `walk(hooks, given)` begins a walk in the realm where the expression
 * is evaluated, from its globals and from what is given.
 */

const fs = require('node:fs');
const path = require('node:path');

/** In the order in which they need each other. */
const PARTS = ['visits', 'spies', 'calls', 'reads', 'uses', 'changes', 'offers'];

/** The expression in a file of `guest/`, without the comment above it. */
function expressionIn(name) {
  const text = fs.readFileSync(path.join(__dirname, 'guest', `${name}.js`), 'utf8');
  return text
    .slice(text.indexOf('\n(function ') + 1)
    .trim()
    .replace(/;$/, '');
}

const EXPRESSION = `(function walk(hooks, given) {
  'use strict';
  let tools = { hooks, given };
  ${PARTS.map((name) => `tools = { ...tools, ...${expressionIn(name)}(tools) };`).join('\n')}
  return ${expressionIn('walk')}(tools);
})`;

module.exports = { EXPRESSION };
