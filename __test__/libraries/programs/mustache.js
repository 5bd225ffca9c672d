'use strict';

const Mustache = require('mustache');

const text = `{{! a comment }}Hello {{name}} {{{name}}} {{&name}}
{{#items}}
  * {{title}} at {{price}}{{#last}} and no more{{/last}}
{{/items}}
{{^empty}}nothing{{/empty}} {{#bold}}text {{name}}{{/bold}} {{> footer}}
{{=<% %>=}}<% name %> {{name}}`;

module.exports = () => {
  const view = {
    name: '<You & me>',
    items: [
      { title: 'one', price: 1.5 },
      { title: 'two', price: () => 2, last: true },
    ],
    bold: () => (inner, render) => `<b>${render(inner)}</b>`,
  };
  return [
    Mustache.render(text, view, { footer: '-- {{name}}, {{items.length}}' }),
    Mustache.parse('a{{#b}}{{c}}{{/b}}'),
    (() => {
      try {
        return Mustache.render('{{#open}}', {});
      } catch (error) {
        return error.message;
      }
    })(),
  ];
};
