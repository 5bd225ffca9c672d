/** Guest code: tries to change an object, reports what could be changed, and puts it back. */
(function makeChanges(tools) {
  const { hooks, OF_THE_HOST, apply, attempt, guestObject, roll, toText } = tools;
  const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, has } = Reflect;
  const { ownKeys, preventExtensions, set, setPrototypeOf } = Reflect;
  const { changed } = hooks;
  const NAME = '__boundary';
  const TRIES = 3;

  function tryOut(entry, how, work) {
    const { value, path } = entry;
    attempt(
      () => work(value) === true && apply(changed, undefined, [value, how, path]),
      `${how} ${path}`,
      entry,
    );
  }

  const addBySet = (value) =>
    set(value, NAME, guestObject) && deleteProperty(value, NAME) && !has(value, NAME);

  const addByDefine = (value) =>
    defineProperty(value, NAME, { value: guestObject, configurable: true }) &&
    deleteProperty(value, NAME);

  function overwrite(value, key, was) {
    if (!('value' in was)) return false;
    const done = set(value, key, guestObject) && value[key] === guestObject;
    if (done) set(value, key, was.value);
    return done;
  }

  function givePrototype(value) {
    const was = getPrototypeOf(value);
    return setPrototypeOf(value, { __proto__: was }) && setPrototypeOf(value, was);
  }

  /** Tries what must be refused: the object is the host's own. */
  function changeForGood(entry) {
    const { value, path } = entry;
    const keys = attempt(() => ownKeys(value), `keys of ${path}`, entry) ?? [];
    for (let tries = 0; tries < TRIES && keys.length > 0; tries++) {
      const key = keys[roll(keys.length)];
      const was = getOwnPropertyDescriptor(value, key);
      if (was === undefined) continue;
      const name = toText(key);
      tryOut(entry, `overwrite ${name} of`, () => overwrite(value, key, was));
      const remove = () =>
        was.configurable && deleteProperty(value, key) && defineProperty(value, key, was);
      tryOut(entry, `delete ${name} of`, remove);
    }
    tryOut(entry, 'give another prototype to', givePrototype);
    if (roll(4) === 0) tryOut(entry, 'prevent extensions of', preventExtensions);
  }

  function change(entry) {
    tryOut(entry, 'set a property of', addBySet);
    tryOut(entry, 'define a property of', addByDefine);
    if ((entry.answer & OF_THE_HOST) !== 0) changeForGood(entry);
  }

  return { change };
});
