/**
 * Guest code: functions, objects and Proxies that show what host code does to them: the receiver, the
 * arguments, `new.target`.
 */
(function makeSpies({ hooks, apply, attempt, counts, mayCall, near, ours, roll, toText, visit }) {
  const { ownKeys, preventExtensions, setPrototypeOf } = Reflect;
  const ProxyClass = Proxy;
  const { toStringTag } = Symbol;
  const { symbols } = hooks;
  const { maxCalls } = hooks.budget;

  const guestObject = { guest: true };

  /** What callbacks give: also the end of an iteration, or host code would iterate for ever. */
  const makeAnswer = () => ours({ guest: true, done: true, value: guestObject });

  /** A callback like those of promises, `replace` or `next`: what does it do when it is called? */
  function callBack(value, path, from) {
    if (typeof value !== 'function' || roll(3) !== 0 || !mayCall(value)) return;
    attempt(() => apply(value, undefined, [guestObject]), path, from);
  }

  /**
   * A function that shows what it is called with. Where it was handed to is read from its `label`, which is
   * shared by all functions of a set and changes: making new ones for each call would take most of the time.
   */
  function makeSpy(label, name) {
    return ours(function spy(...args) {
      counts.spied += 1;
      if (counts.spied > maxCalls) return undefined;
      const { path, depth, queue } = label;
      const from = { depth, queue };
      const way = `${path}${name}`;
      visit(this, `${way} -> this`, from);
      visit(new.target, `${way} -> new.target`, from);
      for (let index = 0; index < args.length && index < 6; index++) {
        visit(args[index], `${way} -> argument ${index}`, from, this);
        callBack(args[index], `${way} -> argument ${index}()`, from);
      }
      return roll(2) === 0 ? args[0] : makeAnswer();
    });
  }

  /** Names that host code looks up on objects that it is given. */
  const names = [
    ...['toJSON', 'then', 'toString', 'valueOf', 'inspect', 'next', 'return', 'throw'],
    ...['handleEvent', 'get', 'set', 'has', 'keys', 'entries', 'on', 'once', 'emit', 'write'],
    ...['end', 'pipe', 'read', 'cause', 'raw', 'exec'],
  ];

  /** An object with a spy for each name that host code looks up. */
  function makeHooked(label, isThenable) {
    const hooked = ours({ length: 1, 0: 'x', signal: undefined });
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      if (name !== 'then' || isThenable) hooked[name] = makeSpy(label, ` hooked.${name}`);
    }
    for (let index = 0; index < symbols.length; index++) {
      const symbol = symbols[index];
      if (symbol !== toStringTag) hooked[symbol] = makeSpy(label, ` hooked.${toText(symbol)}`);
    }
    return hooked;
  }

  /**
   * A Proxy that shows what its traps are called with. Its target is nobody else's and has no prototype: one
   * that inherits from the Proxy itself, which calls with these as arguments bring about, never ends.
   */
  function makeSpyProxy(label, isCallable) {
    const target = isCallable ? makeSpy(label, ' proxy') : ours({ length: 1, 0: 'x' });
    setPrototypeOf(target, null);
    preventExtensions(target);
    const handler = { __proto__: null };
    const traps = ownKeys(Reflect);
    for (let index = 0; index < traps.length; index++) {
      const trap = traps[index];
      const forward = Reflect[trap];
      if (typeof forward !== 'function') continue;
      handler[trap] = (...args) => {
        for (let at = 0; at < args.length; at++) {
          visit(args[at], `${label.path} proxy [[${trap}]] argument ${at}`, label);
        }
        return apply(forward, undefined, args);
      };
    }
    return ours(new ProxyClass(target, handler));
  }

  const makeLabel = (path) => ({ __proto__: null, path, depth: 1, queue: near });

  function makeSet(isThenable) {
    const label = makeLabel('');
    const hooked = makeHooked(label, isThenable);
    const call = makeSpy(label, ' callback');
    const proxy = makeSpyProxy(label, !isThenable);
    return { __proto__: null, label, call, hooked, proxy, keys: ownKeys(hooked).length };
  }

  /** Shows what host code has put on an object of ours. */
  function visitAdditions({ label, hooked }, keys) {
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index];
      attempt(() => hooked[key], `${label.path} put ${toText(key)} on a guest object`, label);
    }
  }

  const sets = { __proto__: null, next: 0 };
  const SETS = 6;

  /** A set of spies for what is at a path. */
  function spiesFor(path, from) {
    const index = sets.next++ % SETS;
    const last = sets[index];
    if (last !== undefined) {
      const keys = ownKeys(last.hooked);
      if (keys.length !== last.keys) {
        sets[index] = undefined;
        visitAdditions(last, keys);
      }
    }
    sets[index] ??= makeSet(index % 2 === 0);
    const { label } = sets[index];
    label.path = path;
    label.depth = from.depth + 1;
    label.queue = from.queue;
    return sets[index];
  }

  return { guestObject, makeHooked, makeLabel, makeSpy, makeSpyProxy, spiesFor };
});
