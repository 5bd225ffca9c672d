'use strict';

/**
 * What the host reads of a stack: guest calls where guest code ran, its own around them, and none of this
 * package's. `node:vm` is the judge: with the calls of `node:vm` itself left out, the stacks are the same.
 * The guest's side is in stacks.test.js.
 */

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const nodeVm = require('node:vm');
const path = require('node:path');
const { test } = require('node:test');
const { format, inspect } = require('node:util');
const vm = require('..');

const filename = 'guest-file.js';
const root = path.dirname(__dirname);
const ownFolders = ['lib', 'bin'].map((name) => path.join(root, name) + path.sep);

const isCall = (line) => line.startsWith('    at ');

/** The calls of a stack, without those of `node:vm` and of the test runner. */
function calls(stack) {
  return stack
    .split('\n')
    .filter(isCall)
    .filter((line) => !/\(?node:/.test(line));
}

function assertNothingOfOurs(stack) {
  assert.equal(typeof stack, 'string');
  for (const folder of [...ownFolders, path.join(root, 'index.')]) {
    assert.ok(!stack.includes(folder), stack);
  }
}

/** What a function throws, or gives. */
function outcome(act, module) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  try {
    return act(module);
  } catch (error) {
    return error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A context object with functions of the host for guest code. */
function context(module, more) {
  return module.createContext({
    thrower: function thrower() {
      throw new TypeError('of the host');
    },
    call: function call(act) {
      return act();
    },
    HostError: Error,
    ...more,
  });
}

const cases = {
  'an error that guest code throws': (module) =>
    module.runInContext("function f() { throw new Error('x') } f()", context(module), filename),
  'an error that guest code makes and gives': (module) =>
    module.runInContext("function f() { return new Error('x') } f()", context(module), filename),
  'a frozen error of the guest': (module) =>
    module.runInContext(
      "function f() { throw Object.freeze(new Error('x')) } f()",
      context(module),
      filename,
    ),
  'an error of the engine': (module) =>
    module.runInContext('function f() { null.x } f()', context(module), filename),
  'an error that a guest function throws later': (module) => {
    const f = module.runInContext(
      "(function f() { throw new Error('x') })",
      context(module),
      filename,
    );
    return f();
  },
  'an error of the host under guest code': (module) =>
    module.runInContext('function f() { thrower() } f()', context(module), filename),
  'an error of the host that the guest catches and throws again': (module) =>
    module.runInContext(
      'function f() { try { thrower() } catch (error) { throw error } } f()',
      context(module),
      filename,
    ),
  'an error of the host that the guest gives back': (module) =>
    module.runInContext(
      'function f() { try { thrower() } catch (error) { return error } } f()',
      context(module),
      filename,
    ),
  'an error of the host in a run within a run': (module) =>
    module.runInContext(
      'function f() { call(() => { function inner() { thrower() } inner() }) } f()',
      context(module),
      filename,
    ),
  'an error of the guest in a run within a run': (module) =>
    module.runInContext(
      "function f() { call(() => { function inner() { throw new Error('x') } inner() }) } f()",
      context(module),
      filename,
    ),
  'three runs within each other': (module) =>
    module.runInContext(
      `function f() { call(function a() { call(function b() { call(function c() { thrower() }) }) }) } f()`,
      context(module),
      filename,
    ),
  'a run of another context within a run': (module) => {
    const other = context(module);
    const inner = () =>
      module.runInContext(
        "function inOther() { throw new Error('x') } inOther()",
        other,
        'other.js',
      );
    return module.runInContext(
      'function f() { inner() } f()',
      context(module, { inner }),
      filename,
    );
  },
  'a host error in another context within a run': (module) => {
    const other = context(module);
    const inner = () =>
      module.runInContext('function inOther() { thrower() } inOther()', other, 'other.js');
    return module.runInContext(
      'function f() { inner() } f()',
      context(module, { inner }),
      filename,
    );
  },
  'a run of a context within a run of another within one of its own': (module) => {
    const one = context(module);
    const other = context(module);
    one.toOther = () =>
      module.runInContext('function inOther() { toOne() } inOther()', other, 'other.js');
    other.toOne = () =>
      module.runInContext('function inner() { thrower() } inner()', one, filename);
    return module.runInContext('function outer() { toOther() } outer()', one, filename);
  },
  'a getter of the host': (module) =>
    module.runInContext(
      'function f() { return object.x } f()',
      context(module, {
        object: {
          get x() {
            throw new RangeError('x');
          },
        },
      }),
      filename,
    ),
  'a SyntaxError of a script': (module) =>
    module.runInContext('let let', context(module), filename),
  'a SyntaxError of a script in a nested run': (module) => {
    const own = context(module);
    own.compile = function compile() {
      return module.runInContext('let let', own, filename);
    };
    return module.runInContext('function f() { compile() } f()', own, filename);
  },
  'a SyntaxError of a function': (module) =>
    module.compileFunction('let let', [], { parsingContext: context(module), filename }),
  'a bad argument': (module) => new module.Script('1', { lineOffset: 'x' }),
  'a bad context': (module) => module.runInContext('1', {}),
};

for (const [what, act] of Object.entries(cases)) {
  test(`${what} has the stack that node:vm gives it`, () => {
    const [inNode, here] = [nodeVm, vm].map((module) => outcome(act, module));
    assertNothingOfOurs(here.stack);
    // In node:vm the limit of the context counts, which is 10.
    const judged = calls(inNode.stack);
    assert.ok(judged.length > 0);
    assert.deepEqual(calls(here.stack).slice(0, judged.length), judged);
    assert.equal(`${here}`, `${inNode}`);
  });
}

test('an overflow of the stack shows the innermost calls of the guest', () => {
  const act = (module) =>
    module.runInContext('function f() { f() } f()', context(module), { filename });
  const [inNode, here] = [nodeVm, vm].map((module) => {
    try {
      return act(module);
    } catch (error) {
      return error;
    }
  });
  assert.deepEqual(calls(here.stack), calls(inNode.stack));
});

test('the limit of the host counts for both sides', () => {
  const { stackTraceLimit } = Error;
  const deep = (n, act) => (n === 0 ? act() : deep(n - 1, act));
  try {
    Error.stackTraceLimit = 5;
    for (const code of ["throw new Error('x')", 'thrower()']) {
      const error = outcomeOf(() => deep(20, () => vm.runInContext(code, context(vm), filename)));
      assert.equal(error.stack.split('\n').filter(isCall).length, 5, error.stack);
      assertNothingOfOurs(error.stack);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
});

function outcomeOf(act) {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test('a timeout says where the guest was', () => {
  const error = outcomeOf(() =>
    vm.runInContext('function spin() {\n  for (;;);\n}\nspin()', context(vm), {
      filename,
      timeout: 20,
    }),
  );
  assert.equal(error.code, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
  const [first, second, third] = calls(error.stack);
  assert.match(first, /^ {4}at spin \(guest-file\.js:\d:\d+\)$/);
  assert.match(second, /^ {4}at guest-file\.js:4:\d+$/);
  assert.match(third, /stacks_host\.test\.js/);
  assertNothingOfOurs(error.stack);
});

test('a rejection of the guest has its calls', async () => {
  const error = await vm
    .runInContext(
      "async function f() { await null; throw new Error('x') } f()",
      context(vm),
      filename,
    )
    .catch((reason) => reason);
  assert.match(error.stack, /^Error: x\n {4}at .*f \(guest-file\.js/);
  assertNothingOfOurs(error.stack);
});

test('what the host writes to the stack of a guest error stays', () => {
  const own = context(vm);
  const error = vm.runInContext("var error = new Error('x'); error", own);
  error.stack = 'written';
  vm.runInContext('error.code = 5', own);
  assert.deepEqual([error.stack, error.code], ['written', 5]);
  vm.runInContext("error.stack = 'by the guest'", own);
  assert.equal(error.stack, 'by the guest');
});

test('calls of the host stay when guest code changes something else of an error', () => {
  const own = context(vm);
  const error = outcomeOf(() => vm.runInContext("var error = new Error('x'); throw error", own));
  const { stack } = error;
  assert.match(stack, /stacks_host\.test\.js/);
  vm.runInContext('error.code = 1', own);
  assert.equal(error.stack, stack);
});

test('Error.captureStackTrace takes a guest object', () => {
  const capture = (module) => {
    const own = context(module);
    const object = module.runInContext('var object = { name: "Odd", message: "m" }; object', own);
    Error.captureStackTrace(object);
    return [object.stack, module.runInContext('object.stack', own), Object.keys(object).join()];
  };
  const [inNode, here] = [nodeVm, vm].map(capture);
  assert.equal(here[2], inNode[2]);
  assert.deepEqual(calls(here[0]), calls(inNode[0]));
  assert.equal(here[0].split('\n')[0], inNode[0].split('\n')[0]);
  assert.equal(here[1], 'Odd: m');
});

test('Error.captureStackTrace under guest code gives the guest its own calls', () => {
  const own = context(vm, { capture: (object, below) => Error.captureStackTrace(object, below) });
  const code = 'var object = {}; function f() { capture(object) } f(); object.stack';
  assert.match(
    vm.runInContext(code, own, filename),
    /^Error\n {4}at f \(guest-file\.js:1:\d+\)\n {4}at guest-file\.js:1:\d+$/,
  );
});

test('Error.captureStackTrace is as it was for everything else', () => {
  const object = {};
  (function above() {
    Error.captureStackTrace(object, above);
  })();
  assert.ok(!object.stack.includes('above'), object.stack);
  const plain = {};
  assert.equal(Error.captureStackTrace(plain), undefined);
  assert.match(plain.stack.split('\n')[1], /stacks_host\.test\.js/);
  assert.throws(() => Error.captureStackTrace(5), TypeError);
  assert.throws(() => Error.captureStackTrace(new Proxy({}, {})), TypeError);
  assert.deepEqual(
    [Error.captureStackTrace.name, Error.captureStackTrace.length],
    ['captureStackTrace', 2],
  );
});

const outliving = {
  'an Error': "new Error('x')",
  'a TypeError with a code and a cause':
    "Object.assign(new TypeError('x', { cause: new Error('y') }), { code: 'E' })",
  'a class':
    "new (class Odd extends RangeError { get [Symbol.toStringTag]() { return 'T' } })('x')",
  'a class with a name': "class Odd extends Error {}; Odd.prototype.name = 'Named'; new Odd('x')",
  'a frozen error': "Object.freeze(new SyntaxError('x'))",
  'an AggregateError': "new AggregateError([new Error('a')], 'x')",
};

for (const [what, code] of Object.entries(outliving)) {
  test(`${what} can be looked at after its context was disposed of`, () => {
    const own = context(vm);
    const error = vm.runInContext(code, own, filename);
    const look = () => [
      error.name,
      error.message,
      error.stack,
      error.code,
      error.cause?.message,
      `${error}`,
      error instanceof Error || 'no instance before',
      inspect(error).replace(/\[errors\]: \[[^\]]*\]/s, ''),
    ];
    const before = look();
    vm.dispose(own);
    const after = look();
    assert.deepEqual(after.slice(0, 6), before.slice(0, 6));
    assert.equal(typeof inspect(error, { showHidden: true, depth: 5 }), 'string');
  });
}

test('an error that holds guest objects can be logged after its context was disposed of', () => {
  const own = context(vm);
  const error = vm.runInContext(
    "Object.assign(new Error('x', { cause: { plain: [1] } }), { detail: { a: 1 }, list: [1], fn() {} })",
    own,
  );
  vm.dispose(own);
  assert.match(inspect(error), /Error: x/);
});

/** Runs a text in a process of its own, in a host that is not as usual. */
function inProcess(flags, text) {
  const code = `'use strict'; const vm = require(${JSON.stringify(root)}); ${text}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, '-e', code], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

/** Errors of each kind come out as what they are. */
const probe = `
  const own = vm.createContext({ thrower() { throw new RangeError('of the host') }, call: (f) => f() });
  const seen = [];
  const see = (code, options) => {
    try { seen.push(typeof vm.runInContext(code, own, options)); }
    catch (error) { seen.push(error.name + ':' + (error.code ?? error.message)); }
  };
  see('throw new TypeError("t")');
  see('throw Object.freeze(new TypeError("t"))');
  see('null.x');
  see('let let');
  see('thrower()');
  see('call(() => thrower())');
  see('try { thrower() } catch (e) { if (e.stack.includes(":\\\\\\\\")) throw 1; throw e }');
  see('for (;;);', { timeout: 20 });
  see('(function f() { f() })()');
  see('Object.getOwnPropertyDescriptor({ get a() { return 1 } }, "a").get()');
  see('new Error("given")');
  const guest = vm.runInContext('({ a: 1, get b() { return 2 } })', own);
  seen.push(Object.keys(Object.getOwnPropertyDescriptor(guest, 'a')).join());
  seen.push(typeof Object.getOwnPropertyDescriptor(guest, 'b').get);
  guest.c = 3; Object.defineProperty(guest, 'd', { __proto__: null, value: 4 });
  seen.push(vm.runInContext('(o) => o.c + o.d', own)(guest));
  console.log(seen.join(' '));
`;

const expected = inProcess([], probe);

test('the probe of odd hosts sees what it should in a usual one', () => {
  assert.match(
    expected,
    /^TypeError:t TypeError:t TypeError:Cannot read .* RangeError:of the host .* Error:ERR_SCRIPT_EXECUTION_TIMEOUT RangeError:Maximum call stack size exceeded number object value,writable,enumerable,configurable function 7$/,
  );
});

const hosts = {
  'Error is frozen': 'Object.freeze(Error);',
  'Error has no limit': 'delete Error.stackTraceLimit;',
  'the limit is 0': 'Error.stackTraceLimit = 0;',
  'the limit is no number': "Error.stackTraceLimit = 'x';",
  'the limit is Infinity': 'Error.stackTraceLimit = Infinity;',
  'the limit is NaN': 'Error.stackTraceLimit = NaN;',
  'the limit can be read only':
    "Object.defineProperty(Error, 'stackTraceLimit', { value: 3, writable: false });",
  'the limit is a getter':
    "Object.defineProperty(Error, 'stackTraceLimit', { get() { throw new Error('no') } });",
  'a formatter gives call sites': 'Error.prepareStackTrace = (e, sites) => sites;',
  'a formatter gives nothing': 'Error.prepareStackTrace = () => {};',
  'a formatter throws': "Error.prepareStackTrace = () => { throw new Error('formatter') };",
  'a formatter that throws is frozen':
    "Error.prepareStackTrace = () => { throw new Error('formatter') }; Object.freeze(Error);",
  'Object.prototype has a get': 'Object.prototype.get = () => 1;',
  'Object.prototype has a set': 'Object.prototype.set = () => 1;',
  'Object.prototype has a value': 'Object.prototype.value = 1;',
  'Object.prototype has writable': 'Object.prototype.writable = false;',
};

for (const [what, setup] of Object.entries(hosts)) {
  test(`nothing of the guest is lost where ${what}`, () => {
    assert.equal(inProcess([], setup + probe), expected);
  });
}

test('nothing of the guest is lost with --frozen-intrinsics', () => {
  assert.equal(inProcess(['--frozen-intrinsics'], probe), expected);
});

test('what the host has set for its errors is there afterwards', () => {
  const own = context(vm);
  const formatter = (_error, sites) => sites;
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = formatter;
  Error.stackTraceLimit = 7;
  try {
    for (const code of ["throw new Error('x')", 'thrower()', 'let let']) {
      outcomeOf(() => vm.runInContext(code, own));
    }
    assert.equal(Error.prepareStackTrace, formatter);
    assert.equal(Error.stackTraceLimit, 7);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
});

test('a text that a host function makes of a guest error while guest code waits has no calls of the host', () => {
  const kept = [];
  const context = vm.createContext({
    text: (error) => error.stack,
    format: (error) => format('%s', error),
    keep: (error) => kept.push(error),
    formatKept: () => inspect(kept),
    capture: (object) => Error.captureStackTrace(object) ?? object.stack,
  });
  const texts = vm.runInContext(
    `const error = new Error('guest'); keep(error);
     [text(error), format(error), formatKept(), capture({})]`,
    context,
    'guest-file.js',
  );
  for (const text of texts) {
    assert.match(text, /guest-file\.js/);
    assert.doesNotMatch(text, /stacks_host/);
  }
  assert.match(kept[0].stack, /guest-file\.js:1:15\n[\s\S]*stacks_host/);
  const again = vm.runInContext('formatKept()', context);
  assert.doesNotMatch(again, /stacks_host/);
});
