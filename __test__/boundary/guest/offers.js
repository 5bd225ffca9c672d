/** Guest code: objects that the host is asked to use, and errors that the engine makes. */
(function makeOffers(tools) {
  const { hooks, apply, attempt, guestObject, makeHooked, makeLabel, makeSpy, makeSpyProxy } =
    tools;
  const { near, roll } = tools;
  const { seen, use } = hooks;
  const { getOwnPropertyDescriptor } = Reflect;

  const make = (name, isThenable) => makeHooked(makeLabel(name), isThenable);

  class Offered {
    constructor() {
      this.inner = make('in an instance');
    }
    get visible() {
      return make('from a getter');
    }
  }

  const error = new Error('offered', { cause: make('cause of an error') });
  error.extra = make('property of an error');

  const offers = [
    make('hooked object'),
    make('thenable', true),
    makeSpy(makeLabel('a function'), ''),
    makeSpyProxy(makeLabel('a Proxy'), false),
    makeSpyProxy(makeLabel('a callable Proxy'), true),
    new Offered(),
    Offered,
    error,
    [make('in an array')],
    new Map([['k', make('in a Map')]]),
    new Set([make('in a Set')]),
    Promise.resolve(make('in a promise')),
    Promise.reject(make('as a reason')),
    (function* () {
      yield make('from a generator');
    })(),
    new WeakRef(make('in a WeakRef')),
    Object(1),
    Object.create(make('a prototype')),
  ];
  let offered = 0;

  /** Has the host use the next object. */
  function offerNext() {
    const index = offered++ % offers.length;
    const from = { depth: 0, queue: near };
    attempt(() => apply(use, undefined, [offers[index]]), `host uses offer ${index}`, from);
  }

  /** Has the host use something that was found, inside an object of the guest. */
  function offer(entry) {
    const { value, path } = entry;
    attempt(
      () => apply(use, undefined, [{ cause: value, list: [value] }]),
      `host uses ${path}`,
      entry,
    );
  }

  // biome-ignore lint/security/noGlobalEval: the guest's own.
  const evaluate = eval;

  /** An overflow in the middle of a call of the host. */
  function overflowInHost() {
    apply(seen, undefined, [guestObject, 'deep']);
    return overflowInHost();
  }

  function overflow() {
    return overflow();
  }

  const sloppyArguments = Function('return arguments');
  const strictArguments = Function('"use strict"; return arguments');

  const unfinished = '(';

  /** Errors that the engine makes, and functions that come from nowhere else. */
  const mistakes = [
    () => null.x,
    () => undefined(),
    () => {
      throw new Error('own', { cause: guestObject });
    },
    () => JSON.parse('{'),
    () => RegExp(unfinished),
    () => evaluate('('),
    () => evaluate('globalThis'),
    () => Function('return globalThis')(),
    () => Function('return this')(),
    () => new (async () => {}).constructor('return globalThis')(),
    overflow,
    () => roll(8) === 0 && overflowInHost(),
    () => new Array(-1),
    () => 'x'.repeat(-1),
    () => decodeURI('%'),
    () => BigInt(1.5),
    () => structuredClone(() => {}),
    () => sloppyArguments(1),
    () => getOwnPropertyDescriptor(strictArguments(1), 'callee').get,
    () => Proxy.revocable({}, {}),
  ];

  return { mistakes, offer, offerNext };
});
