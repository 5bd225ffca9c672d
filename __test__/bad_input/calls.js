'use strict';

/**
 * The ways to call the script API with something bad, as functions of the implementation. Must hold
 * no call that makes node:vm abort the process, and none of what only boa-vm has.
 */

const { isProxy } = require('node:util').types;
const { contextIn } = require('./compare.js');

const SCRIPT = [
  'filename',
  'lineOffset',
  'columnOffset',
  'cachedData',
  'produceCachedData',
  'importModuleDynamically',
];
const RUN = ['timeout', 'displayErrors', 'breakOnSigint'];
const NEW_CONTEXT = ['contextName', 'contextOrigin', 'contextCodeGeneration', 'microtaskMode'];

/** Functions that take options: those options, and a call with them. */
const CALLS = {
  createContext: [
    ['name', 'origin', 'codeGeneration', 'microtaskMode', 'importModuleDynamically'],
    (vm, options) => vm.createContext({}, options),
  ],
  'createContext without an object': [
    ['name', 'codeGeneration', 'microtaskMode'],
    (vm, options) => vm.createContext(vm.constants.DONT_CONTEXTIFY, options),
  ],
  runInContext: [
    [...SCRIPT, ...RUN],
    (vm, options) => vm.runInContext('1', contextIn(vm), options),
  ],
  runInNewContext: [
    [...NEW_CONTEXT, ...SCRIPT, ...RUN],
    (vm, options) => vm.runInNewContext('1', {}, options),
  ],
  runInThisContext: [[...SCRIPT, ...RUN], (vm, options) => vm.runInThisContext('1', options)],
  Script: [SCRIPT, (vm, options) => new vm.Script('1', options)],
  createScript: [SCRIPT, (vm, options) => vm.createScript('1', options)],
  'Script#runInContext': [
    RUN,
    (vm, options) => new vm.Script('1').runInContext(contextIn(vm), options),
  ],
  'Script#runInNewContext': [
    [...NEW_CONTEXT, ...RUN],
    (vm, options) => new vm.Script('1').runInNewContext({}, options),
  ],
  'Script#runInThisContext': [RUN, (vm, options) => new vm.Script('1').runInThisContext(options)],
  compileFunction: [
    [...SCRIPT, 'parsingContext', 'contextExtensions'],
    (vm, options) => vm.compileFunction('return 1', [], options),
  ],
  measureMemory: [['mode', 'execution'], (vm, options) => vm.measureMemory(options) && undefined],
};

/** Calls with one bad argument that is no options object, or one bad value inside an option. */
const ARGUMENTS = {
  'createContext(value)': (vm, value) => vm.createContext(value),
  'createContext(value, value)': (vm, value) => vm.createContext(value, value),
  'createContext again': (vm, value) => vm.createContext(contextIn(vm), value),
  'isContext(value)': (vm, value) => vm.isContext(value),
  'isContext()': (vm) => vm.isContext(),
  'runInContext: code': (vm, value) => vm.runInContext(value, contextIn(vm)),
  'runInContext: context': (vm, value) => vm.runInContext('1', value),
  'runInContext: code and context': (vm, value) => vm.runInContext(value, value),
  'runInNewContext: code': (vm, value) => vm.runInNewContext(value),
  'runInNewContext: context': (vm, value) => vm.runInNewContext('1', value),
  'runInNewContext: all': (vm, value) => vm.runInNewContext(value, value, value),
  'runInThisContext: code and options': (vm, value) => vm.runInThisContext(value, value),
  'Script: code': (vm, value) => new vm.Script(value),
  'Script: code and options': (vm, value) => new vm.Script(value, value),
  'Script without new': (vm, value) => vm.Script(value),
  'Script#runInContext: context': (vm, value) => new vm.Script('1').runInContext(value),
  'Script#runInNewContext: context': (vm, value) => new vm.Script('1').runInNewContext(value),
  'compileFunction: code': (vm, value) => vm.compileFunction(value),
  'compileFunction: params': (vm, value) => vm.compileFunction('', value),
  'compileFunction: one of the params': (vm, value) =>
    vm.compileFunction('', ['a', typeof value === 'string' ? 'b' : value]),
  'compileFunction: all': (vm, value) => vm.compileFunction(value, value, value),
  'codeGeneration.strings': (vm, value) =>
    vm.createContext({}, { codeGeneration: { strings: value } }),
  'codeGeneration.wasm': (vm, value) => vm.createContext({}, { codeGeneration: { wasm: value } }),
  'contextCodeGeneration.strings': (vm, value) =>
    vm.runInNewContext('1', {}, { contextCodeGeneration: { strings: value } }),
  'contextCodeGeneration.wasm': (vm, value) =>
    vm.runInNewContext('1', {}, { contextCodeGeneration: { wasm: value } }),
  'one of the contextExtensions': (vm, value) => {
    const abortsNode = value === null || isProxy(value);
    vm.compileFunction('', [], { contextExtensions: [{}, abortsNode ? 1 : value] });
  },
  'this of Script#runInContext': (vm, value) =>
    vm.Script.prototype.runInContext.call(value, contextIn(vm)),
  'this of Script#runInThisContext': (vm, value) =>
    vm.Script.prototype.runInThisContext.call(value),
  'this of Script#runInNewContext': (vm, value) =>
    vm.Script.prototype.runInNewContext.call(value, {}),
  'this of Script#createCachedData': (vm, value) =>
    vm.Script.prototype.createCachedData.call(value),
};

/** Two mistakes in one call: which is reported? */
const TWO_MISTAKES = {
  'context, then code': (vm) => vm.runInContext(Symbol('code'), {}),
  'code, then options': (vm) => vm.runInContext(Symbol('code'), contextIn(vm), { filename: 1 }),
  'options of the script, then syntax': (vm) => vm.runInThisContext('(', { filename: 1 }),
  'syntax, then options of the run': (vm) => vm.runInThisContext('(', { timeout: 0 }),
  'syntax, then options of the run in a context': (vm) =>
    vm.runInContext('(', contextIn(vm), { breakOnSigint: 1 }),
  'options of the context, then the object': (vm) =>
    vm.runInNewContext('(', null, { contextName: 1 }),
  'the object, then its options': (vm) => vm.createContext(1, 1),
  'codeGeneration, then its parts': (vm) =>
    vm.createContext({}, { codeGeneration: { strings: 1, wasm: 1 }, microtaskMode: 1 }),
  'parts of contextCodeGeneration': (vm) =>
    vm.runInNewContext('1', 1, { contextCodeGeneration: { wasm: 1, strings: 1 } }),
  'microtaskMode by type, then by value': (vm) =>
    vm.runInNewContext('1', 1, { microtaskMode: 'never' }),
  'code of a function, then its params': (vm) => vm.compileFunction(1, 1, 1),
  'the options object, then params': (vm) => vm.compileFunction('(', 1, 1),
  'params, then options': (vm) => vm.compileFunction('(', [1], { filename: 1 }),
  'a parsing context that is none': (vm) => vm.compileFunction('', [], { parsingContext: {} }),
  'options of a function, then syntax': (vm) => vm.compileFunction('(', [], { filename: 1 }),
  'this, then the context': (vm) => vm.Script.prototype.runInContext.call({}, 1),
  'this, then the options': (vm) => vm.Script.prototype.runInThisContext.call({}, { timeout: 0 }),
};

module.exports = { ARGUMENTS, CALLS, TWO_MISTAKES };
