'use strict';

/** Removals of guards about errors and their stacks. */

module.exports = [
  {
    guard: 'stacks of host errors are hidden from the guest, with their cause and errors',
    edits: [
      {
        file: 'lib/membrane/guest_view.js',
        find: "if (key === 'stack') return isStackOf(holder);",
        replace: "if (key === 'stack') return false;",
      },
    ],
  },
  {
    guard:
      "errors that the engine or the package makes below the guest show no frame of the host's",
    stays: 'the calls that such an error has are put together in Rust',
  },
  {
    guard: 'decorations of a guest error (calls of the host, lines with carets) stay in the host',
    edits: [
      {
        file: 'lib/membrane/error_stacks.js',
        find: "return key !== 'stack' || !isNativeError(object);",
        replace: 'return true;',
      },
      {
        file: 'lib/membrane/error_stacks.js',
        find: 'get: () => (native.isGuestWaiting() ? text : ofHost.get(error)),',
        replace: 'get: () => ofHost.get(error),',
      },
    ],
  },
  {
    guard: 'captureStackTrace of the host leaves nothing on a guest object',
    edits: [
      {
        file: 'lib/membrane/capture_stack_trace.js',
        find: 'const stack = header + ofGuest;',
        replace: 'const stack = joinLines(header, lines);',
      },
    ],
  },
  {
    guard: "frames that a guest's prepareStackTrace is given are the guest's",
    stays: 'the frames are made in Rust, of the calls that the engine knows',
  },
  {
    guard: 'errors outlive a disposed context',
    edits: [
      {
        file: 'lib/membrane/lasting_errors.js',
        find: '  const prototype = prototypeOf(levels);\n',
        replace: '  if (error) return;\n  const prototype = prototypeOf(levels);\n',
      },
    ],
  },
  {
    guard: 'a function of Node that guest code makes fail leaves the limit of stacks alone',
    edits: [
      {
        file: 'lib/membrane/host_calls.js',
        find: 'if (now?.value !== 0 || limit === 0 || !now.writable) return;',
        replace: 'if (now) return;',
      },
    ],
  },
  {
    guard: "errors of the guest are made whatever the state of the host's Error",
    dies: true,
    edits: [
      {
        file: 'lib/membrane/host_calls.js',
        find: "  if (!hasOwn(before, 'value') || !before.writable) return act();\n",
        replace: '',
      },
    ],
  },
];
