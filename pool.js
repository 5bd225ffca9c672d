'use strict';

/** boa-vm/pool: guest code in threads, on piscina. See `lib/pool/`. */

module.exports = require('./lib/pool/pool.js');
