'use strict';

/**
 * The ways in which a context object can have a property `x`: data for the matrices below
 * `corpus/global`. Each is an expression that makes the context object. Must hold no cases.
 */

module.exports = {
  absent: '{}',
  data: '{ x: 1 }',
  'undefined value': '{ x: undefined }',
  'read-only': "Object.defineProperty({}, 'x', { value: 1, configurable: true, enumerable: true })",
  'not configurable':
    "Object.defineProperty({}, 'x', { value: 1, writable: true, enumerable: true })",
  'not enumerable':
    "Object.defineProperty({}, 'x', { value: 1, writable: true, configurable: true })",
  'read-only and not configurable': "Object.defineProperty({}, 'x', { value: 1 })",
  frozen: 'Object.freeze({ x: 1 })',
  sealed: 'Object.seal({ x: 1 })',
  'not extensible': 'Object.preventExtensions({})',
  accessor: "{ get x() { return 1; }, set x(v) { log('set', v); } }",
  'getter only': '{ get x() { return 1; } }',
  'setter only': "{ set x(v) { log('set', v); } }",
  'throwing accessor': "{ get x() { throw new Error('g'); }, set x(v) { throw new Error('s'); } }",
  'fixed accessor':
    "Object.defineProperty({ v: 1 }, 'x', { get() { return this.v; }, set(n) { this.v = n; } })",
  'inherited data': 'Object.create({ x: 1 })',
  'inherited read-only': 'Object.create(Object.freeze({ x: 1 }))',
  'inherited accessor': "Object.create({ get x() { return 1; }, set x(v) { log('set', v); } })",
  'inherited getter only': 'Object.create({ get x() { return 1; } })',
  'null prototype': 'Object.assign(Object.create(null), { x: 1 })',
};
