'use strict';

/**
 * A test runner: each file of tests has a context of its own, so that nothing it leaves behind reaches the next one. It
 * loads CommonJS, takes mocks in the place of modules, and goes on after a test that never ends.
 */

const path = require('node:path');
const { inspect, isDeepStrictEqual } = require('node:util');
const vm = require('boa-vm');

const LIMIT = 1000;

const files = {
  '/src/db.js': 'exports.query = () => { throw new Error("the real database") };',
  '/src/users.js': `
    const db = require('./db');
    const known = new Map();
    exports.find = async (id) => {
      if (!known.has(id)) known.set(id, await db.query(id));
      return known.get(id);
    };
    exports.names = () => [...known.values()].map(({ name }) => name);`,
  '/test/users.test.js': `
    mock('/src/db.js', { query: async (id) => ({ id, name: 'Ada ' + id }) });
    const users = require('../src/users');
    describe('users', () => {
      it('are found', async () => expect(await users.find(7)).toEqual({ id: 7, name: 'Ada 7' }));
      it('are known then', () => expect(users.names()).toEqual(['Ada 7']));
      it('have a name', () => {
        expect(users.names()[0]).toBe('Ada 8');
      });
      it('are not misspelled', () => userz.find(1));
    });`,
  '/test/endless.test.js': `
    it('ends', () => { for (;;); });
    it('is awaited', () => new Promise(() => {}));
    it('leaves something behind', () => { globalThis.left = 1; Array.prototype.last = 1; });`,
  '/test/clean.test.js': `
    it('sees nothing of others', () => expect([typeof left, typeof [].last]).toEqual(['undefined', 'undefined']));
    it('is on time', async () => {
      const start = now();
      await sleep(5);
      expect(now() - start >= 4).toBe(true);
    });`,
};

/** Runs the step of a test that has a limit of its own. */
const step = new vm.Script('current()', { filename: 'step' });

/** Waits for what a test gives, but not for ever. */
async function inTime(result) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, LIMIT, new Error(`not done after ${LIMIT}ms`));
  });
  await Promise.race([result, late]).finally(() => clearTimeout(timer));
}

class TestFile {
  #tests = [];
  #groups = [];
  #modules = new Map();
  #context;

  constructor(file) {
    this.#context = vm.createContext({
      describe: (name, define) => {
        this.#groups.push(name);
        define();
        this.#groups.pop();
      },
      it: (name, test) => void this.#tests.push({ name: [...this.#groups, name].join(' '), test }),
      mock: (id, exports) => void this.#modules.set(id, { exports }),
      expect: (actual) => ({
        toBe: (expected) => this.#check(Object.is(actual, expected), actual, expected),
        toEqual: (expected) => this.#check(isDeepStrictEqual(actual, expected), actual, expected),
      }),
      now: () => performance.now(),
      sleep: (time) => new Promise((resolve) => void setTimeout(resolve, time)),
    });
    this.#require('/', file);
  }

  #check(isRight, actual, expected) {
    if (!isRight) throw new Error(`expected ${inspect(expected)}, got ${inspect(actual)}`);
  }

  #require(from, id) {
    const found = path.posix.resolve(path.posix.dirname(from), id).replace(/(\.js)?$/, '.js');
    if (!this.#modules.has(found)) {
      const module = { exports: {} };
      this.#modules.set(found, module);
      const run = vm.compileFunction(files[found], ['exports', 'require', 'module'], {
        filename: found,
        parsingContext: this.#context,
      });
      run(module.exports, (other) => this.#require(found, other), module);
    }
    return this.#modules.get(found).exports;
  }

  async run() {
    const outcomes = [];
    for (const { name, test } of this.#tests) {
      try {
        this.#context.current = test;
        await inTime(step.runInContext(this.#context, { timeout: LIMIT }));
        outcomes.push(`ok    ${name}`);
      } catch (error) {
        const [place = ''] = /\/test\/[\w.]+:\d+/.exec(error.stack) ?? [];
        outcomes.push(`FAIL  ${name}: ${error.message} ${place}`.trimEnd());
      }
    }
    return outcomes;
  }
}

async function main() {
  for (const file of Object.keys(files).filter((name) => name.endsWith('.test.js'))) {
    console.log(`${file}\n  ${(await new TestFile(file).run()).join('\n  ')}`);
  }
  console.log('the host is as it was:', [].last === undefined);
}
main();
