'use strict';

/**
 * Tells what a guest object is, for structured clone, by what is inside it. What is the host's and no plain object
 * can be asked of the host alone: `isOfHost(object)`.
 */

module.exports = (shared, isOfHost) => {
  const { getter, uncurry } = shared;
  const {
    $Array,
    $ArrayBuffer,
    $BigInt,
    $Boolean,
    $DataView,
    $Date,
    $Error,
    $Map,
    $Number,
    $Object,
    $Promise,
    $Reflect,
    $RegExp,
    $Set,
    $SharedArrayBuffer,
    $String,
    $Symbol,
    $TypedArray,
    $WeakMap,
    $WeakRef,
    $WeakSet,
  } = shared;
  const { isArray } = $Array;
  const { getPrototypeOf } = $Reflect;
  const { toStringTag: tag } = $Symbol;
  const plain = $Object.prototype;
  const printObject = uncurry($Object.prototype.toString);
  const tagOfArray = getter($TypedArray.prototype, $Symbol.toStringTag);

  /** Each throws for what is not of its kind. */
  const checks = {
    __proto__: null,
    map: getter($Map.prototype, 'size'),
    set: getter($Set.prototype, 'size'),
    date: uncurry($Date.prototype.getTime),
    regexp: getter($RegExp.prototype, 'source'),
    buffer: getter($ArrayBuffer.prototype, 'byteLength'),
    dataview: getter($DataView.prototype, 'byteLength'),
    shared: getter($SharedArrayBuffer.prototype, 'byteLength'),
    boolean: uncurry($Boolean.prototype.valueOf),
    number: uncurry($Number.prototype.valueOf),
    string: uncurry($String.prototype.valueOf),
    bigint: uncurry($BigInt.prototype.valueOf),
    symbol: uncurry($Symbol.prototype.valueOf),
  };
  const kinds = $Reflect.ownKeys(checks);

  /** What `Object.prototype.toString` says of what can't be cloned. */
  const others = {
    __proto__: null,
  };
  for (const Class of [$Promise, $WeakMap, $WeakSet, $WeakRef]) {
    others[`[object ${Class.name}]`] = Class;
  }
  const plainText = printObject({});
  const errorText = printObject(new $Error());

  function isOf(kind, object) {
    try {
      checks[kind](object);
      return true;
    } catch {
      return false;
    }
  }

  /** By the inside, where what the object says of itself tells nothing. */
  function look(object, text) {
    if (object instanceof $Error) return 'error';
    if (tagOfArray(object) !== undefined) return 'view';
    const Other = others[text];
    if (Other !== undefined && object instanceof Other) return '';
    return kindByInside(object);
  }

  function kindByInside(object) {
    for (let at = 0; at < kinds.length; at += 1) {
      if (isOf(kinds[at], object)) return kinds[at] === 'symbol' ? '' : kinds[at];
    }
    return isOfHost?.(object) ? 'host' : 'object';
  }

  return (object) => {
    if (isArray(object)) return 'array';
    if (getPrototypeOf(object) === plain && object[tag] === undefined) return 'object';
    const text = printObject(object);
    if (text === errorText && typeof object[$Symbol.toStringTag] !== 'string') {
      return 'error';
    }
    const isPlain = text === plainText && !(object instanceof $Error);
    return isPlain ? 'object' : look(object, text);
  };
};
