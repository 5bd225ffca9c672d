'use strict';

const { Marked, lexer, marked } = require('marked');

const text = `# Title *with* emphasis

A [link](https://example.org "t") and \`code\`, **bold**, ~~gone~~, <b>html</b>, a\\*star.
Second line  
broken. https://auto.example &copy; &lt;

1. one
2. two
   - nested
   - [x] done

| a | b |
|:--|--:|
| 1 | \`x\\|y\` |

> quote
> > deeper

\`\`\`js
const a = 1 < 2;
\`\`\`

![image][ref]
***
[ref]: /image.png
`;

module.exports = () => {
  const custom = new Marked({
    renderer: { heading: ({ tokens, depth }) => `<h${depth} id="x">${tokens.length}</h${depth}>` },
    walkTokens(token) {
      if (token.type === 'link') token.href += '#walked';
    },
  });
  return [
    marked.parse(text),
    marked.parse(text, { gfm: false, breaks: true }),
    custom.parse(text),
    marked.parseInline('*a* _b_ `c` [d](e)'),
    lexer('- a\n- b\n\n  c'),
  ];
};
