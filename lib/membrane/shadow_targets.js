'use strict';

/**
 * What is known of a guest object, kept as a private field of its shadow target: a WeakMap costs each
 * crossing a quarter more, and a property could be seen. Must never be exported beyond the membrane.
 */

class Itself {
  constructor(object) {
    // biome-ignore lint/correctness/noConstructorReturn: so that a private name can be put on it
    return object;
  }
}

class ShadowTarget extends Itself {
  #guest;

  constructor(shadow, guest) {
    super(shadow);
    this.#guest = guest;
  }

  static guestBehind(shadow) {
    return shadow.#guest;
  }

  static guestProxyOf(shadow) {
    return #guest in shadow ? shadow.#guest.proxy : undefined;
  }
}

const { guestProxyOf, guestBehind } = ShadowTarget;

/** Puts what is known of a guest object on its shadow. */
function noteGuest(shadow, guest) {
  return new ShadowTarget(shadow, guest);
}

module.exports = {
  /** The guest proxy over a shadow; undefined for anything else. */
  guestProxyOf,
  /** What is known of the guest object behind a shadow. Throws a TypeError for anything else. */
  guestBehind,
  noteGuest,
};
