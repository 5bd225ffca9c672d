'use strict';

/**
 * A thread of a pool: runs each job in a context of its own, which was made before the job came, and gives what the
 * job gave as a copy. What went wrong goes back as plain data, since an error that crosses threads loses what it is.
 */

const util = require('node:util');
const { workerData } = require('piscina');
const vm = require('../../index.js');
const { printable } = require('../globals/host/printable.js');

const { setup, context: options } = workerData;
const script = setup === undefined ? undefined : new vm.Script(setup, { filename: 'setup' });

let prepared;

function makeContext() {
  const context = vm.createContext({}, { ...options, onUncaughtError: () => {} });
  script?.runInContext(context);
  return context;
}

/** The context that waits, or a new one. */
function takeContext() {
  const context = prepared ?? makeContext();
  prepared = undefined;
  return context;
}

/** While nobody waits for this thread, it makes the next context. */
function prepare() {
  setImmediate(() => {
    try {
      prepared ??= makeContext();
    } catch {
      // The next job will hear of it.
    }
  });
}

/** What is known of whatever was thrown; never throws. */
function describe(error) {
  const read = (key) => {
    try {
      const value = error?.[key];
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  let text = 'something that cannot be printed';
  try {
    text = printable(util.inspect(error));
  } catch {
    // It stays.
  }
  return {
    reason: vm.reasonOf(error),
    name: read('name') ?? 'Error',
    message: read('message') ?? text,
    code: read('code'),
    guestStack: read('stack'),
  };
}

/**
 * @param {{ code: string, filename: string, data: object, timeout?: number }} job
 * @returns {Promise<{ value: unknown } | { error: object }>}
 */
async function run({ code, filename, data, timeout }) {
  let context;
  try {
    context = takeContext();
    for (const [name, value] of Object.entries(data)) context[name] = vm.copyIn(value, context);
    return { value: vm.copyOut(await vm.runCell(code, context, { filename, timeout })) };
  } catch (error) {
    return { error: describe(error) };
  } finally {
    if (context !== undefined) vm.dispose(context);
    prepare();
  }
}

prepare();

module.exports = run;
