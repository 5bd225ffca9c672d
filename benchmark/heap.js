'use strict';

/**
 * `node benchmark/heap.js [words] [folder]`: what heaps of realms cost: making contexts, pauses beside many other
 * contexts, memory, dropping, allocation. With the folder of another checkout that is built, its figures stand beside
 * ours, with the ratio. Words select figures. Times are the processor's, and each figure is the median of rounds in
 * processes of their own that take turns, so that a busy machine does little harm. Numbers are for comparing on one
 * machine: nothing here passes or fails.
 */

const { execFileSync } = require('node:child_process');
const path = require('node:path');

const ROUNDS = 5;

/** Programs that print one number; `vm` is this package. */
const FIGURES = {
  'createContext in a loop of 400, µs each': `
    for (let i = 0; i < 50; i++) vm.createContext({});
    print(timeOf(() => { for (let i = 0; i < 400; i++) vm.createContext({}); }) / 400);`,
  'createContext and a run, the same, µs': `
    for (let i = 0; i < 50; i++) vm.runInNewContext('a + 1', { a: 1 });
    print(timeOf(() => { for (let i = 0; i < 400; i++) vm.runInNewContext('a + 1', { a: 1 }); }) / 400);`,
  'createContext with 2,000 others alive, µs': `
    const others = Array.from({ length: 2000 }, () => vm.createContext({}));
    print(timeOf(() => { for (let i = 0; i < 100; i++) others.push(vm.createContext({})); }) / 100);`,
  'longest of 300 runs that make 2,000 objects, µs': `print(longest(vm.createContext({})));`,
  'the same with 1,000 other contexts, µs': `
    const others = Array.from({ length: 1000 }, () => vm.createContext({}));
    for (const other of others) vm.runInContext('var kept = []; for (let i = 0; i < 50; i++) kept.push({ i });', other);
    const found = longest(vm.createContext({}));
    print(others.length === 1000 ? found : 0);`,
  'resident memory of a live context, KB': `
    const contexts = [];
    const make = (count) => { for (let i = 0; i < count; i++) contexts.push(vm.createContext({})); gc(); };
    make(100);
    const before = process.memoryUsage().rss;
    make(500);
    print((process.memoryUsage().rss - before) / 1024 / 500);`,
  'dispose(context), µs': `
    const contexts = Array.from({ length: 300 }, () => vm.createContext({}));
    for (const context of contexts) vm.runInContext('var f = () => ({ a: 1 }); f(); 0', context);
    print(timeOf(() => { for (const context of contexts) vm.dispose(context); }) / 300);`,
  'a loop that allocates 100,000 objects, µs': allocation(
    'for (let i = 0; i < 100000; i++) ({ a: i, b: 2 });',
  ),
  'the same of closures, µs': allocation('for (let i = 0; i < 100000; i++) (() => i);'),
  'the same of arrays, µs': allocation('for (let i = 0; i < 100000; i++) [i, 2, 3];'),
  'the same of instances of a class, µs': allocation(
    'class P { constructor(x) { this.x = x; } }; for (let i = 0; i < 100000; i++) new P(i);',
  ),
  'a tree of 60,000 objects, µs': allocation(
    'var make = (n) => n === 0 ? { n } : { n, l: make(n - 1), r: make(n - 1) }; make(14).n',
  ),
};

function allocation(code) {
  return `
    const context = vm.createContext({});
    const script = new vm.Script(${JSON.stringify(`(() => { ${code} })()`)});
    for (let i = 0; i < 3; i++) script.runInContext(context);
    print(timeOf(() => { for (let i = 0; i < 5; i++) script.runInContext(context); }) / 5);`;
}

const PRELUDE = `
  const print = (value) => console.log(value);
  const timeOf = (work) => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const longest = (context) => {
    const script = new vm.Script('{ const list = []; for (let i = 0; i < 2000; i++) list.push({ i, f: () => i }); }');
    for (let i = 0; i < 20; i++) script.runInContext(context);
    let most = 0;
    for (let i = 0; i < 300; i++) most = Math.max(most, timeOf(() => script.runInContext(context)));
    return most;
  };
`;

function figure(program, folder) {
  const vm = `const vm = require(${JSON.stringify(folder)});`;
  const flags = ['--expose-gc', '-e', `${vm}${PRELUDE}{${program}}`];
  return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function main(args) {
  const folders = [path.dirname(__dirname)];
  const words = [];
  for (const arg of args) {
    if (path.isAbsolute(arg) || arg.startsWith('.')) folders.push(path.resolve(arg));
    else words.push(arg);
  }
  for (const [name, program] of Object.entries(FIGURES)) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    const samples = folders.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      folders.forEach((folder, index) => {
        samples[index].push(figure(program, folder));
      });
    }
    const [own, ...others] = samples.map(median);
    const beside = others.map(
      (other) => `${other.toFixed(1).padStart(10)} ${(own / other).toFixed(2)}`,
    );
    console.log([name.padEnd(50), own.toFixed(1).padStart(10), ...beside].join(' '));
  }
}

main(process.argv.slice(2));
