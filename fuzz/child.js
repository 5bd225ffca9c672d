'use strict';

/** Runs the programs of a target with some seeds: `child.js target first count`. A line of JSON for each finding. */

const oracle = require('node:vm');
const fs = require('node:fs');
const subject = require('boa-vm');
const { Random } = require('./random.js');

const TIMEOUT = 1000;

/** What ends by a limit says nothing, and what only one engine can hold neither. */
const SAYS_NOTHING =
  /timed out|Maximum call stack|Invalid string length|Invalid array length|allocation failed|RangeError/;

function tell(value) {
  try {
    return typeof value === 'object' || typeof value === 'function' ? typeof value : String(value);
  } catch (error) {
    return `throws ${error?.name}`;
  }
}

/** Runs a program in a new context. */
function outcome(vm, program) {
  try {
    const limits = vm === subject ? { contextLimits: { memory: 256 << 20 } } : {};
    return tell(vm.runInNewContext(program, {}, { timeout: TIMEOUT, ...limits }));
  } catch (error) {
    return `throws ${error?.code ?? error?.name}: ${error?.message}`;
  }
}

/** Whether two outcomes are the same but for the words of the engines. */
function agree(ours, theirs) {
  const kind = (text) => (text.startsWith('throws ') ? text.slice(0, text.indexOf(':')) : text);
  return kind(ours) === kind(theirs) || SAYS_NOTHING.test(ours) || SAYS_NOTHING.test(theirs);
}

function compare(program) {
  const ours = outcome(subject, program);
  if (/POISONED/.test(ours)) return { why: 'the engine failed', program, ours, theirs: '' };
  const theirs = outcome(oracle, program);
  return agree(ours, theirs) ? undefined : { why: 'different', program, ours, theirs };
}

async function compareReads(random, hasTimeouts, live = require('./reads.js').live) {
  const { makeWorld } = require('./reads.js');
  const steps = makeWorld(random, hasTimeouts);
  const [ours, theirs] = [await live(subject, steps), await live(oracle, steps)];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  if (at < 0) return undefined;
  const program = theirs.slice(0, at).join('\n');
  return { why: `different at line ${at}`, program, ours: ours[at], theirs: theirs[at] };
}

const targets = {
  __proto__: null,
  builtins: (random) => compare(require('./builtins.js').makeProgram(random, subject, oracle)),
  sources: (random) => compare(require('./sources.js').makeProgram(random)),
  objects(random) {
    const { makeSteps, takeSteps } = require('./objects.js');
    const steps = makeSteps(random);
    const [ours, theirs] = [subject, oracle].map((vm) => takeSteps(vm, steps));
    const at = ours.findIndex((line, index) => line !== theirs[index]);
    if (at < 0) return undefined;
    const program = steps
      .slice(0, at + 1)
      .map(({ isGuest, code }) => `${isGuest ? 'guest' : 'host '} ${code}`)
      .join('\n');
    return { why: `different at step ${at}`, program, ours: ours[at], theirs: theirs[at] };
  },
  reads: (random) => compareReads(random, false),
  'host-reads': (random) => compareReads(random, false, require('./host_reads.js').liveOnHost),
  'timed-reads': (random) => compareReads(random, true),
};

async function main() {
  const [target, first, count] = process.argv.slice(2);
  for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
    fs.writeSync(1, `at ${seed}\n`);
    const finding = await targets[target](new Random(seed));
    if (finding !== undefined) fs.writeSync(1, `${JSON.stringify({ seed, ...finding })}\n`);
  }
}

main();
