'use strict';

/** `try` with `catch` and `finally`: what comes out when something else is caught meanwhile. */

const INNER = 'try { null.close() } catch {}';

module.exports = [
  {
    cases: {
      'what a catch throws': `(function () { try { throw 1 } catch (e) { throw new Error('real') } finally { ${INNER} } })()`,
      'what a catch throws, in a function that finally calls': `const close = () => { ${INNER} };
        (function () { try { throw 1 } catch { throw 'real' } finally { close() } return 5 })()`,
      'what a catch returns': `(function () { try { throw 1 } catch { return 'real' } finally { ${INNER} } return 5 })()`,
      'what a try returns': `(function () { try { return 'real' } catch {} finally { ${INNER} } return 5 })()`,
      'what finally returns': `(function () { try { throw 1 } catch { throw 2 } finally { ${INNER} return 'last' } })()`,
      'one within the other': `(function () { try { try { throw 1 } catch { throw 2 } finally { ${INNER} } } catch (e) { throw 'a' + e } finally { ${INNER} } })()`,
      'in a generator': `function* g() { try { yield 1; throw 2 } catch (e) { throw 'real' + e } finally { ${INNER} yield 3 } }
        const i = g(); [i.next(), i.next(), (() => { try { i.next() } catch (e) { return e } })()]`,
      'in an asynchronous function': [
        {
          run: `(async () => { try { await 0; throw 1 } catch (e) { await 0; throw 'real' } finally { try { await null.x } catch {} } })().catch((e) => e)`,
          wait: true,
        },
      ],
      'a loop that breaks off': `const seen = []; for (const n of [1, 2, 3]) { try { if (n === 2) throw n; seen.push(n) } catch { continue } finally { ${INNER} seen.push('f') } } seen.join()`,
      'a label': `out: try { throw 1 } catch { break out } finally { ${INNER} } 'after'`,
      'the completion value': 'try { 1 } catch { 2 } finally { 3 }',
      'the text of a function':
        '(function f() { try { a } catch ({ b }) { b } finally { c } }).toString()',
      'the place behind it': {
        run: "try { null.x } catch ({ message }) {} finally {} new Error('e').stack.split('\\n')[1]",
        options: { filename: 'finally.js' },
      },
      'in eval': `eval("(function () { try { throw 1 } catch { throw 'real' } finally { ${INNER} } })()")`,
      'keys of that name':
        '({ try: 1, catch: 2, finally: 3 }).finally + Promise.prototype.finally.length',
    },
  },
];
