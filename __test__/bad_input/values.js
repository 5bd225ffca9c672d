'use strict';

/**
 * Values of every kind, to be given to every argument and option. Holds no expectation about any.
 */

/** Fresh values for each implementation: most of them could be contextified. */
function values() {
  return {
    undefined: undefined,
    null: null,
    true: true,
    zero: 0,
    'minus zero': -0,
    integer: 7_654_321,
    negative: -1,
    fraction: 1.5,
    'just above int32': 2 ** 31,
    'just above uint32': 2 ** 32,
    'large integer': -(2 ** 53),
    '1e21': 1e21,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    bigint: 12345678901234567890n,
    'empty string': '',
    string: 'afterevaluate',
    'long string': 'a string of more than twenty-eight characters',
    'string with a quote': "it's",
    'string with a newline': 'a\nb',
    symbol: Symbol('a symbol'),
    object: {},
    'nested object': { a: { b: { c: { d: 1 } } } },
    'null prototype': Object.create(null),
    'null prototype with content': Object.assign(Object.create(null), { a: { b: 1 } }),
    instance: new (class Instance {})(),
    'constructor without name': { constructor: {} },
    'constructor with odd name': { constructor: { name: 5 } },
    array: [],
    'array of numbers': [1, 2],
    'array of 200': Array.from({ length: 200 }, (_, index) => index),
    function: function named() {
      return 1;
    },
    arrow: (
      () => () =>
        1
    )(),
    class: class Named {},
    date: new Date(0),
    regexp: /x/,
    map: new Map([[1, 2]]),
    error: new RangeError('as a value'),
    'boxed number': new Number(5),
    'boxed string': new String('s'),
    'empty bytes': new Uint8Array(0),
    buffer: Buffer.from('bytes'),
    'data view': new DataView(new ArrayBuffer(4)),
    'array buffer': new ArrayBuffer(4),
    proxy: new Proxy({}, {}),
    'revoked proxy': revokedProxy({}),
    'revoked proxy of a function': revokedProxy(() => 1),
  };
}

function revokedProxy(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

module.exports = { values };
