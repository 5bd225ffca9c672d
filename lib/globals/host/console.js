'use strict';

/**
 * Prints what guests log. Values are formatted as Node's console does, without running code of theirs beyond what
 * `util.inspect` runs; the text goes to the sink of the context.
 */

const { Console } = require('node:console');
const { Writable } = require('node:stream');
const util = require('node:util');
const { isObject } = require('../../membrane/primordials.js');
const { printable } = require('./printable.js');

/** A group within groups within groups looks like this one. */
const DEEPEST = 200;

/** What a level is called where a sink has no method of that name. */
const INSTEAD = {
  __proto__: null,
  debug: 'log',
  info: 'log',
  warn: 'error',
  error: 'log',
  log: 'info',
};

/** Calls the method of an object for a level. */
function callMethod(sink, level, text) {
  for (let name = level, tries = 0; tries < 3; tries += 1) {
    if (typeof sink[name] === 'function') return sink[name](text);
    name = INSTEAD[name];
  }
}

/** @param {Function | object | undefined} sink by default the host's console */
function senderTo(sink) {
  if (typeof sink === 'function') return (level, text, values) => void sink(level, text, values);
  return (level, text) => void callMethod(sink ?? globalThis.console, level, text);
}

function indent(text, indentation) {
  if (indentation <= 0) return text;
  const margin = ' '.repeat(Math.min(indentation, DEEPEST));
  return margin + text.replaceAll('\n', `\n${margin}`);
}

/** How many cells a table has at most: Node makes all of them, however long that takes, before it prints one. */
const MOST_CELLS = 50_000;

/**
 * The rows of a table, each property read once, or undefined if they would have too many cells.
 * @param {object} data
 * @param {unknown[] | undefined} properties the columns, where they are given
 */
function rowsOf(data, properties) {
  const names = Object.keys(data);
  const columns = new Set(properties);
  const rows = Array.isArray(data) ? [] : { __proto__: null };
  for (const name of names) {
    rows[name] = cellsOf(data[name], properties);
    if (isObject(rows[name])) for (const key of Object.keys(rows[name])) columns.add(key);
    if (names.length * (columns.size + 2) > MOST_CELLS) return undefined;
  }
  return rows;
}

/** The cells of a row by their columns; a primitive is a row of its own. */
function cellsOf(row, columns) {
  if (!isObject(row)) return row;
  const cells = { __proto__: null };
  for (const key of columns ?? Object.keys(row)) {
    if (Object.hasOwn(row, key)) cells[key] = row[key];
  }
  return cells;
}

/** What Node's own console makes of a table. */
function tableOf(data, properties) {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  new Console({ stdout: stream, ignoreErrors: false }).table(data, properties);
  return text.replace(/\n$/, '');
}

/**
 * `%o` shows what is behind Proxies, which guest objects are in the host: prints the arguments for it as they print
 * in the guest.
 */
function withoutProxies(values, colors) {
  const [template] = values;
  if (typeof template !== 'string' || !template.includes('%o')) return values;
  const given = [...values];
  let at = 0;
  given[0] = template.replace(/%[sdifjoOc%]/g, (directive) => {
    if (directive === '%%') return directive;
    at += 1;
    if (directive !== '%o' || at >= given.length) return directive;
    given[at] = util.inspect(given[at], { showHidden: true, depth: 4, colors });
    return '%s';
  });
  return given;
}

/** Options of `console.dir`, of which only plain ones count. */
function dirOptions(options) {
  const read = (key, type) => {
    const value = options?.[key];
    return typeof value === type ? { [key]: value } : {};
  };
  return { ...read('showHidden', 'boolean'), ...read('depth', 'number') };
}

/** Sinks that are terminals. */
const colored = new WeakSet();

/** From now on values are printed to a sink in colours. */
function allowColors(sink) {
  colored.add(sink);
}

/** @param {Function | object | undefined} sink */
function makeWriter(sink) {
  const hasColors = sink !== undefined && colored.has(sink);
  const send = senderTo(sink);
  const shown = (text) => printable(text, { hasColors });
  const format = (values) => {
    const given = withoutProxies(values, hasColors);
    const texts = given.map((value) => (typeof value === 'string' ? printable(value) : value));
    return shown(util.formatWithOptions({ colors: hasColors }, ...texts));
  };
  return {
    send,
    format,

    /** Called by guest code of ours; gives a text for the level `format`, and prints for every other. */
    print(level, indentation, ...values) {
      if (level === 'format') return format(values);
      if (level === 'dir') {
        const options = { colors: hasColors, ...dirOptions(values[1]) };
        send('log', indent(shown(util.inspect(values[0], options)), indentation), values);
      } else send(level, indent(format(values), indentation), values);
      return undefined;
    },

    printTable(indentation, data, properties) {
      const columns = Array.isArray(properties) ? [...properties] : undefined;
      const isTable = typeof data === 'object' && data !== null;
      const rows = isTable ? rowsOf(data, columns) : undefined;
      const text = rows === undefined ? format([data]) : shown(tableOf(rows, columns));
      send('log', indent(text, indentation), [data]);
    },
  };
}

module.exports = { allowColors, makeWriter };
