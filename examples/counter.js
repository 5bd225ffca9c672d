'use strict';

/**
 * Where state lives. One compiled script, run ten times in one context, counts to ten, because the
 * context keeps its globals. Run in three new contexts, it starts afresh in each of them.
 */

const vm = require('boa-vm');

const count = new vm.Script('count += 1; last = `round ${count}`;', { filename: 'count.js' });

const one = vm.createContext({ owner: 'Ada', count: 0 });
for (let round = 0; round < 10; round++) {
  count.runInContext(one);
}
console.log('ten runs in one context: ', one);

const three = [{ count: 0 }, { count: 10 }, { count: 20 }];
for (const contextObject of three) {
  count.runInNewContext(contextObject);
}
console.log('one run in each of three:', three);

const names = [{}, {}, {}];
for (const contextObject of names) {
  vm.runInNewContext('globalVar = "set"', contextObject);
}
console.log('a new global in each:    ', names);
