'use strict';

/**
 * The list of walks: every context object by the plain entrance and by others in turn, so that each
 * entrance meets many objects, and some objects in workers, under `boa-vm/register` and in the command.
 */

const { entries } = require('./context_objects.js');
const { entrances } = require('./entrances.js');

/**
 * @typedef {object} Order
 * @property {string} object
 * @property {string} entrance
 * @property {string} runner the kind of process, see `runners.js`
 * @property {number} seed
 * @property {number} milliseconds
 */

const OTHERS_EACH = 2;

/** One in so many objects is walked in a worker and under `boa-vm/register`, too. */
const ELSEWHERE = 8;

/** These need node:vm beside the package, which `boa-vm/register` takes away. */
const isOfAnotherRealm = (name) => /V8 realm/.test(name);

const COMMANDS = ['command: script', 'command: module', 'command: prompt'];

function choose(objects, ways, all) {
  const others = ways.filter((way) => way !== 'runInContext');
  const list = [];
  objects.forEach((object, index) => {
    list.push([object, 'runInContext', 'process']);
    const count = all ? others.length : OTHERS_EACH;
    for (let step = 0; step < count; step++) {
      list.push([object, others[(index * OTHERS_EACH + step) % others.length], 'process']);
    }
    if (index % ELSEWHERE === 0) list.push([object, ways[index % ways.length], 'worker']);
    if (index % ELSEWHERE === 4 && !isOfAnotherRealm(object)) {
      list.push([object, ways[index % ways.length], 'register']);
    }
  });
  for (const command of COMMANDS) list.push(['of the command', command, 'command']);
  return list;
}

/**
 * @param {{ words?: string[], slice?: [number, number], all?: boolean, seed?: number, milliseconds?: number,
 *   isNodes?: boolean }} [options] `isNodes`: for node:vm itself, which has neither command nor register
 * @returns {Order[]}
 */
function listWalks(options = {}) {
  const {
    words = [],
    slice = [1, 1],
    all = false,
    seed = 1,
    milliseconds = 1500,
    isNodes,
  } = options;
  const [part, parts] = slice;
  return choose(Object.keys(entries), Object.keys(entrances), all)
    .map(([object, entrance, runner]) => ({ object, entrance, runner, seed, milliseconds }))
    .filter((order) => !isNodes || order.runner === 'process' || order.runner === 'worker')
    .filter((order) => words.every((word) => nameOf(order).includes(word)))
    .filter((_order, index) => index % parts === part - 1);
}

/** How a walk is called in reports. */
function nameOf({ object, entrance, runner }) {
  return runner === 'process' ? `${object} · ${entrance}` : `${object} · ${entrance} · ${runner}`;
}

module.exports = { listWalks, nameOf };
