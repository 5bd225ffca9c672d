'use strict';

/**
 * What the host statements of a case see, and how they are evaluated. Must never be strict code
 * towards the statements: they are sloppy unless they say otherwise.
 */

const nodeModule = require('node:module');
const { describe } = require('./describe.js');

const hostRequire = nodeModule.createRequire(__filename);

/** Keeps the texts that a case logs; silent while a description looks at logged objects. */
class Log {
  constructor(describeOptions) {
    this.lines = [];
    this.muted = false;
    this.describeOptions = describeOptions;
  }

  /** @returns {(...args: unknown[]) => undefined} the `log` of the case */
  writer() {
    return (...args) => {
      if (this.muted) return;
      this.muted = true;
      this.lines.push(args.map((arg) => describe(arg, this.describeOptions)).join(' '));
      this.muted = false;
    };
  }

  /** Runs `fn` without logging. */
  quietly(fn) {
    const before = this.muted;
    this.muted = true;
    try {
      return fn();
    } finally {
      this.muted = before;
    }
  }
}

/**
 * @param {object} vm the module under test
 * @param {Log} log
 * @returns {Record<string, unknown>} names that the host code of a case may use
 */
function createScope(vm, log) {
  const scope = {
    __proto__: null,
    vm,
    graph: (texts, options) => graph(scope, texts, options),
    ctx: undefined,
    results: [],
    thrown: [],
    log: log.writer(),
    logged: (target, traps) => loggedProxy(target, log.writer(), traps),
    loggedOnce: (target, traps) => loggedProxy(target, once(log.writer()), traps),
    frames,
    text: describe,
    attempt,
    require: hostRequire,
  };
  return scope;
}

/**
 * Modules of the context that import each other by their names.
 * @param {{ vm: object, ctx: object }} scope of the case
 * @param {Record<string, string | object>} texts source texts, or modules that are there already
 * @param {object} [options] for the constructor
 * @returns {{ link: (name?: string) => Promise<object>, run: (name?: string) => Promise<object> } &
 *   Record<string, object>} `link` links the first module or another one, `run` evaluates it too; both
 *   give the module
 */
function graph({ vm, ctx }, texts, options = {}) {
  const modules = { __proto__: null };
  for (const [name, text] of Object.entries(texts)) {
    const settings = { context: ctx, identifier: name, ...options };
    modules[name] = typeof text === 'string' ? new vm.SourceTextModule(text, settings) : text;
  }
  const first = Object.keys(texts)[0];
  modules.link = async (name = first) => {
    await modules[name].link((specifier) => modules[specifier]);
    return modules[name];
  };
  modules.run = async (name = first) => {
    await modules.link(name);
    await modules[name].evaluate();
    return modules[name];
  };
  return modules;
}

const ALL_TRAPS = Reflect.ownKeys(Reflect).filter((key) => typeof key === 'string');

/** A proxy that logs each trap with its key, or only those named. */
function loggedProxy(target, log, traps = ALL_TRAPS) {
  const handler = {};
  for (const trap of traps) {
    handler[trap] = (...args) => {
      const isKeyed = typeof args[1] === 'string' || typeof args[1] === 'symbol';
      log(trap, ...(isKeyed ? [args[1]] : []));
      return Reflect[trap](...args);
    };
  }
  return new Proxy(target, handler);
}

/** Drops what was logged before: how often V8 repeats a trap is its own affair. */
function once(log) {
  const seen = new Set();
  return (trap, key) => {
    const text = `${trap} ${String(key)}`;
    if (seen.has(text)) return;
    seen.add(text);
    log(...(key === undefined ? [trap] : [trap, key]));
  };
}

/** The stack lines of an error that name a file, trimmed. */
function frames(error, file) {
  return String(error.stack)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') && line.includes(file));
}

/** What a function returns, or the class of what it throws. */
function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `throws ${error?.constructor?.name ?? String(error)}`;
  }
}

/**
 * @param {string} code statements; their completion value is returned
 * @param {Record<string, unknown>} scope
 * @returns {unknown}
 */
function evaluateInHost(code, scope) {
  // `with` keeps the names live: functions of a context object find `ctx`, which comes after them.
  return new Function('$scope', '$code', 'with ($scope) return eval($code);')(scope, code);
}

module.exports = { Log, createScope, evaluateInHost };
