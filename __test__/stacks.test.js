'use strict';

/**
 * What guest code reads of a stack: the first line, and its own calls. No path, function or line of the
 * host, whatever the error is and however it came. The host's side is in stacks_host.test.js.
 */

const assert = require('node:assert/strict');
const nodeVm = require('node:vm');
const { test } = require('node:test');
const vm = require('..');

const filename = 'guest-file.js';

/** A function of the host by a name that no guest may see, in a file that no guest may see. */
function hostSecret(act) {
  return act();
}

function run(code, context = {}) {
  return vm.runInNewContext(code, context, { filename });
}

/** Says of a text whether there is anything of the host in it. */
function assertOfGuest(text, what) {
  assert.equal(typeof text, 'string', what);
  for (const secret of ['hostSecret', __filename, __dirname, 'node:internal', 'lib/membrane']) {
    assert.ok(!text.includes(secret), `${what}: no ${secret} in ${text}`);
  }
  for (const line of text.split('\n').filter((one) => one.startsWith('    at '))) {
    assert.match(line, /guest-file\.js|<anonymous>/, what);
  }
}

const throwers = {
  'an Error': () => new Error('message'),
  'a TypeError': () => new TypeError('message'),
  'an AggregateError': () => new AggregateError([new Error('inner')], 'message'),
  'an error without a message': () => Reflect.construct(RangeError, []),
  'a message of two lines': () => new Error('one\ntwo'),
  'a class of the host': () => new (class HostClass extends Error {})('message'),
  'a class with a name': () =>
    new (class HostClass extends Error {
      name = 'Named';
    })('message'),
  'an error of Node': () => {
    try {
      Buffer.alloc('x');
    } catch (error) {
      return error;
    }
  },
  'a system error': () => {
    try {
      require('node:fs').readFileSync('/no/such/file');
    } catch (error) {
      return error;
    }
  },
  'a DOMException': () => new DOMException('message', 'AbortError'),
  'an error of the host in another context': () =>
    nodeVm.runInNewContext('new TypeError("message")'),
  'an error of another context': () => vm.runInNewContext('new TypeError("message")'),
  'a SyntaxError of a script': () => {
    try {
      new vm.Script('let let', { filename: __filename });
    } catch (error) {
      return error;
    }
  },
  'a SyntaxError of node:vm': () => {
    try {
      new nodeVm.Script('let let', { filename: __filename });
    } catch (error) {
      return error;
    }
  },
  'an error of node:vm with its source line': () => {
    try {
      nodeVm.runInThisContext("throw new Error('boom')", { filename: __filename });
    } catch (error) {
      return error;
    }
  },
  'a bad argument of this package': () => {
    try {
      vm.runInContext('1', 5);
    } catch (error) {
      return error;
    }
  },
  'an error of a context that is disposed of': () => {
    const context = vm.createContext({});
    vm.dispose(context);
    try {
      vm.runInContext('1', context);
    } catch (error) {
      return error;
    }
  },
  'a frozen error': () => Object.freeze(new Error('message')),
  'an error that is read before': () => {
    const error = new Error('message');
    void error.stack;
    return error;
  },
  'an error whose stack the host has written': () => {
    const error = new Error('message');
    error.stack = `${error.stack}\n    at more (${__filename}:1:1)`;
    return error;
  },
  'an object with a captured stack': () => {
    class Odd {
      constructor() {
        Error.captureStackTrace(this);
      }
    }
    return new Odd();
  },
  'an object whose prototype is an error': () => Object.create(new Error('message')),
  'a Proxy of an error': () => new Proxy(new Error('message'), {}),
  'a class with a getter': () =>
    new (class HostClass extends Error {
      get stack() {
        return `mine\n    at x (${__filename}:1:2)`;
      }
    })('message'),
};

for (const [what, make] of Object.entries(throwers)) {
  test(`${what} of the host shows the guest its own calls only`, () => {
    const thrower = () => {
      throw hostSecret(make);
    };
    const seen = run(
      `const read = (error) => [
        error.stack,
        Object.getOwnPropertyDescriptor(error, 'stack')?.value ?? '',
        Reflect.get(error, 'stack'),
        Reflect.get(error, 'stack', {}) ?? '',
        Object.create(error).stack ?? '',
        Object.getOwnPropertyDescriptors(error).stack?.value ?? '',
      ];
      function guestFunction() { try { thrower() } catch (error) { return error } }
      const thrown = guestFunction();
      JSON.stringify([...read(thrown), ...read(given), ...read(holder.deep)])`,
      { thrower, given: hostSecret(make), holder: { deep: hostSecret(make) } },
    );
    for (const text of JSON.parse(seen)) assertOfGuest(text, what);
  });
}

test('the guest reads its calls from when an error crossed first', () => {
  const stacks = run(
    `function first() { return make() }
     function second(error) { return error.stack }
     const error = first(); second(error)`,
    { make: () => new Error('x') },
  );
  assert.equal(stacks, `Error: x\n    at first (${filename}:1:27)\n    at ${filename}:3:20`);
});

test('an error that is handed in has no calls of the guest', () => {
  assert.equal(run('error.stack', { error: new TypeError('x') }), 'TypeError: x');
});

test("the first line is Node's, with its code", () => {
  const thrower = () => Buffer.alloc('x');
  const line = run('try { thrower() } catch (error) { error.stack.split("\\n")[0] }', { thrower });
  const inNode = nodeVm.runInNewContext('try { thrower() } catch (e) { e.stack.split("\\n")[0] }', {
    thrower,
  });
  assert.equal(line, inNode);
});

test('causes and lists of errors have no calls of the host either', () => {
  const error = new AggregateError([new Error('a')], 'b', { cause: new Error('c') });
  const code = 'JSON.stringify([error.stack, error.cause.stack, error.errors[0].stack])';
  for (const text of JSON.parse(run(code, { error }))) assertOfGuest(text, 'a part');
});

test('a rejection has no calls of the host', async () => {
  const text = await run('(async () => { try { await fail() } catch (e) { return e.stack } })()', {
    fail: async () => {
      await null;
      throw new Error('late');
    },
  });
  assertOfGuest(text, 'a rejection');
  assert.match(text, /^Error: late/);
});

test('a module that is not found does not say who asked for it', () => {
  const seen = run(
    `function guestFunction() { try { load('./no-such-module') } catch (error) { return error } }
     const error = guestFunction();
     JSON.stringify([
       error.message, error.stack, String(error.requireStack), 'requireStack' in error,
       Object.keys(error).join(), Object.getOwnPropertyDescriptor(error, 'message').value,
       String(Object.getOwnPropertyDescriptor(error, 'requireStack')), error.code,
     ])`,
    { load: (name) => require(name) },
  );
  assert.ok(!seen.includes(__dirname), seen);
  const [message, stack, list, has, keys, own, descriptor, code] = JSON.parse(seen);
  assert.equal(message, "Cannot find module './no-such-module'");
  assert.equal(own, message);
  assert.match(stack, /^Error: Cannot find module '\.\/no-such-module'\n {4}at guestFunction/);
  assert.deepEqual(
    [list, has, keys, descriptor, code],
    ['undefined', false, 'code', 'undefined', 'MODULE_NOT_FOUND'],
  );
});

test('an import of the host that fails does not say who asked, nor where the file would be', async () => {
  const context = {
    load: (name) => import(name),
    below: (name) => import(`${__dirname}/${name}`),
    need: (name) => require(`${__dirname}/${name}`),
  };
  const tell = `var tell = (error) => [error.message, String(error), error.code, error.url, 'url' in error, Object.keys(error).join()];`;
  const read = (act) =>
    run(
      `${tell} (async () => { try { await ${act} } catch (error) { return tell(error) } })()`,
      context,
    );
  const missing = 'ERR_MODULE_NOT_FOUND';
  for (const [act, message, code] of [
    ["load('./no-such.mjs')", "Cannot find module 'no-such.mjs'", missing],
    ["below('no-such.mjs')", "Cannot find module 'no-such.mjs'", missing],
    ["load('no-such-package')", "Cannot find package 'no-such-package'", missing],
    [
      "load('./types')",
      "Directory import 'types' is not supported resolving ES modules",
      'ERR_UNSUPPORTED_DIR_IMPORT',
    ],
  ]) {
    const [seen, text, ...rest] = [...(await read(act))];
    assert.equal(seen, message);
    assert.equal(text, `Error [${code}]: ${message}`);
    assert.deepEqual(rest, [code, undefined, false, 'code']);
  }
  const [message] = await read("need('no-such')");
  assert.equal(message, "Cannot find module 'no-such'");
  const own = Object.assign(new Error('/a/b is mine'), { code: 'ENOENT', path: '/a/b' });
  const thrower = () => {
    throw own;
  };
  const code = 'try { f() } catch (error) { `${error.message} ${error.path}` }';
  assert.equal(run(code, { f: thrower }), '/a/b is mine /a/b');
});

test('what the guest writes to the stack of a host error it reads back, and the host too', () => {
  const error = new Error('x');
  const text = run("error.stack = 'mine\\n    at guest'; error.stack", { error });
  assert.equal(text, 'mine\n    at guest');
  assert.equal(error.stack, text);
  const other = new Error('x');
  const defined = "Object.defineProperty(error, 'stack', { value: 'defined' }); error.stack";
  assert.equal(run(defined, { error: other }), 'defined');
  assert.equal(other.stack, 'defined');
  const third = new Error('x');
  const getter =
    "Object.defineProperty(error, 'stack', { get: () => 'got\\n    at me' }); error.stack";
  assert.equal(run(getter, { error: third }), 'got\n    at me');
  assert.equal(run('delete error.stack; String(error.stack)', { error: third }), 'undefined');
});

test('a stack that is data of the user crosses as it is', () => {
  const record = { stack: 'a\n    at b (c.js:1:1)' };
  assert.equal(run('record.stack', { record }), record.stack);
});

test('an error with a prototype of the guest can be read', () => {
  const text = run(
    "class A extends HostError {} function make() { return new A('q') } make().stack",
    { HostError: Error },
  );
  assert.match(text, /^Error: q\n/);
  assertOfGuest(text, 'a class of the guest');
  const both = run(
    "class A extends HostError {} const { stack, message } = new A('q'); message + stack",
    { HostError: Error },
  );
  assertOfGuest(both, 'destructured');
});

test('an error whose prototype becomes an object of the guest can be read', () => {
  const error = new Error('x');
  const context = vm.createContext({ error });
  Object.setPrototypeOf(error, vm.runInContext('({ get name() { return "Mine" } })', context));
  const text = vm.runInContext('error.stack', context, { filename });
  assertOfGuest(text, 'a prototype with a getter');
  const proxied = new Error('y');
  Object.setPrototypeOf(proxied, vm.runInContext('new Proxy({}, { get: () => "Mine" })', context));
  assertOfGuest(vm.runInContext('(error) => error.stack', context)(proxied), 'a Proxy');
});

test("the guest's own errors keep their stacks whatever the host does", () => {
  const context = vm.createContext({});
  const code = `function make() { return new Error('x') } var error = make(); error`;
  const error = vm.runInContext(code, context, { filename });
  const before = vm.runInContext('error.stack', context);
  assertOfGuest(before, 'before');
  const read = vm.runInContext('() => error.stack', context);
  error.stack += `\n    at host (${__filename}:1:1)`;
  assert.equal(read(), before);
  Error.captureStackTrace(error);
  assert.equal(read(), before);
  Object.freeze(error);
  assert.equal(read(), before);
  assert.equal(vm.runInContext('Object.isFrozen(error)', context), true);
});

test('errors that the host decorates and throws again are as they were in the guest', () => {
  const context = vm.createContext({ again: (act) => act() });
  const code = `let seen; try { again(() => { throw new Error('x') }) } catch (e) { seen = e.stack } seen`;
  assertOfGuest(vm.runInContext(code, context, { filename }), 'thrown through the host');
  let error;
  const thrower = "var kept = new RangeError('x'); throw kept";
  assert.throws(
    () => vm.runInContext(thrower, context, { filename }),
    (one) => {
      error = one;
      return true;
    },
  );
  assert.match(error.stack, /stacks\.test\.js/);
  assertOfGuest(vm.runInContext('kept.stack', context), 'let out');
});

test('more errors than are kept in step at once stay apart all the same', () => {
  const context = vm.createContext({});
  const errors = vm.runInContext(
    'var errors = Array.from({ length: 100 }, (_, i) => new Error(i)); errors',
    context,
    { filename },
  );
  const taken = [...errors];
  for (const error of taken) error.stack = `host ${__filename}`;
  const again = [...errors];
  assert.ok(again.every((error) => error.stack === `host ${__filename}`));
  for (const text of vm.runInContext('errors.map((e) => e.stack)', context)) {
    assertOfGuest(text, 'one of many');
  }
});

test('an error of one context shows its own calls there, and none in another', () => {
  const one = vm.createContext({});
  const error = vm.runInContext("function inOne() { return new Error('x') } inOne()", one, {
    filename: 'one.js',
  });
  assert.equal(run('error.stack', { error }), 'Error: x');
  assert.match(error.stack, /at inOne \(one\.js/);
});

test('runs within runs show the calls of the realm at both ends', () => {
  const context = vm.createContext({ hostSecret });
  const code = `function outer() { return hostSecret(function inner() { return new Error('x').stack }) } outer()`;
  const text = vm.runInContext(code, context, { filename });
  assertOfGuest(text, 'nested');
  assert.match(text, /at inner .*\n.*at outer /);
});

test('a SyntaxError that is made in a nested run has calls of the guest only', () => {
  const context = vm.createContext({});
  context.compile = () => vm.runInContext('let let', context);
  const code =
    'function guestFunction() { try { compile() } catch (e) { return e.stack } } guestFunction()';
  const text = vm.runInContext(code, context, { filename });
  assertOfGuest(text, 'a SyntaxError');
  assert.match(text, /at guestFunction/);
});

test('a timeout of a nested run has calls of the guest only', () => {
  const context = vm.createContext({});
  context.inner = () =>
    vm.runInContext('function spin() { for (;;); } spin()', context, { timeout: 20, filename });
  const code =
    'function guestFunction() { try { inner() } catch (e) { return e.stack } } guestFunction()';
  const text = vm.runInContext(code, context, { filename });
  assertOfGuest(text, 'a timeout');
  assert.match(text, /^Error: Script execution timed out after 20ms\n {4}at spin .*/);
  assert.match(text, /at guestFunction/);
});

test('an import that fails has no calls of the host', async () => {
  const context = vm.createContext({});
  const text = await vm.runInContext("import('x').catch((error) => error.stack)", context, {
    filename,
    importModuleDynamically: () => {
      throw hostSecret(() => new Error('no such module'));
    },
  });
  assertOfGuest(text, 'an import');
});

test('an error that is a context object shows the guest none of the calls of the host', () => {
  const code = `[stack, globalThis.stack, Object.getOwnPropertyDescriptor(globalThis, 'stack').value, Reflect.get(globalThis, 'stack')]`;
  const error = hostSecret(() => new Error('x'));
  const before = error.stack;
  for (const text of run(code, error)) assert.equal(text, 'Error: x');
  assert.equal(error.stack, before);
  assert.equal(run("stack = 'mine'; stack + globalThis.stack", error), 'minemine');
  assert.equal(error.stack, 'mine');
});

test('errors of Intl have calls of the guest only', () => {
  const text = run(
    "function format() { new Intl.NumberFormat('xx-invalid-locale-') } try { format() } catch (e) { e.stack }",
  );
  assertOfGuest(text, 'Intl');
  assert.match(text, /^RangeError/);
});

test('a formatter of the host is not seen, whatever it gives', () => {
  const { prepareStackTrace } = Error;
  const odd = {
    'call sites': (_error, sites) => sites,
    nothing: () => undefined,
    'a number': () => 5,
    'a text of its own': () => `all of ${__filename}`,
    'an error': () => {
      throw new Error(__filename);
    },
  };
  try {
    for (const [what, formatter] of Object.entries(odd)) {
      Error.prepareStackTrace = formatter;
      const text = run('function f() { try { thrower() } catch (e) { return e.stack } } f()', {
        thrower() {
          throw new TypeError('x');
        },
      });
      assert.equal(
        text,
        `TypeError: x\n    at f (${filename}:1:22)\n    at ${filename}:1:65`,
        what,
      );
    }
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
});
