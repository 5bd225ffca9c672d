'use strict';

/** Scripts of the same text share their compiled form: nothing of one may show in another. */

const test = require('node:test');
const assert = require('node:assert/strict');
const { setImmediate } = require('node:timers/promises');
const v8 = require('node:v8');
const nodeVm = require('node:vm');
const boaVm = require('boa-vm');

/** What a function gives or throws, with each implementation. */
function both(act) {
  return [boaVm, nodeVm].map((vm) => {
    try {
      return act(vm);
    } catch (error) {
      return `${error.name} ${error.code ?? ''} ${error.message}`;
    }
  });
}

function alike(act) {
  const [ours, theirs] = both(act);
  assert.deepEqual(ours, theirs);
  return ours;
}

test('a text that runs in two contexts reads the globals of each', () => {
  alike((vm) => [1, 2, 3].map((a) => vm.runInContext('a + 1', vm.createContext({ a }))));
});

test('a text that runs again under another name has that name in its stacks', () => {
  const places = alike((vm) =>
    ['one.js', 'two.js', 'one.js'].map((filename) =>
      vm
        .runInNewContext('new Error().stack', {}, { filename, lineOffset: 4 })
        .split('\n')[1]
        .trim(),
    ),
  );
  assert.deepEqual(places, ['at one.js:5:1', 'at two.js:5:1', 'at one.js:5:1']);
});

test('a text with an error in it is refused each time, by new Script as well', () => {
  alike((vm) =>
    ['run', 'script', 'run', 'script'].map((how) => {
      try {
        return how === 'run' ? vm.runInNewContext('let let = (', {}) : new vm.Script('let let = (');
      } catch (error) {
        return [error.message, error instanceof SyntaxError];
      }
    }),
  );
});

test('a text with an error in it is refused before a wrong option of its run', () => {
  alike((vm) => vm.runInNewContext('(', {}, { timeout: -1 }));
  alike((vm) => vm.runInNewContext('1', {}, { timeout: -1 }));
  alike((vm) => vm.runInNewContext('(', {}, { displayErrors: 'x' }));
});

test('lexical declarations are refused the second time in one context, not in another', () => {
  alike((vm) => {
    const context = vm.createContext();
    const run = () => {
      try {
        return vm.runInContext('let once = 1; once', context);
      } catch (error) {
        return error.message;
      }
    };
    return [run(), run(), vm.runInNewContext('let once = 1; once')];
  });
});

test('an import() asks the callback of its own script', async () => {
  const namespaceOf = async (name) => {
    const module = new boaVm.SyntheticModule(['name'], () => module.setExport('name', name));
    await module.link(() => {});
    await module.evaluate();
    return module.namespace;
  };
  const names = [];
  for (const name of ['one', 'two']) {
    const importModuleDynamically = () => namespaceOf(name);
    names.push((await boaVm.runInNewContext("import('x')", {}, { importModuleDynamically })).name);
  }
  assert.deepEqual(names, ['one', 'two']);
  await assert.rejects(boaVm.runInNewContext("import('x')", {}), {
    code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING',
  });
});

test('accepted cachedData certifies a text that was never checked', () => {
  const cachedData = new boaVm.Script('1 + 2').createCachedData();
  const script = new boaVm.Script('1 + 2', { cachedData, filename: 'certified.js' });
  assert.equal(script.cachedDataRejected, false);
  assert.equal(script.runInNewContext(), 3);
});

test('a variable that one run assigns is assigned by the next in another context', () => {
  alike((vm) =>
    [{}, { v: 1 }, {}].map((object) => {
      vm.runInNewContext('var v; var w = 2; if (false) var u = 1', object);
      return Object.entries(object);
    }),
  );
});

for (const text of [
  'typeof late',
  'var late; late',
  'eval("var late; late")',
  'function late() {} late',
]) {
  test(`a name that the context object gets between two runs is found: ${text}`, () => {
    alike((vm) => {
      const context = vm.createContext({});
      const looks = ['typeof late', text].map((code) => new vm.Script(code));
      const seen = [String(looks[0].runInContext(context))];
      context.late = 5;
      for (const script of [...looks, ...looks]) seen.push(String(script.runInContext(context)));
      delete context.late;
      for (const script of looks) seen.push(String(script.runInContext(context)));
      return [seen, Object.entries(context).map(String)];
    });
  });
}

test('short texts that are new each time push each other out', async () => {
  v8.setFlagsFromString('--expose-gc');
  const gc = nodeVm.runInNewContext('gc');
  const context = boaVm.createContext({});
  const bytesAfter = async (from, to) => {
    for (let i = from; i < to; i += 1) {
      boaVm.runInContext(`a = ${i}`, context);
      if (i % 100 === 0) await setImmediate();
    }
    for (let round = 0; round < 4; round += 1) {
      gc();
      await setImmediate();
    }
    boaVm.runInContext('for (let i = 0; i < 1e5; i++) ({ i }); 0', context);
    return boaVm.stats(context).heapBytes;
  };
  const first = await bytesAfter(0, 3000);
  const later = [];
  await bytesAfter(3000, 5000);
  for (const from of [5000, 7000]) later.push(await bytesAfter(from, from + 2000));
  // The least, since a collection may be due at one look and done at another; kept, they would be ten kilobytes each.
  const grown = Math.min(...later) - first;
  assert.ok(grown < 12 * 2 ** 20, `${grown} bytes`);
});
