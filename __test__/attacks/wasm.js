'use strict';

/** `webAssembly: 'host'`: modules of V8, their imports, memories and tables, and what their errors say. */

/** The smallest module that there is, and one with an import, a memory and an export. */
const EMPTY = '[0, 97, 115, 109, 1, 0, 0, 0]';
const WITH_IMPORT = `new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 101, 1, 102, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 9, 2, 1, 103, 0, 1, 1, 109, 2, 0, 10, 6, 1, 4, 0, 16, 0, 11])`;

const attacks = [
  {
    name: 'the constructors of WebAssembly',
    guest: `report('looked'); for (const k of Reflect.ownKeys(WebAssembly)) { climb(WebAssembly[k], 5); compile(WebAssembly[k].constructor ?? report) } climb(Object.getPrototypeOf(WebAssembly), 4); compile(WebAssembly.constructor.constructor)`,
  },
  {
    name: 'a module, an instance and its exports',
    guest: `report('made'); const m = attempt(() => new WebAssembly.Module(${WITH_IMPORT})); climb(m, 5); const i = attempt(() => new WebAssembly.Instance(m, { e: { f: () => report('called') } })); climb(i, 5); climb(attempt(() => i.exports), 5); climb(attempt(() => i.exports.m.buffer), 4); climb(attempt(() => i.exports.g), 4); attempt(() => i.exports.g()); compile(attempt(() => i.exports.g.constructor) ?? report)`,
  },
  {
    name: 'an import that throws',
    guest: `report('made'); try { const m = new WebAssembly.Module(${WITH_IMPORT}); const i = new WebAssembly.Instance(m, { e: { f: () => { throw new Error('x') } } }); i.exports.g() } catch (e) { say(e); climb(e, 5); compile(e.constructor.constructor) }`,
  },
  {
    name: 'errors of WebAssembly',
    guest: `report('tried'); for (const f of [() => new WebAssembly.Module([1]), () => new WebAssembly.Instance({}), () => WebAssembly.compile([1]), () => new WebAssembly.Memory({ initial: -1 }), () => new WebAssembly.Table({}), () => new WebAssembly.Global({ value: 'x' })]) { try { f() } catch (e) { say(e); climb(e, 4) } attempt(() => f().catch((e) => { say(e); climb(e, 4) })) }`,
  },
  {
    name: 'a host module handed in',
    context: ({ forbid }) => {
      const bytes = new Uint8Array(JSON.parse(EMPTY));
      const module = new WebAssembly.Module(bytes);
      void forbid;
      return { module, instance: new WebAssembly.Instance(module) };
    },
    guest: `report('looked'); climb(module, 5); climb(instance, 5); climb(WebAssembly.Module.exports(module), 4); climb(WebAssembly.Module.customSections(module, 'name'), 4); compile(module.constructor.constructor); compile(attempt(() => instance.exports.constructor) ?? report)`,
  },
  {
    name: 'asynchronous results',
    guest: `report('asked'); const b = ${WITH_IMPORT}; for (const f of [() => WebAssembly.compile(b), () => WebAssembly.instantiate(b, { e: { f() {} } }), () => WebAssembly.instantiate(b)]) attempt(() => f().then((x) => climb(x, 5), (e) => { say(e); climb(e, 4) }))`,
    waitMs: 40,
  },
  {
    name: 'a memory and its buffer',
    guest: `report('made'); const m = attempt(() => new WebAssembly.Memory({ initial: 1, maximum: 2 })); climb(m, 5); const b = attempt(() => m.buffer); climb(b, 4); attempt(() => m.grow(1)); const u = attempt(() => new Uint8Array(m.buffer)); if (u) { u[0] = 7; report(String(u[0])) } climb(attempt(() => m.constructor.constructor), 4); compile(attempt(() => m.constructor.constructor) ?? report)`,
  },
  {
    name: 'a custom inspection of a WebAssembly object',
    context: ({ forbid }) => forbid(require('node:util').inspect, 'util.inspect') ?? {},
    guest: `report('made'); const m = attempt(() => new WebAssembly.Module(${WITH_IMPORT})); attempt(() => { m[kInspect] = robber()[kInspect] }); m`,
    host: (value) => require('node:util').inspect(value, { showProxy: true, depth: 9 }),
  },
];

module.exports = attacks.map((attack) => ({
  ...attack,
  needs: ['dispose'],
  options: { webAssembly: 'host' },
}));
