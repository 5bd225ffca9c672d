'use strict';

/**
 * Errors of the host as guest code reads them: the first line of a stack and the guest's calls, from when
 * the error crossed first. Paths, functions and lines of the host stay in the host, and so does what
 * Node's loaders say of who asked for a module and where it was looked for.
 *
 * V8 prints a stack when it is read first, by a descriptor too, and runs code of the host's user for that
 * and whatever getters and Proxies an error inherits: only `readForGuest` and `describeForGuest` look at
 * a stack, in callouts.
 */

const { types } = require('node:util');
const { Flag } = require('./descriptor_flags');
const { isCall, textOf } = require('./host_calls');
const { guestOf } = require('./record');
const {
  SafeSet,
  SafeWeakMap,
  append,
  endsWith,
  includes,
  indexOf,
  lastIndexOf,
  linesOf,
  ownValue,
  sliceOf,
  startsWith,
} = require('./primordials');

const { get, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { hasOwn } = Object;
const { propertyIsEnumerable } = Object.prototype;
const { isNativeError, isProxy } = types;

const CALL = '\n    at ';
const ASKED_BY = '\nRequire stack:';
const IMPORTED_FROM = ' imported from ';

/** "Nothing of this has two sides." */
const sameForBoth = Symbol('same for both sides');

let native;

/** Native code gives its functions once. */
function connect(binding) {
  native = binding;
}

/** Record → host object → its stack as the realm reads it. */
const views = new SafeWeakMap();

function viewsOf(record) {
  let ofRecord = views.get(record);
  if (ofRecord === undefined) {
    ofRecord = new SafeWeakMap();
    views.set(record, ofRecord);
  }
  return ofRecord;
}

/** Whether an object's own `stack` is one that V8 has made, not data of the host's user. */
function isStackOf(holder) {
  return (
    hasOwn(holder, 'stack') &&
    (isNativeError(holder) || !Reflect.apply(propertyIsEnumerable, holder, ['stack']))
  );
}

/** Codes of the errors by which Node's loaders name files. */
const loaderCodes = new SafeSet([
  ...['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT'],
  ...[
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
    'ERR_PACKAGE_IMPORT_NOT_DEFINED',
    'ERR_INVALID_PACKAGE_CONFIG',
  ],
  ...['ERR_INVALID_PACKAGE_TARGET', 'ERR_INVALID_MODULE_SPECIFIER', 'ERR_UNKNOWN_FILE_EXTENSION'],
  ...['ERR_UNKNOWN_MODULE_FORMAT', 'ERR_UNSUPPORTED_RESOLVE_REQUEST', 'ERR_DLOPEN_FAILED'],
  ...['ERR_IMPORT_ATTRIBUTE_MISSING', 'ERR_IMPORT_ASSERTION_TYPE_MISSING', 'ERR_REQUIRE_ESM'],
  ...[
    'ERR_REQUIRE_ASYNC_MODULE',
    'ERR_REQUIRE_CYCLE_MODULE',
    'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE',
  ],
]);

/** What else such an error tells, in properties of its own. */
const loaderProperties = new SafeSet(['requireStack', 'url', 'path', 'requestPath']);

/** Whether an error is one of Node's loaders', which says who asked for a module and where it was looked for. */
function isOfLoader(holder) {
  if (!isNativeError(holder)) return false;
  if (loaderCodes.has(ownValue(holder, 'code'))) return true;
  const message = ownValue(holder, 'message');
  return typeof message === 'string' && (endOfJsonPath(message) > 0 || saysWhoAsked(message));
}

/** Where the path ends that `require` puts before the message of what is wrong in a JSON file, or -1. */
function endOfJsonPath(message) {
  if (pathIn(message) !== 0) return -1;
  const end = indexOf(message, '.json: ');
  return end < 0 ? -1 : end + '.json'.length;
}

/** Whether a message is one of Node's loaders: a copy of an error has nothing else of it. */
function saysWhoAsked(message) {
  if (includes(message, ASKED_BY)) return true;
  const at = indexOf(message, IMPORTED_FROM);
  return at >= 0 && pathIn(sliceOf(message, at + IMPORTED_FROM.length)) === 0;
}

/** Whether a property of an object is not for the guest as it is. Runs no code of anybody's. */
function hasTwoSides(holder, key) {
  if (key === 'stack') return isStackOf(holder);
  return (key === 'message' || loaderProperties.has(key)) && isOfLoader(holder);
}

/** Whether the guest must not find a property at all. */
function isHidden(holder, key) {
  return loaderProperties.has(key) && isOfLoader(holder);
}

/** What begins an absolute path, with what stands before it. */
const BEGINNINGS = [];
for (const before of [' ', "'", '"', '(']) {
  append(BEGINNINGS, `${before}/`);
  append(BEGINNINGS, `${before}file:`);
  for (let letter = 0; letter < 26; letter += 1) {
    append(BEGINNINGS, `${before}${String.fromCharCode(65 + letter)}:\\`);
  }
}

/** Where the first absolute path in a line begins, or -1. */
function pathIn(line) {
  if (startsWith(line, '/') || startsWith(line, 'file:') || startsWith(line, ':\\', 1)) return 0;
  let first = -1;
  for (let at = 0; at < BEGINNINGS.length; at += 1) {
    const found = indexOf(line, BEGINNINGS[at]);
    if (found >= 0 && (first < 0 || found < first - 1)) first = found + 1;
  }
  return first;
}

/** The last part of a path. */
function lastPart(path) {
  const slash = lastIndexOf(path, '/');
  const backslash = lastIndexOf(path, '\\');
  return sliceOf(path, (slash > backslash ? slash : backslash) + 1);
}

/** A line in which each absolute path is its last part only; a path of which nobody knows the end takes the rest along. */
function withoutPaths(line) {
  const start = pathIn(line);
  if (start < 0) return line;
  const before = sliceOf(line, 0, start);
  const quote = sliceOf(line, start - 1, start);
  const end = quote === "'" || quote === '"' ? indexOf(line, quote, start) : -1;
  if (end >= 0)
    return before + lastPart(sliceOf(line, start, end)) + withoutPaths(sliceOf(line, end));
  const rest = sliceOf(line, start);
  return includes(rest, ' ') ? sliceOf(before, 0, start - 1) : before + lastPart(rest);
}

/** The message of an error, without the paths of Node's loaders. */
function visibleMessage(error, message) {
  if (!isOfLoader(error)) return message;
  const endOfPath = endOfJsonPath(message);
  if (endOfPath > 0) return lastPart(sliceOf(message, 0, endOfPath)) + sliceOf(message, endOfPath);
  const end = indexOf(message, ASKED_BY);
  const lines = linesOf(end < 0 ? message : sliceOf(message, 0, end));
  for (let at = 0; at < lines.length; at += 1) {
    const from = indexOf(lines[at], IMPORTED_FROM);
    lines[at] = withoutPaths(from < 0 ? lines[at] : sliceOf(lines[at], 0, from));
  }
  return lines.join('\n');
}

/**
 * What a `toString` of the host's gives guest code for an error of Node's loaders: Node's own classes of errors have one.
 * @returns {string | undefined} undefined for any other function or receiver
 */
function loaderText(callee, self) {
  if (!isOfLoader(self) || ownValue(callee, 'name') !== 'toString') return undefined;
  const name = textProperty(self, 'name', 'Error');
  const message = visibleMessage(self, textProperty(self, 'message', ''));
  const code = ownValue(self, 'code');
  return code === undefined ? `${name}: ${message}` : `${name} [${code}]: ${message}`;
}

/** `name` or `message` as V8 would print it. */
function textProperty(error, key, fallback) {
  try {
    const value = get(error, key);
    return value === undefined ? fallback : `${value}`;
  } catch {
    return fallback;
  }
}

/** A name, perhaps with one of Node's codes, and what comes before the message. */
function isPrefix(text, isAlone) {
  const end = isAlone ? text.length : text.length - 2;
  if (end < 1 || (!isAlone && sliceOf(text, end) !== ': ')) return false;
  const name = sliceOf(text, 0, end);
  const code = indexOf(name, ' [');
  const word =
    code > 0 && endsWith(name, ']') ? sliceOf(name, 0, code) + sliceOf(name, code + 2) : name;
  return !(
    includes(word, ' ') ||
    includes(word, '/') ||
    includes(word, ':') ||
    includes(word, '\\')
  );
}

/** What a stack has before the message in its first line, or undefined if there is no such line. */
function prefixOf(text, message) {
  if (message === '') {
    const end = indexOf(text, CALL);
    const line = sliceOf(text, 0, end < 0 ? text.length : end);
    const alone = sliceOf(line, lastIndexOf(line, '\n') + 1);
    return isPrefix(alone, true) ? alone : undefined;
  }
  for (let at = indexOf(text, message); at >= 0; at = indexOf(text, message, at + 1)) {
    const end = at + message.length;
    const prefix = sliceOf(text, at === 0 ? 0 : lastIndexOf(text, '\n', at - 1) + 1, at);
    if ((end === text.length || startsWith(text, CALL, end)) && isPrefix(prefix, false)) {
      return prefix;
    }
  }
  return undefined;
}

/** The first line of a stack, as the host has it, without the source line that Node puts above. */
function headerOf(error, text) {
  const message = textProperty(error, 'message', '');
  const visible = visibleMessage(error, message);
  const prefix = text === undefined ? undefined : prefixOf(text, message);
  if (prefix !== undefined) return prefix + visible;
  const name = textProperty(error, 'name', 'Error');
  if (name === '' || visible === '') return name + visible;
  return `${name}: ${visible}`;
}

/** Whether a value is of the realm itself. */
function isOwnGuest(record, value) {
  return guestOf.get(value)?.record === record;
}

/** The stack of an object, whose own it is, as the realm reads it. */
function viewOf(record, holder, index) {
  const known = viewsOf(record).get(holder);
  if (known !== undefined) return known.value;
  const header = headerOf(holder, textOf(holder));
  const isObject = index !== undefined && record.hostObjects[index] === holder;
  const calls = isObject ? native.callsOfHostError(record.id, index) : '';
  const value = header + calls;
  viewsOf(record).set(holder, { value });
  return value;
}

/** What a getter or a Proxy of the host's gives for a stack: no calls, and nothing but a text. */
function withoutCalls(value) {
  if (typeof value === 'string') {
    const lines = linesOf(value);
    return lines.filter((line) => !isCall(line)).join('\n');
  }
  return typeof value === 'object' || typeof value === 'function' ? undefined : value;
}

/** The getter of a stack that V8 has not made itself: of a class of the host's, or put there by guest code. */
function getterOf(record, holder) {
  if (viewsOf(record).get(holder)?.isAccessor) return getOwnPropertyDescriptor(holder, 'stack').get;
  return isNativeError(holder) ? undefined : ownStack(holder)?.get;
}

/** The own descriptor of a stack, or undefined if printing it fails. */
function ownStack(holder) {
  try {
    const own = getOwnPropertyDescriptor(holder, 'stack');
    // V8 makes descriptors with the host's `Object.prototype`, which may have a `get` of somebody's.
    return own === undefined ? undefined : { __proto__: null, ...own };
  } catch {
    return undefined;
  }
}

/** [[Get]] of what has two sides, by its key. */
const read = {
  __proto__: null,
  stack(record, holder, receiver, index) {
    const getter = getterOf(record, holder);
    if (getter === undefined) return viewOf(record, holder, index);
    return isOwnGuest(record, getter) ? sameForBoth : withoutCalls(get(holder, 'stack', receiver));
  },
  message: (_record, holder) => visibleMessage(holder, textProperty(holder, 'message', '')),
  requireStack: () => undefined,
  url: () => undefined,
  path: () => undefined,
  requestPath: () => undefined,
};

/** The first object of a chain that has a property, or that only code can tell of. */
function findHolder(object, key) {
  let holder = object;
  while (holder !== null && !isProxy(holder) && !hasOwn(holder, key)) {
    holder = getPrototypeOf(holder);
  }
  return holder;
}

/**
 * [[Get]] of what has two sides; `sameForBoth` for anything else. `index` is that of the object in the
 * record's table, if it is there.
 */
function readForGuest(record, object, key, receiver = object, index = undefined) {
  if (typeof key !== 'string' || read[key] === undefined) return sameForBoth;
  const holder = findHolder(object, key);
  if (holder === null) return sameForBoth;
  if (isProxy(holder)) {
    if (key !== 'stack' || isOwnGuest(record, holder)) return sameForBoth;
    return withoutCalls(get(object, key, receiver));
  }
  return hasTwoSides(holder, key) ? read[key](record, holder, receiver, index) : sameForBoth;
}

/** [[GetOwnProperty]] of what has two sides; `sameForBoth` for anything else. */
function describeForGuest(record, object, key, index) {
  if (typeof key !== 'string' || read[key] === undefined) return sameForBoth;
  if (isProxy(object)) return describeThrough(record, object, key);
  if (!hasTwoSides(object, key)) return sameForBoth;
  if (isHidden(object, key)) return undefined;
  const value = read[key](record, object, object, index);
  return value === sameForBoth ? sameForBoth : dataOf(ownStackOr(object, key), value);
}

function ownStackOr(object, key) {
  return key === 'stack' ? ownStack(object) : getOwnPropertyDescriptor(object, key);
}

/** The stack of a Proxy of the host's. */
function describeThrough(record, object, key) {
  if (key !== 'stack' || isOwnGuest(record, object)) return sameForBoth;
  const own = getOwnPropertyDescriptor(object, key);
  return own === undefined ? undefined : dataOf(own, withoutCalls(get(object, key)));
}

/** A data property with the attributes of a descriptor of the host's, if there is one. */
function dataOf(own, value) {
  const isData = own !== undefined && hasOwn(own, 'value');
  return {
    __proto__: null,
    value,
    writable: isData ? own.writable : true,
    enumerable: own?.enumerable ?? false,
    configurable: own?.configurable ?? true,
  };
}

/** Guest code has written the stack of a host object: it reads what it wrote. */
function noteWritten(record, object, value) {
  if (!isProxy(object) && isStackOf(object)) viewsOf(record).set(object, { value });
}

/** Guest code has defined the stack of a host object, by a descriptor with these flags. */
function noteDefined(record, object, flags, value) {
  if (isProxy(object)) return;
  const isAccessor = (flags & (Flag.HAS_GET | Flag.HAS_SET)) !== 0;
  if (isAccessor) viewsOf(record).set(object, { value: undefined, isAccessor });
  else if ((flags & Flag.HAS_VALUE) !== 0) noteWritten(record, object, value);
}

/** Guest code has deleted the stack of a host object. */
function noteDeleted(record, object) {
  views.get(record)?.delete(object);
}

module.exports = {
  connect,
  describeForGuest,
  hasTwoSides,
  isHidden,
  loaderText,
  noteDefined,
  noteDeleted,
  noteWritten,
  readForGuest,
  sameForBoth,
};
