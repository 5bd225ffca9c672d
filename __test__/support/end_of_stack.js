'use strict';

/** Calls something at each depth near the end of the host's stack. */
function atTheEndOfTheStack(call, times = 1000) {
  let left = times;
  function deep() {
    try {
      deep();
    } catch (error) {
      if (left-- > 0) {
        try {
          call();
        } catch {
          // The stack is at its end.
        }
        throw error;
      }
    }
  }
  deep();
}

module.exports = { atTheEndOfTheStack };
