'use strict';

/**
 * A rule engine: one script, compiled once, decides about a thousand customers, each in a context of
 * its own, so no rule can leave anything behind for the next customer.
 */

const vm = require('boa-vm');

const rules = new vm.Script(
  `const spent = orders.reduce((sum, order) => sum + order.amount, 0);
   const loyal = year - customer.since >= 10;

   if (spent > 500) grant('free delivery');
   if (loyal) grant('ten percent off');
   if (loyal && orders.length === 0) grant('a letter');
   if (customer.name === undefined) throw new Error('a customer without a name');

   level = spent > 1500 ? 'gold' : spent > 500 ? 'silver' : 'plain';`,
  { filename: 'rules.js' },
);

/** A customer made up from a number, the same in every run. */
function customerNumber(number) {
  const orders = Array.from({ length: number % 6 }, (_, index) => ({
    amount: ((number * 37 + index * 101) % 90) * 5,
  }));
  const name = number % 250 === 249 ? undefined : `customer ${number}`;
  return { customer: { name, since: 2000 + (number % 26) }, orders, year: 2025 };
}

const levels = {};
const granted = {};
const failures = [];

for (let number = 0; number < 1000; number++) {
  const facts = customerNumber(number);
  const grant = (what) => {
    granted[what] = (granted[what] ?? 0) + 1;
  };
  try {
    const contextObject = { ...facts, grant };
    rules.runInNewContext(contextObject, { timeout: 1000 });
    levels[contextObject.level] = (levels[contextObject.level] ?? 0) + 1;
  } catch (error) {
    failures.push(`${number}: ${error.message}`);
  }
}

console.log('levels:  ', levels);
console.log('granted: ', granted);
console.log('failures:', failures);
