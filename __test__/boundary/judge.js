'use strict';

/**
 * Decides, on the host's side and by identity, whether what a guest shows is something that it must not
 * have. Also gives a walk its `hooks`, the functions that guest code reports to.
 */

const path = require('node:path');
const { types } = require('node:util');

const { denied } = require('./deny_list.js');
const { intrinsicsOf, intrinsicRoots } = require('./intrinsics.js');
const { folderOf, packageInternals } = require('./package_internals.js');

const CALL_NOT = 1;
const STOP_HERE = 2;
const OF_THE_HOST = 4;

/** Modules whose functions are capabilities: files, programs, code, connections, threads. */
const POWERFUL = [
  ...[
    'fs',
    'fs/promises',
    'child_process',
    'vm',
    'module',
    'inspector',
    'cluster',
    'worker_threads',
  ],
  ...['net', 'tls', 'dgram', 'dns', 'http2', 'repl', 'v8', 'process'],
];

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

function powerfulFunctions() {
  const found = new Map();
  for (const name of POWERFUL) {
    const exported = require(`node:${name}`);
    found.set(exported, `module ${name}`);
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(exported))) {
      if (typeof value === 'function') found.set(value, `${name}.${key}`);
    }
  }
  return found;
}

/** What every realm but that of `runInThisContext` must be kept from. */
function hostCapabilities() {
  const found = powerfulFunctions();
  const named = { process, globalThis, require, module, Module: module.constructor };
  for (const [name, value] of Object.entries(named)) found.set(value, name);
  for (const key of Reflect.ownKeys(process)) {
    const { value } = Reflect.getOwnPropertyDescriptor(process, key);
    if (typeof value === 'function') found.set(value, `process.${String(key)}`);
  }
  return found;
}

/** Texts that show where the host's files are, or its frames. */
function telltales(folder) {
  const places = [path.dirname(__dirname), __dirname, process.execPath];
  if (folder !== undefined) places.push(folder);
  return places;
}

/**
 * A way that ends in an own property by which Node keeps its state: nothing that a context object here hands
 * in is called so. Methods such as `_write` are for those who extend a class, and what Node's functions put on
 * a guest's object is the guest's.
 */
const KEPT_BY_NODE =
  /^(?!keys|name|prototype|descriptor|globalThis|.* thrown).*\.(_[a-z]\w*|Symbol\(k[A-Z]\w*\))$/s;

const FRAME_OF_NODE = /node:internal|\(node:[a-z_/]+:\d+:\d+\)|at node:[a-z_/]+:\d+:\d+/;

class Judge {
  #forbidden = new Map();
  #classes = new Map();
  #places;
  #allowed = new Set();
  #findings = new Map();
  #guarded = new Set();
  #denied = new Set(denied.keys());
  #snapshot;
  #values = 0;

  /**
   * @param {string} subject the module that is tried, as in `BOA_VM_SUBJECT`
   * @param {object} vm what it exports
   * @param {import('./host_snapshot.js').Picture} snapshot
   */
  constructor(subject, vm, snapshot) {
    this.#snapshot = snapshot;
    const folder = folderOf(subject);
    this.#places = telltales(folder);
    this.#forbid('intrinsic', intrinsicsOf(globalThis));
    this.#forbid('capability', hostCapabilities());
    if (folder === undefined) return;
    const internals = packageInternals(folder, vm, (value) => snapshot.objects.has(value));
    this.#forbid('internal', internals);
    for (const [value, name] of internals) {
      if (typeof value === 'function' && isObject(value.prototype)) {
        this.#classes.set(value.prototype, name);
      }
    }
    for (const value of Object.values(vm)) this.#classes.delete(value?.prototype);
  }

  #forbid(kind, table) {
    for (const [value, name] of table) {
      if (!this.#forbidden.has(value)) this.#forbidden.set(value, { kind, name });
    }
  }

  /** The intrinsics of one more V8 realm, and its global object. */
  forbidRealm(name, realm) {
    this.#forbid(`intrinsic of ${name}`, intrinsicsOf(realm));
    this.#forbid('capability', [[realm, `globalThis of ${name}`]]);
  }

  /** The intrinsics of another realm of the package, as the host sees them. */
  forbidGuestRealm(name, run) {
    const roots = intrinsicRoots({ ...namesIn(run), eval: run });
    this.#forbid(
      `intrinsic of ${name}`,
      roots.filter(([, value]) => isObject(value)).map(([key, value]) => [value, key]),
    );
  }

  /** What a context object hands in on purpose. */
  allow(values) {
    for (const value of values) this.#allowed.add(value);
  }

  /** A function that this walk must not call. */
  deny(value) {
    if (value !== undefined) this.#denied.add(value);
  }

  /** Intrinsics that an option grants, by the names that their ways begin with. */
  allowIntrinsics(name) {
    for (const [value, { name: way }] of this.#forbidden) {
      if (way.replace(/^[gs]et /, '').split('.')[0] === name) this.#allowed.add(value);
    }
  }

  /** What comes with objects that are handed in, as far as it is no intrinsic and not the package's. */
  allowCapabilities(values) {
    for (const value of values) {
      const kind = this.#forbidden.get(value)?.kind;
      if (kind === 'capability' && value !== process && value !== globalThis)
        this.#allowed.add(value);
    }
  }

  /** What nobody handed in, and a guest can reach by walking: it must not be changed. */
  guard(values) {
    for (const value of values) this.#guarded.add(value);
  }

  /** Intrinsics and compilers are nobody's to hand in: the realm has its own. */
  isNeverAllowed(value) {
    const kind = this.#forbidden.get(value)?.kind ?? '';
    return kind.startsWith('intrinsic') || value === globalThis;
  }

  /** Adds a finding; the first way to each is kept. */
  find(kind, what, way) {
    const key = `${kind}: ${what}`;
    if (!this.#findings.has(key)) this.#findings.set(key, { kind, what, way });
  }

  #judge(value) {
    if (this.#allowed.has(value)) return undefined;
    const direct = this.#forbidden.get(value);
    if (direct !== undefined) return direct;
    if (types.isProxy(value)) return undefined;
    let level = value;
    for (let steps = 0; level !== null && steps < 10 && !types.isProxy(level); steps++) {
      level = Reflect.getPrototypeOf(level);
      const name = this.#classes.get(level);
      if (name !== undefined) return { kind: 'internal', name: `instance of ${name}` };
    }
    return undefined;
  }

  #isOfTheHost(value) {
    return this.#snapshot.objects.has(value) || this.#guarded.has(value);
  }

  #seen(value, way, holder) {
    this.#values += 1;
    if (!isObject(value)) return 0;
    const found = this.#judge(value);
    if (found !== undefined) {
      this.find(found.kind, found.name, way);
      return STOP_HERE;
    }
    // What Node writes to an object of the guest's own, which is a Proxy here, is the guest's: `EventEmitter.call(object)`.
    // So is an instance of a guest class over a function with such a name: that was made, not read.
    const isMade = way.startsWith('class extends ');
    const isOwn = typeof value === 'function' || isMade || types.isProxy(holder);
    const kept = isOwn ? null : KEPT_BY_NODE.exec(way);
    if (kept !== null) {
      this.find('kept by Node', kept[1], way);
      return STOP_HERE;
    }
    return (this.#denied.has(value) ? CALL_NOT : 0) | (this.#isOfTheHost(value) ? OF_THE_HOST : 0);
  }

  #text(text, way) {
    for (const place of this.#places) {
      if (text.includes(place))
        this.find('text', `a path of the host`, `${way} = ${excerpt(text, place)}`);
    }
    const frame = FRAME_OF_NODE.exec(text);
    if (frame !== null) this.find('text', 'a frame of Node', `${way} = ${excerpt(text, frame[0])}`);
  }

  #changed(value, how, way) {
    if (this.#isOfTheHost(value)) this.find('change', how, way);
  }

  /** The functions that a walk reports to. */
  hooks() {
    return {
      seen: (value, way, holder) => this.#seen(value, way, holder),
      text: (text, way) => this.#text(String(text), way),
      changed: (value, how, way) => this.#changed(value, how, way),
    };
  }

  /** What was found since the last call. */
  takeFindings() {
    const all = [...this.#findings.values()];
    this.#findings.clear();
    return all;
  }

  get values() {
    return this.#values;
  }
}

/** The globals of a realm, to be read by name. */
function namesIn(run) {
  const names = run('Object.getOwnPropertyNames(globalThis)');
  const table = {};
  for (const name of names) {
    if (name !== 'globalThis' && name !== 'eval')
      table[name] = run(`globalThis[${JSON.stringify(name)}]`);
  }
  return table;
}

function excerpt(text, around) {
  const start = Math.max(0, text.indexOf(around) - 60);
  return JSON.stringify(text.slice(start, start + 200));
}

module.exports = { Judge };
