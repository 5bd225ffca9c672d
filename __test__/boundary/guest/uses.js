/** Guest code: uses an object as syntax and the guest's own built-ins do. */
(function makeUses({ apply, attempt, guestObject, toText, visit }) {
  const { asyncIterator, hasInstance, iterator, species, toPrimitive } = Symbol;
  const { stringify } = JSON;
  const ProxyClass = Proxy;
  const PromiseClass = Promise;
  const { map } = Array.prototype;
  const { replace } = String.prototype;
  const MOST_ITEMS = 3;

  function iterate(entry) {
    const { value, path } = entry;
    const walked = attempt(() => value[iterator]?.(), `iterator of ${path}`, entry);
    if (walked === undefined) return;
    const loop = () => {
      let steps = 0;
      for (const item of { [iterator]: () => walked }) {
        visit(item, `item of ${path}`, entry);
        if (++steps >= MOST_ITEMS) break;
      }
    };
    attempt(loop, `iteration of ${path}`, entry);
  }

  async function iterateAsync(entry) {
    const { value, path } = entry;
    try {
      if (typeof value[asyncIterator] !== 'function') return;
      let steps = 0;
      for await (const item of value) {
        visit(item, `async item of ${path}`, entry);
        if (++steps >= MOST_ITEMS) break;
      }
    } catch (error) {
      visit(error, `async iteration of ${path} thrown`, entry);
    }
  }

  async function wait(entry) {
    const { value, path } = entry;
    try {
      if (typeof value.then === 'function') visit(await value, `await ${path}`, entry);
    } catch (error) {
      visit(error, `await ${path} thrown`, entry);
    }
  }

  /** The first items, since some iterators never end. */
  function firstOf(iterable) {
    const items = [];
    for (const item of iterable) {
      items[items.length] = item;
      if (items.length >= MOST_ITEMS) break;
    }
    return items;
  }

  /** A trap that asks its own Proxy for something goes round for ever. */
  function useAsTrap(value) {
    let isInside = false;
    const trap = (...args) => {
      if (isInside) return undefined;
      isInside = true;
      return apply(value, guestObject, args);
    };
    return new ProxyClass({}, { get: trap }).x;
  }

  function useAsSpecies(value) {
    const list = [1, 2];
    list.constructor = { [species]: value };
    return apply(map, list, [(x) => x]);
  }

  /** What becomes of a function where the language calls one. */
  const rolesOfFunctions = {
    'as toPrimitive': (value) => `${{ [toPrimitive]: value }}`,
    'as an iterator': (value) => firstOf({ [iterator]: value }),
    'as a trap': useAsTrap,
    'as hasInstance': (value) => guestObject instanceof { [hasInstance]: value },
    'as species': useAsSpecies,
    'as a tag': (value) => value`x${guestObject}y`,
    'as an executor': (value) => new PromiseClass(value),
    // biome-ignore lint/suspicious/noThenProperty: it will be awaited.
    'as then': (value) => ({ then: value }),
    'as a callback': (value) => apply(map, [1, 2], [value]),
    'as a replacer': (value) => apply(replace, 'xyz', ['y', value]),
  };
  const roles = Object.entries(rolesOfFunctions);

  /** Uses an object in every way. */
  function useAll(entry) {
    const { value, path } = entry;
    iterate(entry);
    attempt(() => toText(value), `String(${path})`, entry);
    attempt(() => stringify(value), `JSON.stringify(${path})`, entry);
    for (let index = 0; typeof value === 'function' && index < roles.length; index++) {
      const [name, use] = roles[index];
      attempt(() => use(value), `${path} ${name}`, entry);
    }
    wait(entry);
    iterateAsync(entry);
  }

  return { useAll };
});
