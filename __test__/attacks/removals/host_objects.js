'use strict';

/** Removals of guards about objects of the host: grades, views, what is shown, which functions are called. */

const GRADES = 'lib/membrane/host_object/grades.js';
const NODE_OBJECTS = 'lib/membrane/host_object/node_objects.js';
const CALLS = 'lib/membrane/host_object/calls.js';
const BUFFER_FUNCTIONS = 'lib/membrane/host_object/buffer_functions.js';
const MOVING_BYTES = 'lib/membrane/host_object/moving_bytes.js';
const VISIBLE = 'lib/membrane/host_object/visible.js';

const hide = (condition) => [
  {
    file: VISIBLE,
    find: 'if (!isPrivateKey(key) || record.kind === RealmKind.this) return false;',
    replace: `if (!isPrivateKey(key) || ${condition}) return false;`,
  },
];

module.exports = [
  {
    guard: 'grade: objects that were reached by walking are not writable',
    edits: [
      {
        file: GRADES,
        find: 'if (record.walked.has(object) || isNodeObject(object)) return false;',
        replace: 'if (isNodeObject(object)) return false;',
      },
    ],
  },
  {
    guard: "grade: the host's own objects are not writable even when they are handed in",
    edits: [
      {
        file: GRADES,
        find: 'if (record.walked.has(object) || isNodeObject(object)) return false;',
        replace: 'if (record.walked.has(object)) return false;',
      },
    ],
  },
  {
    guard: 'lazy globals of the host belong to it as well, also those that nobody has read yet',
    edits: [{ file: NODE_OBJECTS, find: '  addLoaded(classNameOf(object));\n', replace: '' }],
  },
  {
    guard: "setters of the host's own are called on handed-in receivers only",
    edits: [
      {
        file: 'lib/membrane/host_object.js',
        find: '  if (found !== undefined) checkSetter(record, found, changed, key);\n',
        replace: '',
      },
    ],
  },
  {
    guard: 'prototypes and classes as receivers or arguments are read-only views',
    edits: [
      {
        file: 'lib/membrane/host_object/views.js',
        find: '  const isCandidate = isPrototypeObject(value) || (isNode && isWritable(value));\n',
        replace: '  const isCandidate = value === null;\n',
      },
    ],
  },
  {
    guard: "Node's properties with an underscore are hidden",
    edits: hide("typeof key === 'string'"),
  },
  {
    guard: 'symbols of Node that are neither well known nor registered are hidden',
    edits: hide("typeof key === 'symbol'"),
  },
  {
    guard: 'a Buffer shows its own bytes and no pool',
    edits: [
      {
        file: 'lib/membrane/buffer_ranges.js',
        find: '  if (!isPool(buffer, whole) && !isBuffer(value)) return undefined;\n',
        replace: '  if (value) return undefined;\n',
      },
    ],
  },
  {
    guard: 'a list that a Buffer is made of is read once',
    edits: [
      {
        file: BUFFER_FUNCTIONS,
        find: '  [Buffer, makeBuffer],\n  [Buffer.from, makeFrom],\n',
        replace: '',
      },
    ],
  },
  {
    guard: 'allocUnsafe and its like give zeroes',
    edits: [
      {
        file: BUFFER_FUNCTIONS,
        find: '  [Buffer.allocUnsafe, zeroed],\n  [Buffer.allocUnsafeSlow, zeroed],\n  [SlowBuffer, zeroed],\n',
        replace: '',
      },
    ],
  },
  {
    guard: "errors of Node's that guest code makes print no object of the host's",
    edits: [
      {
        file: 'lib/membrane/host_object/printed_values.js',
        find: 'if (values.length === 0 && !nodeCalls.hasShown && !nodeCalls.hasRead) return error;',
        replace: 'if (values.length >= 0) return error;',
      },
    ],
  },
  {
    guard: 'what Node formats for guest code shows what that may see',
    edits: [
      {
        file: 'lib/membrane/inspect/guest_inspect.js',
        find: '  if (!isObject(value) || guestOf.get(value) !== undefined) return shownToGuest(value);\n',
        replace: '  if (value !== shownToGuest) return value;\n',
      },
    ],
  },
  {
    guard: 'a Buffer that is cloned or posted takes its own bytes along',
    edits: [
      {
        file: 'lib/membrane/buffer_ranges.js',
        find: 'return isBuffer(value) && rangeOf(value) !== undefined ? new HostUint8Array(value) : value;',
        replace: 'return value;',
      },
    ],
  },
  {
    guard: 'nothing but timers gets into the lists of timers',
    edits: [
      {
        file: 'lib/membrane/host_object/timers.js',
        find: '  if (!takers.has(callee) ||',
        replace: '  if (callee ||',
      },
      {
        file: 'lib/membrane/host_object/timers.js',
        find: 'if (callee === clearImmediate) return',
        replace: 'if (callee === undefined) return',
      },
      {
        file: 'lib/membrane/host_object/timers.js',
        find: '  if (!methods.has(callee)) return;',
        replace: '  if (callee) return;',
      },
    ],
  },
  {
    guard: 'no Proxy of the guest hears of a symbol that only host code knows',
    dies: true,
    edits: [
      {
        file: 'lib/membrane/private_symbols.js',
        find: "return typeof key === 'symbol' && record.kind !== RealmKind.this && isPrivateSymbol(key);",
        replace: 'return key === isPrivateSymbol && record === RealmKind;',
      },
    ],
  },
  {
    guard: 'a method of a class of Node is called on its instances only',
    dies: true,
    edits: [
      {
        file: CALLS,
        find: 'if (classPrototype !== undefined && isObject(self) &&',
        replace: 'if (classPrototype === self && isObject(self) &&',
      },
    ],
  },
  {
    guard: 'plain objects of Node as receivers or arguments are read-only views',
    edits: [
      {
        file: 'lib/membrane/host_object/views.js',
        find: 'return prototype === null || prototype === ordinaryPrototype;',
        replace: 'return prototype === value;',
      },
    ],
  },
  {
    guard: 'texts of host functions are [native code]',
    edits: [
      {
        file: 'lib/membrane/host_object/text_functions.js',
        find: 'const takesText = (callee) => eventMethods.has(callee) || makesTexts(callee);',
        replace: 'const takesText = () => false;',
      },
    ],
  },
  {
    guard: 'our own scripts, modules and contexts compile nothing for a guest',
    edits: [
      {
        file: 'lib/own_functions.js',
        find: '  for (const each of functions) ownCompilers.add(each);\n',
        replace: '',
      },
    ],
  },
  {
    guard: 'methods of Buffer get numbers that nothing has to be called for',
    dies: true,
    edits: [
      {
        file: MOVING_BYTES,
        find: 'const conversions = ofBuffer.get(callee);',
        replace: 'const conversions = undefined;',
      },
    ],
  },
  {
    guard: 'what works in another thread gets no buffer that can shrink',
    dies: true,
    edits: [
      {
        file: MOVING_BYTES,
        find: 'if (isResizable === undefined) return;',
        replace: 'if (args.length >= 0) return;',
      },
    ],
  },
  {
    guard: 'a buffer that is given away keeps its memory',
    edits: [
      {
        file: 'lib/membrane/host_object/transfers.js',
        find: 'if (!isIterable(list)) {',
        replace: 'if (isIterable(list) || value !== list) {',
      },
    ],
  },
  {
    guard: 'no Console is made by guest code',
    edits: [
      {
        file: CALLS,
        find: "if (callee === Console) return new Policy({ refusal: 'printer' });",
        replace: '',
      },
    ],
  },
  {
    guard: 'errors that guest code makes of classes of Node print no object of the host',
    edits: [
      {
        file: 'lib/membrane/host_object/printed_values.js',
        find: 'if (!isNativeError(made)) return;',
        replace: 'if (made !== args) return;',
      },
    ],
  },
  {
    guard: 'what Node makes texts of has no hidden properties',
    edits: [
      {
        file: VISIBLE,
        find: 'if (isView(object) || !isOfNode(object) || !hasHidden(record, object)) return object;',
        replace:
          'if (isView(object) || !isOfNode(object) || hasHidden(record, object)) return object;',
      },
    ],
  },
];
