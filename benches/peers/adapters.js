'use strict';

/**
 * The packages under one interface. An adapter makes a *sandbox*:
 *   run(code)             evaluates a text and gives its value
 *   runTimed(code)        as run, with a time limit of 50 ms; absent where the package has none for a single run
 *   compile(code)         gives a function that evaluates the same text again, compiled once where the package can
 *   compileTimed(code)    as compile, with a time limit of 50 ms
 *   call(code)            gives a host function that calls the guest function which the text evaluates to
 *   read(code, key)       gives a host function that reads a property of the guest object which the text evaluates to
 *   rows(code)            gives a host function that sums `price` over the array which the text evaluates to
 *   stringify(code)       gives a host function that gets that array as JSON
 *   dispose()
 * Globals are given when it is made. What a package cannot do is left out, and a row without it shows a dash.
 */

const LIMIT = { timeout: 50 };

/** Packages with the API of node:vm. */
function fromVm(vm) {
  return (globals) => {
    const context = vm.createContext({ ...globals });
    const run = (code) => vm.runInContext(code, context);
    return {
      run,
      runTimed: (code) => vm.runInContext(code, context, LIMIT),
      compile(code) {
        const script = new vm.Script(code);
        return () => script.runInContext(context);
      },
      compileTimed(code) {
        const script = new vm.Script(code);
        return () => script.runInContext(context, LIMIT);
      },
      call(code) {
        const guest = run(code);
        return () => guest(1);
      },
      read(code, key) {
        const guest = run(code);
        return () => guest[key];
      },
      rows(code) {
        const guest = run(code);
        return () => {
          let sum = 0;
          for (const row of guest) sum += row.price;
          return sum;
        };
      },
      stringify(code) {
        const guest = run(code);
        return () => JSON.stringify(guest);
      },
      dispose() {},
    };
  };
}

function fromVm2({ VM, VMScript }) {
  return (globals) => {
    const machine = new VM({ sandbox: { ...globals }, timeout: undefined });
    const limited = new VM({ sandbox: { ...globals }, ...LIMIT });
    const run = (code) => machine.run(code);
    const shared = fromVm({ createContext: () => undefined, runInContext: run });
    return {
      ...shared(globals),
      runTimed: (code) => limited.run(code),
      compile(code) {
        const script = new VMScript(code);
        return () => machine.run(script);
      },
      compileTimed(code) {
        const script = new VMScript(code);
        return () => limited.run(script);
      },
    };
  };
}

function fromIsolatedVm(ivm) {
  return (globals) => {
    const isolate = new ivm.Isolate({ memoryLimit: 256 });
    const context = isolate.createContextSync();
    for (const [name, value] of Object.entries(globals)) {
      const isFunction = typeof value === 'function';
      context.global.setSync(
        name,
        isFunction ? new ivm.Callback(value) : value,
        isFunction ? {} : { copy: true },
      );
    }
    const copied = (code) => () => context.evalSync(code, { copy: true });
    return {
      run: (code) => context.evalSync(code),
      runTimed: (code) => context.evalSync(code, LIMIT),
      compile(code) {
        const script = isolate.compileScriptSync(code);
        return () => script.runSync(context);
      },
      compileTimed(code) {
        const script = isolate.compileScriptSync(code);
        return () => script.runSync(context, LIMIT);
      },
      call(code) {
        const guest = context.evalSync(code, { reference: true });
        const args = [1];
        return () => guest.applySync(undefined, args);
      },
      read(code, key) {
        const guest = context.evalSync(code, { reference: true });
        return () => guest.getSync(key);
      },
      rows(code) {
        context.evalSync(`globalThis.theRows = ${code}; 0`);
        const copy = copied('theRows');
        return () => {
          let sum = 0;
          for (const row of copy()) sum += row.price;
          return sum;
        };
      },
      stringify(code) {
        context.evalSync(`globalThis.theRows = ${code}; 0`);
        return () => JSON.stringify(context.evalSync('theRows', { copy: true }));
      },
      dispose: () => isolate.dispose(),
    };
  };
}

/** A value of the host in QuickJS, by copy; functions as functions. */
function toQuickJs(context, value) {
  if (typeof value === 'function') {
    return context.newFunction('host', (...args) =>
      toQuickJs(context, value(...args.map((arg) => context.dump(arg)))),
    );
  }
  if (typeof value === 'number') return context.newNumber(value);
  return context.unwrapResult(context.evalCode(`(${JSON.stringify(value)})`));
}

function fromQuickJs(module) {
  return (globals) => {
    const context = module.newContext();
    for (const [name, value] of Object.entries(globals)) {
      toQuickJs(context, value).consume((handle) => context.setProp(context.global, name, handle));
    }
    const handleOf = (code) => context.unwrapResult(context.evalCode(code));
    const run = (code) => handleOf(code).consume((handle) => context.dump(handle));
    const kept = [];
    const keep = (handle) => {
      kept.push(handle);
      return handle;
    };
    return {
      run,
      compile: (code) => () => run(code),
      call(code) {
        const guest = keep(handleOf(code));
        return () =>
          context
            .newNumber(1)
            .consume((one) =>
              context.unwrapResult(context.callFunction(guest, context.undefined, one)),
            )
            .consume((result) => context.dump(result));
      },
      read(code, key) {
        const guest = keep(handleOf(code));
        return () => context.getProp(guest, key).consume((value) => context.dump(value));
      },
      rows(code) {
        const guest = keep(handleOf(code));
        return () => {
          let sum = 0;
          for (const row of context.dump(guest)) sum += row.price;
          return sum;
        };
      },
      stringify(code) {
        const guest = keep(handleOf(code));
        return () => JSON.stringify(context.dump(guest));
      },
      dispose() {
        for (const handle of kept) handle.dispose();
        context.dispose();
      },
    };
  };
}

/** A package that is not there is left out. */
function optional(load) {
  try {
    return load();
  } catch {
    return undefined;
  }
}

/**
 * The adapters that can be made here, ours first.
 * @returns {Promise<Array<[string, (globals: object) => object]>>}
 */
async function adapters() {
  const vm2 = optional(() => require('vm2'));
  const isolatedVm = optional(() => require('isolated-vm'));
  const quickJs = optional(() => require('quickjs-emscripten'));
  const found = [
    ['boa-vm', fromVm(require('../..'))],
    ['node:vm', fromVm(require('node:vm'))],
  ];
  if (vm2 !== undefined) found.push(['vm2', fromVm2(vm2)]);
  if (isolatedVm !== undefined) found.push(['isolated-vm', fromIsolatedVm(isolatedVm)]);
  if (quickJs !== undefined)
    found.push(['quickjs-emscripten', fromQuickJs(await quickJs.getQuickJS())]);
  return found;
}

module.exports = { adapters };
