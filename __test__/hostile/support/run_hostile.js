'use strict';

/**
 * Runs hostile guests, each in a process of its own, and judges how each was held:
 * - `ring 1`: it came to a value or an error, and its context works;
 * - `ring 2`: it was abandoned, and its context says that it is poisoned;
 * - `late`: held, but more than `LATE_MS` after its time was up;
 * - `insane`: the process lives, but a context does not work or says something else;
 * - `death`, `hang`: it took the process along, or held it.
 */

const { spawn } = require('node:child_process');
const os = require('node:os');
const path = require('node:path');
const { endOf } = require('../../support/child.js');

const CORPORA = ['time', 'stack', 'memory', 'heap', 'membrane'];
const TIMEOUT_MS = 200;
const LATE_MS = 300;
const PATIENCE_MS = 20_000;
const ADDRESS_SPACE_KB = 16 * 2 ** 20;

/** Runs `guest.js` with a bound on its address space, so that what takes too much memory dies and not the machine. */
function start(subject) {
  const program = path.join(__dirname, 'guest.js');
  const command = `ulimit -v ${ADDRESS_SPACE_KB}; ulimit -c 0; exec "$0" "$@"`;
  return spawn('bash', ['-c', command, process.execPath, program, subject], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
}

function verdictOf({ outcome, ms, same, other }) {
  if (other.value !== '2,4,6') return 'insane';
  const isPoisoned = same.reason === 'poisoned';
  if (!isPoisoned && same.value !== '42') return 'insane';
  if (ms > TIMEOUT_MS + LATE_MS) return 'late';
  return isPoisoned || outcome.reason === 'poisoned' ? 'ring 2' : 'ring 1';
}

/**
 * @param {{ title: string, text: string }} guest
 * @param {string} subject the path of the package
 * @param {{ patienceMs?: number }} [options] how long it may take until it counts as hanging
 * @returns {Promise<{ title: string, verdict: string, detail: string }>}
 */
async function runGuest({ title, text }, subject, { patienceMs = PATIENCE_MS } = {}) {
  const child = start(subject);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    printed += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  const { code, signal } = await endOf(child, patienceMs);
  if (signal === 'hung') return { title, verdict: 'hang', detail: '' };
  if (printed === '') return { title, verdict: 'death', detail: `${signal ?? code}` };
  return { title, verdict: verdictOf(JSON.parse(printed)), detail: printed.trim() };
}

/** Runs guests, as many at a time as the machine has processors, and tells of each. */
async function runGuests(guests, subject, tell = () => {}, options = {}) {
  const waiting = [...guests];
  const results = [];
  const work = async () => {
    for (let guest = waiting.shift(); guest !== undefined; guest = waiting.shift()) {
      const result = await runGuest(guest, subject, options);
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, work));
  return results;
}

/** All guests, by the corpus that they stand in. */
function allGuests() {
  return CORPORA.flatMap((corpus) =>
    Object.entries(require(`../${corpus}.js`)).map(([title, text]) => ({
      title: `${corpus} > ${title}`,
      text,
    })),
  );
}

module.exports = { allGuests, runGuests };
