'use strict';

/**
 * Rules over ten thousand records. Records that cross one by one cost a crossing for each property that a rule reads, so
 * they go in as one copy, all rules go over them in the context, and one copy of what they found comes out.
 */

const vm = require('boa-vm');

// node:vm shares its heap, and needs no copies.
const { copyIn = (value) => value, copyOut = (value) => value } = vm;

const rules = {
  'owes too much': 'record.balance < -400',
  'is of age': 'record.age >= 18',
  'is new in Berlin': 'record.city === "Berlin" && record.since > 2023',
  'has a long name': 'record.name.length > 9',
  'has a mistake': 'record.address.street',
};

const cities = ['Berlin', 'Oslo', 'Turin'];

const records = Array.from({ length: 10_000 }, (_, id) => ({
  id,
  name: `person ${id}`,
  age: (id * 7) % 90,
  balance: ((id * 37) % 1000) - 500,
  city: cities[id % cities.length],
  since: 2000 + (id % 25),
}));

/** One function for each rule, so that a rule with a mistake is the only one that fails. */
const source = `
  const rules = {
    ${Object.entries(rules)
      .map(([name, rule]) => `${JSON.stringify(name)}: (record) => ${rule}`)
      .join(',\n    ')}
  };
  Object.entries(rules).map(([name, rule]) => {
    try {
      return { name, hits: records.filter(rule).map(({ id }) => id) };
    } catch (error) {
      return { name, mistake: error.message };
    }
  });`;

const context = vm.createContext({});
context.records = copyIn(records, context);
const start = performance.now();
const found = copyOut(vm.runInContext(source, context, { timeout: 10_000 }));
const time = performance.now() - start;

for (const { name, hits, mistake } of found) {
  console.log(`${name}: ${mistake ?? `${hits.length} records, the first is ${hits[0]}`}`);
}
if (process.argv.includes('--time')) console.log(`${Math.round(time)} ms`);
