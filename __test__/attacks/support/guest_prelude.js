'use strict';

/**
 * What every attack has in the guest: functions that look for something of the host's at the end of a
 * road and report it. Runs as guest code, in a context whose `report` tells the judge. Must never walk the
 * realm's own intrinsics, which are no find.
 */

(() => {
  const { report } = globalThis;
  const kInspect = Symbol.for('nodejs.util.inspect.custom');
  /** Text that gives something away if it is compiled where the host's globals are. */
  const probe =
    'typeof hostMarker === "string" ? (globalThis.pwned = "compiled in the host", hostMarker) : typeof process === "object" && process && process.env ? process.env.ATTACK_SECRET : 0';

  const isObject = (x) => (typeof x === 'object' && x !== null) || typeof x === 'function';

  /** The realm's own, where a walk ends. */
  const own = new Set();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!/^[A-Z]/.test(name)) continue;
    let value;
    try {
      value = globalThis[name];
    } catch {
      continue;
    }
    if (!isObject(value) || !(value instanceof Object)) continue;
    own.add(value);
    if (isObject(value.prototype)) own.add(value.prototype);
  }

  const attempt = (f) => {
    try {
      return f();
    } catch {
      return undefined;
    }
  };

  /** Reports a value and what an error says. */
  function say(value) {
    report(value);
    if (!isObject(value)) return;
    for (const key of ['name', 'message', 'stack', 'code', 'path', 'fileName']) {
      const text = attempt(() => value[key]);
      if (typeof text === 'string') report(text);
    }
    const text = attempt(() => String(value));
    if (typeof text === 'string') report(text);
  }

  /** Reports what a function gives or throws. */
  function tell(f) {
    let value;
    try {
      value = f();
    } catch (error) {
      say(error);
      return undefined;
    }
    say(value);
    return value;
  }

  /** Reports what came of compiled code: functions are called, generators advanced, promises awaited. */
  function open(value) {
    if (!isObject(value)) return report(value);
    const then = attempt(() => value.then);
    if (typeof then === 'function') attempt(() => value.then(report, () => {}));
    const next = attempt(() => value.next);
    if (typeof next === 'function') open(attempt(() => value.next()));
    report(attempt(() => value.value));
  }

  /** Tries a function as a compiler of the host. */
  function compile(F) {
    report('tried to compile');
    for (const kind of ['return ', 'yield ']) {
      open(attempt(() => F(kind + probe)()));
      open(attempt(() => new F(kind + probe)()));
    }
    open(attempt(() => F(probe)));
  }

  /** What can be reached from an object in one step, without calling anything but getters of `constructor`. */
  function neighbours(x) {
    const found = [attempt(() => Object.getPrototypeOf(x)), attempt(() => x.constructor)];
    found.push(
      // biome-ignore lint/suspicious/noProto: the accessor is a road of its own
      attempt(() => x.__proto__),
      attempt(() => x.prototype),
    );
    for (const key of attempt(() => Reflect.ownKeys(x)) ?? []) {
      const descriptor = attempt(() => Reflect.getOwnPropertyDescriptor(x, key));
      if (descriptor) found.push(descriptor.value, descriptor.get, descriptor.set);
    }
    if (typeof attempt(() => x.size) === 'number') {
      attempt(() =>
        x.forEach((value, key) => {
          found.push(value, key);
        }),
      );
    }
    return found;
  }

  let isClimbing = false;

  /** Walks from a value and reports all that it meets. Within a walk (in a trap, say) it only reports. */
  function climb(start, depth = 4) {
    if (isClimbing) return report(start);
    isClimbing = true;
    try {
      return walk(start, depth);
    } finally {
      isClimbing = false;
    }
  }

  /** Reports one value of a walk; gives those to go on with. */
  function visit(x, seen) {
    if (!isObject(x)) {
      if (typeof x === 'string') report(x);
      return [];
    }
    if (seen.has(x) || seen.size > 400) return [];
    seen.add(x);
    report(x);
    if (own.has(x)) return [];
    if (typeof x === 'function' && /Function|\beval\b/.test(attempt(() => String(x.name))))
      compile(x);
    return neighbours(x);
  }

  function walk(start, depth) {
    const seen = new Set();
    let level = [start];
    for (let n = 0; n < depth; n++) level = level.flatMap((x) => visit(x, seen));
  }

  /** Uses an `inspect` that somebody gave the guest against the host's own state. */
  function loot(inspect, options) {
    const found = new Set();
    const stylize = function stylize(text) {
      const seen = attempt(() => this.seen);
      attempt(() => {
        for (const value of seen) found.add(value);
      });
      attempt(() => found.add(this.handler));
      return text;
    };
    for (const value of [{ a: 1 }, globalThis.report, [1], new Map([[{}, {}]])]) {
      for (const showHidden of [false, true]) {
        attempt(() =>
          inspect(value, { showProxy: true, customInspect: false, depth: 6, showHidden, stylize }),
        );
      }
    }
    report(inspect);
    climb(inspect, 2);
    climb(options, 3);
    for (const value of found) climb(value, 3);
    attempt(() => {
      inspect.defaultOptions.attacked = true;
      inspect.defaultOptions.sorted = () => 0;
    });
    attempt(() => {
      inspect.styles.string = 'red';
      inspect.colors.attacked = [1, 2];
    });
    attempt(() => {
      inspect.attacked = 1;
    });
  }

  /** An object that robs whoever prints it. */
  function robber(more) {
    return {
      constructor: undefined,
      [kInspect](_depth, options, inspect, ...rest) {
        report('printed');
        loot(inspect, options);
        climb(
          attempt(() => options.stylize),
          3,
        );
        climb(rest, 3);
        climb(this, 1);
        return 'robbed';
      },
      ...more,
    };
  }

  Object.assign(globalThis, {
    kInspect,
    probe,
    attempt,
    say,
    tell,
    open,
    compile,
    climb,
    loot,
    robber,
  });
})();
