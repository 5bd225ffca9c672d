'use strict';

/**
 * Guest code calls the host: which functions it may call, and with what. Nearly all are called as they are.
 * Functions of Node's get read-only views of what guest code must not change; a few of them are replaced by
 * narrower ones; what compiles text in the host is refused.
 */

const { AsyncResource } = require('node:async_hooks');
const { Console } = require('node:console');
const { setMaxListeners } = require('node:events');
const { format, formatWithOptions } = require('node:util');
const { callIsRefused, illegalInvocation } = require('../../errors');
const { formatForGuest } = require('../inspect/guest_inspect');
const { withPlainOptions } = require('../inspect/plain_options');
const { ownBytes } = require('../buffer_ranges');
const { loaderText } = require('../guest_view');
const { limitNow, restoreLimit } = require('../host_calls');
const { SafeMap, SafeSet, hasInstance, isObject, ownValue } = require('../primordials');
const { RealmKind } = require('../realm_kind');
const { connectCalls, guestOf } = require('../record');
const { withAssertedArguments } = require('./asserted_arguments');
const { bufferFunctions } = require('./buffer_functions');
const { compilesInHost } = require('./compilers');
const { handIn, isChangeable, nameOf } = require('./grades');
const { isForNode, isForOtherClass, isInnerCall, makesNativeParts } = require('./methods_for_node');
const {
  classPrototypeOf,
  isInstanceOf,
  isNodeObject,
  isOfNode,
  noteInstance,
  originOf,
  setterOfNode,
} = require('./node_objects');
const { cleanMade, withoutPrinted } = require('./printed_values');
const { asTexts, isEventChange, makesTexts, takesText } = require('./text_functions');
const { checkTimer, withTimersOnly } = require('./timers');
const { cloneWithTransfer } = require('./transfers');
const { guardArguments, guardReceiver, nodeCalls, refusingViewOf } = require('./views');

const { apply, construct, get, setPrototypeOf } = Reflect;
const { runInAsyncScope } = AsyncResource.prototype;
const { structuredClone } = globalThis;
const { postMessage } = MessagePort.prototype;

/** Node ends the process where this is called on anything else. */
function runInScope(_record, self, args) {
  if (guestOf.get(self) !== undefined || !hasInstance(AsyncResource, self)) {
    throw new TypeError('AsyncResource.prototype.runInAsyncScope called on incompatible receiver');
  }
  return apply(runInAsyncScope, self, args);
}

/** Clones a value: `structuredClone`, and what sends it to another port. */
function cloning(callee, self, [value, options, ...rest]) {
  try {
    return cloneWithTransfer(callee, self, ownBytes(value), options, rest);
  } catch (error) {
    throw withoutPrinted(error, [value]);
  }
}

/** Functions of Node's that guest code gets a narrower one of: `(record, self, args)`. */
const replaced = new SafeMap([
  ...bufferFunctions,
  [
    formatWithOptions,
    (record, _self, [options, ...args]) => formatForGuest(record, withPlainOptions(options), args),
  ],
  [format, (record, _self, args) => formatForGuest(record, { __proto__: null }, args)],
  [runInAsyncScope, runInScope],
  [structuredClone, (_record, _self, args) => cloning(structuredClone, undefined, args)],
  [postMessage, (_record, self, args) => cloning(postMessage, self, args)],
]);

/** Functions that change what a module of Node does for everybody, each with the calls that do. */
const changesModule = new SafeMap([[setMaxListeners, (args) => args.length < 2]]);

/** The same for functions of modules that are not loaded yet, by their names. */
const namesOfChanges = new SafeSet([
  ...['createDomain', 'createHook', 'defaultResolverSetServers', 'executionAsyncResource'],
  ...['setDefaultAutoSelectFamily', 'setDefaultAutoSelectFamilyAttemptTimeout'],
  ...['setDefaultHighWaterMark', 'setDefaultResultOrder', 'setEngine', 'setFips'],
  ...['setFlagsFromString', 'setMaxIdleHTTPParsers', 'setResourceTimingBufferSize'],
  ...['stopCoverage', 'syncBuiltinESMExports', 'Domain'],
]);

function changesForAll(callee, args) {
  const isChange = changesModule.get(callee);
  return isChange === undefined ? namesOfChanges.has(ownValue(callee, 'name')) : isChange(args);
}

/** How a host function is called. */
class Policy {
  constructor(traits) {
    const { refusal, replacement, isNode, isSetter, makesTexts, makesNativeParts, classPrototype } =
      traits;
    this.refusal = refusal;
    this.replacement = replacement;
    this.isNode = isNode === true;
    this.isSetter = isSetter === true;
    this.makesTexts = makesTexts === true;
    this.makesNativeParts = makesNativeParts === true;
    /** The prototype of the class whose method it is, for which no other object passes. */
    this.classPrototype = classPrototype;
  }
}

const asItIs = new Policy({});

function makePolicy(record, callee) {
  if (record.refused.has(callee)) return new Policy({ refusal: 'foreign' });
  if (compilesInHost(callee)) return new Policy({ refusal: 'compiler' });
  if (isForNode(callee)) return new Policy({ refusal: 'inner' });
  const origin = originOf(callee);
  const isStaticSetter = setterOfNode(callee) === false;
  if (isStaticSetter) return new Policy({ refusal: 'setter' });
  if (origin === undefined) return asItIs;
  if (origin.module !== undefined && record.walked.has(callee)) {
    return new Policy({ refusal: 'ambient' });
  }
  if (callee === Console) return new Policy({ refusal: 'printer' });
  return new Policy({
    replacement: replaced.get(callee),
    isNode: true,
    isSetter: setterOfNode(callee) === true,
    makesTexts: makesTexts(callee),
    makesNativeParts: makesNativeParts(callee),
    classPrototype: classPrototypeOf(callee),
  });
}

function policyOf(record, callee) {
  let policy = record.policies.get(callee);
  if (policy === undefined) {
    policy = makePolicy(record, callee);
    record.policies.set(callee, policy);
  }
  return policy;
}

function check(policy, callee, args) {
  if (policy.refusal !== undefined) throw callIsRefused(nameOf(callee), policy.refusal);
  if (policy.isNode && changesForAll(callee, args)) {
    throw callIsRefused(nameOf(callee), 'setter');
  }
}

/** [[Call]] of a host function by guest code. */
function callHost(record, callee, self, args) {
  if (record.kind === RealmKind.this) return apply(callee, self, args);
  const policy = policyOf(record, callee);
  check(policy, callee, args);
  const text = loaderText(callee, self);
  if (text !== undefined) return text;
  if (policy.replacement !== undefined) return replacedBy(policy, record, self, args);
  if (policy.isSetter && !isHandedIn(record, self)) throw callIsRefused(nameOf(callee), 'setter');
  if (policy.isNode) {
    checkReceiver(record, policy, callee, self);
    if (isInnerCall(callee, self, args)) throw callIsRefused(nameOf(callee), 'inner');
  }
  const given = argumentsFor(record, policy, callee, args);
  const receiver = policy.makesNativeParts
    ? withoutInstance(callee, self)
    : guardReceiver(record, self, policy.isNode);
  return handIn(
    record,
    inNode(policy, given, () => apply(callee, receiver, given)),
  );
}

/**
 * Lets a function of Node's read guest objects so that it can't write to what it finds there, and tell in an error
 * nothing of the host's objects.
 */
function inNode(policy, args, act) {
  if (!policy.isNode) return act();
  const limit = limitNow();
  nodeCalls.enter(policy.makesTexts);
  try {
    return act();
  } catch (error) {
    throw withoutPrinted(error, args);
  } finally {
    restoreLimit(limit);
    nodeCalls.leave(policy.makesTexts);
  }
}

/** Calls what guest code gets in the place of a function of Node's. */
function replacedBy({ replacement }, record, self, args) {
  const limit = limitNow();
  try {
    return replacement(record, self, args);
  } finally {
    restoreLimit(limit);
  }
}

/** What a host function is given. */
function argumentsFor(record, policy, callee, args) {
  if (!policy.isNode) return args;
  const asserted = withAssertedArguments(callee, withTimersOnly(record, callee, args));
  return guardArguments(record, takesText(callee) ? asTexts(record, callee, asserted) : asserted);
}

/** @throws {TypeError} where a method of a class of Node's is called on an object of another sort */
function checkReceiver(record, { classPrototype }, callee, self) {
  if (classPrototype !== undefined && isObject(self) && !isInstanceOf(self, classPrototype)) {
    throw illegalInvocation();
  }
  if (isObject(self) && isForOtherClass(callee, self)) throw illegalInvocation();
  // What Node's own objects tell, `http.globalAgent` for one, is heard by the whole process. Who hands in `process` means that.
  if (
    self !== process &&
    isEventChange(callee) &&
    isNodeObject(self) &&
    !isChangeable(record, self)
  ) {
    throw callIsRefused(nameOf(callee), 'setter');
  }
  checkTimer(record, callee, self);
}

/** The receiver of a constructor that makes native parts: it is called to make an object, never to prepare another one. */
function withoutInstance(callee, self) {
  if (isObject(self) && hasInstance(callee, self)) throw illegalInvocation();
  return undefined;
}

/** Whether a setter of Node's may be called on a value: on a host object that guest code may change. */
function isHandedIn(record, self) {
  return typeof self === 'object' && self !== null && isChangeable(record, self);
}

/**
 * As `Reflect.construct`. An instance of a guest class whose constructor makes native parts begins to inherit from that
 * class when they are made.
 */
function constructPlainly(callee, args, newTarget) {
  if (newTarget === callee || !makesNativeParts(callee)) return construct(callee, args, newTarget);
  const prototype = get(newTarget, 'prototype');
  const made = construct(callee, args);
  if (isObject(prototype)) setPrototypeOf(made, prototype);
  return made;
}

/** [[Construct]] of a host function by guest code. */
function constructHost(record, callee, newTarget, args) {
  if (record.kind === RealmKind.this) return construct(callee, args, newTarget);
  const policy = policyOf(record, callee);
  check(policy, callee, args);
  if (policy.replacement !== undefined) return replacedBy(policy, record, undefined, args);
  const given = argumentsFor(record, policy, callee, args);
  const made = inNode(policy, given, () => constructPlainly(callee, given, newTarget));
  if (policy.isNode || isOfNode(ownValue(callee, 'prototype') ?? null)) {
    noteInstance(made, ownValue(callee, 'prototype'));
    cleanMade(made, given);
  }
  return handIn(record, made);
}

/** A function that guest code gives to the host. */
function guardLeaving(record, callee) {
  if (record.kind === RealmKind.this) return callee;
  const { refusal } = policyOf(record, callee);
  // A setter for all is one that the host may call itself.
  if (refusal === undefined || refusal === 'setter') return callee;
  return refusingViewOf(callee, () => {
    throw callIsRefused(nameOf(callee), refusal);
  });
}

connectCalls(guardLeaving);

module.exports = { callHost, constructHost, isHandedIn };
