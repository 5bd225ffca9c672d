'use strict';

/**
 * `npm run build` and, with `--quick`, `npm run build:quick`: builds the addon where its sources
 * have changed. The quick build compiles faster and runs slower; `npm start`, `npm test` and
 * everything else go back to the release build.
 */

const { ensureBuilt } = require('./ensure.js');

ensureBuilt(process.argv.includes('--quick') ? 'quick' : 'release');
