'use strict';

/**
 * The process that one attack is made in: takes the subject's file, the name of a class and of an attack.
 * Plants secrets, brings the host into the state that the attack asks for, gives the guest what it is to have and
 * lets the judge watch. Must never give an attack anything but what its record says.
 */

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { plant, secrets } = require('./planted.js');
const judge = require('./judge.js');
const { differences, takeSnapshot } = require('../../boundary/host_snapshot.js');
const { findAttack } = require('./catalogue.js');

const GUEST_LIMIT_MS = 15_000;

const [, , subjectFile, className, attackName] = process.argv;
const prelude = fs.readFileSync(path.join(__dirname, 'guest_prelude.js'), 'utf8');
const attack = findAttack(className, attackName);
const { setImmediate, setTimeout } = globalThis;
const { create, defineProperty, getOwnPropertyDescriptors, getPrototypeOf, setPrototypeOf } =
  Object;
const { ownKeys } = Reflect;

const tick = () => new Promise((resolve) => setImmediate(resolve));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Gives the last lines of guest code a chance: jobs, timers, callbacks. */
async function settle() {
  for (let n = 0; n < 5; n++) await tick();
  await sleep(attack.waitMs ?? 5);
}

/** Runs a program and gives all that it printed. Must not wait for ever for one that asks for input. */
function runProcess(args, { input = '', env = {}, cwd = os.tmpdir() } = {}) {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ stdout, stderr, code }));
  });
}

/** Judges the lines that guest code printed in another process: those that begin with GUEST. */
function hear(text) {
  for (const line of text.split('\n')) {
    const at = line.indexOf('GUEST');
    if (at >= 0) judge.report(line.slice(at + 5));
  }
}

/** What host code of an attack may use. */
class Host {
  secrets = secrets;
  report = judge.report;
  forbid = judge.forbid;
  forbidRealm = judge.forbidRealm;
  find = judge.find;
  tick = tick;
  sleep = sleep;
  settle = settle;
  prelude = prelude;

  constructor(vm) {
    this.vm = vm;
    // So that a record may take what it needs apart.
    for (const name of ['createContext', 'run', 'module', 'command', 'program', 'folder']) {
      this[name] = this[name].bind(this);
    }
  }

  /** Gives a new context the prelude. */
  createContext(properties = {}, options = undefined) {
    const object = create(getPrototypeOf(properties));
    const descriptors = getOwnPropertyDescriptors(properties);
    for (const key of ownKeys(properties)) {
      defineProperty(object, key, setPrototypeOf(descriptors[key], null));
    }
    defineProperty(object, 'report', { __proto__: null, value: judge.report, configurable: true });
    try {
      const context = this.vm.createContext(object, options);
      this.vm.runInContext(prelude, context, { filename: 'prelude' });
      return context;
    } catch (error) {
      judge.find(`no context can be made: ${attackText(error)}`);
      throw error;
    }
  }

  /** Runs guest code; what it throws is reported, as it is the guest's to read. */
  run(code, context = this.context, options = {}) {
    return this.vm.runInContext(code, context, {
      filename: 'guest',
      timeout: GUEST_LIMIT_MS,
      ...options,
    });
  }

  /** Makes, links and evaluates a module of the main context. */
  async module(text, options = {}, linker = () => undefined) {
    const module = new this.vm.SourceTextModule(text, {
      context: this.context,
      identifier: 'guest-module',
      ...options,
    });
    await module.link(linker);
    await module.evaluate({ timeout: GUEST_LIMIT_MS });
    return module;
  }

  /** Starts the command `boa-vm`; what its guest printed after `GUEST` is judged. */
  async command(args, options = undefined) {
    const bin = path.join(path.dirname(subjectFile), 'bin', 'boa-vm.js');
    const ended = await runProcess([bin, ...args], options);
    hear(ended.stdout);
    hear(ended.stderr);
    if (/robbed|GUEST/.test(ended.stdout + ended.stderr)) judge.report('printed');
    return ended;
  }

  /** Starts another program of the host, in which `vm` is the subject; its guest's lines are judged. */
  async program(source, { flags = [], ...options } = {}) {
    const text = `const vm = require(${JSON.stringify(subjectFile)});\n${source}`;
    const ended = await runProcess([...flags, '--no-warnings', '-e', text], options);
    hear(ended.stdout);
    hear(ended.stderr);
    return ended;
  }

  /** A folder of its own with files. */
  folder(files) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'attack-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files))
      fs.writeFileSync(path.join(folder, name), text);
    return folder;
  }
}

/** Whether guest code went wrong in a way that tells of a mistake in the attack, not of a guard. */
function isMistake(error) {
  const name = error?.name;
  return (name === 'SyntaxError' && !attack.syntaxError) || name === 'ReferenceError';
}

/** Runs a step of the attack. What it throws ends the step, as a host would catch it. */
async function step(action) {
  try {
    return await action();
  } catch (error) {
    const text = attackText(error);
    judge.write(isMistake(error) ? 'mistake' : 'threw', text);
    return undefined;
  }
}

/** What an error says, where that can be read at all. */
function attackText(error) {
  try {
    return `${error?.name}: ${error?.message}`.slice(0, 600);
  } catch {
    return 'an error that can not be read';
  }
}

async function main() {
  plant();
  if (!attack.dies)
    process.on('unhandledRejection', (reason) => judge.write('threw', attackText(reason)));
  if (attack.before) attack.before();
  const vm = require(subjectFile);
  if (attack.needs?.some((name) => vm[name] === undefined)) {
    judge.write('missing');
    return;
  }
  judge.begin(vm, subjectFile);
  const host = new Host(vm);
  // Node's modules are loaded before the host gets odd.
  if (attack.loaded) takeSnapshot();
  if (attack.loaded) attack.loaded(host);
  const properties = attack.context ? await attack.context(host) : {};
  host.context = host.createContext(properties, attack.options);
  const before = takeSnapshot();
  let broken = () => attack.broken?.(host);
  process.on('exit', () => {
    const what = broken();
    if (what) judge.find(typeof what === 'string' ? what : 'the host is not as it was');
    // Set by Node itself when an uncaught error ends the process.
    judge.end(differences(before).filter((line) => !line.startsWith('process.exitCode')));
  });
  let result;
  await step(() => {
    if (attack.guest !== undefined) result = host.run(attack.guest);
  });
  if (attack.host) await step(() => attack.host(result, host.context, host));
  if (attack.after) await step(() => host.run(attack.after));
  await settle();
  if (attack.broken) {
    const what = await attack.broken(host);
    broken = () => what;
  }
  process.exit();
}

main().catch((error) => {
  judge.write('unprepared', attackText(error));
  process.exit();
});
