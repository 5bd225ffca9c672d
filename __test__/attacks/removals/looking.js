'use strict';

/** Removals of guards about looking at guest objects, and about the handlers behind them. */

const RECORD = 'lib/membrane/record.js';
const GUEST_INSPECT = 'lib/membrane/inspect/guest_inspect.js';

/** Node's own `inspect` crosses. */
const withoutNarrowInspect = [
  {
    file: RECORD,
    find: 'if (value !== inspect || record.kind === RealmKind.this) return undefined;',
    replace: 'if (value) return undefined;',
  },
];

module.exports = [
  {
    guard: "inspect crosses as a narrow function that sees the guest's values only",
    edits: withoutNarrowInspect,
  },
  {
    guard:
      'inspect is narrow also where Node prints by itself: refusals, assertions, uncaught errors',
    edits: withoutNarrowInspect,
  },
  {
    guard: 'what inspect calls the functions in its options on is nothing to a guest',
    edits: [
      {
        file: RECORD,
        find: 'if (isStateOfInspect(value)) return Kind.NOTHING;',
        replace: '',
      },
    ],
  },
  {
    guard: 'the options of inspect are a copy, its stylize a narrow function',
    behind: [
      'what inspect calls the functions in its options on is nothing to a guest',
      'what Node formats for guest code shows what that may see',
    ],
    edits: [
      {
        file: 'lib/membrane/inspect/plain_options.js',
        find: 'if (!isObject(options)) return plain;',
        replace: 'if (isObject(options)) return options;',
      },
    ],
  },
  {
    guard: 'a guarded Proxy of the host is not opened by showProxy',
    edits: [
      {
        file: GUEST_INSPECT,
        find: 'if (guest === undefined) return new Hidden(labelOf(value));',
        replace: 'if (guest === undefined) return value;',
      },
    ],
  },
  {
    guard: 'handlers, records and shadows have nothing that can be walked',
    stays:
      'nothing refuses there: what is known of a guest object is a private field, and leads nowhere',
  },
  {
    guard: 'traps check their receiver',
    stays: 'what a trap works on is a private field, which V8 itself refuses on anything else',
  },
  {
    guard: 'what a realm has let go of is not found again by its old number',
    edits: [
      {
        file: 'lib/membrane/record.js',
        find: '  record.codes.delete(record.hostObjects[index]);\n',
        replace: '',
      },
    ],
  },
];
