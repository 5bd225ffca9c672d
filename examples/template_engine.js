'use strict';

/**
 * A template engine in a few lines: a template is the inside of a template literal, and
 * `with (data)` makes the fields of the data plain names in it. Compiled once, rendered often.
 * Templates may come from anybody: they run in a context that holds nothing but two functions.
 */

const vm = require('boa-vm');

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text) => String(text).replace(/[&<>"]/g, (character) => entities[character]);
const money = (cents) => `${(cents / 100).toFixed(2)} EUR`;

const context = vm.createContext({ escape: escapeHtml, money });

/**
 * @param {string} template text with `${expression}` in it
 * @param {string} filename the name that errors give
 * @returns {(data: object) => string}
 */
function compile(template, filename) {
  const code = `(function (data) { with (data) { return \`${template}\`; } })`;
  return vm.runInContext(code, context, { filename, timeout: 100 });
}

const letter = compile(
  'Dear ${escape(customer.name)},\n\n' +
    '${items.map(({ title, cents }, index) => `${index + 1}. ${escape(title)}: ${money(cents)}`)' +
    '.join("\\n")}\n\n' +
    '${items.length > 1 ? `Together: ${money(items.reduce((sum, { cents }) => sum + cents, 0))}` : "Thanks!"}',
  'letter.template',
);

const orders = [
  {
    customer: { name: 'Ada & Sons' },
    items: [
      { title: 'Difference <engine>', cents: 125000 },
      { title: 'Punched cards', cents: 990 },
    ],
  },
  { customer: { name: 'Grace' }, items: [{ title: 'A nanosecond of "wire"', cents: 30 }] },
];

for (const order of orders) {
  console.log(`${letter(order)}\n---`);
}

const broken = compile('Hello ${nickname}', 'greeting.template');
try {
  broken({ name: 'Alan' });
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
  console.log(error.stack.includes('greeting.template:1') ? 'in greeting.template, line 1' : '?');
}
