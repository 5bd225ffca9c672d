'use strict';

/** `createContext(object, { limits })`: what holds for every entry into a context. */

const assert = require('node:assert');
const { test } = require('node:test');
const vm = require('..');

const limited = (limits) => vm.createContext({}, { limits });

test('limits.timeout stops a run that has no timeout of its own', () => {
  const context = limited({ timeout: 50 });
  assert.throws(() => vm.runInContext('while (true);', context), {
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    message: 'Script execution timed out after 50ms',
  });
  assert.strictEqual(vm.runInContext('1 + 1', context), 2);
});

test('limits.timeout stops a guest function that the host calls', () => {
  const loop = vm.runInContext('(() => { while (true); })', limited({ timeout: 50 }));
  assert.throws(() => loop(), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
});

test('limits.timeout stops a getter that the host reads', () => {
  const object = vm.runInContext('({ get x() { while (true); } })', limited({ timeout: 50 }));
  assert.throws(() => object.x, { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
});

test('the shorter of limits.timeout and the timeout of a run counts', () => {
  const context = limited({ timeout: 60_000 });
  assert.throws(() => vm.runInContext('while (true);', context, { timeout: 50 }), {
    message: 'Script execution timed out after 50ms',
  });
});

test('limits.stackDepth bounds recursion', () => {
  const context = limited({ stackDepth: 100 });
  vm.runInContext('function down(n) { return n === 0 ? 0 : 1 + down(n - 1); }', context);
  assert.strictEqual(vm.runInContext('down(50)', context), 50);
  assert.throws(() => vm.runInContext('down(150)', context), {
    name: 'RangeError',
    message: 'Maximum call stack size exceeded',
  });
});

test('a job that is stopped leaves the jobs after it to run', async () => {
  const log = [];
  const context = vm.createContext({ log }, { limits: { timeout: 50 } });
  vm.runInContext(
    `Promise.resolve().then(() => { while (true); });
    Promise.resolve().then(() => { log.push('second'); });
    Promise.resolve().then(() => { log.push('third'); });
    0`,
    context,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepStrictEqual(log, ['second', 'third']);
});

/** Names that are no limits, and what the error says of each. */
const misnamed = {
  timeOut: "The property 'options.limits.timeOut' is no limit: use 'timeout'. Received 50",
  mem: "The property 'options.limits.mem' is no limit: use 'memory'. Received 50",
  cpu: "The property 'options.limits.cpu' is no limit: limits are timeout, memory, stackDepth, instructions. Received 50",
};

for (const [name, message] of Object.entries(misnamed)) {
  test(`a limit that there is not is refused: ${name}`, () => {
    assert.throws(() => limited({ [name]: 50 }), { code: 'ERR_INVALID_ARG_VALUE', message });
  });
}

test('createContext says where a timeout belongs', () => {
  assert.throws(() => vm.createContext({}, { timeout: 50 }), {
    code: 'ERR_INVALID_ARG_VALUE',
    message:
      "The property 'options.timeout' is an option of a run: use { limits: { timeout } } for a context. Received 50",
  });
});

for (const name of ['limits', 'contextLimits']) {
  test(`runInNewContext takes ${name}`, () => {
    const options = { [name]: { timeout: 50 } };
    const loop = vm.runInNewContext('(() => { for (;;); })', {}, options);
    assert.throws(() => loop(), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
    assert.throws(() => vm.runInNewContext('1', {}, { [name]: { time: 50 } }), {
      code: 'ERR_INVALID_ARG_VALUE',
    });
  });
}

test('setDefaultLimits holds for contexts that are made afterwards, and gives way to their own', () => {
  const before = vm.createContext({});
  vm.setDefaultLimits({ stackDepth: 100 });
  try {
    const down = 'function down(n) { return n && 1 + down(n - 1); } down(500)';
    assert.strictEqual(vm.runInContext(down, before), 500);
    assert.throws(() => vm.runInNewContext(down), { name: 'RangeError' });
    assert.strictEqual(vm.runInContext(down, limited({ stackDepth: 1000 })), 500);
  } finally {
    vm.setDefaultLimits({});
  }
  assert.strictEqual(vm.runInNewContext('(function f(n) { return n && 1 + f(n - 1); })(500)'), 500);
});

/** Runs in a context that is there already, with limits that are a context's. */
const tooLate = {
  'vm.runInContext': (context, options) => vm.runInContext('1', context, options),
  'Script#runInContext': (context, options) => new vm.Script('1').runInContext(context, options),
  'Script#runInThisContext': (_context, options) => new vm.Script('1').runInThisContext(options),
  'vm.runInThisContext': (_context, options) => vm.runInThisContext('1', options),
};

for (const [name, run] of Object.entries(tooLate)) {
  test(`${name} says where limits belong`, () => {
    assert.throws(() => run(vm.createContext(), { limits: { timeout: 5 } }), {
      code: 'ERR_INVALID_ARG_VALUE',
      message: /'options\.limits' is an option of a context: give createContext limits/,
    });
  });
}

test('limits of a run in a new context are those of the context', () => {
  const options = { limits: { timeout: 50 } };
  const stopped = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };
  assert.throws(() => new vm.Script('for (;;);').runInNewContext({}, options), stopped);
  assert.throws(() => vm.runInNewContext('for (;;);', {}, options), stopped);
  assert.strictEqual(vm.runInNewContext('1', {}, options), 1);
});
