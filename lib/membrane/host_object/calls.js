'use strict';

/**
 * Guest code calls the host: which functions it may call, and with what. Nearly all are called as they are.
 * Functions of Node's get read-only views of what guest code must not change; a few of them are replaced by
 * narrower ones; what compiles text in the host is refused.
 */

const { AsyncResource } = require('node:async_hooks');
const { setMaxListeners } = require('node:events');
const { SlowBuffer } = require('node:buffer');
const { format, formatWithOptions } = require('node:util');
const { callIsRefused } = require('../../errors');
const { withPlainOptions } = require('../inspect/plain_options');
const { rangeOf } = require('../buffer_ranges');
const { SafeMap, SafeSet, hasInstance, ownValue } = require('../primordials');
const { RealmKind } = require('../realm_kind');
const { connectCalls, guestOf } = require('../record');
const { compilesInHost } = require('./compilers');
const { handIn, isChangeable, nameOf } = require('./grades');
const { isOfNode, noteInstance, originOf, setterOfNode } = require('./node_objects');
const { asLabels, asTexts, takesText } = require('./text_functions');
const { guardArguments, guardReceiver, nodeCalls, refusingViewOf } = require('./views');

const { apply, construct } = Reflect;
const { runInAsyncScope } = AsyncResource.prototype;
const HostUint8Array = Uint8Array;
const { structuredClone } = globalThis;
const { alloc } = Buffer;

/** Memory that nobody has written to is somebody else's. */
const zeroed = (_record, _self, [size]) => alloc(size);

/** Node ends the process where this is called on anything else. */
function runInScope(_record, self, args) {
  if (guestOf.get(self) !== undefined || !hasInstance(AsyncResource, self)) {
    throw new TypeError('AsyncResource.prototype.runInAsyncScope called on incompatible receiver');
  }
  return apply(runInAsyncScope, self, args);
}

/** A Buffer without the pool around it. */
function ownBytes(value) {
  return rangeOf(value) === undefined ? value : new HostUint8Array(value);
}

/** Functions of Node's that guest code gets a narrower one of: `(record, self, args)`. */
const replaced = new SafeMap([
  [Buffer.allocUnsafe, zeroed],
  [Buffer.allocUnsafeSlow, zeroed],
  [SlowBuffer, zeroed],
  [
    formatWithOptions,
    (_record, _self, [options, ...args]) =>
      formatWithOptions(withPlainOptions(options), ...asLabels(args)),
  ],
  [format, (_record, _self, args) => format(...asLabels(args))],
  [runInAsyncScope, runInScope],
  [structuredClone, (_record, _self, args) => structuredClone(ownBytes(args[0]), args[1])],
]);

/** Functions that change what a module of Node does for everybody, each with the calls that do. */
const changesModule = new SafeMap([[setMaxListeners, (args) => args.length < 2]]);

/** The same for functions of modules that are not loaded yet, by their names. */
const namesOfChanges = new SafeSet(['setDefaultHighWaterMark']);

function changesForAll(callee, args) {
  const isChange = changesModule.get(callee);
  return isChange === undefined ? namesOfChanges.has(ownValue(callee, 'name')) : isChange(args);
}

/** How a host function is called. */
class Policy {
  constructor({ refusal, replacement, isNode = false, isSetter = false }) {
    this.refusal = refusal;
    this.replacement = replacement;
    this.isNode = isNode;
    this.isSetter = isSetter;
  }
}

const asItIs = new Policy({});

function makePolicy(record, callee) {
  if (record.refused.has(callee)) return new Policy({ refusal: 'foreign' });
  if (compilesInHost(callee)) return new Policy({ refusal: 'compiler' });
  const origin = originOf(callee);
  const isStaticSetter = setterOfNode(callee) === false;
  if (isStaticSetter) return new Policy({ refusal: 'setter' });
  if (origin === undefined) return asItIs;
  if (origin.module !== undefined && record.walked.has(callee)) {
    return new Policy({ refusal: 'ambient' });
  }
  return new Policy({
    replacement: replaced.get(callee),
    isNode: true,
    isSetter: setterOfNode(callee) === true,
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
  if (policy.replacement !== undefined) return policy.replacement(record, self, args);
  if (policy.isSetter && !isHandedIn(record, self)) throw callIsRefused(nameOf(callee), 'setter');
  const given = argumentsFor(record, policy, callee, args);
  const receiver = guardReceiver(record, self, policy.isNode);
  return handIn(
    record,
    inNode(policy, () => apply(callee, receiver, given)),
  );
}

/** Lets a function of Node's read guest objects so that it can't write to what it finds there. */
function inNode(policy, act) {
  if (!policy.isNode) return act();
  nodeCalls.enter();
  try {
    return act();
  } finally {
    nodeCalls.leave();
  }
}

/** What a host function is given. */
function argumentsFor(record, policy, callee, args) {
  if (!policy.isNode) return args;
  return guardArguments(record, takesText(callee) ? asTexts(callee, args) : args);
}

/** Whether a setter of Node's may be called on a value: on a host object that guest code may change. */
function isHandedIn(record, self) {
  return typeof self === 'object' && self !== null && isChangeable(record, self);
}

/** [[Construct]] of a host function by guest code. */
function constructHost(record, callee, newTarget, args) {
  if (record.kind === RealmKind.this) return construct(callee, args, newTarget);
  const policy = policyOf(record, callee);
  check(policy, callee, args);
  if (policy.replacement !== undefined) return policy.replacement(record, undefined, args);
  const given = argumentsFor(record, policy, callee, args);
  const made = inNode(policy, () => construct(callee, given, newTarget));
  if (policy.isNode || isOfNode(ownValue(callee, 'prototype') ?? null)) noteInstance(made);
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
