'use strict';

/**
 * The ledger of accepted differences: every case that comes out differently from node:vm has a rule
 * here with a reason. Data alone: must never run a case, nor accept one that agrees.
 *
 * A rule has
 * - `reason`: one sentence for users, `docs/compatibility.md` prints it;
 * - `example`: an expression or statements that show it, with `vm` in scope; the generator of that page
 *   runs it with both modules;
 * - `cases`: by topic, the exact names of cases or a RegExp for them, as narrow as possible;
 * - `tests`: by file, titles of tests that assert the difference instead.
 */

/**
 * @typedef {object} Rule
 * @property {'later' | 'design' | 'engine' | 'better than Node 20'} sort
 * @property {string} reason
 * @property {string} example
 * @property {Record<string, string[] | RegExp>} cases
 * @property {Record<string, string[]>} tests
 */

const ofIntl = require('./accepted/intl.js');
const ofMessages = require('./accepted/messages.js');
const ofModules = require('./accepted/modules.js');

const sorts = {
  design: [
    ...require('./accepted/design.js'),
    ...require('./accepted/design_proxies.js'),
    ...ofModules.design,
    ...ofIntl.design,
    ...require('./accepted/looking_design.js'),
  ],
  engine: [
    ...require('./accepted/engine.js'),
    ...ofModules.engine,
    ...ofMessages.engine,
    ...require('./accepted/looking_engine.js'),
  ],
  'better than Node 20': [
    ...require('./accepted/better.js'),
    ...ofModules['better than Node 20'],
    ...ofMessages['better than Node 20'],
  ],
  later: [...require('./accepted/later.js'), ...require('./accepted/looking_later.js')],
};

/** @type {Rule[]} */
module.exports = Object.entries(sorts).flatMap(([sort, rules]) =>
  rules.map((rule) => ({ sort, cases: {}, tests: {}, ...rule })),
);
