/** Guest code: reads what an object has, and what it inherits with itself as the receiver. */
(function makeReads({ apply, attempt, callOn, isLate, isObject, near, toText, visit }) {
  const { get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
  const { get: mapGet, set: mapSet } = Map.prototype;

  /** How much is read of one object. */
  const MOST_KEYS = 400;
  const MOST_INDICES = 8;
  const MOST_INHERITED = 120;
  const MOST_LEVELS = 6;

  /** How many objects with the same prototype its methods are called on. */
  const INSTANCES_NEAR = 3;
  const instances = new Map();

  const isIndex = (key) => typeof key === 'string' && key.length < 6 && toText(+key) === key;

  function readDescriptor(entry, key, name) {
    const { value } = entry;
    let descriptor;
    try {
      descriptor = getOwnPropertyDescriptor(value, key);
    } catch (error) {
      visit(error, `descriptor of ${name} thrown`, entry);
    }
    if (descriptor === undefined) return;
    visit(descriptor.get, `get ${name}`, entry, value);
    visit(descriptor.set, `set ${name}`, entry, value);
    visit(descriptor.value, name, entry, value);
  }

  /** Keys and descriptors of one object, and what reading gives. */
  function readOwn(entry) {
    const { value, path } = entry;
    const keys = attempt(() => ownKeys(value), `keys of ${path}`, entry);
    if (keys === undefined) return;
    let indices = 0;
    for (let index = 0; index < keys.length && index < MOST_KEYS; index++) {
      const key = keys[index];
      if (isIndex(key) && ++indices > MOST_INDICES) continue;
      const name = `${path}.${toText(key)}`;
      visit(key, `name of ${name}`, entry);
      readDescriptor(entry, key, name);
      attempt(() => value[key], name, entry, value);
    }
  }

  /** Names that engines answer in their own ways. */
  const usualNames = [
    ...['stack', 'message', 'cause', 'errors', 'constructor', '__proto__', 'callee', 'caller'],
    ...['arguments', 'then', 'prototype'],
  ];

  function isEnough(entry, prototype) {
    const known = apply(mapGet, instances, [prototype]) ?? 0;
    apply(mapSet, instances, [prototype, known + 1]);
    return known >= (entry.queue === near ? INSTANCES_NEAR : 1);
  }

  function readLevel(entry, keys) {
    const { value, path } = entry;
    for (let index = 0; index < keys.length && index < MOST_INHERITED; index++) {
      const key = keys[index];
      const found = attempt(() => get(value, key, value), `${path}.${toText(key)}`, entry, value);
      const isMethod = typeof found === 'function' && key !== 'constructor';
      if (isMethod && !isLate()) callOn(entry, key, found);
    }
  }

  /** What is inherited, read and called with the object itself as the receiver. */
  function readInherited(entry, prototype) {
    const { value, path } = entry;
    for (let index = 0; index < usualNames.length; index++) {
      const key = usualNames[index];
      attempt(() => value[key], `${path}.${key}`, entry, value);
    }
    if (isEnough(entry, prototype)) return;
    let level = prototype;
    for (let steps = 0; isObject(level) && steps < MOST_LEVELS && !isLate(); steps++) {
      const here = level;
      readLevel(entry, attempt(() => ownKeys(here), `keys above ${path}`, entry) ?? []);
      level = attempt(() => getPrototypeOf(here), `prototype above ${path}`, entry);
    }
  }

  return { readInherited, readOwn };
});
