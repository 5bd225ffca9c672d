'use strict';

/**
 * `script.sourceMapURL` is what V8 finds, for magic comments of every form and for all that only looks
 * like one.
 */

const assert = require('node:assert/strict');
const { test } = require('node:test');
const nodeVm = require('node:vm');
const boaVm = require('..');
const { findSourceMapURL } = require('../lib/magic_comments.js');

const URL = 'sourceMappingURL=';

const SOURCES = {
  none: ['', 'x', 'var sourceMappingURL=1', '//# sourceURL=a.js'],
  'the form': [
    `//# ${URL}a`,
    `//@ ${URL}a`,
    `//#\t${URL}a`,
    `//#\u00a0${URL}a`,
    `//#\ufeff${URL}a`,
    `//#${URL}a`,
    `// # ${URL}a`,
    `//#  ${URL}a`,
    `////# ${URL}a`,
    `/*# ${URL}a */`,
    `//# x ${URL}a`,
    '//# sourceMappingURL =a',
    '//# sourceMappingURL',
    '//# SourceMappingURL=a',
  ],
  'the value': [
    `//# ${URL}`,
    `//# ${URL} a `,
    `//# ${URL}a b`,
    `//# ${URL}"a"`,
    `//# ${URL}'a'`,
    `//# ${URL}a=b;c,d`,
    `//# ${URL}data:application/json;base64,e30=`,
    `//# ${URL}\u00e9\u2603\ud83d\ude00`,
    `//# ${URL}a\r\n`,
    `//# ${URL}a\u2028b`,
    `//# ${URL}a\u3000`,
    `//# ${URL}a\0`,
  ],
  several: [
    `//# ${URL}a\n//# ${URL}b`,
    `//# ${URL}a\n//# ${URL}b c`,
    `//# ${URL}a\n//# ${URL}\n`,
    `//# ${URL}a\n//#  ${URL}b\n`,
    `//# ${URL}a\n//# sourceURL=b\n`,
    `//# ${URL}a\nx`,
  ],
  'strings and templates': [
    `"//# ${URL}no"`,
    `'\\'//# ${URL}no'`,
    `"a\\\r\n//# ${URL}no"`,
    `\`\n//# ${URL}no\n\``,
    `\`\\\`//# ${URL}no\``,
    `\`\${1 //# ${URL}a\n}\``,
    `\`\${\`\${1}//# ${URL}no\`}//# ${URL}no\``,
    `\`\${{ a: '}' }.a}\`//# ${URL}a`,
    `\`$$\${1}$\`//# ${URL}a`,
  ],
  'other comments': [
    `/*\n//# ${URL}no\n*/`,
    `/**/ //# ${URL}a`,
    `<!--# ${URL}no`,
    `-->//# ${URL}no`,
    `/*\n*/-->//# ${URL}no`,
    `-->\n//# ${URL}a`,
    `x-->0;//# ${URL}a`,
    `#!//# ${URL}no`,
    `#!\n//# ${URL}a`,
  ],
  'regular expressions and divisions': [
    `x = /[//# ${URL}no]/`,
    `x = /\\//;//# ${URL}a`,
    `x = /[/]"/, y = "//# ${URL}no"`,
    `x / 2 //# ${URL}a`,
    `x++ / 2 / \`1\`//# ${URL}a`,
    `[1] / 2 //# ${URL}a`,
    `x = { b: 1 } / 2 //# ${URL}a`,
    `x.return / \`1\` //# ${URL}a`,
    `1..toString() / 2 //# ${URL}a`,
    `function f() { return/\`/ }//# ${URL}a`,
    `if (1) /\`/.test('');//# ${URL}a`,
    `if (1) {} /\`/.test('');//# ${URL}a`,
    `() => {}\n/\`/.test('\`')//# ${URL}a`,
    `x = 1 ? /\`/ : 2 //# ${URL}a`,
    `label: /\`/;//# ${URL}a`,
    `for (x of /\`/.source) x//# ${URL}a`,
    `class A { x = /\`/; static {} }//# ${URL}a`,
    `var \u00e9 = 1; \u00e9 / 2 //# ${URL}a`,
  ],
};

for (const [topic, sources] of Object.entries(SOURCES)) {
  test(topic, () => {
    for (const source of sources) {
      const expected = new nodeVm.Script(source).sourceMapURL;
      assert.equal(findSourceMapURL(source), expected, source);
    }
  });
}

test('a script has it as a property', () => {
  assert.equal(new boaVm.Script(`x //# ${URL}a.js.map`).sourceMapURL, 'a.js.map');
  assert.equal(new boaVm.Script('x').sourceMapURL, undefined);
});
