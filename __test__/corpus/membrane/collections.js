'use strict';

/** Map, Set, Date, RegExp, WeakMap and the like, used on the other side. */

const uses = {
  'Map: get, set, has, size': [
    'new Map([["a", 1]])',
    'o.set("b", { n: 2 }); [o.get("a"), o.get("b").n, o.has("c"), o.size]',
  ],
  'Map: delete and clear': [
    'new Map([["a", 1], ["b", 2]])',
    '[o.delete("a"), o.delete("a"), o.size, o.clear(), o.size]',
  ],
  'Map: set returns itself': ['new Map()', 'o.set(1, 2) === o'],
  'Map: forEach': [
    'new Map([["a", 1]])',
    'const seen = []; o.forEach((v, k, m) => seen.push(k, v, m === o)); seen',
  ],
  'Map: keys, values, entries': [
    'new Map([["a", 1], ["b", 2]])',
    '[[...o.keys()].join(), [...o.values()].join(), [...o.entries()].join(";"), [...o].join(";")]',
  ],
  'Map: object keys': [
    'new Map()',
    'const k = {}; o.set(k, "v"); [o.get(k), o.get({}), [...o.keys()][0] === k]',
  ],
  'Map: NaN and zero': [
    'new Map()',
    'o.set(NaN, 1).set(-0, 2); [o.get(NaN), o.get(0), Object.is([...o.keys()][1], 0)]',
  ],
  'Map: toString': ['new Map()', 'Object.prototype.toString.call(o)'],
  'Map: a copy': ['new Map([["a", 1]])', 'const c = new Map(o); c.set("b", 2); [c.size, o.size]'],
  'Map: an own property': ['new Map()', 'o.label = "x"; [o.label, Object.keys(o)]'],
  'Map: changed while iterating': [
    'new Map([[1, 1]])',
    'let n = 0; for (const [k] of o) { if (n++ < 3) o.set(k + 1, 0); } o.size',
  ],
  'Map: the method of the other side': ['new Map([["a", 1]])', 'Map.prototype.get.call(o, "a")'],
  'Set: add, has, delete': [
    'new Set([1])',
    '[o.add(2) === o, o.has(2), o.delete(1), o.size, [...o].join()]',
  ],
  'Set: forEach': [
    'new Set(["x"])',
    'const seen = []; o.forEach((v, k, s) => seen.push(v, k, s === o)); seen',
  ],
  'Set: object members': [
    'new Set()',
    'const m = {}; o.add(m).add(m); [o.size, o.has(m), [...o][0] === m]',
  ],
  'Set: toString': ['new Set()', 'Object.prototype.toString.call(o)'],
  'WeakMap: get, set, has, delete': [
    'new WeakMap()',
    'const k = {}; o.set(k, 5); [o.get(k), o.has(k), o.delete(k), o.has(k)]',
  ],
  'WeakMap: a primitive key': ['new WeakMap()', 'try { o.set(1, 2); } catch (e) { e.name }'],
  'WeakSet: add and has': ['new WeakSet()', 'const k = {}; o.add(k); [o.has(k), o.has({})]'],
  'WeakRef: deref': [
    '(() => { const target = { t: 1 }; const r = new WeakRef(target); r.keep = target; return r; })()',
    'o.deref() === o.keep && o.deref().t',
  ],
  'Date: getters': [
    'new Date(Date.UTC(2020, 1, 29, 12))',
    '[o.getTime(), o.getUTCDate(), o.getUTCHours(), o.toISOString(), o.toJSON()]',
  ],
  'Date: setters': [
    'new Date(0)',
    'o.setUTCFullYear(2000); o.setTime(o.getTime() + 1); o.toISOString()',
  ],
  'Date: to a number and text': ['new Date(5)', '[+o, o - 1, o > 4, JSON.stringify({ o })]'],
  'Date: valueOf': ['new Date(7)', '[o.valueOf(), Number(o), o[Symbol.toPrimitive]("number")]'],
  'Date: a copy': ['new Date(9)', 'new Date(o.getTime()).getTime()'],
  'Date: a copy of the object': ['new Date(9)', 'new Date(o).getTime()'],
  'Date: invalid': ['new Date(NaN)', '[isNaN(o), o.getTime()]'],
  'Date: toISOString of an invalid one': [
    'new Date(NaN)',
    'try { o.toISOString(); } catch (e) { e.name }',
  ],
  'Date: compare': ['new Date(1)', '[o < new Date(2), o.getTime() === new Date(1).getTime()]'],
  'Date: an own property': ['new Date(1)', 'o.label = "x"; [o.label, o.getTime()]'],
  'RegExp: test and exec': [
    '/(?<y>\\d{4})-(\\d\\d)/',
    'const m = o.exec("on 2020-05"); [o.test("1999-12"), m[0], m.index, m.groups.y, m.length]',
  ],
  'RegExp: properties': [
    '/x+/giu',
    '[o.source, o.flags, o.global, o.ignoreCase, o.unicode, o.sticky, o.lastIndex, String(o)]',
  ],
  'RegExp: lastIndex': [
    '/a/g',
    'const seen = []; while (o.exec("aXa")) seen.push(o.lastIndex); seen',
  ],
  'RegExp: set lastIndex': ['/a/g', 'o.lastIndex = 1; [o.test("aba"), o.lastIndex]'],
  'RegExp: match': ['/\\d/g', '"a1b2".match(o).join()'],
  'RegExp: matchAll': ['/\\d/g', '[...("a1b2".matchAll(o))].map((m) => m.index).join()'],
  'RegExp: replace': ['/b(.)/', '"abc".replace(o, (m, c) => c + m)'],
  'RegExp: replace with a pattern': ['/(b)/g', '"abcb".replace(o, "[$1]")'],
  'RegExp: split': ['/,\\s*/', '"a, b,c".split(o).join("|")'],
  'RegExp: search': ['/c/', '"abc".search(o)'],
  'boxed: String': [
    'new String("abc")',
    '[o.length, o[1], `${o}`, o + "d", o.slice(1), typeof o.valueOf()]',
  ],
  'boxed: Number': ['new Number(5)', '[o + 1, o.toFixed(1), typeof o]'],
  'boxed: Boolean': ['new Boolean(false)', '[o ? 1 : 2, o.valueOf()]'],
  'boxed: BigInt': ['Object(5n)', '[o + 1n, typeof o]'],
  'boxed: Symbol': [
    'Object(Symbol.iterator)',
    '[typeof o, o.description, o.valueOf() === Symbol.iterator]',
  ],
  'JSON: nested': [
    '({ m: new Map(), d: new Date(0), n: [undefined, () => 1], u: undefined, s: Symbol() })',
    'JSON.stringify(o)',
  ],
  'JSON: toJSON': ['({ toJSON(k) { return { k, own: 1 }; } })', 'JSON.stringify({ x: o })'],
  'JSON: a cycle': [
    '(() => { const c = {}; c.c = c; return c; })()',
    'try { JSON.stringify(o); } catch (e) { e.name }',
  ],
  'JSON: a BigInt': ['({ n: 1n })', 'try { JSON.stringify(o); } catch (e) { e.name }'],
  'JSON: indent': ['({ a: [1, { b: 2 }] })', 'JSON.stringify(o, null, 2)'],
  'JSON: a key list': ['({ a: 1, b: 2, c: { a: 3, d: 4 } })', 'JSON.stringify(o, ["a", "c"])'],
  'Error: properties': [
    'Object.assign(new RangeError("msg"), { code: "E" })',
    '[o.name, o.message, o.code, String(o), typeof o.stack]',
  ],
  'Error: cause': [
    'new Error("outer", { cause: new TypeError("inner") })',
    '[o.cause.name, o.cause.message, "cause" in o]',
  ],
  'AggregateError: errors': [
    'new AggregateError([new Error("a"), 5], "all")',
    '[o.errors.length, o.errors[0].message, o.errors[1], o.message]',
  ],
  FinalizationRegistry: [
    'new FinalizationRegistry(() => {})',
    '[typeof o.register, o.register({}, 1), o.unregister({})]',
  ],
  'an object of objects': [
    '({ list: [{ deep: new Map([["k", [1, { x: 1 }]]]) }] })',
    'o.list[0].deep.get("k")[1].x',
  ],
};

const host = {};
const guest = {};
for (const [use, [expression, code]] of Object.entries(uses)) {
  host[`of the host, ${use}`] = {
    context: `{ o: ${expression} }`,
    steps: [code, { host: 'ctx.o' }],
  };
  guest[`of the guest, ${use}`] = {
    steps: [`var o = ${expression}; 0`, { host: `const { o } = ctx; ${code}` }, { host: 'ctx.o' }],
  };
}

module.exports = [{ cases: host }, { cases: guest }];
