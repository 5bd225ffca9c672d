'use strict';

const CoffeeScript = require('coffeescript/lib/coffeescript/coffeescript');

const program = `
class Animal extends Base
  constructor: (@name, {@age = 3, rest...} = {}) -> super()
  move: (meters...) => alert "#{@name} moved #{meters.length}m." unless meters?.length is 0
  @create: -> new this arguments...
square = (x) -> x * x
cubes = (square(n) * n for n in [1..10] by 2 when n isnt 5)
keys = (k for own k, v of obj)
[a, ..., b] = list
swap = -> [a, b] = [b, a]
text = """
  block #{if a then 'x' else "y"}
    indented
"""
re = ///^ (\\d+) # digits
  \\s* $///gi
result = switch
  when a < b <= c then 1
  when d in [1, 2] then yield_ = 2
  else throw new Error 'none'
try f?.g?[0]?() catch e then console.log e finally done()
gen = -> yield from x for await y from z()
do (x = 1) -> x ** 2 // 3 %% 4
obj = {a, b: 1, "#{c}": 2, @d}
\`raw js\`
`;

module.exports = () => [
  CoffeeScript.compile(program.replace('gen = -> yield from x for await y from z()\n', '')),
  CoffeeScript.compile('gen = -> yield from x\nf = -> await g() for await y from z()', {
    bare: true,
  }),
  CoffeeScript.compile('a = 1\nb = a + 2', { sourceMap: true, filename: 'a.coffee' }).v3SourceMap,
  CoffeeScript.tokens('if a then b else c').map(([tag, value]) => `${tag}:${value}`),
  new Function(CoffeeScript.compile('return [1..5].map (x) => x * 2', { bare: true }))(),
  CoffeeScript.nodes('a = b ? c').toString(),
  ['a = ->\n  (', 'if', 'class\n  a: -> super', 'x = "#{'].map((bad) => {
    try {
      return CoffeeScript.compile(bad);
    } catch (error) {
      return [error.name, error.message, error.location?.first_line, String(error)];
    }
  }),
];
