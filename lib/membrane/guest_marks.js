'use strict';

/**
 * What is known of a guest object, by what stands for it in the host: a private field of that, a Proxy or a genuine object. A
 * WeakMap that objects without end pass through is work for V8's collector, several times as much as all else that a guest
 * proxy takes. Nobody sees such a field, and no trap hears of it. Must never be exported beyond the membrane.
 */

const { isObject } = require('./primordials');

class Itself {
  constructor(object) {
    // biome-ignore lint/correctness/noConstructorReturn: so that a private name can be put on it
    return object;
  }
}

class Marked extends Itself {
  #guest;

  constructor(object, guest) {
    super(object);
    this.#guest = guest;
  }

  static get(value) {
    return isObject(value) && #guest in value ? value.#guest : undefined;
  }

  static set(object, guest) {
    if (#guest in object) object.#guest = guest;
    else new Marked(object, guest);
  }
}

const { get, set } = Marked;

/** Guest objects that the host can see, each with what is known of it (guest_object.js). */
const guestOf = Object.freeze({ __proto__: null, get, set });

module.exports = { guestOf };
