'use strict';

/**
 * Which iterators are asked (`n`) and closed (`r`), and in which order, when control leaves a loop or a pattern: by
 * `return()` of a generator, `break`, `continue`, `return` and throws.
 */

const PRELUDE = `
  var log = [];
  function logging(name, { length = 3, failing = '', first = 0 } = {}) {
    let i = 0;
    return {
      [Symbol.iterator]() { return this; },
      next() {
        log.push('n' + name);
        if (failing === 'next') throw 'next' + name;
        const value = i === 0 ? first : i;
        return { done: i++ >= length, value };
      },
      return() {
        log.push('r' + name);
        if (failing === 'return') throw 'return' + name;
        return failing === 'result' ? 1 : {};
      },
    };
  }
  function later(name, options) {
    const own = logging(name, options);
    return {
      [Symbol.asyncIterator]() { return this; },
      async next() { return own.next(); },
      async return() { return own.return(); },
    };
  }
  function outcome(f) {
    try { return f(); } catch (e) { return 'throws ' + (e.name || e); }
  }
`;

const plainly = (body) => [`${PRELUDE} const result = outcome(() => { ${body} }); [result, log]`];

const closed = (body) =>
  plainly(`const g = (function* () { ${body} })(); g.next();
    const first = outcome(() => g.return(5)); return [first, log.join(), g.next()]`);

const waiting = (body) => [
  {
    run: `${PRELUDE} (async () => { ${body} })().then(log.push.bind(log), log.push.bind(log))`,
    wait: true,
  },
  'log',
];

const closedLater = (body) =>
  waiting(`const g = (async function* () { ${body} })(); await g.next();
    return JSON.stringify(await g.return(5))`);

/** Names with the cases of their bodies. */
const casesOf = (bodies, prefix, steps) =>
  Object.fromEntries(
    Object.entries(bodies).map(([name, body]) => [`${prefix}${name}`, steps(body)]),
  );

/** How control leaves. */
const LEFT = {
  'break to a label of an endless loop': 'a: for (;;) { for (const x of logging(1)) break a }',
  'break to a label of while': 'a: while (1) { for (const x of logging(1)) break a }',
  'break to a label of do': 'a: do { for (const x of logging(1)) break a } while (0)',
  'break to a label of a block':
    'a: { for (const x of logging(1)) for (const y of logging(2)) for (const z of logging(3)) break a }',
  'break to a label of switch': 'a: switch (1) { case 1: for (const x of logging(1)) break a }',
  'break to a label of try':
    "a: try { for (const x of logging(1)) break a } finally { log.push('f') }",
  'break to a label of for-of':
    'a: for (const x of logging(1)) { for (const y of logging(2)) break a }',
  'break to a label of for-in':
    'a: for (const k in { a: 1 }) { for (const x of logging(1)) break a }',
  'break from for-in to a label of for-of':
    'a: for (const x of logging(1)) { for (const k in { a: 1 }) break a }',
  'break through finally':
    "a: for (const x of logging(1)) try { for (const y of logging(2)) try { break a } finally { log.push('f1') } } finally { log.push('f2') }",
  'break of switch in a loop':
    'switch (1) { case 1: for (const x of logging(1)) { switch (2) { case 2: break } break } }',
  'break, return throws':
    "a: for (const x of logging(1)) for (const y of logging(2)) for (const z of logging(3, { failing: 'return' })) break a",
  'break, return throws and is caught':
    "a: for (const x of logging(1)) try { for (const y of logging(2, { failing: 'return' })) break a } catch (e) { log.push(e); break }",
  'continue to a label of for-of':
    'a: for (const x of logging(1)) { for (const y of logging(2)) continue a }',
  'continue, return throws':
    "a: for (const x of logging(1)) for (const y of logging(2)) for (const z of logging(3, { failing: 'return' })) continue a",
  'return, return throws':
    "for (const x of logging(1)) for (const y of logging(2)) for (const z of logging(3, { failing: 'return' })) return 1",
  'return, return throws below finally':
    "for (const x of logging(1)) try { for (const y of logging(2)) for (const z of logging(3, { failing: 'return' })) return 1 } finally { log.push('f') }",
  'return, return gives no object':
    "for (const x of logging(1)) for (const y of logging(2, { failing: 'result' })) return 1",
  'a throw in for-in in for-of': 'for (const x of logging(1)) for (const k in { a: 1 }) throw 1',
  'a throw in for-in, caught':
    'for (const x of logging(1)) try { for (const k in { a: 1 }) throw 1 } catch {}',
  'next throws in a loop':
    "for (const x of logging(1)) try { for (const y of logging(2, { failing: 'next' })); } catch {}",
  'next throws in a pattern':
    "for (const x of logging(1)) try { const [a] = logging(2, { failing: 'next' }) } catch {}",
  'next throws in a spread':
    "for (const x of logging(1)) try { [...logging(2, { failing: 'next' })] } catch {}",
  'next throws in yield*':
    "for (const x of logging(1)) try { [...(function* () { yield* logging(2, { failing: 'next' }) })()] } catch {}",
  'return throws in a loop, caught':
    "for (const x of logging(1)) try { for (const y of logging(2, { failing: 'return' })) break } catch {}",
  'yield* without throw':
    'const g = (function* () { for (const x of logging(1)) try { yield* logging(2) } catch (e) { log.push(e.name) } })(); g.next(); g.throw(1); return [...g]',
  'a generator in a loop that ends':
    'for (const x of (function* () { for (const y of logging(1)) yield y })()) break',
  'a throw in a pattern in a loop':
    'for (const x of logging(1)) for (const [a = (() => { throw 1 })()] of [[]]) break',
  'a throw in a pattern, return throws':
    "const [a, b = (() => { throw 1 })()] = logging(1, { failing: 'return', first: undefined })",
  'a pattern that is longer':
    'let a, b, c, d; [a, b, c, d] = logging(1, { length: 1 }); return [a, b, c, d]',
  'a pattern with a rest after the end':
    'const [a, b, ...c] = logging(1, { length: 1 }); return [a, b, c]',
  'a pattern with elisions after the end':
    'const [, , a, , b = 7] = logging(1, { length: 1 }); return [a, b]',
  'a pattern with a rest pattern after the end':
    'const [a, b, ...[c, d]] = logging(1, { length: 1 }); return [a, b, c, d]',
  'parameters that are longer': 'return (([a, b, c]) => [a, b, c])(logging(1, { length: 1 }))',
};

/** What a generator is in when it is closed. */
const IN_GENERATORS = {
  'a loop': 'for (const x of logging(1)) yield x',
  'two loops': 'for (const x of logging(1)) for (const y of logging(2)) yield x',
  'a return that throws':
    "for (const x of logging(1)) for (const y of logging(2, { failing: 'return' })) yield x",
  'a return that gives no object': "for (const x of logging(1, { failing: 'result' })) yield x",
  'finally around the loop':
    "try { for (const x of logging(1)) yield x } finally { log.push('f') }",
  'finally in the loop': "for (const x of logging(1)) try { yield x } finally { log.push('f') }",
  'finally that yields': 'for (const x of logging(1)) try { yield x } finally { yield 9 }',
  'finally that returns': 'for (const x of logging(1)) try { yield x } finally { return 8 }',
  'finally that continues': 'for (const x of logging(1)) try { yield x } finally { continue }',
  'finally that breaks out':
    "a: for (;;) for (const x of logging(1)) try { yield x } finally { break a } yield 'end'",
  'finally with a loop that throws':
    'for (const x of logging(1)) for (const y of logging(2)) try { yield 1 } finally { try { for (const z of logging(3)) throw 1 } catch {} }',
  catch: 'for (const x of logging(1)) try { yield x } catch (e) { log.push(e) }',
  'for-in in the loop': 'for (const x of logging(1)) for (const k in { a: 1 }) yield k',
  'scopes in the loop':
    'for (const x of logging(1)) with ({ z: 1 }) { let q = 1; const f = () => q; yield z }',
  'a default in a pattern': 'const [a = yield 1, b] = logging(1, { first: undefined })',
  'a default after the end': 'const [a = yield 1] = logging(1, { length: 0 })',
  'a target in a pattern':
    'for (const x of logging(1)) { const o = {}; [o[yield 1]] = logging(2) }',
  'a target, return throws': "const o = {}; [o[yield 1]] = logging(2, { failing: 'return' })",
  'yield*': 'yield* logging(1)',
  'yield* in a loop': 'for (const x of logging(1)) yield* logging(2)',
  'yield* without return':
    'for (const x of logging(1)) yield* { [Symbol.iterator]() { return this }, next: () => ({ done: false }) }',
  'yield* and finally':
    "for (const x of logging(1)) try { yield* logging(2) } finally { log.push('f') }",
  'yield* of a generator whose finally yields':
    "for (const x of logging(1)) try { yield* (function* () { try { yield 1 } finally { yield 2 } })() } finally { log.push('f') }",
};

/** The same for async generators. */
const IN_ASYNC_GENERATORS = {
  'for await': 'for await (const x of later(1)) yield x',
  'for await, return throws': "for await (const x of later(1, { failing: 'return' })) yield x",
  'for-of': 'for (const x of logging(1)) yield x',
  'for await, finally that awaits':
    "for (const x of logging(1)) for await (const y of later(2)) try { yield y } finally { await 1; log.push('f') }",
  'yield* in for-of': 'for (const x of logging(1)) yield* later(2)',
  'yield* and finally':
    "for (const x of logging(1)) try { yield* later(2) } finally { log.push('f') }",
  'yield* without return':
    'for (const x of logging(1)) yield* { [Symbol.asyncIterator]() { return this }, next: () => ({ done: false }) }',
};

/** How control leaves in async functions. */
const LEFT_LATER = {
  'break out of for await':
    'a: for (const x of logging(1)) for await (const y of later(2)) break a',
  'return out of for await, return throws':
    "for (const x of logging(1)) for await (const y of later(2, { failing: 'return' })) return 1",
  'a throw in for await, return throws':
    "for (const x of logging(1)) for await (const y of later(2, { failing: 'return' })) throw 1",
  'next fails in for await':
    "for (const x of logging(1)) try { for await (const y of later(2, { failing: 'next' })); } catch {}",
};

module.exports = [
  {
    cases: {
      ...casesOf(LEFT, '', plainly),
      ...casesOf(IN_GENERATORS, 'a closed generator: ', closed),
      ...casesOf(IN_ASYNC_GENERATORS, 'a closed async generator: ', closedLater),
      ...casesOf(LEFT_LATER, 'an async function: ', waiting),
    },
  },
];
