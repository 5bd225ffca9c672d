'use strict';

/**
 * `measureMemory`: the bytes of Boa's heap, in the shape that Node gives for V8's. The heap is
 * counted, not estimated, so both ends of each range are the same number.
 * Must never make a realm just to measure it.
 */

const { heapBytes, liveRealms } = require('./realm.js');
const { validateObject, validateOneOf } = require('./validate.js');

function measured(bytes) {
  return { jsMemoryEstimate: bytes, jsMemoryRange: [bytes, bytes] };
}

function measure(mode) {
  const total = measured(heapBytes(undefined));
  if (mode === 'summary') return { total };
  const isCurrent = (realm) => realm.contextObject === globalThis;
  const realms = liveRealms();
  const current = realms.find(isCurrent);
  return {
    total,
    current: measured(current === undefined ? 0 : heapBytes(current)),
    other: realms.filter((realm) => !isCurrent(realm)).map((realm) => measured(heapBytes(realm))),
  };
}

let hasWarned = false;

/** Node warns before it looks at the arguments, once for each thread. */
function warnOnce() {
  if (hasWarned) return;
  hasWarned = true;
  const text = 'vm.measureMemory is an experimental feature and might change at any time';
  process.emitWarning(text, 'ExperimentalWarning');
}

/**
 * @param {import('..').MeasureMemoryOptions} [options]
 * @returns {Promise<import('..').MemoryMeasurement>} of this thread; `current` is the realm of
 * `runInThisContext`, all zero as long as nobody used it
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function measureMemory(options = {}) {
  warnOnce();
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  return new Promise((resolve) => {
    resolve(measure(mode));
  });
}

module.exports = { measureMemory };
