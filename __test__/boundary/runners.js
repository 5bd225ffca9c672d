'use strict';

/**
 * Starts the processes that walks run in and sends them their walks. A process that dies or hangs is a
 * finding of the walk that it was at; the next walk gets a new one.
 */

const { fork } = require('node:child_process');
const os = require('node:os');
const path = require('node:path');

const { commandArguments } = require('./command_input.js');

/** Several times what a walk takes on a busy machine. */
const HANG_MS = 90_000;

/** A subject as any folder can require it. */
const absolute = (name) =>
  name.startsWith('node:') ? name : path.resolve(__dirname, '..', 'support', name);

/** No heap of a walk needs more, and one that does should fail before the machine suffers. */
const FLAGS = ['--experimental-vm-modules', '--no-warnings', '--max-old-space-size=1500'];

function settingsFor(subject, runner) {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, BOA_VM_BOUNDARY_SUBJECT: subject };
  // Paths of this folder are a finding, so the current one must be another.
  const settings = {
    cwd: os.tmpdir(),
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    execArgv: [...FLAGS],
  };
  if (runner === 'register')
    settings.execArgv.push('--require', path.join(folderOf(subject), 'register.js'));
  if (runner === 'command')
    settings.execArgv.push('--require', require.resolve('./command_probe.js'));
  return settings;
}

const folderOf = (subject) => path.dirname(require.resolve(subject));

const programs = { process: './child.js', register: './child.js', worker: './worker_child.js' };

/** One process, which does one walk after the other. */
class Session {
  #child;
  #waiting;
  #isReady;
  #stderr = '';

  constructor(subject, order) {
    const { runner } = order;
    const isCommand = runner === 'command';
    const program = isCommand
      ? path.join(folderOf(subject), 'bin', 'boa-vm.js')
      : require.resolve(programs[runner]);
    const { args, input } = isCommand ? commandArguments(order) : { args: [], input: '' };
    this.runner = runner;
    this.isSpent = isCommand;
    this.#child = fork(program, args, settingsFor(subject, runner));
    this.#isReady = new Promise((resolve) => {
      this.#child.on('message', (message) => this.#receive(message, resolve));
      this.#child.on('exit', (code, signal) => {
        this.isSpent = true;
        resolve();
        this.#waiting?.({ died: signal ?? `code ${code}`, stderr: this.#stderr });
      });
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#stderr = (this.#stderr + text).slice(-2000);
    });
    this.#child.stdin.on('error', () => {});
    this.#child.stdin.end(input);
  }

  #receive(message, resolveReady) {
    if (message.ready) resolveReady();
    if (message.failed !== undefined) this.#waiting?.({ died: message.failed, stderr: '' });
    if (message.result !== undefined) this.#waiting?.(message.result);
  }

  /** Does one walk. */
  async walk(order) {
    const result = new Promise((resolve) => {
      this.#waiting = resolve;
    });
    await Promise.race([this.#isReady, result]);
    let timer;
    const hung = new Promise((resolve) => {
      timer = setTimeout(() => resolve({ died: 'it hangs', stderr: '' }), HANG_MS);
    });
    if (this.#child.connected) this.#child.send({ order }, () => {});
    const ended = await Promise.race([result, hung]);
    clearTimeout(timer);
    this.#waiting = undefined;
    if (ended.died !== undefined || ended.findings.length > 0) this.end();
    return asReport(ended);
  }

  end() {
    this.isSpent = true;
    this.#child.kill('SIGKILL');
  }
}

/**
 * The guest has come upon a fault of the engine, which ends its context and gives it nothing: a matter of
 * availability, and so of the tests of limits.
 */
const isEngineFailure = (note) => note.includes('The engine failed in this context');

function asReport(ended) {
  if (ended.died === undefined) {
    const findings = [...ended.findings];
    if (ended.note !== '' && !isEngineFailure(ended.note)) {
      findings.push({ kind: 'not walked', what: ended.note, way: '' });
    }
    return { ...ended, findings };
  }
  const finding = {
    kind: 'the process ended',
    what: `${ended.died}`,
    way: ended.stderr.slice(-600),
  };
  return { nodes: 0, calls: 0, spied: 0, values: 0, findings: [finding] };
}

/**
 * Does walks, some at a time.
 * @param {string} subject
 * @param {import('./walks.js').Order[]} orders
 * @param {(order: object, report: object) => void} onReport
 * @param {number} [atOnce]
 */
async function runWalks(subject, orders, onReport, atOnce = 2) {
  const name = absolute(subject);
  const waiting = [...orders];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      let session;
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
        if (session === undefined || session.isSpent || session.runner !== order.runner) {
          session?.end();
          session = new Session(name, order);
        }
        onReport(order, await session.walk(order));
      }
      session?.end();
    }),
  );
}

module.exports = { runWalks };
