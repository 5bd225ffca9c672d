'use strict';

/** Makes `performance`: a clock that began with the context, in steps of a tenth of a millisecond. */

module.exports = (shared, timeOrigin) => {
  const { clock, finishClass, withCode, $Math, $TypeError } = shared;
  const isOpen = { __proto__: null, value: false };

  class Performance {
    constructor() {
      if (!isOpen.value) {
        throw withCode(new $TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
      }
    }

    get timeOrigin() {
      return timeOrigin;
    }

    now() {
      return $Math.floor(clock() * 10) / 10;
    }

    toJSON() {
      return { timeOrigin };
    }
  }
  finishClass(Performance, 'Performance', ['timeOrigin', 'now', 'toJSON']);
  isOpen.value = true;
  const performance = new Performance();
  isOpen.value = false;
  return { performance };
};
