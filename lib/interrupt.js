'use strict';

/**
 * `interruptHandle` and `interrupt`: stopping what runs in a context from another thread, which a thread that is busy
 * with guest code can't do for itself. A handle is data that can be posted; who has it can stop the runs of one context
 * and do nothing else. Must never put a number into a handle that could be guessed.
 */

const { randomBytes } = require('node:crypto');
const { validateContext } = require('./context.js');
const { invalidArgType } = require('./errors.js');
const { SafeWeakMap } = require('./membrane/primordials.js');
const { interruptByKey, realmOf, setInterruptKey } = require('./realm.js');

const KEY_BYTES = 16;

/** Record → its handle. */
const handles = new SafeWeakMap();

/**
 * Makes a context interruptible. An entry into it costs a little more from then on.
 * @param {object} contextifiedObject
 * @returns {import('..').InterruptHandle} always the same for a context
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {Error} ERR_VM_CONTEXT_DISPOSED
 */
function interruptHandle(contextifiedObject) {
  validateContext(contextifiedObject);
  const record = realmOf(contextifiedObject);
  const known = handles.get(record);
  if (known !== undefined) return known;
  const interruptKey = randomBytes(KEY_BYTES).toString('hex');
  setInterruptKey(record, interruptKey);
  const handle = Object.freeze({ interruptKey });
  handles.set(record, handle);
  return handle;
}

/**
 * Stops what runs in a context now: it ends with ERR_SCRIPT_EXECUTION_INTERRUPTED. From any thread.
 * @param {import('..').InterruptHandle} handle
 * @returns {boolean} whether anything was running
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function interrupt(handle) {
  const key = handle?.interruptKey;
  if (typeof key !== 'string') {
    throw invalidArgType('handle', 'what interruptHandle() has given', handle);
  }
  return interruptByKey(key);
}

module.exports = { interrupt, interruptHandle };
