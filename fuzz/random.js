'use strict';

/** Gives the same random choices for the same seed (mulberry32). */
class Random {
  #state;

  /** @param {number} seed a 32-bit integer */
  constructor(seed) {
    this.#state = seed | 0;
  }

  /** @returns {number} from 0 to 1, without 1 */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @returns {number} an integer from 0 to `end`, without `end` */
  below(end) {
    return Math.floor(this.next() * end);
  }

  /** @returns {boolean} true with a probability */
  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** A list of what `make` gives, `least` to `most` times. */
  list(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

module.exports = { Random };
