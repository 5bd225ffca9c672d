'use strict';

/**
 * Loaded with `--require` before tests of a newer Node than the one that runs them: gives what the helpers of its tests
 * use and this Node lacks. What is tested stays as it is.
 */

const util = require('node:util');

/** Node 22: `mustCall` notes where it was called. */
util.getCallSites ??= () => [];
