'use strict';

/**
 * Takes the built-ins that the other files here work with, before any code of the guest's has run. Gives an
 * object that holds them, and that guest code never sees.
 *
 * What stands here runs in the context, under its limits. Built-ins have a `$` before their names: the name of a
 * global in a source costs each entry a comparison.
 */

module.exports = (report, clock, names, ...builtIns) => {
  const shared = { __proto__: null, report, clock, names: names.split(' ') };
  let at = 0;
  for (const name of shared.names) {
    shared[`$${name}`] = builtIns[at];
    at += 1;
  }
  const { $Object, $Reflect, $Symbol, $TypeError } = shared;
  const { apply, getOwnPropertyDescriptor } = $Reflect;

  /** Makes `f(self, ...args)` of a method. */
  const uncurry =
    (method) =>
    (self, ...args) =>
      apply(method, self, args);

  /** Makes `f(self)` of the getter of a property. */
  const getter = (holder, key) => uncurry(getOwnPropertyDescriptor(holder, key).get);

  /** An error with a code, as Node's have one. */
  function withCode(error, code) {
    $Object.defineProperty(error, 'code', {
      __proto__: null,
      value: code,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    return error;
  }

  /** Calls a function whose errors are nobody's but the host's. */
  function callReporting(callback, self, args) {
    try {
      apply(callback, self, args);
    } catch (error) {
      report(error);
    }
  }

  function requireFunction(value, name) {
    if (typeof value === 'function') return;
    throw withCode(
      new $TypeError(`The "${name}" argument must be of type function`),
      'ERR_INVALID_ARG_TYPE',
    );
  }

  /** Shows what a class is by `Object.prototype.toString`, and lists its members as the Web's classes do. */
  function finishClass(Class, name, listed = []) {
    for (const key of listed) {
      const descriptor = getOwnPropertyDescriptor(Class.prototype, key);
      $Object.defineProperty(Class.prototype, key, { ...descriptor, enumerable: true });
    }
    $Object.defineProperty(Class.prototype, $Symbol.toStringTag, {
      __proto__: null,
      value: name,
      configurable: true,
    });
    return Class;
  }

  return $Object.assign(shared, {
    apply,
    callReporting,
    finishClass,
    getter,
    requireFunction,
    uncurry,
    withCode,
  });
};
