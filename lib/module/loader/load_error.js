'use strict';

/** A module that is not there, or not to be had: what guest code and the host hear of it. */
class LoadError extends Error {
  /**
   * @param {string} code one of Node's, or ERR_VM_MODULE_NOT_ALLOWED
   * @param {string} message names files from the root on, and nothing of the machine
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }

  get name() {
    return 'LoadError';
  }
}

module.exports = { LoadError };
