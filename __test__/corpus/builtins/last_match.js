'use strict';

/** `RegExp.$1` and its like. */

const TELL = `JSON.stringify([RegExp.lastMatch, RegExp['$&'], RegExp.lastParen, RegExp['$+'], RegExp.leftContext,
  RegExp['$\`'], RegExp.rightContext, RegExp["$'"], RegExp.input, RegExp.$_, RegExp.$1, RegExp.$2, RegExp.$3,
  RegExp.$4, RegExp.$5, RegExp.$6, RegExp.$7, RegExp.$8, RegExp.$9])`;

const MATCHES = {
  'no match yet': '',
  exec: '/(b)(c)/.exec("abcd")',
  test: '/(b)(c)/.test("abcd")',
  'a capture that takes no part': '/(b)(x)?(c)?/.exec("abd")',
  'the last capture takes no part': '/(b)|(c)/.exec("abd")',
  'more than nine captures': '/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/.exec("abcdefghijkl")',
  'a failure after a match': '/b/.exec("abc"); /x/.exec("xyz".slice(1))',
  match: '"abcabc".match(/(b)c/)',
  'match, global': '"abcabc".match(/(b)c/g)',
  matchAll: '[..."abcabc".matchAll(/(b)c/g)]',
  'matchAll, begun': '"abcabc".matchAll(/(b)c/g).next()',
  replace: '"abcabc".replace(/(b)c/, "x")',
  'replace, global': '"abcabc".replace(/(b)c/g, "x")',
  'replace with a function': '"abcabc".replace(/(b)c/g, () => RegExp.$1)',
  replaceAll: '"abcabc".replaceAll(/(b)c/g, "x")',
  search: '"abcabc".search(/(b)c/)',
  split: '"abcabcd".split(/(b)c/)',
  sticky: 'const r = /b/y; r.lastIndex = 1; r.exec("abc")',
  'an empty match': '/(?:)/.exec("abc")',
  'named groups': '/(?<x>b)(?<y>c)/.exec("abcd")',
  'a subclass': 'class R extends RegExp {} new R("(b)").exec("abc")',
  'an exec of its own':
    'const r = /a/; r.exec = () => ({ index: 0, 0: "z", length: 1 }); r.test("abc")',
  'a result that was changed': 'const m = /(b)/.exec("abc"); m[0] = m[1] = "z"; m.index = 2',
  'input is set': '/b/.exec("abc"); RegExp.input = 5',
  '$_ is set': 'RegExp.$_ = "x"',
  'others are set':
    '/(b)/.exec("abc"); RegExp.$1 = "x"; RegExp.lastMatch = "y"; RegExp.leftContext = "z"',
  unicode: '/(.)b/u.exec("a💩bc")',
  'a string of the host': '/(b)/.exec(text)',
};

const cases = {};
for (const [name, code] of Object.entries(MATCHES)) cases[name] = `${code}; ${TELL}`;

module.exports = [
  {
    cases: {
      ...cases,
      'in strict code': '"use strict"; RegExp.$1 = 1',
      'input of a symbol': 'RegExp.input = Symbol()',
      'by a subclass': 'class R extends RegExp {} /(b)/.exec("abc"); R.$1',
      'each realm has its own': {
        steps: ['/(b)/.exec("abc"); 0', { host: '/(x)/.exec("xyz"); 0' }, 'RegExp.$1'],
      },
      'the properties': `Object.entries(Object.getOwnPropertyDescriptors(RegExp)).map(([name, own]) =>
        [name, own.enumerable, own.configurable, own.get?.name, own.set?.name, own.set?.length].join()).sort()`,
    },
    context: '{ text: "abc" }',
  },
];
