'use strict';

/**
 * What a `Module` object is about: the record of a module in a realm, which native code knows by the
 * number of its guest proxy. Whoever holds the object holds the guest proxy, and so the record; the record holds
 * nothing of the host but callbacks, which must not hold the object. An object that is gone while code
 * of the module lives on is made again when a callback wants it.
 */

const { invalidArgType } = require('../errors.js');
const { guestOf } = require('../membrane/record.js');
const binding = require('../binding.js');
const { SafeWeakMap } = require('../membrane/primordials.js');

/** Module object → state. */
const states = new SafeWeakMap();

/**
 * Guest proxy of a record → its Module object. They hold each other, so V8 collects both together. (A `WeakRef` would keep the
 * object until the end of the job.)
 */
const objects = new SafeWeakMap();

/**
 * The parts of a module that outlive its object: the prototype under which it is made again, the
 * context, the identifier, the requests, whether it awaits, the source.
 * @typedef {{ prototype: object, realm: object, context: object | undefined, identifier: string,
 *   requests: { specifier: string, attributes: object }[], awaits: boolean, source?: string,
 *   exportNames?: string[] }} Details
 */

class State {
  constructor(details, guestProxy) {
    Object.assign(this, details);
    this.proxy = guestProxy;
    this.id = guestOf.get(guestProxy).id;
    /** What `status` says while a linker is at work, or `undefined`. */
    this.override = undefined;
    /**
     * The modules behind its requests, once they are known. The realm knows their records too; here they
     * are held because of what the host knows of them alone.
     */
    this.links = undefined;
    /** `{ value }` once linking has failed, or evaluation was stopped. */
    this.failure = undefined;
  }

  /** Calls a native function on the record. */
  native(name, ...args) {
    // As in guest_object.js: the line to show is the guest's.
    return binding[name](this.realm.id, this.id, ...args); // node-do-not-add-exception-line
  }

  get status() {
    return binding.moduleStatus(this.realm.id, this.id);
  }
}

/** The numbers of `moduleStatus` in src/module.rs. */
const Status = { UNLINKED: 0, LINKED: 1, EVALUATING: 2, EVALUATED: 3, ERRORED: 4 };

/** Makes `module` the object of a record. */
function attach(module, details, guestProxy) {
  const state = new State(details, guestProxy);
  states.set(module, state);
  objects.set(guestProxy, module);
  return state;
}

/** The Module object of a record, unless it is gone. */
const liveObjectOf = (guestProxy) => objects.get(guestProxy);

/** The Module object of a record, made again if it is gone. */
function objectOf(guestProxy, details) {
  const known = liveObjectOf(guestProxy);
  if (known !== undefined) return known;
  const module = Object.create(details.prototype);
  attach(module, details, guestProxy);
  return module;
}

/** @param {unknown} value */
const isModule = (value) => states.has(value);

/**
 * @param {unknown} module
 * @param {string} className whose method was called
 * @throws {TypeError} ERR_INVALID_ARG_TYPE for anything but an object of the class
 */
function stateOf(module, className = 'Module') {
  const state = states.get(module);
  if (state === undefined || (className in PARTS && state[PARTS[className]] === undefined)) {
    throw invalidArgType('this', `an instance of ${className}`, module);
  }
  return state;
}

/** What only the modules of a class have. */
const PARTS = { __proto__: null, SourceTextModule: 'requests', SyntheticModule: 'exportNames' };

module.exports = { Status, attach, isModule, liveObjectOf, objectOf, stateOf };
