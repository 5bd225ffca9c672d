'use strict';

/**
 * Gives the mute console of a realm methods that print. What depends on the guest, counters and timers with their labels, is kept here, where it counts
 * as the context's memory; the host gets a level, an indentation and the values.
 */

module.exports = (shared, print, printTable, muted, consoleName) => {
  const { apply, clock, uncurry, $Error, $Map, $Number, $Reflect } = shared;
  const getOf = uncurry($Map.prototype.get);
  const setOf = uncurry($Map.prototype.set);
  const deleteOf = uncurry($Map.prototype.delete);
  const hasOf = uncurry($Map.prototype.has);
  const fixed = uncurry($Number.prototype.toFixed);
  const captureStackTrace = $Error.captureStackTrace;

  const counts = new $Map();
  const starts = new $Map();
  let indentation = 0;

  const write = (level, args) => apply(print, undefined, [level, indentation, ...args]);
  const labelOf = (label) => (label === undefined ? 'default' : `${label}`);

  function duration(label, rest) {
    const milliseconds = clock() - getOf(starts, label);
    const isLong = milliseconds >= 1000;
    const text = isLong ? `${fixed(milliseconds / 1000, 3)}s` : `${fixed(milliseconds, 3)}ms`;
    write('log', [`%s: %s`, label, text, ...rest]);
  }

  function missing(label, method) {
    write('warn', [`Warning: No such label '${label}' for ${consoleName}.${method}()`]);
  }

  const methods = {
    log(...data) {
      write('log', data);
    },
    warn(...data) {
      write('warn', data);
    },
    dir(value, options) {
      print('dir', indentation, value, options);
    },
    time(label) {
      const name = labelOf(label);
      if (hasOf(starts, name)) {
        write('warn', [`Warning: Label '${name}' already exists for ${consoleName}.time()`]);
      } else setOf(starts, name, clock());
    },
    timeEnd(label) {
      const name = labelOf(label);
      if (!hasOf(starts, name)) return missing(name, 'timeEnd');
      duration(name, []);
      deleteOf(starts, name);
    },
    timeLog(label, ...data) {
      const name = labelOf(label);
      if (!hasOf(starts, name)) return missing(name, 'timeLog');
      duration(name, data);
    },
    trace(...data) {
      const trace = new $Error();
      trace.name = 'Trace';
      trace.message = data.length === 0 ? '' : print('format', 0, ...data);
      if (captureStackTrace !== undefined) captureStackTrace(trace, methods.trace);
      write('error', [`${trace.stack}`]);
    },
    assert(condition, ...data) {
      if (condition) return;
      if (typeof data[0] === 'string') data[0] = `Assertion failed: ${data[0]}`;
      write('warn', typeof data[0] === 'string' ? data : ['Assertion failed', ...data]);
    },
    clear() {},
    count(label) {
      const name = labelOf(label);
      const count = (getOf(counts, name) ?? 0) + 1;
      setOf(counts, name, count);
      write('log', [`${name}: ${count}`]);
    },
    countReset(label) {
      const name = labelOf(label);
      if (!hasOf(counts, name)) {
        write('warn', [`Warning: Count for '${name}' does not exist`]);
      } else setOf(counts, name, 0);
    },
    group(...data) {
      if (data.length > 0) write('log', data);
      indentation += 2;
    },
    groupEnd() {
      indentation = indentation > 2 ? indentation - 2 : 0;
    },
    table(data, properties) {
      if (typeof data !== 'object' || data === null) return write('log', [data]);
      printTable(indentation, data, properties);
    },
    debug(...data) {
      write('debug', data);
    },
    info(...data) {
      write('info', data);
    },
    dirxml(...data) {
      write('log', data);
    },
    error(...data) {
      write('error', data);
    },
    groupCollapsed(...data) {
      methods.group(...data);
    },
  };

  for (const key of $Reflect.ownKeys(methods)) muted[key] = methods[key];
  return {};
};
