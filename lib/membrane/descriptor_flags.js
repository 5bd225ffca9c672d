'use strict';

/** Flags of a property descriptor, as crates/membrane/src/descriptor.rs packs them. */
const Flag = {
  CONFIGURABLE: 1,
  HAS_CONFIGURABLE: 2,
  ENUMERABLE: 4,
  HAS_ENUMERABLE: 8,
  WRITABLE: 16,
  HAS_WRITABLE: 32,
  HAS_VALUE: 64,
  HAS_GET: 128,
  HAS_SET: 256,
};

module.exports = { Flag };
