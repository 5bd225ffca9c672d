'use strict';

/** Removals of guards about the intrinsics of the language: some cross as the host's own objects. */

const INTRINSICS = 'lib/membrane/intrinsics.js';
const RECORD = 'lib/membrane/record.js';

/** Lets intrinsics cross as themselves where `condition`, in which `path` is an intrinsic's, holds. */
const letCross = (condition) => [
  {
    file: INTRINSICS,
    find: 'return webAssembly.has(entries[index].value) ? Kind.NOTHING : index * 16 + Kind.INTRINSIC;',
    replace: `const { path } = entries[index];
  if (${condition}) return undefined;
  return webAssembly.has(entries[index].value) ? Kind.NOTHING : index * 16 + Kind.INTRINSIC;`,
  },
];

module.exports = [
  {
    guard: "the compilers of the host (Function and its like, eval) are the realm's own",
    behind: ['bound compilers, Proxies over compilers and classes that extend them are refused'],
    edits: letCross('known[path] !== undefined'),
  },
  {
    guard: "every other intrinsic of the host's language maps to the realm's own",
    edits: letCross('index >= count.ordinary && known[path] === undefined'),
  },
  {
    guard: 'intrinsics that are reached as the prototype of a host class map as well',
    behind: [
      "the compilers of the host (Function and its like, eval) are the realm's own",
      'bound compilers, Proxies over compilers and classes that extend them are refused',
    ],
    edits: [
      {
        file: 'lib/membrane/host_object.js',
        find: 'const mark = record.inherits.get(holder);',
        replace: 'const mark = undefined;',
      },
    ],
  },
  {
    guard: "intrinsics handed in by name are the realm's own, so the host composes nothing",
    edits: [
      {
        file: RECORD,
        find: 'if (own !== undefined) return codeIn(record, own, value);',
        replace: `const { path } = require('./intrinsics').entries[own] ?? {};
  const isComposer = /^(?:Object|Reflect|JSON|Array|Promise)(?:\\.\\w+)?$|^Function.prototype.\\w+$/.test(path) && !/proto/.test(path);
  if (own !== undefined && !isComposer) return codeIn(record, own, value);`,
      },
    ],
  },
  {
    guard: "function properties in descriptors of the host's objects cross one by one, mapped",
    edits: [
      {
        file: RECORD,
        find: 'if (own !== undefined) return codeIn(record, own, value);',
        replace: `const { path } = require('./intrinsics').entries[own] ?? {};
  if (own !== undefined && !/:[gs]et$|ThrowTypeError/.test(path)) return codeIn(record, own, value);`,
      },
    ],
  },
  {
    guard: 'bound compilers, Proxies over compilers and classes that extend them are refused',
    edits: [
      {
        file: 'lib/membrane/host_object/compilers.js',
        find: '  if (isProxy(value)) return isProxyOfCompiler(value);\n',
        replace: '  if (value) return false;\n',
      },
    ],
  },
  {
    guard: "intrinsics of another V8 context map to the realm's own or are refused",
    edits: [
      {
        file: 'lib/membrane/foreign_intrinsics.js',
        find: 'if (chain === undefined) return undefined;',
        replace: 'if (chain !== null) return undefined;',
      },
    ],
  },
  {
    guard: "intrinsics of another context of ours map to the realm's own",
    edits: [
      {
        file: RECORD,
        find: 'return index === undefined ? undefined : codeOfIntrinsic(index);',
        replace: 'return index === undefined ? undefined : undefined;',
      },
    ],
  },
  {
    guard: "a receiver that a guest leaves out is never the host's global object",
    behind: ["the global object of another V8 context is the realm's own"],
    edits: [
      {
        file: INTRINSICS,
        find: '  [globalThis, Kind.GLOBAL_THIS],\n',
        replace: '',
      },
    ],
  },
  {
    guard: "the global object of another V8 context is the realm's own",
    edits: [
      {
        file: 'lib/membrane/foreign_intrinsics.js',
        find: "return typeof value === 'object' && !isProxy(value) && ownValue(value, 'globalThis') === value;",
        replace: 'return value === null;',
      },
    ],
  },
  {
    guard: "the host's Intl is the realm's own",
    edits: letCross('/^Intl\\b/.test(path)'),
  },
  {
    guard: "statics of the host's Error are not the guest's to set",
    edits: letCross("path === 'Error'"),
  },
  {
    guard: "legacy statics of the host's RegExp do not exist",
    edits: letCross("path === 'RegExp'"),
  },
  {
    guard: "WebAssembly's objects lead to the realm's own",
    edits: letCross("path === 'Function' || path === 'Function.prototype'"),
  },
];
