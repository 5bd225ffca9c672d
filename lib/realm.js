'use strict';

/**
 * Realms as the public functions see them, and the one place that hands the membrane to native code.
 * Must never validate arguments (its callers have) nor look at a context object.
 */

const { types } = require('node:util');
const { isMainThread } = require('node:worker_threads');
const binding = require('./binding');
const { protoPolicy } = require('./disable_proto');
const errors = require('./errors');
const { noteReason } = require('./reason_of');
const { binary } = require('./membrane/binary');
const captureStackTrace = require('./membrane/capture_stack_trace');
const { stacks } = require('./membrane/error_stacks');
const { globals } = require('./membrane/global_object');
const guestHandler = require('./membrane/guest_handler');
const guestObject = require('./membrane/guest_object');
const hostObject = require('./membrane/host_object');
const guestContents = require('./membrane/guest_contents');
const { intl } = require('./membrane/intl');
const { lookForNodeObjects } = require('./membrane/host_object/node_objects');
const guestInspect = require('./membrane/inspect/guest_inspect');
const guestView = require('./membrane/guest_view');
const { endRealm, lasting } = require('./membrane/lasting_errors');
const { hostIntrinsics, paths } = require('./membrane/intrinsics');
const { SafeMap, SafeWeakMap, SafeWeakRef } = require('./membrane/primordials');
const { RealmKind } = require('./membrane/realm_kind');
const promiseBridge = require('./membrane/promise_bridge');
const records = require('./membrane/record');
const { ties } = require('./membrane/ties');
const { imports } = require('./module/import');

binding.initialize(
  {
    ...hostObject.traps,
    ...globals,
    ...guestObject.faces,
    ...stacks,
    ...lasting,
    ...promiseBridge.promises,
    ...binary,
    ...ties,
    ...imports,
    ...intl,
    ...errors,
    noteReason,
    hostObject: records.hostObject,
    identify: records.identify,
    newSymbol: records.newSymbol,
    release: records.release,
    symbolAt: records.symbolAt,
    symbolCode: records.symbolCode,
    symbolDescription: (symbol) => symbol.description,
    symbolFor: records.symbolFor,
    makeSyntaxError: (message, arrow) => {
      const error = new SyntaxError(message);
      stacks.decorate(error, arrow);
      return error;
    },
  },
  records.wellKnownNames,
  paths,
  isMainThread,
);
guestHandler.connect(binding);
records.connect(binding);
hostObject.connect(binding);
guestInspect.connect(binding);
promiseBridge.connect(binding);
guestContents.connect(binding);
guestView.connect(binding);
captureStackTrace.connect(binding);

/** Context object → record. */
const contextified = new SafeWeakMap();

/** Frees the engine of a realm whose record V8 has found unreachable. */
const abandoned = new FinalizationRegistry((id) => {
  live.delete(id);
  binding.dropRealm(id);
});

/**
 * Tells the realms, each time that V8 has collected, to let go of guest objects that the host has let go
 * of; what these hold of the host can go then, too.
 */
const collections = new FinalizationRegistry(() => {
  binding.sweepFaces();
  for (const record of liveRealms()) records.releaseSymbols(record);
  awaitCollection();
});

/** Leaves something behind for V8 to collect. */
function awaitCollection() {
  collections.register({}, undefined);
}

awaitCollection();

/** Records of all realms by their numbers, weakly. */
const live = new SafeMap();

const hasProperties = (object) =>
  object !== undefined && (types.isProxy(object) || Reflect.ownKeys(object).length > 0);

/**
 * Makes a realm.
 * @param {object|undefined} contextObject
 * @param {{kind: 'contextified'|'vanilla'|'this', name?: string, origin?: string,
 *   allowStrings?: boolean, webAssembly?: boolean, afterEvaluate?: boolean,
 *   importCallback?: Function, limits?: {timeout?: number, stackDepth?: number}}} options
 */
function createRealm(contextObject, options) {
  const kind = RealmKind[options.kind];
  // Outside of any time limit: the first look takes some milliseconds. Nothing to look at needs none.
  if (kind !== RealmKind.this && hasProperties(contextObject)) lookForNodeObjects();
  const record = new records.Record(binding.reserveRealm(), contextObject, kind);
  record.name = options.name;
  record.origin = options.origin;
  record.importCallback = options.importCallback;
  if (options.webAssembly) record.hasWebAssembly = true;
  const global = binding.createRealm(
    record.id,
    record,
    kind,
    options.allowStrings !== false,
    options.afterEvaluate === true,
    options.kind === 'this' ? hostIntrinsics : [],
    contextObject,
    options.limits?.timeout,
    options.limits?.stackDepth,
  );
  if (options.webAssembly) binding.addBuiltIn(record.id, 'WebAssembly', WebAssembly);
  if (options.kind === 'vanilla') record.contextObject = global;
  contextified.set(record.contextObject, record);
  abandoned.register(record, record.id);
  live.set(record.id, new SafeWeakRef(record));
  if (protoPolicy !== undefined) {
    const handle = compileScript(protoPolicy, 'node:internal', 0, 0, true);
    runScript(record, handle, -1, false, false);
  }
  return record;
}

/** The record of a contextified object, or undefined. */
function realmOf(object) {
  const record = contextified.get(object);
  return record?.kind === RealmKind.this ? undefined : record;
}

let main;

/** The realm of `runInThisContext`, whose context object is the host's `globalThis`. */
function mainRealm() {
  main ??= createRealm(globalThis, { kind: 'this' });
  return main;
}

/** Frees a realm now; every later entry throws ERR_VM_CONTEXT_DISPOSED. */
function disposeRealm(record) {
  live.delete(record.id);
  binding.disposeRealm(record.id);
  endRealm(record);
}

/**
 * Checks a script and gives a handle for it. Throws a SyntaxError: the realm's for which it is compiled,
 * or else the host's own.
 */
function compileScript(code, filename, lineOffset, columnOffset, skipCheck, record) {
  const id = record === undefined ? -1 : record.id;
  const args = [code, filename, lineOffset, columnOffset, skipCheck === true, id];
  return binding.compileScript(...args); // node-do-not-add-exception-line
}

/**
 * Runs a script; `timeout` in milliseconds, or -1 for none. `importCallback` as module/import.js makes
 * it, or undefined.
 */
function runScript(record, handle, timeout, breakOnSigint, displayErrors, importCallback) {
  const args = [record.id, handle, timeout, breakOnSigint, displayErrors, importCallback];
  // As in guest_object.js: the line to show is the guest's.
  return binding.runScript(...args); // node-do-not-add-exception-line
}

/** Compiles a function in a realm. `rest`: the parameters, the extensions, the import callback. */
function compileFunction(record, code, filename, lineOffset, columnOffset, ...rest) {
  const args = [record.id, code, filename, lineOffset, columnOffset, ...rest];
  return binding.compileFunction(...args); // node-do-not-add-exception-line
}

/** Bytes that Boa's heap holds for a realm, or for all realms of this thread. */
function heapBytes(record) {
  return binding.heapBytes(record === undefined ? -1 : record.id);
}

/** The records of all realms that are alive. */
function liveRealms() {
  return [...live.values()].map((reference) => reference.deref()).filter(Boolean);
}

module.exports = {
  compileFunction,
  compileScript,
  createRealm,
  disposeRealm,
  heapBytes,
  liveRealms,
  mainRealm,
  realmOf,
  runScript,
};
