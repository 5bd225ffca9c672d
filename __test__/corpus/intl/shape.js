'use strict';

/** What `Intl` and its classes look like: keys in order, attributes, names, lengths, prototypes. */

const classes = [
  'DateTimeFormat',
  'NumberFormat',
  'Collator',
  'PluralRules',
  'RelativeTimeFormat',
  'ListFormat',
  'Locale',
  'DisplayNames',
  'Segmenter',
];

const make = (name) => {
  if (name === 'Locale') return "new Intl.Locale('de-AT')";
  if (name === 'DisplayNames') return "new Intl.DisplayNames('de', { type: 'region' })";
  return `new Intl.${name}('de')`;
};

/** All own properties of an object, as text. */
const LOOKS = `function looks(object) {
  return Reflect.ownKeys(object).map((key) => {
    const { value, get, set, writable, enumerable, configurable } =
      Object.getOwnPropertyDescriptor(object, key);
    const fn = get ?? value;
    const what = typeof fn === 'function'
      ? [fn.name, fn.length, 'prototype' in fn, Object.getOwnPropertyNames(fn).join('+')].join('/')
      : String(value);
    return [String(key), what, typeof get, typeof set, writable, enumerable, configurable].join(' ');
  });
}`;

const perClass = (cases) =>
  Object.fromEntries(
    classes.flatMap((name) =>
      Object.entries(cases).map(([what, steps]) => [`${name}: ${what}`, steps(name)]),
    ),
  );

module.exports = [
  {
    cases: {
      'members of Intl': `${LOOKS} looks(Intl)`,
      'Intl on globalThis': "Object.getOwnPropertyDescriptor(globalThis, 'Intl').value === Intl",
      'the attributes of Intl on globalThis':
        "const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, 'Intl'); [writable, enumerable, configurable]",
      'Intl by a computed name': "globalThis['In' + 'tl'].NumberFormat.name",
      'Intl among the names of globalThis':
        "[Object.getOwnPropertyNames(globalThis).includes('Intl'), Object.keys(globalThis).includes('Intl'), 'Intl' in globalThis]",
      'what Intl is':
        '[typeof Intl, String(Intl), Object.getPrototypeOf(Intl) === Object.prototype]',
      'Intl as a function': ['Intl()', 'new Intl()'],
      'prototypes of what Segmenter gives': `${LOOKS}
        const segments = new Intl.Segmenter('de').segment('a b');
        const Segments = Object.getPrototypeOf(segments);
        const Iterator = Object.getPrototypeOf(segments[Symbol.iterator]());
        [looks(Segments), looks(Iterator), Object.getPrototypeOf(Segments) === Object.prototype,
          Object.getPrototypeOf(Iterator) === Object.getPrototypeOf(Object.getPrototypeOf([].values()))]`,
    },
  },
  {
    cases: perClass({
      'the constructor': (name) => `${LOOKS} looks(Intl.${name})`,
      'the prototype': (name) => `${LOOKS} looks(Intl.${name}.prototype)`,
      'the chain': (name) => `const made = ${make(name)};
        [made instanceof Intl.${name}, Object.getPrototypeOf(made) === Intl.${name}.prototype,
          Object.getPrototypeOf(Intl.${name}.prototype) === Object.prototype,
          Object.getPrototypeOf(Intl.${name}) === Function.prototype,
          Intl.${name}.prototype.constructor === Intl.${name},
          Object.prototype.toString.call(made), Reflect.ownKeys(made).length]`,
      'without new': (name) => `typeof Intl.${name}('de', { type: 'region' })`,
      'a subclass': (name) => `class Mine extends Intl.${name} { mine() { return 1; } }
        const made = new Mine('de', { type: 'region' });
        [made instanceof Mine, made instanceof Intl.${name}, made.mine(), Object.prototype.toString.call(made)]`,
      'new.target with another prototype': (name) => `
        function Other() {} Other.prototype = Array.prototype;
        const made = Reflect.construct(Intl.${name}, ['de', { type: 'region' }], Other);
        [made instanceof Array, made instanceof Intl.${name}]`,
      'resolved options': (name) =>
        name === 'Locale'
          ? 'String(new Intl.Locale("de-AT", { calendar: "buddhist" }))'
          : `${make(name)}.resolvedOptions()`,
      'the source text': (name) =>
        `String(Intl.${name}).includes('[native code]') && String(Intl.${name}.prototype.constructor) === String(Intl.${name})`,
      'a method of another object': (name) => {
        const method = { Locale: 'maximize', Segmenter: 'segment' }[name] ?? 'resolvedOptions';
        const steps = ['call({})', 'call(undefined)', 'call(5)', 'call()'].map(
          (call) => `Intl.${name}.prototype.${method}.${call}`,
        );
        return { steps, compareMessage: true };
      },
      'in the host': (name) => [
        make(name),
        { host: `Object.prototype.toString.call(results.at(-1))` },
        { host: `results.at(-1) instanceof Intl.${name}` },
      ],
    }),
  },
];
