'use strict';

/**
 * What each guard of the membrane holds: with the guard taken away, at least one of the attacks named here succeeds.
 * `file` is where the guard is.
 */

const of = (className, ...names) => names.map((name) => `${className} > ${name}`);

module.exports = [
  {
    guard: "the compilers of the host (Function and its like, eval) are the realm's own",
    file: 'lib/membrane/intrinsics.js',
    attacks: [
      ...of(
        'constructors',
        'the compilers handed in by name',
        'the report function',
        'from an async function',
        'the constructor of a constructor of a constructor',
      ),
      ...of('forged', 'new.target that is a compiler', 'a static method that constructs this'),
      ...of('promises', 'resolve is made to compile'),
    ],
  },
  {
    guard: "every other intrinsic of the host's language maps to the realm's own",
    file: 'lib/membrane/intrinsics.js',
    attacks: of(
      'constructors',
      'from a map',
      'from a regular expression',
      'from a date',
      'from an array iterator',
      'from a generator',
      'from strict arguments',
      'from a weak reference',
      'from a boxed string',
    ),
  },
  {
    guard: 'intrinsics that are reached as the prototype of a host class map as well',
    file: 'lib/membrane/host_object.js',
    attacks: of(
      'constructors',
      'from a class that extends a built-in',
      'from a buffer',
      'from a string decoder',
    ),
  },
  {
    guard: "intrinsics handed in by name are the realm's own, so the host composes nothing",
    file: 'lib/membrane/record.js',
    attacks: of(
      'deputies',
      'a descriptor becomes toJSON, and JSON calls it',
      'call and bind of the host within Array.from',
      'Promise reactions of the host',
      'entries and fromEntries pass the compiler on',
    ),
  },
  {
    guard: "function properties in descriptors of the host's objects cross one by one, mapped",
    file: 'lib/membrane/record.js',
    attacks: [
      ...of('constructors', 'from strict arguments'),
      ...of(
        'descriptors',
        'descriptors along the whole chain',
        'legacy accessors',
        'arguments objects of the host',
      ),
    ],
  },
  {
    guard: 'bound compilers, Proxies over compilers and classes that extend them are refused',
    file: 'lib/membrane/host_object/compilers.js',
    attacks: of(
      'foreign_realms',
      'a bound compiler of a third context',
      'a class that extends the compiler of a third context',
      'a proxy of the compiler of a third context',
      'a renamed compiler of a third context',
    ),
  },
  {
    guard: "intrinsics of another V8 context map to the realm's own or are refused",
    file: 'lib/membrane/foreign_intrinsics.js',
    attacks: of(
      'foreign_realms',
      'a plain object of a third context',
      'an error of a third context',
      'a map of a third context',
      'functions of a third context compose',
      'prototypes of a third context are changed',
    ),
  },
  {
    guard: "intrinsics of another context of ours map to the realm's own",
    file: 'lib/membrane/record.js',
    attacks: of(
      'two_contexts',
      'a plain object of another context',
      'a function of another context',
      'Function itself of another context',
      'prototypes of another context are changed',
      'callback arguments and receivers of another context',
    ),
  },
  {
    guard: "a receiver that a guest leaves out is never the host's global object",
    file: 'lib/membrane/intrinsics.js',
    attacks: of(
      'forged',
      'a sloppy function of the host without a receiver',
      'a sloppy accessor of the host without a receiver',
    ),
  },
  {
    guard: "the global object of another V8 context is the realm's own",
    file: 'lib/membrane/foreign_intrinsics.js',
    attacks: of('foreign_realms', 'globalThis of a third context'),
  },
  {
    guard: "inspect crosses as a narrow function that sees the guest's values only",
    file: 'lib/membrane/record.js',
    attacks: of(
      'inspect',
      'printed by util.inspect',
      'printed by console.log',
      'printed by util.format %O',
      'looking: a result that is inspect',
      'looking: inspect is kept and used later',
      'looking: inspect of host values with options of the guest',
    ),
  },
  {
    guard: 'what inspect calls the functions in its options on is nothing to a guest',
    file: 'lib/membrane/record.js',
    attacks: of(
      'inspect',
      'the state of inspect by a stylize of the guest',
      'inspect handed in is a function that sees nothing',
    ),
  },
  {
    guard: 'the options of inspect are a copy, its stylize a narrow function',
    file: 'lib/membrane/inspect/plain_options.js',
    attacks: of(
      'inspect',
      'the state of inspect by formatWithOptions',
      'looking: options that are written to',
      'looking: stylize is called in odd ways',
      'looking: a result that is the options',
    ),
  },
  {
    guard:
      'inspect is narrow also where Node prints by itself: refusals, assertions, uncaught errors',
    file: 'lib/membrane/record.js',
    attacks: of(
      'inspect',
      'refused by Buffer.alloc',
      'refused by setTimeout',
      'looking: the symbol on an error',
      'the guest prints by itself: path.basename',
      'the result is thrown and not caught',
      'the command prints a result',
    ),
  },
  {
    guard: 'a guarded Proxy of the host is not opened by showProxy',
    file: 'lib/membrane/inspect/guest_inspect.js',
    attacks: of('descriptors', 'a guarded proxy of the host that the guest prints'),
  },
  {
    guard: 'handlers, records and shadows have nothing that can be walked',
    file: 'lib/membrane/shadow_targets.js',
    attacks: [
      ...of(
        'inspect',
        'the state of inspect of guest objects by a stylize of the guest',
        'printed by util.inspect with showProxy',
        'printed by util.inspect with showHidden',
      ),
      ...of('node_private', 'private fields of the membrane by iteration of hidden keys'),
      ...of('reflection', 'handlers of the membrane in the host are not shown'),
    ],
  },
  {
    guard: 'traps check their receiver',
    file: 'lib/membrane/shadow_targets.js',
    attacks: of('two_contexts', 'the trap of one context reads data of the other'),
  },
  {
    guard: 'what a realm has let go of is not found again by its old number',
    file: 'lib/membrane/record.js',
    attacks: of(
      'recycled',
      'a host object that the guest forgot is not another one',
      'a host object that the guest forgot comes again as itself',
    ),
  },
  {
    guard: "settling and reacting uses no species and no then of the host's user",
    file: 'lib/membrane/promise_species.js',
    attacks: [
      ...of(
        'species',
        'a promise with a constructor of the guest',
        'then of the host on a guest class',
        'the promise of a rejection whose constructor cannot be asked',
      ),
      ...of('odd_hosts', 'Promise.prototype.then throws', "Symbol.species of the host's own"),
    ],
  },
  {
    guard: 'grade: objects that were reached by walking are not writable',
    file: 'lib/membrane/host_object/grades.js',
    attacks: [
      ...of('our_objects', 'the classes of the package are changed through an instance'),
      ...of(
        'pollution',
        'a class of the program behind its instance',
        'the classes behind an emitter',
        'the classes behind a readable stream',
        'the classes behind a blob',
        'the classes behind an http agent',
        '__proto__ of the context object and of objects in it',
      ),
    ],
  },
  {
    guard: "grade: the host's own objects are not writable even when they are handed in",
    file: 'lib/membrane/host_object/grades.js',
    attacks: [
      ...of(
        'pollution',
        'console handed in is not changed',
        'Buffer handed in is not changed',
        'EventEmitter handed in is not changed',
        'util.inspect handed in is not changed',
        'the exports of node:path handed in is not changed',
      ),
      ...of(
        'modules',
        'the exports of a module are written',
        'the exports of another module are written',
        'a namespace of the host',
      ),
    ],
  },
  {
    guard: 'lazy globals of the host belong to it as well, also those that nobody has read yet',
    file: 'lib/membrane/host_object/node_objects.js',
    attacks: of(
      'pollution',
      'lazy globals are made first by the guest',
      'the classes behind a compression stream',
      'the classes behind a response',
    ),
  },
  {
    guard: "setters of the host's own are called on handed-in receivers only",
    file: 'lib/membrane/host_object.js',
    attacks: of(
      'pollution',
      'static setters by Reflect.set with another receiver',
      'setters of prototypes on forged receivers',
    ),
  },
  {
    guard: 'prototypes and classes as receivers or arguments are read-only views',
    file: 'lib/membrane/host_object/views.js',
    attacks: [
      ...of(
        'pollution',
        'EventEmitter called on prototypes',
        'listeners on the prototype are inherited',
        'functions of Node that write',
        'methods of the host that write: Object.assign and defineProperty',
        'methods of arrays that write',
      ),
      ...of('modules', "a module's functions as deputies", 'node:events as a module'),
    ],
  },
  {
    guard: "statics of the host's Error are not the guest's to set",
    file: 'lib/membrane/intrinsics.js',
    attacks: [
      ...of(
        'stacks',
        "prepareStackTrace put on the host's Error",
        "stackTraceLimit of the host is not the guest's to set",
      ),
      ...of('pollution', 'Error of the host and its statics'),
    ],
  },
  {
    guard: "Node's properties with an underscore are hidden",
    file: 'lib/membrane/host_object/visible.js',
    attacks: of(
      'node_private',
      'other timers from a timer',
      'other timers from one that the guest made',
      'listeners of an emitter',
      'the streams of console',
      'the state of a stream',
    ),
  },
  {
    guard: 'symbols of Node that are neither well known nor registered are hidden',
    file: 'lib/membrane/host_object/visible.js',
    attacks: of(
      'node_private',
      'listeners of an abort signal',
      'listeners of an event target',
      'the file system behind a file stream',
      'the internals of web streams',
    ),
  },
  {
    guard: 'a Buffer shows its own bytes and no pool',
    file: 'lib/membrane/buffer_ranges.js',
    attacks: of(
      'node_private',
      'the pool behind a small Buffer',
      'the pool behind a Buffer that the guest made',
      'bytes outside a pooled Buffer are written',
    ),
  },
  {
    guard: 'a list that a Buffer is made of is read once',
    file: 'lib/membrane/host_object/buffer_functions.js',
    attacks: of(
      'node_private',
      'memory behind a Buffer made of a list that changes its length',
      'the place of the next Buffer in the pool is moved',
    ),
  },
  {
    guard: 'allocUnsafe and its like give zeroes',
    file: 'lib/membrane/host_object/buffer_functions.js',
    attacks: of('node_private', 'memory that was never written'),
  },
  {
    guard: "legacy statics of the host's RegExp do not exist",
    file: 'lib/membrane/intrinsics.js',
    attacks: [
      ...of('node_private', 'the last match of the host'),
      ...of('pollution', 'the legacy statics of RegExp are set'),
    ],
  },
  {
    guard: 'stacks of host errors are hidden from the guest, with their cause and errors',
    file: 'lib/membrane/guest_view.js',
    attacks: [
      ...of(
        'thrown',
        'catching a plain error',
        'catching a nested cause',
        'catching an aggregate error',
        'catching an error of Node with a code',
        'the rejection of a plain error',
      ),
      ...of(
        'stacks',
        'an error of the host that passes through the guest',
        'the descriptor of stack',
        'a syntax error that the host hands back',
        "a timeout's error handed back",
      ),
    ],
  },
  {
    guard:
      "errors that the engine or the package makes below the guest show no frame of the host's",
    file: 'crates/membrane/src/error_stacks.rs',
    attacks: [
      ...of(
        'overflow',
        'an overflow in a callout to the host',
        'host code recursing over guest data near its end',
      ),
      ...of('stacks', 'errors of import() without a callback', 'errors of the membrane itself'),
      ...of('thrown', 'errors of wrong receivers'),
    ],
  },
  {
    guard: 'decorations of a guest error (calls of the host, lines with carets) stay in the host',
    file: 'lib/membrane/error_stacks.js',
    attacks: of(
      'stacks',
      "the guest's own error after it left a run",
      "the guest's own error after the host threw it on",
      "the guest's own error after the host caught and froze it",
      "the guest's own error after it left runs and host functions by turns",
      'a guest error that is rejected in the host and comes back',
    ),
  },
  {
    guard: 'captureStackTrace of the host leaves nothing on a guest object',
    file: 'lib/membrane/capture_stack_trace.js',
    attacks: of('stacks', 'captureStackTrace of the host', 'captureStackTrace handed in'),
  },
  {
    guard: "frames that a guest's prepareStackTrace is given are the guest's",
    file: 'crates/guest-engine/src/stack_trace.rs',
    attacks: of('stacks', 'prepareStackTrace of the guest'),
  },
  {
    guard: "errors of Node's that guest code makes print no object of the host's",
    file: 'lib/membrane/host_object/printed_values.js',
    attacks: of(
      'inspect',
      'told in an error: an emitter without a listener',
      'told in an error: an assertion',
      'told in an error: an argument of a wrong value',
      'told in an error: what cannot be cloned',
    ),
  },
  {
    guard: 'what Node formats for guest code shows what that may see',
    file: 'lib/membrane/inspect/guest_inspect.js',
    attacks: of('inspect', 'what format tells of an object behind a Proxy'),
  },
  {
    guard: 'a Buffer that is cloned or posted takes its own bytes along',
    file: 'lib/membrane/buffer_ranges.js',
    attacks: of('node_private', 'the pool behind a Buffer that is posted to a port'),
  },
  {
    guard: 'a function of Node that guest code makes fail leaves the limit of stacks alone',
    file: 'lib/membrane/host_calls.js',
    attacks: of('pollution', 'an error of Node that is interrupted while it is made'),
  },
  {
    guard: 'nothing but timers gets into the lists of timers',
    file: 'lib/membrane/host_object/timers.js',
    attacks: of(
      'forged',
      'a timer that is none is started',
      'a timer that is none is cleared',
      'immediates that are none are cleared',
    ),
  },
  {
    guard: 'no Proxy of the guest hears of a symbol that only host code knows',
    file: 'lib/membrane/private_symbols.js',
    attacks: of('forged', 'a Proxy that has all symbols of Node'),
  },
  {
    guard: 'a method of a class of Node is called on its instances only',
    file: 'lib/membrane/host_object/calls.js',
    attacks: of('forged', 'methods of classes of Node on other objects'),
  },
  {
    guard: 'plain objects of Node as receivers or arguments are read-only views',
    file: 'lib/membrane/host_object/views.js',
    attacks: of('pollution', 'plain objects of Node as receivers of its functions'),
  },
  {
    guard: 'texts of host functions are [native code]',
    file: 'lib/membrane/host_object/text_functions.js',
    attacks: of(
      'reflection',
      'the text of host functions',
      'the text of host functions by their own methods',
      'the text of host functions by functions of Node',
      'the text of host functions in what Node makes of them',
    ),
  },
  {
    guard: 'our own scripts, modules and contexts compile nothing for a guest',
    file: 'lib/own_functions.js',
    attacks: [
      ...of(
        'our_objects',
        'a script compiles',
        'a module compiles',
        'the methods of a script on other receivers',
      ),
      ...of(
        'modules',
        'the module object in import.meta',
        'the referrer of import() handed back',
        "the this of a synthetic module's callback",
        'a legacy module object compiles in the main realm',
      ),
    ],
  },
  {
    guard: 'the command imports inside its root only and tells nothing of other files',
    file: 'lib/module/loader/resolution.js',
    attacks: of(
      'modules',
      'the command and an absolute path',
      'the command and a file URL',
      'the command and a climb by dots',
      'the command and a link that leads out',
      'the command tells what files exist',
      'the command shows paths',
      'the command and modules of Node',
    ),
  },
  {
    guard: 'what is kept in step is complete or repeated after a stop',
    file: 'crates/membrane/src/mirrored_properties.rs',
    attacks: [
      ...of(
        'overflow',
        'buffers stay in step after an overflow',
        'buffers stay in step after a timeout',
      ),
      ...of('races', 'a stop inside a host function that the guest called'),
    ],
  },
  {
    guard: 'errors outlive a disposed context',
    file: 'lib/membrane/lasting_errors.js',
    attacks: of('races', 'an error of a disposed context is read and printed'),
  },
  {
    guard: 'the membrane calls nothing that the host can have replaced',
    file: 'lib/membrane/primordials.js',
    attacks: of(
      'odd_hosts',
      'Map.prototype.get throws',
      'WeakMap.prototype.get throws',
      'Reflect.apply throws',
      'Function.prototype.call throws',
      'Array.prototype.push throws',
      'Map without an iterator',
    ),
  },
  {
    guard: 'descriptors that the membrane makes inherit nothing',
    file: 'lib/membrane/host_object.js',
    attacks: of('odd_hosts', 'Object.prototype.get polluted', 'Object.prototype.set polluted'),
  },
  {
    guard: "errors of the guest are made whatever the state of the host's Error",
    file: 'lib/membrane/host_calls.js',
    attacks: of(
      'odd_hosts',
      '--frozen-intrinsics',
      'Error frozen after',
      'prepareStackTrace that gives an object',
      'prepareStackTrace that throws',
      'stackTraceLimit an accessor',
    ),
  },
  {
    guard: 'methods of Buffer get numbers that nothing has to be called for',
    file: 'lib/membrane/host_object/moving_bytes.js',
    attacks: of(
      'moved_bytes',
      'a buffer that shrinks: Buffer.prototype.latin1Slice',
      'a buffer that shrinks: Buffer.prototype.utf8Write',
      'a buffer that shrinks: fill',
    ),
  },
  {
    guard: 'what works in another thread gets no buffer that can shrink',
    file: 'lib/membrane/host_object/moving_bytes.js',
    attacks: of(
      'moved_bytes',
      'a buffer that shrinks: crypto.randomFill',
      'a buffer that shrinks: a stream that compresses',
    ),
  },
  {
    guard: 'a buffer that is given away keeps its memory',
    file: 'lib/membrane/host_object/transfers.js',
    attacks: of(
      'moved_bytes',
      'a stream that compresses what was freed by a port',
      'a stream that compresses what structuredClone took',
    ),
  },
  {
    guard: 'no Console is made by guest code',
    file: 'lib/membrane/host_object/calls.js',
    attacks: of('inspect', 'a Console that prints into an object of the guest'),
  },
  {
    guard: 'errors that guest code makes of classes of Node print no object of the host',
    file: 'lib/membrane/host_object/printed_values.js',
    attacks: of('inspect', 'an AssertionError that prints what it compares'),
  },
  {
    guard: 'what Node makes texts of has no hidden properties',
    file: 'lib/membrane/host_object/visible.js',
    attacks: of('node_private', 'querystring.stringify of a timer'),
  },
  {
    guard: "WebAssembly's objects lead to the realm's own",
    file: 'lib/membrane/intrinsics.js',
    attacks: of('wasm', 'the constructors of WebAssembly', 'a module, an instance and its exports'),
  },
  {
    guard: "the host's Intl is the realm's own",
    file: 'lib/membrane/intrinsics.js',
    attacks: of('intl', 'Intl of the host handed in'),
  },
  {
    guard: "what the host does for a realm's Intl comes as plain copies",
    file: 'lib/membrane/intl/values.js',
    attacks: of('intl', 'an object of each class', 'what Intl gives back'),
  },
  {
    guard: 'no accessor of a guest class hears how native parts are made',
    file: 'lib/membrane/host_object/calls.js',
    attacks: of(
      'native_parts',
      'accessors of a guest class stop the constructor of a compressor in the middle',
    ),
  },
  {
    guard: 'a child process that was handed in starts no other one',
    file: 'lib/membrane/host_object/methods_for_node.js',
    attacks: of('native_parts', 'a child process that was handed in starts another one'),
  },
  {
    guard: "what Node's loaders say of files of the host is cut off",
    file: 'lib/membrane/guest_view.js',
    attacks: of('stacks', "errors of the host's import and require"),
  },
  {
    guard: 'a socket of TLS keeps its native half',
    file: 'lib/membrane/host_object/methods_for_node.js',
    attacks: of('native_parts', "a socket of TLS without its native half, by what is Node's only"),
  },
  {
    guard: 'what dns gives for a question has no methods',
    file: 'lib/membrane/host_object/methods_for_node.js',
    attacks: of('native_parts', 'methods of what dns gives for a question'),
  },
];
