'use strict';

const prettier = require('prettier');
const plugins = [
  'babel',
  'estree',
  'postcss',
  'html',
  'markdown',
  'typescript',
  'yaml',
  'graphql',
].map((name) => require(`prettier/plugins/${name}`));

const texts = {
  babel: `const {a,b:{c}}=require("x");async function*f(x=1,...y){for await(const z of x)yield z?.[0]??(()=>{return {a,b,c}})}
// comment
export default class A extends B{static #p=1n;get x(){return this.#p?veryLongConditionNumberOne&&veryLongConditionNumberTwo:anotherOne||theLastOne}}
promise.then(result=>console.log(result)).catch(error=>{handle(error)}).finally(()=>cleanup());const el=<div className="a" {...b}>text {c} <b/></div>`,
  typescript:
    'enum A{X=1,Y}\nfunction f<T extends keyof U,U>(this:Window,x?:T):asserts x is NonNullable<T>{return <any>x!}\ntype M={readonly [K in keyof T]?:T[K]}',
  css: 'a{color:RED;background:URL(x.png)}@media (max-width:100px){.b>.c,.d::after{margin:0 0 0 0;--x:{a:b}}}',
  scss: '$a:1px;.b{@include m($a);&:hover{c:d}}',
  html: '<!doctype html><html><head><style>a{b:c}</style><script>let a=1</script></head><body><p>long text <b>bold</b><img src=x></p></body></html>',
  markdown: '# Title\n* a\n* b\n\n| a | b |\n|--|:-:|\n| longer | x |\n```js\nlet  a=1\n```',
  yaml: 'a:   1\nb: [1,2,   3]\nc:\n    - x\n    - "y"\n# end',
  graphql: 'query Q($a:Int=1){user(id:$a){...F name @include(if:true)}} fragment F on U{id}',
  json: '{"a":1,"b":[1,2,{"c":null}],}',
};

module.exports = async () => {
  const results = {};
  for (const [parser, text] of Object.entries(texts)) {
    results[parser] = await prettier.format(text, { parser, plugins, singleQuote: true });
  }
  results.cursor = await prettier.formatWithCursor('a;b', {
    parser: 'babel',
    plugins,
    cursorOffset: 2,
  });
  results.error = await prettier
    .format('let a = ;', { parser: 'babel', plugins })
    .catch(({ name, message }) => [name, message]);
  return results;
};
