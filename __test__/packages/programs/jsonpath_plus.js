'use strict';

const vm = require('node:vm');
const { JSONPath } = require('jsonpath-plus');

const json = {
  store: {
    book: [
      { title: 'Sayings', price: 8.95, tags: ['a'] },
      { title: 'Sword', price: 12.99, tags: [] },
      { title: 'Moby', price: 8.99, isbn: '0-553', tags: ['a', 'b'] },
    ],
    bicycle: { color: 'red', price: 19.95 },
  },
};
const paths = [
  '$.store.book[?(@.price < 10)].title',
  '$..book[?(@.isbn)].title',
  '$..book[(@.length-1)].title',
  '$..[?(@.price > 15)]',
  "$..book[?(@.tags.includes('b'))].title",
  "$..book[?(@property !== '0' && @.price < 10)].title",
  '$..book[?(@.title.match(/^S/))].price',
];
for (const path of paths) {
  console.log(path, JSON.stringify(JSONPath({ path, json, eval: 'native' })));
}

/** A class in the shape that the option asks for, on `Script`. */
class Runner {
  constructor(code) {
    this.script = new vm.Script(code);
  }

  runInNewContext(context) {
    return this.script.runInNewContext({ ...context });
  }
}
for (const path of paths) {
  console.log(JSON.stringify(JSONPath({ path, json, eval: Runner })));
}
try {
  JSONPath({ path: '$..[?(@.price.x.y)]', json, eval: 'native' });
} catch (error) {
  console.log(error.constructor.name, /jsonPath/.test(error.message));
}
