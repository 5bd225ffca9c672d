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
const { withHint } = require('./hints');
const { hasNodeFlag } = require('./node_flags');
const { noteReason } = require('./reason_of');
const { binary } = require('./membrane/binary');
const captureStackTrace = require('./membrane/capture_stack_trace');
const errorStacks = require('./membrane/error_stacks');
const { globals } = require('./membrane/global_object');
const guestHandler = require('./membrane/guest_handler');
const guestObject = require('./membrane/guest_object');
const hostObject = require('./membrane/host_object');
const guestSlots = require('./membrane/internal_slots');
const { intl } = require('./membrane/intl');
const keptReads = require('./membrane/kept_reads');
const { lookForNodeObjects } = require('./membrane/host_object/node_objects');
const guestInspect = require('./membrane/inspect/guest_inspect');
const guestView = require('./membrane/guest_view');
const { endRealm, lasting } = require('./membrane/lasting_errors');
const { giveOwnStack } = require('./membrane/host_calls');
const { entries, hostIntrinsics, paths } = require('./membrane/intrinsics');
const { SafeMap, SafeWeakMap } = require('./membrane/primordials');
const { RealmKind } = require('./membrane/realm_kind');
const asyncContexts = require('./membrane/async_contexts');
const promiseBridge = require('./membrane/promise_bridge');
const records = require('./membrane/record');
const { guestOf } = records;
const stoppedRealms = require('./membrane/stopped_realms');
const { mirrored } = require('./membrane/mirrored_properties');
const { imports } = require('./module/import');

/** When the last realms that were disposed of ended: id → as `Date.now()` gives it. */
const disposalTimes = new SafeMap();
const REMEMBERED = 1000;
/** Their ids, as a ring. */
const disposed = [];
let nextDisposed = 0;

function noteDisposal(id) {
  if (disposalTimes.has(id)) return;
  disposalTimes.delete(disposed[nextDisposed]);
  disposed[nextDisposed] = id;
  nextDisposed = (nextDisposed + 1) % REMEMBERED;
  disposalTimes.set(id, Date.now());
}

/** Puts the line that threw, and what to do about it, above the stack of an error. */
function decorate(error, arrow) {
  errorStacks.stacks.decorate(error, withHint(error, arrow));
}

binding.initialize(
  {
    ...hostObject.traps,
    ...hostObject.shared,
    ...globals,
    ...guestObject.makers,
    ...errorStacks.stacks,
    decorate,
    ...lasting,
    ...promiseBridge.promises,
    ...asyncContexts.contexts,
    ...stoppedRealms.stops,
    ...binary,
    ...mirrored,
    ...imports,
    ...intl,
    ...keptReads.shared,
    ...errors,
    contextDisposed: (id) => errors.contextDisposed(disposalTimes.get(id)),
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
      giveOwnStack(error, `SyntaxError: ${message}`, compileScript);
      decorate(error, arrow);
      return error;
    },
  },
  records.wellKnownNames,
  paths,
  isMainThread,
);
guestHandler.connect(binding);
keptReads.connect(binding);
records.connect(binding);
hostObject.connect(binding);
guestInspect.connect(binding);
promiseBridge.connect(binding);
guestSlots.connect(binding);
guestView.connect(binding);
errorStacks.connect(binding);
captureStackTrace.connect(binding);

/** The numbers of intrinsics by their paths. */
const indexOfPath = new SafeMap(entries.map((entry, index) => [entry.path, index]));

/**
 * Whether V8 tells what it has collected. Node works off what it has to tell even when its environment has ended and no
 * code can be called any more, and with this flag V8 takes that for an error that nobody catches: realms and guest objects
 * are let go then when others are made (crates/membrane/src/agent.rs, exports.rs).
 */
const hearsOfCollections = !hasNodeFlag('--abort-on-uncaught-exception');

/** Context object → record. */
const contextified = new SafeWeakMap();

/** Frees the engine of a realm whose record V8 has found unreachable. */
const abandoned = new FinalizationRegistry((id) => {
  binding.dropRealm(id);
});

/**
 * Tells the realms, each time that V8 has collected, to let go of guest objects that the host has let go
 * of; what these hold of the host can go then, too.
 */
const collections = new FinalizationRegistry(() => {
  keptReads.release();
  binding.sweepExports();
  for (const record of liveRealms()) records.releaseSymbols(record);
  awaitCollection();
});

/** Leaves something behind for V8 to collect. */
function awaitCollection() {
  if (hearsOfCollections) collections.register({}, undefined);
}

awaitCollection();

const hasProperties = (object) =>
  object !== undefined && (types.isProxy(object) || Reflect.ownKeys(object).length > 0);

/**
 * Makes a realm.
 * @param {object|undefined} contextObject
 * @param {{kind: 'contextified'|'vanilla'|'this', name?: string, origin?: string,
 *   allowStrings?: boolean, webAssembly?: boolean, afterEvaluate?: boolean,
 *   importCallback?: Function, onLimit?: (error: unknown) => void, limits?: import('..').ContextLimits}} options
 */
function createRealm(contextObject, options) {
  const kind = RealmKind[options.kind];
  // Outside of any time limit: the first look takes some milliseconds. Nothing to look at needs none.
  if (kind !== RealmKind.this && hasProperties(contextObject)) lookForNodeObjects();
  const record = new records.Record(binding.reserveRealm(), contextObject, kind);
  record.name = options.name;
  record.origin = options.origin;
  record.importCallback = options.importCallback;
  if (options.onLimit !== undefined) stoppedRealms.listen(record, options.onLimit);
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
    options.limits?.memory,
  );
  if (options.webAssembly) binding.addBuiltIn(record.id, 'WebAssembly', WebAssembly);
  if (options.kind === 'vanilla') record.contextObject = global;
  contextified.set(record.contextObject, record);
  if (hearsOfCollections) abandoned.register(record, record.id);
  if (protoPolicy !== undefined) {
    const handle = compileScript(protoPolicy, 'node:internal', 0, 0, true);
    runScript(record, handle, -1, OWN_CODE);
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
  noteDisposal(record.id);
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

/** The flags of {@link runScript} for code of this package: what it takes is not counted as the guest's. */
const OWN_CODE = [false, false, 0, false];

/**
 * Runs a script; `timeout` in milliseconds, or -1 for none. `flags`: whether SIGINT stops it, whether others may
 * interrupt it, how many instructions it may take (as many as the context may if undefined, as many as it likes if 0), whether
 * an error shows its line. `importCallback` as module/import.js makes it, or undefined.
 */
function runScript(record, handle, timeout, flags, importCallback) {
  const args = [record.id, handle, timeout, ...flags, importCallback];
  // As in guest_object.js: the line to show is the guest's.
  return binding.runScript(...args); // node-do-not-add-exception-line
}

/** Compiles a function in a realm. `rest`: the parameters, the extensions, the import callback. */
function compileFunction(record, code, filename, lineOffset, columnOffset, ...rest) {
  const args = [record.id, code, filename, lineOffset, columnOffset, ...rest];
  return binding.compileFunction(...args); // node-do-not-add-exception-line
}

/** From now on entries into a realm may take no more than so many instructions. */
function limitInstructions(record, instructions) {
  binding.limitInstructions(record.id, instructions);
}

/** Stops the runs of a realm that may be interrupted. */
function stopRuns(record) {
  binding.stopRuns(record.id);
}

/** Sets what holds for the realm's jobs: they are stopped in so many milliseconds, at a limit; or never. */
function setDeadline(record, left = 0, limit = undefined) {
  binding.setDeadline(record.id, left, limit);
}

/** Rejects a promise of a guest's for the host; what would have settled it does not go on. */
function rejectPromise(record, promise, error) {
  try {
    binding.abandonPromise(record.id, guestOf.get(promise).id, error);
  } catch {
    // The realm can't be entered any more: the host's side is what is left.
  }
  promiseBridge.promises.settlePromise(promise, true, error, true);
}

/** Gives what runs in a realm a key, by which anybody can interrupt it. */
function setInterruptKey(record, key) {
  binding.setInterruptKey(record.id, key);
}

/** Stops what runs in the realm of a key; gives whether anything does. */
function interruptByKey(key) {
  return binding.interrupt(key);
}

/** Bytes that Boa's heap holds for a realm, or for all realms of this thread. */
function heapBytes(record) {
  return binding.heapBytes(record === undefined ? -1 : record.id);
}

/** One of a realm's own intrinsics, by its path: `Map`, `%TypedArray%`. */
function intrinsicOf(record, path) {
  return binding.intrinsic(record.id, indexOfPath.get(path));
}

/** Puts a built-in more on a realm's own global, which the context object may hide. */
function addBuiltIn(record, name, value) {
  binding.addBuiltIn(record.id, name, value);
}

/** What `stats` tells, as a list of numbers. */
function realmStats(record) {
  return binding.realmStats(record.id);
}

/** The records of all realms that are alive. */
function liveRealms() {
  return binding.liveRecords();
}

module.exports = {
  OWN_CODE,
  addBuiltIn,
  compileFunction,
  compileScript,
  createRealm,
  disposeRealm,
  heapBytes,
  intrinsicOf,
  interruptByKey,
  limitInstructions,
  liveRealms,
  mainRealm,
  realmOf,
  realmStats,
  rejectPromise,
  runScript,
  setDeadline,
  setInterruptKey,
  stopRuns,
};
