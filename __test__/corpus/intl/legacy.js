'use strict';

/** `Intl.NumberFormat` and `Intl.DateTimeFormat` called on objects. */

const called = (name, rest) => ({
  run: `const C = Intl.${name}; const o = Object.create(C.prototype); const r = C.call(o, 'en'); ${rest}`,
});

const cases = {};
for (const name of ['NumberFormat', 'DateTimeFormat']) {
  cases[`${name}: the object is given back`] = [called(name, '[r === o, r instanceof C]')];
  cases[`${name}: its property`] = [
    called(
      name,
      'const [k] = Reflect.ownKeys(o); const d = Object.getOwnPropertyDescriptor(o, k); [String(k), d.writable, d.enumerable, d.configurable, Object.getPrototypeOf(d.value) === C.prototype]',
    ),
  ];
  cases[`${name}: it formats`] = [called(name, '[o.format(0), o.resolvedOptions().locale]')];
  cases[`${name}: no other method takes it`] = [
    called(name, "try { C.prototype.formatToParts.call(o, 1); 'taken' } catch (e) { e.name }"),
  ];
  cases[`${name}: called on anything else`] = [
    { run: `[{}, null, undefined, 1].map((o) => Intl.${name}.call(o) instanceof Intl.${name})` },
  ];
  cases[`${name}: Symbol.hasInstance is not asked`] = [
    {
      run: `const C = Intl.${name}; let n = 0; Object.defineProperty(C, Symbol.hasInstance, { value() { n++; return true } }); C.call({}); n`,
    },
  ];
  cases[`${name}: a frozen object`] = [
    {
      run: `const C = Intl.${name}; const o = Object.freeze(Object.create(C.prototype)); try { C.call(o); 'made' } catch (e) { e.name }`,
    },
  ];
}

module.exports = [{ cases }];
