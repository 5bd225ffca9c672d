'use strict';

/** What guest code changes of host objects: what was handed in, and what it has only walked to. */

module.exports = [
  {
    context: `{
      thing: new (class Thing { greet() { return 'hi'; } static count = 0; })(),
      K: class K { a() { return 1; } static s = 1; },
      derived: new (class extends Map { own() { return this.size; } })([[1, 2]]),
      back: (x) => x,
      log,
    }`,
    cases: {
      'an instance that was handed in': 'thing.x = 1; [thing.x, Object.keys(thing)]',
      'a method put on an instance': "thing.greet = () => 'ho'; thing.greet()",
      'the prototype of a class that was handed in': 'K.prototype.a = () => 2; new K().a()',
      'a static of a class that was handed in': 'K.s = 2; K.s',
      'another prototype for an instance': 'Object.setPrototypeOf(thing, { z: 1 }); thing.z',
      'a prototype that was walked to':
        "Object.getPrototypeOf(thing).greet = () => 'ho'; thing.greet()",
      'a property added to such a prototype': 'thing.__proto__.more = 1; thing.more',
      'a property deleted from such a prototype':
        'delete thing.constructor.prototype.greet; typeof thing.greet',
      'a static of a class that was walked to':
        'thing.constructor.count = 1; thing.constructor.count',
      'such a prototype through a function that gives it back':
        'back(Object.getPrototypeOf(thing)).more = 1; thing.more',
      'methods of such a prototype are called':
        '[thing.greet(), Object.getPrototypeOf(thing).greet.call(1), derived.own()]',
      'such a class makes instances': 'new thing.constructor().greet()',
      'such a class is extended':
        "class Mine extends thing.constructor { greet() { return super.greet() + '!'; } } new Mine().greet()",
    },
  },
];
