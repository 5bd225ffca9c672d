'use strict';

/**
 * Looks for stale reads in the other direction than reads.js: objects of the host that two guests read and change, and the host
 * changes, between their reads, in callbacks, getters, traps and jobs. What each reads is logged and compared with
 * `node:vm`.
 */

const { DEEPEST, OPERATIONS, POOL, WALKS } = require('./reads.js');

const makeHost = new Function('nest', `${OPERATIONS}\n${POOL}\nreturn { act, pool, tellGuest }`);

/** A guest takes several steps in one entry, so that what it keeps meets what the host does in between. */
const SESSION = `${OPERATIONS} (steps, pool, nest, told) => {
  const tell = (x) => {
    if (typeof x === 'function' || (typeof x === 'object' && x !== null)) {
      const at = pool.indexOf(x);
      return at < 0 ? typeof x : 'p' + at;
    }
    return Object.is(x, -0) ? '-0' : typeof x + ' ' + String(x).slice(0, 20);
  };
  const log = [];
  for (const [name, at, key, value, nests] of steps) {
    if (nests) nest();
    log.push(name + ' ' + at + ' ' + String(key) + ': ' + tell(act(name, pool[at], key, value, tell, nest)));
  }
  told(log.join('\\n'));
}`;

/** The function among the objects: its `caller` and `arguments` are V8's, and no guest sees them as frozen. */
const FUNCTION = 17;

/**
 * What guest code comes to by walking it may not change, other than with `node:vm`. A length that is none and is to be
 * configurable is refused here for the one reason, and there for the other.
 */
function nameFor({ name, side, key, at }) {
  if (side === 'host') return name;
  const isOther =
    WALKS.has(name) ||
    (name.startsWith('define') && key === 'length') ||
    (name === 'isFrozen' && at === FUNCTION);
  return isOther ? 'get' : name;
}

/** Lives in a world with an implementation of vm; gives what was seen. */
async function liveOnHost(vm, steps) {
  const log = [];
  let next = 0;
  let depth = 0;
  const nest = () => {
    if (depth >= DEEPEST || next >= steps.length || !steps[next].isNested) return;
    take(steps[next++]);
  };
  const { act, pool, tellGuest: tell } = makeHost(nest);
  const told = (text) => log.push(text);
  const guests = [1, 2].map(() => vm.runInContext(SESSION, vm.createContext({})));
  const valueOf = ({ value, other }) => {
    if (value === 'p') return pool[other];
    return value === 'fresh' ? {} : value;
  };
  /** A guest reads, does what the step says, and reads the same again, in one entry. */
  const enter = (guest, name, { at, key, reads }, value) => {
    const looks = reads.flatMap(([read, index, of]) => {
      const shown = WALKS.has(read) ? 'map' : read;
      return [false, true].map((nests) => [shown, index, of, undefined, nests]);
    });
    guest([...looks, [name, at, key, value, false], ...looks], pool, nest, told);
  };
  function take(step) {
    depth += 1;
    const { side, at, key } = step;
    const name = nameFor(step);
    log.push(`${side} ${name} ${at} ${key}`);
    try {
      const value = valueOf(step);
      const doIt = (within) => act(name, pool[at], key, value, tell, within);
      if (side === 'host') log.push(tell(doIt(nest)));
      else if (side === 'job') Promise.resolve().then(() => doIt(() => {}));
      else enter(guests[side === 'guest' ? 0 : 1], name, step, value);
    } catch (error) {
      log.push(`throws ${error?.name}`);
    }
    depth -= 1;
  }
  while (next < steps.length) {
    const step = steps[next++];
    take(step);
    if (step.side === 'job') await new Promise(setImmediate);
  }
  return log;
}

module.exports = { liveOnHost };
