'use strict';

/** What happens while no code of the guest runs: `Atomics.wait` and `waitAsync`. */

const CELLS = 'const cells = new Int32Array(new SharedArrayBuffer(16));';

module.exports = [
  {
    context: '{ log }',
    cases: {
      'a wait that is notified': [
        {
          run: `${CELLS} Atomics.waitAsync(cells, 0, 0).value.then(log); log(Atomics.notify(cells, 0)); 0`,
        },
        { turns: 3 },
      ],
      'two that wait, one is notified': [
        {
          run: `${CELLS} const wait = (name) => Atomics.waitAsync(cells, 0, 0).value.then((how) => log(name, how)); wait('a'); wait('b'); log(Atomics.notify(cells, 0, 1)); 0`,
        },
        { turns: 3 },
      ],
      'a wait that blocks': [
        {
          run: `${CELLS} [Atomics.wait(cells, 0, 1), Atomics.wait(cells, 0, 0, 5), Atomics.wait(cells, 1, 0, -1)]`,
        },
      ],
      'a wait that blocks for too long': [
        { run: `${CELLS} Atomics.wait(cells, 0, 0)`, options: { timeout: 50 } },
        '1 + 1',
      ],
      'what does not wait': [
        {
          run: `${CELLS} [Atomics.waitAsync(cells, 0, 1).value, Atomics.waitAsync(cells, 0, 0, 0).value]`,
        },
      ],
    },
  },
];
