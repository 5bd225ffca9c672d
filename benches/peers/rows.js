'use strict';

/**
 * What is compared. A row prepares itself with a sandbox (adapters.js) and gives the function that is timed, or undefined
 * where the package has nothing for it. `engine` rows run for a while in one evaluation, so that they compare engines.
 */

const rowsOfHost = Array.from({ length: 1000 }, (_, id) => ({
  id,
  name: `n${id}`,
  price: id % 97,
}));
const rowsOfGuest = `(Array.from({ length: 1000 }, (_, id) => ({ id, name: 'n' + id, price: id % 97 })))`;

/** An evaluation of a text that is compiled once. */
const engine = (name, code) => ({
  name,
  isEngine: true,
  prepare: (sandbox) => sandbox.compile(`(() => { ${code} })()`),
});

/** @type {Array<{ name: string, globals?: object, isEngine?: boolean, isFresh?: boolean, prepare: Function }>} */
const rows = [
  {
    name: 'a compiled script, `a + 1`',
    globals: { a: 1 },
    prepare: (sandbox) => sandbox.compile('a + 1'),
  },
  {
    name: 'the same with a timeout',
    globals: { a: 1 },
    prepare: (sandbox) => sandbox.compileTimed?.('a + 1'),
  },
  {
    name: 'the same source again',
    globals: { a: 1 },
    prepare: (sandbox) => () => sandbox.run('a + 1'),
  },
  {
    name: 'a new source',
    globals: { a: 1 },
    prepare(sandbox) {
      let count = 0;
      return () => sandbox.run(`a + ${count++}`);
    },
  },
  {
    name: 'a fresh context and a run',
    isFresh: true,
    prepare: (make) => () => {
      const sandbox = make({ a: 1 });
      const value = sandbox.run('a + 1');
      sandbox.dispose();
      return value;
    },
  },
  {
    name: 'the host calls a guest function',
    prepare: (sandbox) => sandbox.call('(x) => x + 1'),
  },
  {
    name: 'the same with 300 top-level functions',
    prepare(sandbox) {
      const names = Array.from({ length: 300 }, (_, index) => `function f${index}() {}`);
      sandbox.run(`${names.join('\n')}; 0`);
      return sandbox.call('(x) => x + 1');
    },
  },
  {
    name: 'the guest calls a host function, 1,000 times',
    globals: { host: (x) => x },
    prepare: (sandbox) => sandbox.compile('for (let i = 0; i < 1000; i++) host(i)'),
  },
  {
    name: 'the guest reads a host property, 1,000 times',
    globals: { object: { property: 1 } },
    prepare: (sandbox) => sandbox.compile('for (let i = 0; i < 1000; i++) object.property'),
  },
  {
    name: 'the host reads a guest property',
    prepare: (sandbox) => sandbox.read('({ property: 1 })', 'property'),
  },
  {
    name: '1,000 host rows mapped by the guest',
    globals: { rows: rowsOfHost },
    prepare: (sandbox) => sandbox.compile('rows.map((row) => row.price * 2).length'),
  },
  {
    name: '1,000 guest rows read by the host',
    prepare: (sandbox) => sandbox.rows(rowsOfGuest),
  },
  {
    name: '1,000 guest rows as JSON in the host',
    prepare: (sandbox) => sandbox.stringify(rowsOfGuest),
  },
  {
    name: 'a global loop, 10,000 times',
    prepare: (sandbox) => sandbox.compile('for (var i = 0, sum = 0; i < 10000; i++) sum += i; sum'),
  },
  engine('fib(18)', 'const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); return fib(18);'),
  engine(
    'closures',
    'let sum = 0; for (let i = 0; i < 5000; i++) sum += ((x) => () => x + i)(1)(); return sum;',
  ),
  engine(
    'array push',
    'const list = []; for (let i = 0; i < 10000; i++) list.push(i); return list.length;',
  ),
  engine(
    'generator',
    'let sum = 0; for (const x of (function* () { for (let i = 0; i < 3000; i++) yield i; })()) sum += x; return sum;',
  ),
  engine(
    'typed array',
    'const list = new Float64Array(5000); for (let i = 0; i < 5000; i++) list[i] = list[i >> 1] + i; return list[4999];',
  ),
  engine(
    'spread and destructuring',
    'let sum = 0; for (let i = 0; i < 2000; i++) { const [a, ...rest] = [i, ...[1, 2, 3]]; const { x, ...more } = { x: a, y: rest.length }; sum += x + more.y; } return sum;',
  ),
  engine(
    'template',
    'let text = ""; for (let i = 0; i < 3000; i++) text = `${i}: ${text.length}`; return text;',
  ),
  engine(
    'class methods',
    'class A { #n = 0; add(x) { this.#n += x; return this; } get n() { return this.#n; } } const a = new A(); for (let i = 0; i < 5000; i++) a.add(i).n; return a.n;',
  ),
  engine(
    'string +=',
    'let text = ""; for (let i = 0; i < 20000; i++) text += "x"; return text.length;',
  ),
  engine('split and join, 100 KB', 'return "a,".repeat(50000).split(",").join(";").length;'),
  engine(
    'regular expression replace, 50 KB',
    'return "ab12 ".repeat(10000).replace(/[0-9]+/g, "#").length;',
  ),
  engine(
    'regular expression test',
    'let n = 0; for (let i = 0; i < 3000; i++) if (/^[a-z]+-\\d+$/.test("item-" + i)) n++; return n;',
  ),
  engine(
    'JSON round trip',
    'const data = Array.from({ length: 300 }, (_, id) => ({ id, tags: ["a", "b"] })); return JSON.parse(JSON.stringify(data)).length;',
  ),
  engine(
    'sort',
    'return Array.from({ length: 2000 }, (_, i) => (i * 7919) % 2003).sort((a, b) => a - b)[5];',
  ),
]; // prettier-ignore

module.exports = { rows };
