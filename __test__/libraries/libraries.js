'use strict';

/**
 * What each program of `programs/` gets besides the language: data alone.
 * - `builtins`: modules of Node that are handed in; `require` of any other fails;
 * - `globals`: names of the host that the context object has;
 * - `scripts`: by the id that the program requires, a UMD build to be run as a script, and the global
 *   that it leaves.
 */

/**
 * @typedef {object} Needs
 * @property {string[]} [builtins]
 * @property {string[]} [globals]
 * @property {Record<string, [file: string, global: string]>} [scripts]
 */

const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'];

/** The parsers and printers of prettier, each a script that adds to one global. */
const prettierPlugins = Object.fromEntries(
  ['babel', 'estree', 'postcss', 'html', 'markdown', 'typescript', 'yaml', 'graphql'].map(
    (name) => [
      `prettier/plugins/${name}`,
      [`prettier/plugins/${name}.js`, `prettierPlugins.${name}`],
    ],
  ),
);

/** @type {Record<string, Needs>} */
module.exports = {
  acorn: {},
  ajv: { globals: ['console'] },
  babel: {
    globals: ['console'],
    scripts: { '@babel/standalone': ['@babel/standalone/babel.js', 'Babel'] },
  },
  'big.js': {},
  chai: {},
  coffeescript: { builtins: ['fs', 'path'] },
  'crypto-js': { builtins: ['crypto'] },
  d3: { scripts: { d3: ['d3/dist/d3.min.js', 'd3'] }, globals: timers },
  dayjs: {},
  ejs: { builtins: ['fs', 'path'] },
  esprima: {},
  handlebars: { builtins: ['fs'] },
  immutable: {},
  'js-yaml': {},
  jsonata: {},
  lodash: {},
  marked: {},
  mathjs: { scripts: { mathjs: ['mathjs/lib/browser/math.js', 'math'] } },
  moment: {},
  mustache: {},
  nunjucks: { builtins: ['events', 'fs', 'path'], globals: ['process', ...timers] },
  prettier: { scripts: { prettier: ['prettier/standalone.js', 'prettier'], ...prettierPlugins } },
  ramda: {},
  react: {
    builtins: ['async_hooks', 'crypto', 'stream', 'util'],
    globals: ['MessageChannel', 'TextEncoder', 'console', 'process', 'queueMicrotask', ...timers],
  },
  rxjs: { globals: timers },
  terser: { globals: ['URL'] },
  three: { globals: ['console', 'performance'] },
  typescript: {},
  'uglify-js': { builtins: ['fs', 'path'], globals: ['Buffer', 'process'] },
  vue: { builtins: ['stream'], globals: ['console', 'process', ...timers] },
};
