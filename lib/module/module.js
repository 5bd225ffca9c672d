'use strict';

/**
 * The class `Module`: what source text modules and synthetic ones have in common, as in Node's
 * lib/internal/vm/module.js. As a constructor it is Node 10's, whose modules are linked, instantiated
 * and evaluated in three steps (`legacy_module.js`).
 */

const { inspect } = require('node:util');
const { isContext } = require('../context.js');
const {
  executionStopped,
  invalidArgType,
  moduleAlreadyLinked,
  moduleStatus,
} = require('../errors.js');
const { mainRealm, realmOf } = require('../realm.js');
const { reasonOf } = require('../reason_of.js');
const { refuseMisspelledLimits } = require('../run_options.js');
const { readRunLimits, runUnderLimits, shorterTimeout } = require('../run_terms.js');
const { withParkedSigintListeners } = require('../sigint.js');
const {
  validateBreakOnSigint,
  validateCount,
  validateFunction,
  validateObject,
  validatePositiveUint32,
  validateString,
} = require('../validate.js');
const { instantiate, linkRequestsOf } = require('./linker.js');
const { Status, stateOf } = require('./state.js');
const { SafeSet, SafeWeakMap } = require('../membrane/primordials.js');

/** Reasons for which the evaluation of a module is stopped. */
const STOPS = ['timeout', 'interrupted', 'memory', 'instructions'];

/** What Node calls the numbers of `Status`. */
const STATUS_NAMES = ['unlinked', 'linked', 'evaluating', 'evaluated', 'errored'];

/** The next number for a module without an identifier, for each context and for none. */
const nextNumber = new SafeWeakMap();

function nextIdentifier(context) {
  const key = context ?? nextNumber;
  const number = nextNumber.get(key) ?? 0;
  nextNumber.set(key, number + 1);
  return `vm:module(${number})`;
}

/**
 * The realm and the identifier that the options of a module name.
 * @param {unknown} context
 * @param {unknown} identifier
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function readPlace(context, identifier) {
  if (context !== undefined) {
    validateObject(context, 'context');
    if (!isContext(context)) {
      throw invalidArgType('options.context', 'an vm.Context', context);
    }
  }
  if (identifier !== undefined) validateString(identifier, 'options.identifier');
  return {
    context,
    realm: context === undefined ? mainRealm() : realmOf(context),
    identifier: identifier ?? nextIdentifier(context),
  };
}

/** The options of `evaluate`. */
function readEvaluateOptions(options) {
  validateObject(options, 'options');
  const { timeout, instructions, breakOnSigint = false } = options;
  if (timeout !== undefined) validatePositiveUint32(timeout, 'options.timeout');
  if (instructions !== undefined) validateCount(instructions, 'options.instructions');
  validateBreakOnSigint(breakOnSigint);
  const limits = readRunLimits(options);
  refuseMisspelledLimits(options);
  const shorter = shorterTimeout(timeout ?? -1, limits.deadline);
  return { timeout: shorter, instructions, breakOnSigint, ...limits };
}

/**
 * Evaluates. What stopped it is kept: the engine has no value for it.
 * @returns a promise, or undefined when all is done
 */
function evaluateNow(state, { timeout, instructions, breakOnSigint, ...limits }) {
  if (state.status === Status.ERRORED && state.failure !== undefined) throw state.failure.value;
  const isInterruptible = limits.signal !== undefined;
  const flags = [breakOnSigint, isInterruptible, instructions];
  const start = () => state.native('evaluateModule', timeout, ...flags);
  const run = breakOnSigint ? () => withParkedSigintListeners(start) : start;
  try {
    return runUnderLimits(state.realm, limits, run);
  } catch (error) {
    if (!isStopped(state)) throw error; // node-do-not-add-exception-line
    const failure = stopBehind(state) ?? { value: hostStop(error) };
    spreadStop(state, failure);
    throw failure.value; // node-do-not-add-exception-line
  }
}

/** Whether a module failed without throwing anything. */
function isStopped(state) {
  return state.status === Status.ERRORED && state.native('moduleError') === undefined;
}

/** What stopped a module that this one imports, if that is why it failed. */
function stopBehind(state, seen = new SafeSet()) {
  if (state.failure !== undefined) return state.failure;
  if (seen.has(state)) return undefined;
  seen.add(state);
  for (const link of state.links ?? []) {
    const failure = stopBehind(stateOf(link), seen);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Tells all modules that were stopped together what it was. */
function spreadStop(state, failure) {
  if (state.failure !== undefined || !isStopped(state)) return;
  state.failure = failure;
  for (const link of state.links ?? []) spreadStop(stateOf(link), failure);
}

/** The error of a stop as the host's own, which is what Node gives for a module. */
function hostStop(error) {
  const reason = reasonOf(error);
  return reason === undefined ? error : executionStopped(error.code, error.message, reason);
}

/** What the evaluation of a module that awaits has failed with. What stopped it is kept. */
function lateFailure(state, error) {
  if (!STOPS.includes(reasonOf(error))) return error;
  state.failure ??= { value: hostStop(error) };
  return state.failure.value;
}

/** What a module threw, or what stopped it. */
function errorOf(state) {
  return state.failure === undefined ? state.native('moduleError') : state.failure.value;
}

class Module {
  /**
   * As in Node 10; see `legacy_module.js`. Without any code it is the abstract class of later lines.
   * @param {string} code
   * @param {import('..').ModuleOptions} [options]
   * @throws {TypeError} with Node 20's message when there is no code
   */
  constructor(code, options = {}) {
    if (new.target !== Module) return;
    if (code === undefined) throw new TypeError('Module is not a constructor');
    // Loaded late: its class extends this one.
    // biome-ignore lint/correctness/noConstructorReturn: Node 10's modules are of no class of their own
    return require('./legacy_module.js').createModule(code, options);
  }

  /** @returns {string} */
  get identifier() {
    return stateOf(this).identifier;
  }

  /** @returns {object | undefined} the contextified object, if one was given */
  get context() {
    return stateOf(this).context;
  }

  /**
   * @returns {object} the namespace, whose properties are the exports
   * @throws {Error} ERR_VM_MODULE_STATUS before the module is linked
   */
  get namespace() {
    const state = stateOf(this);
    if (state.status === Status.UNLINKED) {
      throw moduleStatus('must not be unlinked or linking');
    }
    return state.native('moduleNamespace');
  }

  /** @returns {'unlinked' | 'linking' | 'linked' | 'evaluating' | 'evaluated' | 'errored'} */
  get status() {
    return STATUS_NAMES[stateOf(this).status];
  }

  /**
   * @returns {unknown} what the module threw
   * @throws {Error} ERR_VM_MODULE_STATUS unless the status is `errored`
   */
  get error() {
    const state = stateOf(this);
    if (this.status !== 'errored') throw moduleStatus('must be errored');
    return errorOf(state);
  }

  /**
   * Links the module and all that it imports.
   * @param {(specifier: string, referencingModule: Module, extra: object) => unknown} linker
   * @returns {Promise<undefined>} rejects with ERR_VM_MODULE_*, with what the linker throws, and with a
   * SyntaxError for a name that a module does not export
   */
  async link(linker) {
    const state = stateOf(this);
    validateFunction(linker, 'linker');
    const { status } = this;
    if (status === 'linked') throw moduleAlreadyLinked();
    if (status !== 'unlinked') throw moduleStatus('must be unlinked');
    await linkRequestsOf(this, state, linker);
    instantiate(state);
  }

  /**
   * @param {{ timeout?: number, breakOnSigint?: boolean }} [options] milliseconds; what they stop is the
   * code up to its first `await`
   * @returns {Promise<undefined>} rejects with what the module throws, with
   * ERR_SCRIPT_EXECUTION_TIMEOUT or ERR_SCRIPT_EXECUTION_INTERRUPTED
   */
  async evaluate(options = {}) {
    const state = stateOf(this);
    const limits = readEvaluateOptions(options);
    const { status } = state;
    if (status === Status.UNLINKED || status === Status.EVALUATING) {
      throw moduleStatus('must be one of linked, evaluated, or errored');
    }
    const promise = evaluateNow(state, limits);
    try {
      await promise;
    } catch (error) {
      throw lateFailure(state, error);
    }
  }

  [inspect.custom](depth, options) {
    stateOf(this);
    const constructor = this.constructor ?? Module;
    if (typeof depth === 'number' && depth < 0) {
      return options.stylize(`[${constructor.name}]`, 'special');
    }
    const shown = { __proto__: { constructor } };
    for (const name of this[kShown]) shown[name] = this[name];
    Object.setPrototypeOf(shown, Object.getPrototypeOf(this));
    Object.defineProperty(shown, Symbol.toStringTag, {
      value: constructor.name,
      configurable: true,
    });
    return inspect(shown, { ...options, customInspect: false });
  }
}

/** The properties that `util.inspect` shows. */
const kShown = Symbol('shown');
Object.defineProperty(Module.prototype, kShown, { value: ['status', 'identifier', 'context'] });

module.exports = {
  Module,
  evaluateNow,
  kShown,
  lateFailure,
  readEvaluateOptions,
  readPlace,
};
