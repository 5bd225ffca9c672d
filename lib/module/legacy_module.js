'use strict';

/**
 * `new Module(code, options)` as in Node 10: modules that are linked, instantiated and evaluated in
 * three steps, and whose evaluation gives the value of the last expression statement.
 */

const { URL } = require('node:url');
const {
  moduleAlreadyLinked,
  moduleDifferentContext,
  moduleLinkingErrored,
  moduleNotLinked,
  moduleNotModule,
  moduleStatus,
} = require('../errors.js');
const {
  validateFunction,
  validateInt32,
  validateObject,
  validateString,
} = require('../validate.js');
const { instantiate, linkRequestsOf, whileLinking } = require('./linker.js');
const {
  Module,
  evaluateNow,
  kShown,
  lateFailure,
  readEvaluateOptions,
  readPlace,
} = require('./module.js');
const { createRecord } = require('./source_text_module.js');
const { Status, isModule, stateOf } = require('./state.js');

/** What Node 10 calls the numbers of `Status`. */
const STATUS_NAMES = ['uninstantiated', 'instantiated', 'evaluating', 'evaluated', 'errored'];

class LegacyModule extends Module {
  constructor(code, options = {}) {
    validateString(code, 'code');
    validateObject(options, 'options');
    const { url, context, lineOffset = 0, columnOffset = 0, initializeImportMeta } = options;
    if (url !== undefined) validateString(url, 'options.url');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) {
      validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    }
    super();
    const place = readPlace(context, url === undefined ? undefined : new URL(url).href);
    const offsets = { lineOffset, columnOffset };
    createRecord(this, code, place, { ...offsets, initializeImportMeta, wantsCompletion: true });
  }

  get url() {
    return stateOf(this).identifier;
  }

  get dependencySpecifiers() {
    return stateOf(this).specifiers;
  }

  get linkingStatus() {
    const state = stateOf(this);
    if (state.failure !== undefined && state.links === undefined) return 'errored';
    return state.override ?? (state.links === undefined ? 'unlinked' : 'linked');
  }

  get status() {
    return STATUS_NAMES[stateOf(this).status];
  }

  get namespace() {
    const state = stateOf(this);
    if (state.status === Status.UNLINKED) {
      throw moduleStatus('must not be uninstantiated or instantiating');
    }
    return state.native('moduleNamespace');
  }

  async link(linker) {
    const state = stateOf(this);
    validateFunction(linker, 'linker');
    if (this.linkingStatus !== 'unlinked') throw moduleAlreadyLinked();
    await whileLinking(state, state.specifiers, (specifier) => ask(this, specifier, linker));
  }

  instantiate() {
    const state = stateOf(this);
    if (this.linkingStatus !== 'linked') throw moduleNotLinked();
    if (state.status === Status.UNLINKED) instantiate(state);
  }

  async evaluate(options = {}) {
    const state = stateOf(this);
    const limits = readEvaluateOptions(options);
    const { status } = state;
    if (status === Status.UNLINKED || status === Status.EVALUATING) {
      throw moduleStatus('must be one of instantiated, evaluated, and errored');
    }
    const promise = evaluateNow(state, limits);
    try {
      await promise;
    } catch (error) {
      throw lateFailure(state, error);
    }
    if (status === Status.EVALUATED) return undefined;
    return { __proto__: null, result: state.native('moduleCompletion') };
  }
}

/** Asks a linker for one module, and has that linked first. */
async function ask(module, specifier, linker) {
  const given = await linker(specifier, module);
  if (!isModule(given)) throw moduleNotModule();
  if (given.context !== module.context) throw moduleDifferentContext();
  const state = stateOf(given);
  if (given.linkingStatus === 'errored' || state.status === Status.ERRORED) {
    throw moduleLinkingErrored();
  }
  if (given instanceof LegacyModule) {
    if (given.linkingStatus === 'unlinked') await given.link(linker);
  } else if (state.status === Status.UNLINKED && state.links === undefined) {
    await linkRequestsOf(given, state, linker);
  }
  return given;
}

// It is what the constructor `Module` makes, under that name.
Object.defineProperty(LegacyModule, 'name', { value: 'Module' });
Object.defineProperty(LegacyModule.prototype, 'constructor', { value: Module });
const shown = ['status', 'linkingStatus', 'url', 'context'];
Object.defineProperty(LegacyModule.prototype, kShown, { value: shown });

module.exports = { createModule: (code, options) => new LegacyModule(code, options) };
