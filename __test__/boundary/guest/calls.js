/** Guest code: calls functions and constructs with them, with arguments of many kinds. */
(function makeCalls(tools) {
  const { hooks, apply, attempt, counts, fromPool, guestObject, mayCall, near, roll } = tools;
  const { spiesFor, toText } = tools;
  const { construct } = Reflect;
  const { symbols } = hooks;

  /** Texts that tell a compiler, a loader or a reader of properties from other functions. */
  const codes = [
    ...['return globalThis', 'globalThis', 'return process', 'this.process', 'process'],
    ...['constructor', '__proto__', 'node:fs', 'data:text/plain,x', 'error'],
  ];
  const code = () => codes[roll(codes.length)];

  /** What a function may be called with. */
  const makers = [
    () => [],
    (spies) => [spies.call, spies.call, spies.call],
    (spies) => [spies.hooked, spies.call],
    () => [code(), code()],
    (spies, holder) => [holder, code(), spies.call],
    () => [fromPool(), fromPool(), fromPool()],
    (spies) => [code(), spies.call],
    (spies) => [spies.proxy, spies.proxy],
    (spies) => [[fromPool(), spies.hooked], fromPool()],
    () => [fromPool(), [fromPool(), code()]],
    () => [roll(9), roll(9)],
    (spies) => [symbols[roll(symbols.length)], spies.call],
    (spies) => [fromPool(), code(), { value: spies.call, configurable: true, writable: true }],
  ];
  const CALLBACKS = 1;
  const TEXT_AND_CALLBACK = 6;
  const anyChoice = () => roll(makers.length);
  const makeArguments = (choice, spies, holder) => makers[choice](spies, holder);

  function callOnce(entry, value, self, args, label) {
    counts.calls += 1;
    attempt(() => apply(value, self, args), `${entry.path}${label}`, entry, self);
  }

  function constructOnce(entry, value, args, target, label) {
    counts.calls += 1;
    attempt(() => construct(value, args, target), `${label} ${entry.path}()`, entry);
  }

  function constructAll(entry, spies) {
    const { value, holder, path, queue } = entry;
    const args = () => makeArguments(anyChoice(), spies, holder);
    constructOnce(entry, value, args(), value, 'new');
    constructOnce(entry, value, args(), spies.call, 'construct for a guest class');
    if (queue !== near) return;
    constructOnce(entry, spies.call, [], value, 'construct with it as new.target');
    const extend = () => {
      class Extended extends value {}
      return new Extended(spies.call);
    };
    attempt(extend, `class extends ${path}`, entry);
    attempt(() => guestObject instanceof value, `instanceof ${path}`, entry);
  }

  /** Calls a function in the ways that there are. */
  function callAll(entry) {
    const { value, holder, path, queue } = entry;
    const spies = spiesFor(path, entry);
    const rounds = queue === near ? 6 : 2;
    callOnce(entry, value, undefined, [], '()');
    callOnce(entry, value, holder, [], '() on its holder');
    callOnce(entry, value, holder, makeArguments(CALLBACKS, spies, holder), '(callbacks)');
    for (let round = 0; round < rounds; round++) {
      const self = [undefined, holder, spies.hooked, fromPool()][roll(4)];
      const choice = anyChoice();
      callOnce(entry, value, self, makeArguments(choice, spies, holder), `(#${choice})`);
    }
    constructAll(entry, spies);
  }

  /** Calls an inherited method on the object that it was found on. */
  function callOn(entry, key, method) {
    if (!mayCall(method)) return;
    const { path, value } = entry;
    const label = `.${toText(key)}`;
    const spies = spiesFor(`${path}${label}`, entry);
    const choice = anyChoice();
    callOnce(entry, method, value, [], `${label}()`);
    callOnce(entry, method, value, makeArguments(choice, spies, value), `${label}(#${choice})`);
    const args = makeArguments(TEXT_AND_CALLBACK, spies, value);
    callOnce(entry, method, value, args, `${label}(text, callback)`);
  }

  return { callAll, callOn };
});
