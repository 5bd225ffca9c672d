'use strict';

const Ajv = require('ajv');
const standalone = require('ajv/dist/standalone').default;

const schema = {
  $id: 'person',
  type: 'object',
  required: ['name', 'age'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^\\p{Lu}' },
    age: { type: 'integer', minimum: 0, exclusiveMaximum: 150 },
    tags: {
      type: 'array',
      items: { enum: ['a', 'b'] },
      uniqueItems: true,
      contains: { const: 'a' },
    },
    boss: { $ref: '#' },
    kind: { type: 'string', default: 'human' },
    even: { type: 'integer', isEven: true },
    one: { oneOf: [{ type: 'string' }, { multipleOf: 0.5, type: 'number' }] },
  },
  if: { properties: { age: { type: 'integer', minimum: 18 } } },
  else: { required: ['boss'] },
};

const documents = [
  { name: 'Ann', age: 41 },
  { name: 'ann', age: -1.5, extra: true },
  { name: 'Bo', age: 200, tags: ['b', 'b', 'c'], boss: { name: 'X' } },
  { name: 'Cid', age: '7', even: 3, one: 0.3 },
  { name: 'Élan', age: 7, even: 4, one: 'x', boss: { name: 'Dot', age: 1 } },
  [],
];

module.exports = () => {
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    coerceTypes: true,
    code: { source: true },
  });
  ajv.addKeyword({
    keyword: 'isEven',
    type: 'number',
    validate: (_schema, data) => data % 2 === 0,
    errors: false,
  });
  ajv.addFormat('short', /^.{1,3}$/);
  const validate = ajv.compile(schema);
  const short = ajv.compile({ type: 'string', format: 'short' });
  const jtd = new (require('ajv/dist/jtd').default)();
  const typed = jtd.compile({ properties: { a: { type: 'int32' } } });
  return [
    documents.map((document) => [validate(document), validate.errors, document]),
    [short('abc'), short('abcd'), ajv.errorsText(short.errors)],
    standalone(ajv, short),
    [typed({ a: 5 }), typed({ a: 5.5, b: 1 }), typed.errors],
    (() => {
      try {
        return typeof ajv.compile({ type: 'strnig' });
      } catch (error) {
        return error.message;
      }
    })(),
  ];
};
