'use strict';

const Handlebars = require('handlebars');

Handlebars.registerHelper('loud', (text) => String(text).toUpperCase());
Handlebars.registerHelper('list', function list(items, options) {
  return items.map((item) => `<li>${options.fn(item)}</li>`).join('');
});
Handlebars.registerPartial(
  'person',
  '{{name}} ({{age}}){{#if boss}} under {{> person boss}}{{/if}}',
);

const text = `<h1>{{loud title}}</h1>
{{#each people as |p i|}}
  {{i}}: {{> person p}} {{@root.title}}{{#unless @last}},{{/unless}}
{{else}}nobody{{/each}}
{{#list tags}}<b>{{this}}</b>{{/list}} {{{raw}}} {{raw}} {{lookup map "key"}}
{{#with (lookup people 0)}}{{name}}{{/with}}`;

module.exports = () => {
  const data = {
    title: 'Staff & more',
    people: [
      { name: 'Ann', age: 3 },
      { name: 'Bob', age: 4, boss: { name: 'Cid', age: 5 } },
    ],
    tags: ['x', '<y>'],
    raw: '<i>&</i>',
    map: { key: 'found' },
  };
  const compiled = Handlebars.compile(text);
  const precompiled = Handlebars.precompile('Hi {{name}}{{#if a}}!{{/if}}');
  const revived = Handlebars.template(new Function(`return ${precompiled}`)());
  return [
    compiled(data),
    compiled({ title: 'none', tags: [] }),
    precompiled,
    revived({ name: 'you', a: 1 }),
    Handlebars.parse('{{#a}}{{b.c}}{{/a}}'),
    (() => {
      try {
        return Handlebars.compile('{{#if a}}x{{/unless}}')({});
      } catch (error) {
        return error.message;
      }
    })(),
  ];
};
