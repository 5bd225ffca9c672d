'use strict';

/**
 * The tour: what this package does, in six short chapters, each with real output.
 * Start it with `npm start`, or, once the addon is built, with `node examples/tour.js`.
 */

const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('boa-vm');

function chapter(title) {
  console.log(`\n\u2022 ${title}`);
}

function show(what, value) {
  console.log(
    `    ${what.padEnd(34)} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}

/** The lines of a stack that speak of the guest's own file. */
function guestLines(error, filename) {
  const lines = error.stack.split('\n');
  const last = lines.findLastIndex((line) => line.includes(filename));
  return lines.slice(0, last + 1);
}

chapter('Contextify an object: code sees its properties as globals and leaves its own there');
const shop = vm.createContext({
  prices: { apple: 30, pear: 45 },
  basket: ['apple', 'pear', 'pear'],
});
const total = vm.runInContext(
  'var total = basket.reduce((sum, name) => sum + prices[name], 0)',
  shop,
);
show('the completion value of `var`', String(total));
show('shop.total', shop.total);
vm.runInContext('prices.apple = 25; basket.push("apple")', shop);
show('shop.prices, changed by the guest', shop.prices);
show('shop.basket, changed by the guest', shop.basket);

chapter('Objects are live and keep their identity, functions work in both directions');
const news = new EventEmitter();
const desk = vm.createContext({
  news,
  settings: { loud: true },
  log: (line) => show('the guest logs', line),
});
const toTitle = vm.runInContext(
  `news.on('headline', (text) => log(settings.loud ? text.toUpperCase() : text));
   (text) => text[0].toUpperCase() + text.slice(1)`,
  desk,
);
news.emit('headline', 'a host event reaches a guest callback');
desk.settings.loud = false;
news.emit('headline', 'and sees what the host has changed');
show('the host calls a guest function', ['one', 'two'].map(toTitle));
show('settings comes back as itself', vm.runInContext('settings', desk) === desk.settings);

chapter('Real input: a guest script makes a table of contents of this package’s README');
const readme = fs.readFileSync(path.join(__dirname, '..', 'README.md'), 'utf8');
const contents = vm.runInNewContext(
  `readme
     .replace(/^\`\`\`.*?^\`\`\`/gms, '')
     .split('\\n')
     .map((line) => /^(#+) (.*)/.exec(line))
     .filter(Boolean)
     .map(([, marks, title]) => '  '.repeat(marks.length - 1) + title)`,
  { readme },
);
for (const line of contents) {
  console.log(`    ${line}`);
}

chapter('An error says where it happened, in the guest’s file');
const invoice = `function gross(net) {
  return net * (1 + taxRate);
}
gross(100);`;
try {
  vm.runInNewContext(invoice, {}, { filename: 'invoice.js' });
} catch (error) {
  for (const line of guestLines(error, 'invoice.js')) {
    console.log(`    ${line}`);
  }
}

chapter('A time limit stops code that would never end, and the context works on');
const worker = vm.createContext({ rounds: 0 });
try {
  vm.runInContext('while (true) rounds++', worker, { timeout: 100 });
} catch (error) {
  show(error.code, error.message);
}
show('rounds > 0, afterwards', vm.runInContext('rounds > 0', worker));

chapter('The guest lives in another engine: the well-known way out ends inside');
const inside = vm.createContext({ helper: () => 'a host function' });
for (const walk of ['this.constructor.constructor', 'helper.constructor']) {
  try {
    vm.runInContext(`${walk}('return process')()`, inside);
    show(walk, 'reached the host’s process!');
  } catch (error) {
    show(walk, `${error.name}: ${error.message}`);
  }
}
