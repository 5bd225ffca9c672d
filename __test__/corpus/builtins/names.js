'use strict';

/** Which built-ins a realm has: names, lengths and attributes, of every global and of what is behind syntax. */

const vm = require('node:vm');

/** What is compared elsewhere. */
const LEFT_OUT = ['Intl', 'WebAssembly', 'console'];

const TELL = `
  const kind = (value) =>
    typeof value === 'function' ? 'function ' + value.name + '/' + value.length : typeof value;
  const tell = (object) => Reflect.ownKeys(object).filter((key) => !${JSON.stringify(LEFT_OUT)}.includes(key)).map((key) => {
    const own = Reflect.getOwnPropertyDescriptor(object, key);
    const what = 'value' in own
      ? (own.writable ? 'writable ' : '') + kind(own.value)
      : 'get ' + kind(own.get) + ' set ' + kind(own.set);
    return String(key) + ': ' + (own.enumerable ? 'enumerable ' : '') +
      (own.configurable ? 'configurable ' : '') + what;
  }).sort();
  const tellAll = (object) => {
    if (Object(object) !== object) return [kind(object)];
    const parts = [kind(object), ...tell(object)];
    if (Object(object.prototype) === object.prototype) parts.push('prototype', ...tell(object.prototype));
    return parts;
  };`;

const HIDDEN = {
  'a function': 'Object.getOwnPropertyDescriptors(function (a) {})',
  'a strict function': 'Object.getOwnPropertyDescriptors(function (a) { "use strict"; })',
  'an arrow function': '(() => {})',
  'a class': '(class { static s() {} get g() { return 1; } })',
  'an instance of RegExp': '/x/',
  'an array': '[]',
  arguments: '(function () { return arguments; })(1)',
  TypedArray: 'Object.getPrototypeOf(Int8Array)',
  AsyncFunction: '(async () => {}).constructor',
  GeneratorFunction: '(function* () {}).constructor',
  AsyncGeneratorFunction: '(async function* () {}).constructor',
  'generator objects': 'Object.getPrototypeOf((function* () {}).prototype)',
  'async generator objects': 'Object.getPrototypeOf((async function* () {}).prototype)',
  'the prototype of iterators': 'Object.getPrototypeOf(Object.getPrototypeOf([].values()))',
  'the prototype of async iterators':
    'Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf((async function* () {}).prototype)))',
  'array iterators': 'Object.getPrototypeOf([].values())',
  'map iterators': 'Object.getPrototypeOf(new Map().values())',
  'set iterators': 'Object.getPrototypeOf(new Set().values())',
  'string iterators': 'Object.getPrototypeOf(""[Symbol.iterator]())',
  'matchAll iterators': 'Object.getPrototypeOf("".matchAll(/x/g))',
};

const names = vm
  .runInNewContext('Object.getOwnPropertyNames(globalThis)')
  .filter((name) => !LEFT_OUT.includes(name));

const cases = {
  'the names of the global': `Object.getOwnPropertyNames(globalThis)
    .filter((name) => !${JSON.stringify(LEFT_OUT)}.includes(name)).sort()`,
};
for (const name of names) {
  cases[name] = `{ ${TELL} tellAll(globalThis[${JSON.stringify(name)}]) }`;
  cases[`${name} on the global`] =
    `Object.getOwnPropertyDescriptor(globalThis, ${JSON.stringify(name)})`;
}
for (const [name, code] of Object.entries(HIDDEN)) {
  cases[name] = `{ ${TELL} tellAll(${code}) }`;
}

module.exports = [{ cases }];
