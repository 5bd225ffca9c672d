'use strict';

const { EventEmitter } = require('node:events');
const { util } = require('@node-red/util');

/** A store as the runtime gives one to a node. */
function store() {
  const values = new Map();
  return {
    get: (key) => values.get(key),
    set: (key, value) => values.set(key, value),
    keys: () => [...values.keys()],
  };
}

const flow = store();
const globals = store();
let FunctionNode;

/** The parts of the runtime that the function node uses. */
const RED = {
  util,
  settings: { functionExternalModules: false, functionGlobalContext: {} },
  _: (key, values) => `${key} ${JSON.stringify(values ?? {})}`,
  library: { register() {} },
  hooks: { has: () => false, trigger: () => {} },
  nodes: {
    createNode(node, { id }) {
      Object.assign(node, EventEmitter.prototype);
      EventEmitter.call(node);
      const own = { ...store(), flow, global: globals };
      Object.assign(node, {
        id,
        _path: id,
        context: () => own,
        status: () => {},
        metric: () => false,
      });
      for (const level of ['log', 'warn', 'debug', 'trace']) {
        node[level] = (text) => console.log(level, id, text);
      }
      node.error = (error) =>
        console.log('error', id, String(error?.message ?? error).split('\n')[0]);
      node.send = (messages) => console.log('sent', id, JSON.stringify(messages));
    },
    registerType(_type, constructor) {
      FunctionNode = constructor;
    },
  },
};

require('@node-red/nodes/core/function/10-function.js')(RED);

/** Sends a message into a function node; resolves when it says that it is done. */
function run(config, payload) {
  const node = new FunctionNode({ outputs: 1, timeout: 0, name: config.id, ...config });
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(console.log('no end', config.id)), 1000);
    const send = (messages) =>
      console.log('output', config.id, JSON.stringify(messages).replace(/"_msgid":"[^"]*",?/g, ''));
    const done = (error) => {
      clearTimeout(deadline);
      const text =
        error === undefined ? '' : String(error?.code ?? error?.message ?? error).split('\n')[0];
      resolve(console.log('done', config.id, text));
    };
    setImmediate(() => node.emit('input', { payload, _msgid: 'fixed' }, send, done));
  });
}

// The runtime of Node-RED catches what a node throws in a reaction.
process.on('uncaughtException', (error) => console.log('uncaught', error.code));

async function main() {
  await run({ id: 'plain', func: 'msg.payload = msg.payload * 2; return msg;' }, 21);
  await run({ id: 'list', func: 'return [[{ payload: 1 }, { payload: [2] }]];' }, 0);
  await run(
    {
      id: 'context',
      func: "const n = (context.get('n') || 0) + 1; context.set('n', n); flow.set('seen', [n]); global.set('all', msg.payload); return { payload: [n, flow.keys(), global.get('all')] };",
    },
    { a: 1 },
  );
  await run(
    {
      id: 'async',
      func: "setTimeout(() => { node.send({ payload: 'later ' + msg.payload }); node.done(); }, 5); node.status({ text: 'waiting' });",
    },
    'x',
  );
  await run({
    id: 'await',
    func: "const v = await new Promise((r) => setTimeout(r, 5, 'awaited')); return { payload: v };",
  });
  await run({
    id: 'start',
    initialize: "context.set('ready', 'yes');",
    func: "return { payload: context.get('ready') };",
  });
  await run({ id: 'throws', func: "throw new Error('boo');" });
  await run({
    id: 'logs',
    func: "node.warn('careful'); node.log(util.inspect({ a: 1 })); return null;",
  });
  await run({ id: 'buffer', func: "return { payload: Buffer.from('hi').toString('hex') };" });
  await run({ id: 'endless', timeout: 0.1, func: 'while (true);' });
  process.exit();
}
main();
