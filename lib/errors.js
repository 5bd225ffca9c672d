'use strict';

/**
 * The errors of this package: Node's classes, codes and messages wherever Node has one, and some of
 * our own (ERR_VM_CONTEXT_DISPOSED, ERR_VM_CONTEXT_POISONED, ERR_VM_HOST_OBJECT_READ_ONLY,
 * ERR_VM_HOST_CALL_REFUSED). Each function makes an error and never
 * throws it. The native side is handed this module and makes its own errors through it.
 * Must never import anything but the wording of values, the host's calls and the
 * reasons of errors.
 */

const { giveOwnStack } = require('./membrane/host_calls.js');
const { noteReason } = require('./reason_of.js');
const { describeNumber, describeType, describeValue } = require('./received.js');

/**
 * Node's errors that come from its JavaScript carry the code in the first line of `stack` and in
 * `toString()`, but not in `name`. They inherit from two prototypes between themselves and `Base`'s.
 * Where Node's words leave open what to do, a hint says it in the second line of `stack`.
 * @param {typeof Error} Base
 */
function withCodeInStack(Base) {
  class WithCode extends Base {
    constructor(code, message, hideFrom, hint) {
      super(message);
      const header = `${this.name} [${code}]: ${message}`;
      giveOwnStack(this, hint === undefined ? header : `${header}\nhint: ${hint}`, hideFrom);
      this.code = code;
    }

    toString() {
      return `${this.name} [${this.code}]: ${this.message}`;
    }
  }
  class NodeError extends WithCode {}
  Object.defineProperty(WithCode.prototype, 'constructor', { value: Base });
  Object.defineProperty(NodeError.prototype, 'constructor', { value: Base });
  return NodeError;
}

const NodeError = withCodeInStack(Error);
const NodeTypeError = withCodeInStack(TypeError);
const NodeRangeError = withCodeInStack(RangeError);

/** Node's errors that come from its C++ are plain ones with a `code`. */
function plainError(code, message, hideFrom) {
  const error = new Error(message);
  giveOwnStack(error, `Error: ${message}`, hideFrom);
  error.code = code;
  return error;
}

/** Gives an error a `cause` as V8 does. */
function withCause(error, cause) {
  return Object.defineProperty(error, 'cause', {
    value: cause,
    writable: true,
    configurable: true,
  });
}

const kindOf = (name) => (name.includes('.') ? 'property' : 'argument');

/**
 * @param {string} name of the argument, or `options.x` for a property
 * @param {string} expected the words after "must be", such as `of type string`
 * @param {unknown} value
 * @param {string} [hint] what to do, for the stack
 * @returns {TypeError} ERR_INVALID_ARG_TYPE
 */
function invalidArgType(name, expected, value, hint) {
  return new NodeTypeError(
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" ${kindOf(name)} must be ${expected}. Received ${describeType(value)}`,
    invalidArgType,
    hint,
  );
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} reason what is wrong with it, such as `must be one of: 1, 2`
 * @returns {TypeError} ERR_INVALID_ARG_VALUE
 */
function invalidArgValue(name, value, reason) {
  return new NodeTypeError(
    'ERR_INVALID_ARG_VALUE',
    `The ${kindOf(name)} '${name}' ${reason}. Received ${describeValue(value)}`,
    invalidArgValue,
  );
}

/**
 * @param {string} name of the limit, with where it stands
 * @param {unknown} value
 * @param {string | undefined} meant the limit that it is like
 * @param {string[]} names of all limits
 * @returns {TypeError} ERR_INVALID_ARG_VALUE
 */
function unknownLimit(name, value, meant, names) {
  const hint = meant === undefined ? `limits are ${names.join(', ')}` : `use '${meant}'`;
  return invalidArgValue(name, value, `is no limit: ${hint}`);
}

/**
 * @param {string} name of an option, with where it stands
 * @param {unknown} value
 * @param {string} meant the option that it is like
 * @returns {TypeError} ERR_INVALID_ARG_VALUE
 */
function misspelledOption(name, value, meant) {
  return invalidArgValue(name, value, `is no option: use '${meant}'`);
}

/**
 * @param {string} name of an option of a run that is one of `createContext`
 * @param {unknown} value
 * @returns {TypeError} ERR_INVALID_ARG_VALUE
 */
function misplacedInRun(name, value) {
  const key = name.slice(name.indexOf('.') + 1);
  return invalidArgValue(name, value, `is an option of a context: give createContext ${key}`);
}

/**
 * @param {string} name of an option of `createContext` that is none
 * @param {unknown} value
 * @returns {TypeError} ERR_INVALID_ARG_VALUE
 */
function misplacedLimit(name, value) {
  const key = name.slice(name.indexOf('.') + 1);
  return invalidArgValue(
    name,
    value,
    `is an option of a run: use { limits: { ${key} } } for a context`,
  );
}

/**
 * @param {string} name
 * @param {string} range such as `an integer` or `>= 1 && <= 9`
 * @param {number} value
 * @returns {RangeError} ERR_OUT_OF_RANGE
 */
function outOfRange(name, range, value) {
  return new NodeRangeError(
    'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${describeNumber(value)}`,
    outOfRange,
  );
}

/**
 * @param {string} feature
 * @returns {TypeError} ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, for an option that nothing here would keep
 */
function unavailableOnPlatform(feature) {
  return new NodeTypeError(
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `The feature ${feature} is unavailable on the current platform, which is being used to run Node.js`,
    unavailableOnPlatform,
  );
}

/**
 * A method of one of our classes was called on something else.
 * @returns {TypeError} without a code, as V8's own
 */
function illegalInvocation() {
  return new TypeError('Illegal invocation');
}

/**
 * @param {number} [time] when, as `Date.now()` gives it, where that is known
 * @returns {Error} ERR_VM_CONTEXT_DISPOSED, for every entry into a realm after `dispose()`
 */
function contextDisposed(time) {
  const when = time === undefined ? '' : ` at ${new Date(time).toISOString()}`;
  const message = `The context was disposed of${when}: make a new one with vm.createContext`;
  const error = plainError('ERR_VM_CONTEXT_DISPOSED', message, contextDisposed);
  return noteReason(error, 'disposed');
}

/** @returns {Error} ERR_VM_POOL_CLOSED, for a context that is asked of a pool after `close()` */
function poolClosed() {
  const message = 'The pool of contexts is closed: make a new one with vm.createPool';
  return plainError('ERR_VM_POOL_CLOSED', message, poolClosed);
}

/**
 * What has ended a run, as an error of the host's.
 * @param {string} code
 * @param {string} message
 * @param {import('./reason_of.js').Reason} reason
 * @returns {Error} with that code
 */
function executionStopped(code, message, reason) {
  return noteReason(plainError(code, message, executionStopped), reason);
}

/**
 * @param {number} limit milliseconds
 * @returns {Error} ERR_SCRIPT_EXECUTION_TIMEOUT
 */
function executionTimedOut(limit) {
  const message = `Script execution timed out after ${limit}ms`;
  return executionStopped('ERR_SCRIPT_EXECUTION_TIMEOUT', message, 'timeout');
}

/**
 * @param {string} how such as `by its signal`
 * @param {unknown} cause
 * @returns {Error} ERR_SCRIPT_EXECUTION_INTERRUPTED
 */
function executionInterrupted(how, cause) {
  const message = `Script execution was interrupted ${how}`;
  const error = executionStopped('ERR_SCRIPT_EXECUTION_INTERRUPTED', message, 'interrupted');
  return withCause(error, cause);
}

/**
 * @param {string} detail what the engine said when it failed
 * @returns {Error} ERR_VM_CONTEXT_POISONED, whose `cause` says why: for every entry into a realm whose engine failed
 */
function realmPanicked(detail) {
  const message = `The engine failed in this context, which can no longer be used: ${detail}`;
  const error = plainError('ERR_VM_CONTEXT_POISONED', message, realmPanicked);
  return noteReason(withCause(error, new Error(detail)), 'poisoned');
}

/** @returns {TypeError} ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING */
function dynamicImportMissing() {
  return new NodeTypeError(
    'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING',
    'A dynamic import callback was not specified.',
    dynamicImportMissing,
    'give the code an importModuleDynamically, or load it with vm.createLoader',
  );
}

/**
 * Makes the functions for the errors of modules: Node's codes and words.
 * @param {string} code
 * @param {string | ((detail: string) => string)} message
 * @param {(detail: string) => string | undefined} [hintFor] what to do
 */
function moduleError(code, message, hintFor) {
  return function make(detail, cause) {
    const text = typeof message === 'string' ? message : message(detail);
    const error = new NodeError(code, text, make, hintFor?.(detail));
    if (cause !== undefined) error.cause = cause;
    return error;
  };
}

/** What to do about the status of a module that has not been linked. */
const LINK_FIRST = {
  __proto__: null,
  'must not be unlinked or linking': 'await module.link(linker) first',
  'must be one of linked, evaluated, or errored': 'await module.link(linker) first',
  'must be linked': 'await module.link(linker) first',
};

const moduleErrors = {
  moduleAlreadyLinked: moduleError(
    'ERR_VM_MODULE_ALREADY_LINKED',
    'Module has already been linked',
  ),
  moduleCannotCreateCachedData: moduleError(
    'ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA',
    'Cached data cannot be created for a module which has been evaluated',
  ),
  moduleDifferentContext: moduleError(
    'ERR_VM_MODULE_DIFFERENT_CONTEXT',
    'Linked modules must use the same context',
  ),
  moduleLinkFailure: moduleError('ERR_VM_MODULE_LINK_FAILURE', (detail) => detail),
  moduleLinkingErrored: moduleError(
    'ERR_VM_MODULE_LINKING_ERRORED',
    'Linking has already failed for the provided module',
  ),
  moduleLinkMismatch: moduleError('ERR_MODULE_LINK_MISMATCH', (detail) => detail),
  moduleNotLinked: moduleError(
    'ERR_VM_MODULE_NOT_LINKED',
    'Module must be linked before it can be instantiated',
  ),
  moduleNotModule: moduleError(
    'ERR_VM_MODULE_NOT_MODULE',
    'Provided module is not an instance of Module',
    () =>
      'give a vm.SourceTextModule or vm.SyntheticModule; vm.wrapHostModule(exports) makes one of what a module of yours exports',
  ),
  moduleStatus: moduleError(
    'ERR_VM_MODULE_STATUS',
    (detail) => `Module status ${detail}`,
    (detail) => LINK_FIRST[detail],
  ),
};

/** @returns {Error} ERR_VM_MODULE_CACHED_DATA_REJECTED */
function moduleCachedDataRejected() {
  return plainError(
    'ERR_VM_MODULE_CACHED_DATA_REJECTED',
    'cachedData buffer was rejected',
    moduleCachedDataRejected,
  );
}

/** @returns {ReferenceError} for an export that a synthetic module does not have, as V8's own */
function moduleExportMissing(name) {
  return new ReferenceError(`Export '${name}' is not defined in module`);
}

/**
 * Guest code tried to change an object of the host's that it must not change.
 * @param {string} name of the object
 * @param {string | symbol | undefined} key of the property
 * @param {boolean} isNode whether the object is Node's
 * @returns {TypeError} ERR_VM_HOST_OBJECT_READ_ONLY
 */
function hostObjectIsReadOnly(name, key, isNode) {
  const what = key === undefined ? name : `'${String(key)}' of ${name}`;
  const why = isNode
    ? "it is Node's own. Hand in a copy of the object ({ ...object }) or a subclass instead"
    : 'it was not handed in. Hand in the object itself, or its class, to let guest code change it';
  return new NodeTypeError(
    'ERR_VM_HOST_OBJECT_READ_ONLY',
    `Cannot change ${what} from a context: ${why}.`,
    hostObjectIsReadOnly,
  );
}

const refusals = {
  __proto__: null,
  ambient: 'it reaches files, the network, processes or threads, and was not handed in itself',
  compiler: 'it compiles text in the host. Hand in a function that does what the guest needs',
  foreign: "it is a built-in function of another V8 context. Hand in the context's own instead",
  inner: "only Node's own code may call it. Call the public method (write, end, update) instead",
  printer:
    'it prints more of objects than guest code may see. Hand in a Console that is made already',
  setter: 'it changes a class or a module for the whole process',
};

/**
 * Guest code tried to call a function of the host's that it must not call.
 * @param {string} name of the function
 * @param {'ambient' | 'compiler' | 'foreign' | 'inner' | 'printer' | 'setter'} why
 * @returns {TypeError} ERR_VM_HOST_CALL_REFUSED
 */
function callIsRefused(name, why) {
  return new NodeTypeError(
    'ERR_VM_HOST_CALL_REFUSED',
    `Cannot call ${name} from a context: ${refusals[why]}.`,
    callIsRefused,
  );
}

module.exports = {
  ...moduleErrors,
  callIsRefused,
  hostObjectIsReadOnly,
  moduleCachedDataRejected,
  moduleExportMissing,
  contextDisposed,
  dynamicImportMissing,
  executionInterrupted,
  executionStopped,
  executionTimedOut,
  illegalInvocation,
  invalidArgType,
  invalidArgValue,
  misplacedInRun,
  misplacedLimit,
  misspelledOption,
  outOfRange,
  poolClosed,
  realmPanicked,
  unavailableOnPlatform,
  unknownLimit,
  withCause,
};
