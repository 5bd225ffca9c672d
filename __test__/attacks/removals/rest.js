'use strict';

/** Removals of all other guards. */

const PRIMORDIALS = 'lib/membrane/primordials.js';

module.exports = [
  {
    guard: "settling and reacting uses no species and no then of the host's user",
    edits: [
      {
        file: 'lib/membrane/promise_species.js',
        find: "  const own = getOwnPropertyDescriptor(promise, 'constructor');\n",
        replace:
          "  if (promise) return nothing;\n  const own = getOwnPropertyDescriptor(promise, 'constructor');\n",
      },
    ],
  },
  {
    guard: 'the command imports inside its root only and tells nothing of other files',
    edits: [
      {
        file: 'lib/module/loader/resolution.js',
        find: 'if (isWithin(root, real) || (isPackage && isWithin(packageRoot, real))) return real;',
        replace: 'if (real !== isPackage) return real;',
      },
    ],
  },
  {
    guard: 'what is kept in step is complete or repeated after a stop',
    stays: 'the notes of what is left to do are kept in Rust',
  },
  {
    guard: 'the membrane calls nothing that the host can have replaced',
    dies: true,
    edits: [
      {
        file: PRIMORDIALS,
        find: 'const SafeMap = makeSafe(Map, class SafeMap extends Map {});',
        replace: 'const SafeMap = Map;',
      },
    ],
  },
  {
    guard: 'descriptors that the membrane makes inherit nothing',
    dies: true,
    edits: [
      {
        file: 'lib/membrane/host_object.js',
        find: 'const descriptor = { __proto__: null };',
        replace: 'const descriptor = {};',
      },
    ],
  },
  {
    guard: "what the host does for a realm's Intl comes as plain copies",
    stays: 'Rust reads marks and plain values there and makes nothing of an object',
  },
  {
    guard: 'no accessor of a guest class hears how native parts are made',
    dies: true,
    edits: [
      {
        file: 'lib/membrane/host_object/calls.js',
        find: 'if (newTarget === callee || !makesNativeParts(callee)) return',
        replace: 'if (callee) return',
      },
    ],
  },
  {
    guard: 'a child process that was handed in starts no other one',
    dies: true,
    edits: [
      {
        file: 'lib/membrane/host_object/methods_for_node.js',
        find: '  inner.add(ChildProcess.prototype.spawn);',
        replace: '  inner.delete(ChildProcess.prototype.spawn);',
      },
    ],
  },
  {
    guard: "what Node's loaders say of files of the host is cut off",
    edits: [
      {
        file: 'lib/membrane/guest_view.js',
        find: "if (loaderCodes.has(ownValue(holder, 'code'))) return true;",
        replace: 'if (holder !== null) return false;',
      },
    ],
  },
  {
    guard: 'a socket of TLS keeps its native half',
    dies: true,
    edits: [
      {
        file: 'lib/membrane/host_object/methods_for_node.js',
        find: "if (isPrivate && typeof method === 'function') inner.add(method);",
        replace: "if (isPrivate && typeof method === 'function') inner.delete(method);",
      },
    ],
  },
  {
    guard: 'what dns gives for a question has no methods',
    dies: true,
    edits: [
      {
        file: 'lib/membrane/host_object/methods_for_node.js',
        find: 'addWrap(new module.Resolver());',
        replace: '',
      },
    ],
  },
];
