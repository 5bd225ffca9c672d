'use strict';

const yaml = require('js-yaml');

const text = `
%YAML 1.2
---
anchors: &base { a: 1, b: two }
merged: { <<: *base, b: 3 }
list: [ 1, 0x1F, 0o17, 1_000, .5, -.inf, .nan, ~, null, yes, true ]
dates: [ 2001-12-14t21:59:43.10-05:00, 2002-12-14 ]
block: |
  line 1
    line 2
folded: >-
  one
  two

  three
quoted: "esc \\u263A \\x41 \\n" 
single: 'it''s'
binary: !!binary R0lGODlhDAAMAIQA
set: !!set { x, y }
omap: !!omap [ one: 1, two: 2 ]
? complex key
: value
point: !point [ 1, 2 ]
`;

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

const point = new yaml.Type('!point', {
  kind: 'sequence',
  construct: ([x, y]) => new Point(x, y),
  instanceOf: Point,
  represent: ({ x, y }) => [x, y],
});

module.exports = () => {
  const schema = yaml.DEFAULT_SCHEMA.extend(point);
  const loaded = yaml.load(text, { schema });
  const shared = { s: 1 };
  return [
    { ...loaded, dates: loaded.dates.map((d) => d.toISOString()), list: loaded.list.map(String) },
    Array.from(loaded.binary),
    yaml.dump(
      {
        a: [1, { b: 'x: y', c: '' }],
        d: new Date(0),
        shared,
        again: shared,
        t: 'l1\nl2\n',
        n: null,
        p: new Point(1, 2),
        1: '2',
        u: 'ünï',
        long: 'word '.repeat(30),
      },
      { schema, sortKeys: true },
    ),
    yaml.dump([[], {}, [[1, 2], [3]]], { flowLevel: 1, noRefs: true }),
    yaml.loadAll('a: 1\n---\n- b\n---\nc'),
    ['a: b: c', 'a: [1', '\tx: 1', 'a: 1\na: 2', '*none'].map((bad) => {
      try {
        return yaml.load(bad);
      } catch (error) {
        return [error.name, error.message, error.mark.line];
      }
    }),
  ];
};
