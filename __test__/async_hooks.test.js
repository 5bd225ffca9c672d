'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const vm = require('boa-vm');

/** Makes a guest subclass of AsyncResource and runs `body` in the scope of one of its objects. */
function inGuestResource(body, globals) {
  const context = vm.createContext({ AsyncResource, ...globals });
  const code = `
    class Resource extends AsyncResource { constructor() { super('guest'); } }
    new Resource().runInAsyncScope(() => { ${body} });
  `;
  return new AsyncLocalStorage().run({}, () => vm.runInContext(code, context));
}

test('a guest subclass of AsyncResource runs promise jobs while the host has an AsyncLocalStorage', async () => {
  const log = [];
  inGuestResource(`Promise.resolve(1).then((value) => log(value));`, {
    log: (value) => log.push(value),
  });
  await new Promise(setImmediate);
  assert.deepEqual(log, [1]);
});

test('a guest subclass of AsyncResource hands promises to the host while that has an AsyncLocalStorage', async () => {
  assert.equal(await inGuestResource(`return Promise.resolve(1).then((value) => value + 1);`), 2);
});

test('a promise of the host resumes a guest that waits within a guest subclass of AsyncResource', async () => {
  const promise = inGuestResource(`return (async () => (await hosts) + 1)();`, {
    hosts: Promise.resolve(1),
  });
  assert.equal(await promise, 2);
});

test('an unhandled rejection within a guest subclass of AsyncResource reaches the host', async () => {
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  const reasons = [];
  process.on('unhandledRejection', (reason) => reasons.push(reason));
  inGuestResource(`Promise.reject('no handler');`);
  await new Promise(setImmediate);
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  assert.deepEqual(reasons, ['no handler']);
});

test('a guest waits on Atomics.waitAsync within a guest subclass of AsyncResource', async () => {
  const code = `
    const cells = new Int32Array(new SharedArrayBuffer(4));
    return Atomics.waitAsync(cells, 0, 0, 5).value;
  `;
  const keepsAlive = setTimeout(() => {}, 10_000);
  assert.equal(await inGuestResource(code), 'timed-out');
  clearTimeout(keepsAlive);
});
