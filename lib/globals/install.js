'use strict';

/**
 * Gives a new realm the globals that were asked for. They are code of ours that runs in the realm, under its
 * limits, and a few functions of the host's that take primitives and guest objects and give primitives and
 * copies of bytes. Guest code can reach none of those functions.
 */

const { performance } = require('node:perf_hooks');
const { OWN_CODE, addBuiltIn, compileScript, runScript } = require('../realm.js');
const { addCodec, makeGuestCore } = require('./built_ins.js');
const { runGuestFile } = require('./guest_source.js');
const { RealmKind } = require('../membrane/realm_kind.js');
const { GROUPS } = require('./names.js');
const consoles = require('./host/console.js');
const crypto = require('./host/crypto.js');
const encodings = require('./host/encoding.js');
const fetching = require('./host/fetch.js');
const { Reporter } = require('./host/reporter.js');
const { TimerLoop } = require('./host/timers.js');
const urls = require('./host/url.js');

const { has } = Reflect;

/** Record → what must end with its realm. */
const endings = new WeakMap();

/** The functions of the host's that each file takes, in order. */
const hostParts = {
  console: ({ writer }, record) => [writer.print, writer.printTable, consoleOf(record), 'console'],
  crypto: () => [crypto.randomBytes, crypto.randomUUID, crypto.openHash],
  dom_exception: () => [],
  encoding: () => [
    encodings.encode,
    encodings.openDecoder,
    encodings.encodingOf,
    encodings.fromBase64,
    encodings.toBase64,
  ],
  events: () => [],
  fetch: ({ requests }) => [requests.send, requests.abort],
  microtasks: () => [],
  performance: ({ timeOrigin }) => [timeOrigin],
  structured_clone: () => [],
  timers: ({ timers }) => [timers.arm],
  url: () => [urls.parse, urls.change, urls.parseQuery, urls.printQuery],
};

/**
 * The console that every realm has, which prints nothing. It is asked for by no name that a source would hold: what
 * a source names, each entry compares.
 */
function consoleOf(record) {
  return runScript(record, globalThisScript(), -1, OWN_CODE).console;
}

let globalThisHandle;

function globalThisScript() {
  globalThisHandle ??= compileScript('this', 'boa-vm:this', 0, 0, false);
  return globalThisHandle;
}

/** What the host keeps for the globals of one realm. */
function makeState({ sink, fetch, onUncaughtError }) {
  const start = performance.now();
  const writer = consoles.makeWriter(sink);
  const reporter = new Reporter(writer, onUncaughtError);
  return {
    clock: () => performance.now() - start,
    reporter,
    requests: new fetching.Requests(fetch),
    timeOrigin: performance.timeOrigin + start,
    timers: new TimerLoop(reporter.report),
    writer,
  };
}

/** Whether the context object brings a console, which hides the realm's. */
function hasOwnConsole({ contextObject, kind }) {
  return kind === RealmKind.contextified && has(contextObject, 'console');
}

/** Runs the files behind the groups, each once; gives all that they make. */
function runFiles(record, shared, state, groups) {
  const made = new Map();
  for (const group of groups) {
    if (group === 'console' && hasOwnConsole(record)) continue;
    for (const file of GROUPS[group].files) {
      if (made.has(file)) continue;
      if (file === 'structured_clone') addCodec(record, shared);
      const make = runGuestFile(record, `globals/guest/${file}.js`);
      made.set(file, make(shared, ...hostParts[file](state, record)));
    }
  }
  return made;
}

/**
 * @param {object} record of a realm in which no code has run yet
 * @param {{ groups: string[], sink?: object, fetch?: object, onUncaughtError?: Function }} settings as
 *   `readGlobals` gives them
 */
function installGlobals(record, settings) {
  const state = makeState(settings);
  const shared = makeGuestCore(record, state.reporter.report, state.clock);
  const made = runFiles(record, shared, state, settings.groups);
  const timers = made.get('timers');
  if (timers !== undefined) state.timers.connect(timers.runNext, timers.delayToNext);
  endings.set(record, state);
  const isDone = new Set();
  for (const group of settings.groups) {
    const { files, names } = GROUPS[group];
    for (const name of names) {
      const holder = files.map((file) => made.get(file)).find((result) => name in result);
      if (!isDone.has(name)) addBuiltIn(record, name, holder[name]);
      isDone.add(name);
    }
  }
}

/** The realm of a record has ended: nothing that it waits for comes. */
function endGlobals(record) {
  const state = endings.get(record);
  if (state === undefined) return;
  endings.delete(record);
  state.timers.end();
  state.requests.end();
}

module.exports = { endGlobals, installGlobals };
