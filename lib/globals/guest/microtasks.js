'use strict';

/** Makes `queueMicrotask`: a job in the queue of the context. */

module.exports = (shared) => {
  const { callReporting, requireFunction, uncurry, $Promise } = shared;
  const then = uncurry($Promise.prototype.then);
  const settled = $Promise.resolve();

  const { queueMicrotask } = {
    queueMicrotask(callback) {
      requireFunction(callback, 'callback');
      then(settled, () => callReporting(callback, undefined, []));
    },
  };
  return { queueMicrotask };
};
