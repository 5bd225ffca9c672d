'use strict';

/**
 * Host and guest change the same few names in random steps, between and during crossings, and both modules must show the
 * same after each. `STEPS_SEED=n` runs another thousand of sequences.
 */

const test = require('node:test');
const assert = require('node:assert/strict');
const { Random } = require('../fuzz/random.js');
const own = require('..');
const oracle = require('node:vm');

const NAMES = ['a', 'b', 'c', 'Map', 'escape'];
const FIRST = Number(process.env.STEPS_SEED ?? 1);
const SEQUENCES = 400;
const STEPS = 12;

const declareFunction = (name, value) => `function ${name}() { return ${value} }`;

/** What guest code does with a name; `call()` has the host do something meanwhile. */
const ofGuest = [
  (name, value) => `${name} = ${value}`,
  (name, value) => `var ${name} = ${value}`,
  (name) => `var ${name}`,
  declareFunction,
  (name, value) => `globalThis.${name} = ${value}`,
  (name) => `delete globalThis.${name}`,
  (name) => `delete ${name}`,
  (name) => `try { ${name}++ } catch {}`,
  (name) => `try { ${name} += '+' } catch {}`,
  (name) => `try { ${name} = call() } catch {}`,
  (name) => `try { ${name} = ${name} + (call(), 1) } catch {}`,
  (name) => `try { for (let i = 0; i < 3; i++) { ${name} = i; call() } } catch {}`,
  (name, value) => `eval('var ${name} = ${value}')`,
  (name, value) => `(0, eval)('${name} = ${value}')`,
  (name, value) => `new Function('${name} = ${value}')()`,
  (name, value) => `set('${name}', ${value})`,
  (name) => `touch('${name}')`,
  (name, value) =>
    `Object.defineProperty(globalThis, '${name}', { value: ${value}, writable: true, enumerable: true, configurable: true })`,
];

/** What the host does. */
const ofHost = [
  (context, name, value) => {
    context[name] = value;
  },
  (context, name) => delete context[name],
  (context, name, value) =>
    Reflect.defineProperty(context, name, { get: () => value, set() {}, configurable: true }),
  (context, name, value) =>
    Reflect.defineProperty(context, name, { value, writable: false, configurable: true }),
  (context, name, value) => {
    Object.getPrototypeOf(context)[name] = value;
  },
  (context, name) => delete Object.getPrototypeOf(context)[name],
];

const SHOW = `(() => {
  const show = (read) => { try { const v = read(); return typeof v === 'function' ? 'function' : String(v) } catch { return 'none' } };
  return [${NAMES.map((name) => `show(() => ${name}), typeof ${name}`).join()}].join();
})()`;

/** Steps as data, so that both modules take the same ones. */
function sequence(random) {
  return random.list(3, STEPS, () => {
    const name = random.pick(NAMES);
    const inner = [random.below(ofHost.length), random.pick(NAMES), random.below(50)];
    const value = random.pick([String(random.below(50)), "'text'", 'undefined', '{}']);
    return { isHost: random.chance(0.35), which: random.below(100), name, value, inner };
  });
}

/** What is seen after each step. */
function trace(vm, steps) {
  const context = Object.create({ inherited: 1 });
  let inner;
  context.call = () => {
    const [which, name, value] = inner;
    ofHost[which](context, name, value);
    return value;
  };
  vm.createContext(context);
  vm.runInContext(
    'function set(name, value) { globalThis[name] = value } function touch(name) { try { eval(name + "= 7") } catch {} }',
    context,
  );
  const seen = [];
  for (const step of steps) {
    const guestStep = ofGuest[step.which % ofGuest.length];
    // A function declaration takes the place of an accessor here, which is a difference that is accepted.
    const isAccepted =
      guestStep === declareFunction &&
      Object.getOwnPropertyDescriptor(context, step.name)?.value === undefined &&
      Object.hasOwn(context, step.name);
    if (!step.isHost && isAccepted) continue;
    inner = step.inner;
    try {
      if (step.isHost) ofHost[step.which % ofHost.length](context, step.name, step.inner[2]);
      else vm.runInContext(guestStep(step.name, step.value), context);
    } catch (error) {
      seen.push(error.name);
    }
    // Not after each step: what nobody looks at meanwhile must be right later as well.
    if (step.which % 3) seen.push(vm.runInContext(SHOW, context));
    const onContext = NAMES.map((name) => {
      const property = Object.getOwnPropertyDescriptor(context, name);
      if (property === undefined) return 'none';
      const value = typeof property.value === 'function' ? 'function' : String(property.value);
      return 'value' in property ? `${value} ${property.writable}` : 'accessor';
    });
    seen.push(onContext.join());
  }
  return seen;
}

const describe = (steps) =>
  steps.map(({ isHost, which, name, value, inner }) =>
    isHost
      ? `host: ${ofHost[which % ofHost.length]} ${name} ${inner[2]}`
      : `guest: ${ofGuest[which % ofGuest.length](name, value)} (call: ${ofHost[inner[0]]} ${inner[1]} ${inner[2]})`,
  );

test('no step of host or guest leaves a stale name', () => {
  for (let seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
    const steps = sequence(new Random(seed));
    const expected = trace(oracle, steps);
    const actual = trace(own, steps);
    assert.deepEqual(actual, expected, `seed ${seed}\n${describe(steps).join('\n')}`);
  }
});

test('names that code reads one after the other come together, whatever changes in between', () => {
  const names = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `n_${letter}`);
  const trace = (vm) => {
    const seen = [];
    const context = vm.createContext(Object.fromEntries(names.map((name, at) => [name, at])));
    context.change = (name, value) => {
      context[name] = value;
    };
    const order = (list) => `[${list.map((name) => `typeof ${name} + ${name}`).join()}]`;
    const reads = [names, [...names].reverse(), names.filter((_, at) => at % 3)].map((list) =>
      vm.runInContext(`(() => ${order(list)}.join())`, context),
    );
    const mixed = vm.runInContext(
      `(() => { const first = ${order(names.slice(0, 9))}; n_c = 'written'; change('n_d', 'changed'); delete globalThis.n_e;
        return [...first, ${order(names.slice(0, 4))}, typeof n_e].join() })`,
      context,
    );
    for (let round = 0; round < 6; round++) {
      context.n_e ??= 5;
      for (const read of reads) seen.push(read());
      context[names[round * 4]] = `round ${round}`;
      delete context[names[round * 4 + 1]];
      Object.defineProperty(context, names[round * 4 + 2], {
        get: () => round,
        configurable: true,
      });
      const shown = reads.map((read) => {
        try {
          return read();
        } catch (error) {
          return error.name;
        }
      });
      seen.push(...shown);
      context[names[round * 4 + 1]] = round;
      seen.push(mixed(), Object.keys(context).join());
    }
    return seen;
  };
  assert.deepEqual(trace(own), trace(oracle));
});
