'use strict';

/**
 * Says what to do about errors of guest code whose words are V8's. A hint goes into the stack that the host prints, below the
 * line that threw; `message` stays as it is. Must never read more of an error than its own message, call a built-in that a program may
 * patch, or throw.
 */

const { GROUPS, NAMES } = require('./globals/names.js');
const {
  SafeMap,
  SafeSet,
  endsWith,
  includes,
  indexOf,
  linesOf,
  sliceOf,
  startsWith,
} = require('./membrane/primordials.js');

const { getOwnPropertyDescriptor } = Reflect;

const NOT_DEFINED = ' is not defined';

const COMPILE =
  'must be compiled first (by the `transform` of vm.createLoader, esbuild or the like)';
const MODULE =
  'only modules import and export: new vm.SourceTextModule(code), or vm.createLoader for files';

/** Names that a context lacks, and where it gets them. */
const WAYS = new SafeMap();
for (const group of NAMES) {
  for (const name of GROUPS[group].names) {
    if (!WAYS.has(name)) WAYS.set(name, `createContext(object, { globals: ['${group}'] })`);
  }
}
const FETCH = "createContext(object, { fetch: ['https://api.example.org'] })";
for (const name of GROUPS.fetch.names) WAYS.set(name, FETCH);
for (const name of ['require', 'module', 'exports', '__filename', '__dirname']) {
  WAYS.set(name, "vm.createRequire(context, { root, builtin: ['path'] }) or vm.createLoader");
}

/** What else Node has: the host can hand it in, one by one. */
const HOST_GLOBALS = new SafeSet([
  ...['Blob', 'BroadcastChannel', 'Buffer', 'ByteLengthQueuingStrategy', 'CompressionStream'],
  ...['CountQueuingStrategy', 'DecompressionStream', 'File', 'FormData', 'MessageChannel'],
  ...['MessageEvent', 'MessagePort', 'ReadableStream', 'TextDecoderStream', 'TextEncoderStream'],
  ...['TransformStream', 'WebSocket', 'WritableStream'],
]);

/** V8's messages about code that is for something else. */
const SYNTAX = new SafeMap([
  ['Cannot use import statement outside a module', MODULE],
  ["Cannot use 'import.meta' outside a module", MODULE],
  ["Unexpected token 'export'", MODULE],
  [
    'await is only valid in async functions and the top level bodies of modules',
    'vm.runCell(code, context) runs code that awaits at its top level',
  ],
  ['Illegal return statement', 'vm.compileFunction(code) makes a function of code that returns'],
]);

/** The source line of an arrow, and its rest from the caret on. */
function placeOf(arrow) {
  const lines = linesOf(arrow);
  const line = lines[1] ?? '';
  const carets = lines[2] ?? '';
  const caret = indexOf(carets, '^');
  return { line, rest: caret < 0 ? '' : sliceOf(line, caret) };
}

const DECLARATIONS = ['const ', 'let ', 'var ', 'function ', '=>'];

function hasDeclaration(line) {
  for (let at = 0; at < DECLARATIONS.length; at += 1) {
    if (includes(line, DECLARATIONS[at])) return true;
  }
  return false;
}

/** Whether a line is TypeScript, as far as the message about it tells. */
function isTypeScript(message, line, rest) {
  if (message === 'Missing initializer in const declaration') return includes(rest, ':');
  if (message === "Unexpected token ':'") return hasDeclaration(line);
  return message === "Unexpected identifier 'as'" || startsWith(line, 'interface ');
}

function hintOfOtherLanguage(message, arrow) {
  const { line, rest } = placeOf(arrow);
  if (message === "Unexpected token '<'" && rest[1] !== ' ') return `JSX ${COMPILE}`;
  if (message === 'Invalid or unexpected token' && rest[0] === '@') return `Decorators ${COMPILE}`;
  return isTypeScript(message, line, rest) ? `TypeScript ${COMPILE}` : undefined;
}

function hintOfMissing(name) {
  const way = WAYS.get(name);
  if (way !== undefined) return `${way} gives a context ${name}`;
  return HOST_GLOBALS.has(name)
    ? `a context has the language alone; createContext({ ${name} }) hands it in`
    : undefined;
}

/**
 * Says what to do about an error of guest code.
 * @param {string} message
 * @param {string} arrow the place, the source line and a caret
 * @returns {string | undefined}
 */
function hintFor(message, arrow) {
  if (endsWith(message, NOT_DEFINED)) {
    return hintOfMissing(sliceOf(message, 0, message.length - NOT_DEFINED.length));
  }
  return SYNTAX.get(message) ?? hintOfOtherLanguage(message, arrow);
}

/**
 * Adds the hint to what stands above the stack of an error.
 * @param {object} error
 * @param {string} arrow ends with a line feed
 * @returns {string} the arrow, with the hint in a line of its own if there is one
 */
function withHint(error, arrow) {
  const message = getOwnPropertyDescriptor(error, 'message')?.value;
  if (typeof message !== 'string') return arrow;
  const hint = hintFor(message, arrow);
  return hint === undefined ? arrow : `${arrow}hint: ${hint}\n`;
}

module.exports = { withHint };
