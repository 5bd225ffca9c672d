'use strict';

/** What is thrown in one world and caught in the other: values, `cause`, `errors`, errors of Node. */

const fs = require('node:fs');

/** Host functions that throw, by what they throw. */
const throwers = {
  'a plain error': () => {
    throw new Error('x');
  },
  'a nested cause': () => {
    throw new Error('x', { cause: new TypeError('y', { cause: new RangeError('z') }) });
  },
  'an aggregate error': () => {
    throw new AggregateError([new Error('a'), new TypeError('b')], 'x');
  },
  'a DOMException': () => {
    throw new DOMException('x', 'DataCloneError');
  },
  'a class that extends Error': () => {
    class Failure extends Error {}
    throw new Failure('x');
  },
  'an error of Node with a code': () => Buffer.alloc('x'),
  'an error of the system': () => fs.readFileSync(`/nonexistent/${1}`),
  'an engine error': () => null.x,
  'a syntax error': () => JSON.parse('{'),
  'an error of a private field': () => {
    class Locked {
      #x;
      static read(o) {
        return o.#x;
      }
    }
    Locked.read({});
  },
  'a function': () => {
    throw () => {};
  },
  'an array of errors': () => {
    throw [new Error('x')];
  },
  'a proxy of an error': () => {
    throw new Proxy(new Error('x'), {});
  },
  'a frozen error': () => {
    throw Object.freeze(new Error('x'));
  },
  'an assertion error': () => require('node:assert').strictEqual({ a: 1 }, { a: 2 }),
  'an overflow': function overflow() {
    return overflow() + 1;
  },
  'a missing module': () => require('./not-there'),
  'an invalid URL': () => new URL('not a url'),
  'a structured clone error': () => structuredClone(() => {}),
  'an abort reason': () => AbortSignal.abort().throwIfAborted(),
};

module.exports = [
  ...Object.entries(throwers).map(([name, thrower]) => ({
    name: `catching ${name}`,
    context: () => ({ thrower }),
    guest: `try { thrower() } catch (e) { say(e); climb(e, 5); say(attempt(() => e.cause)); say(attempt(() => e.cause.cause)); for (const x of attempt(() => [...e.errors]) ?? []) say(x) }`,
  })),
  ...Object.entries(throwers)
    .slice(0, 8)
    .map(([name, thrower]) => ({
      name: `the rejection of ${name}`,
      context: () => ({ failing: async () => thrower() }),
      guest: 'failing().catch((e) => { say(e); climb(e, 5); say(attempt(() => e.cause)) })',
    })),
  {
    name: 'a thrown host object',
    context: ({ secrets }) => {
      const hidden = { word: secrets.word };
      return {
        thrower: () => {
          throw {
            visible: 1,
            get reader() {
              return typeof hidden;
            },
          };
        },
      };
    },
    guest: 'try { thrower() } catch (e) { climb(e, 5) }',
  },
  {
    name: 'the constructor of a caught error compiles',
    context: () => ({ thrower: throwers['an engine error'] }),
    guest: `try { thrower() } catch (e) { compile(e.constructor.constructor); compile(Object.getPrototypeOf(e.constructor).constructor) }`,
  },
  {
    name: 'errors of wrong receivers',
    context: () => ({
      map: new Map(),
      signal: new AbortController().signal,
      bytes: new Uint8Array(1),
      url: new URL('http://a/'),
    }),
    guest: `for (const f of [() => map.get.call({}), () => Reflect.get(Object.getPrototypeOf(signal), 'aborted', {}), () => bytes.fill.call(1), () => url.toString.call({}), () => map.forEach(1)]) try { f(); report('nothing') } catch (e) { say(e); climb(e) }`,
  },
  {
    name: 'errors of proxy invariants',
    context: () => ({
      frozen: Object.freeze({ a: 1 }),
      liar: new Proxy(Object.freeze({ a: 1 }), {
        get: () => 2,
        has: () => false,
        ownKeys: () => [],
      }),
    }),
    guest: `'use strict'; for (const f of [() => { frozen.a = 2 }, () => liar.a, () => 'a' in liar, () => Object.keys(liar), () => Object.defineProperty(frozen, 'b', { value: 1 }), () => Object.setPrototypeOf(frozen, {})]) try { f(); report('nothing') } catch (e) { say(e); climb(e) }`,
  },
  {
    name: 'errors of calling what is no constructor',
    context: () => ({ arrow: () => {}, K: class K {} }),
    guest: `for (const f of [() => new arrow(), () => K(), () => Reflect.construct(arrow, []), () => Reflect.construct(K, [], arrow), () => new (arrow.bind())()]) try { f() } catch (e) { say(e); climb(e) }`,
  },
  {
    name: "a guest getter that throws the host's error again",
    context: () => ({
      read: (o) => {
        try {
          return o.x;
        } catch (error) {
          throw new Error('outer', { cause: error });
        }
      },
    }),
    guest: `try { read({ get x() { throw new Error('inner') } }) } catch (e) { say(e); say(e.cause); climb(e, 5) }`,
  },
  {
    name: 'an error that the host has written secrets on',
    context: ({ secrets }) => {
      const details = new WeakMap();
      return {
        thrower: () => {
          const error = new Error('x');
          details.set(error, secrets.word);
          throw error;
        },
      };
    },
    guest:
      'try { thrower() } catch (e) { say(e); climb(e, 5); report(JSON.stringify(e)); report(JSON.stringify(Object.getOwnPropertyDescriptors(e))) }',
  },
  {
    name: 'an error whose toString is asked in the host',
    context: () => ({
      thrower: () => {
        throw new Error('x');
      },
    }),
    guest: `try { thrower() } catch (e) { report(e.toString()); report(String(e)); report(\`\${e}\`); report(e.toString.call({ name: e, message: e.stack })); compile(e.toString.constructor) }`,
  },
  {
    name: 'the cause that a guest sets to a getter',
    guest: `const e = new Error('x'); Object.defineProperty(e, 'cause', { get() { report('asked'); climb(this); climb(arguments); return robber() } }); throw e`,
    host: () => {},
    after: 'report("over")',
  },
  {
    name: 'stop errors are not caught',
    context: () => ({ f: () => {} }),
    guest: 'report("begun")',
    host: (_result, context, { vm, find }) => {
      try {
        vm.runInContext(
          'try { for (;;) f() } catch (e) { say(e); climb(e); caught = 1 } finally { caught = 2 }',
          context,
          { timeout: 30 },
        );
      } catch {
        // The timeout's.
      }
      if (context.caught !== undefined)
        find(`guest code went on after the timeout: ${context.caught}`);
    },
  },
  {
    name: 'a throw while the host iterates',
    context: () => ({ spread: (x) => [...x] }),
    guest: `let given; try { spread({ [Symbol.iterator]() { return { next() { climb(this); throw given = new Error('x') }, return(...all) { climb(all) } } } }) } catch (e) { say(e); report(String(e === given)) }`,
  },
];
