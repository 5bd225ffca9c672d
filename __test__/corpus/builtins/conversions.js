'use strict';

/**
 * Objects whose conversion to a primitive converts them again, and `Array.prototype.join`, which tells
 * arrays that hold themselves. The name of a case is its code.
 */

const CONVERSIONS = [
  'const a=[];a[0]=a;String(a)',
  "const a=[1];a[1]=a;a+''",
  'const a=[1];a[1]=a;a.join()',
  'const a=[1,2];a[1]=[a,3];String(a)',
  'const a=[1];a[1]=a;+a',
  'const a=[1];a[1]=a;a.toString()',
  'const a=[1];a[1]=a;a.toLocaleString()',
  "const a=[1,,3];a[1]={toString(){return a.join('-')}};a.join('+')",
  "const a=[1,2];a[1]={toString(){return '<'+a+'>'}};String(a)",
  "const a=[1,2];a[1]={toString(){return '<'+a.toLocaleString()+'>'}};String(a)",
  "const a=[1,2];const b=[3,a];a[1]=b;String(a)+'|'+String(b)",
  "const o={toString(){return o+''}};(()=>{try{return [String(o)]}catch(e){return e.name+': '+e.message}})()",
  "const o={valueOf(){return +o}};(()=>{try{return [String(+o)]}catch(e){return e.name+': '+e.message}})()",
  "const o={toString(){return String(o)}};(()=>{try{return [String(o)]}catch(e){return e.name+': '+e.message}})()",
  "const o={valueOf(){return o*2},toString(){return 'x'}};(()=>{try{return [String(o+1)]}catch(e){return e.name+': '+e.message}})()",
  "let n=0;const o={toString(){n++;return n<3?'a'+o:'z'}};String(o)",
  'let n=0;const o={valueOf(){n++;return n<5?1+o:1}};o+1',
  "let n=0;const o={toString(){n++; return n>1?'deep':'['+JSON.stringify({[o]:1})+']'}};String(o)",
  "const o={toString(){return 's'},valueOf(){return String(o).length}};+o",
  "const o={toString(){return 's'+o.valueOf()},valueOf(){return 7}};o+''+String(o)",
  "const o={toString(){return 'fmt '+Number(o)},valueOf(){return 5}};String(o)",
  "class V{constructor(n){this.n=n}valueOf(){return this.n}toString(){return 'V'+(this*2)}};String(new V(4))",
  "class V{constructor(n){this.n=n}toString(){return 'V'+(this+1)}valueOf(){return this.n}};`${new V(4)}`",
  "const d=new Date(0);d.toString=()=>'d'+(+d);String(d)",
  'const d=new Date(0);d.valueOf=()=>String(d).length;d-0>20',
  "const a=[1];a.join=function(){return 'j'+a};(()=>{try{return [String(a)]}catch(e){return e.name+': '+e.message}})()",
  "const a=[1];a.toString=function(){return 'j'+a};(()=>{try{return [String(a)]}catch(e){return e.name+': '+e.message}})()",
  "const e=new Error('x');e.toString=()=>'E'+e;(()=>{try{return [String(e)]}catch(e){return e.name+': '+e.message}})()",
  "const e=new Error('x');e.message=e;(()=>{try{return [String(e)]}catch(e){return e.name+': '+e.message}})()",
  "const e=new Error('x');e.name={toString(){return 'N'+e}};(()=>{try{return [String(e)]}catch(e){return e.name+': '+e.message}})()",
  "const f=()=>1;f.toString=()=>f+'!';(()=>{try{return [String(f)]}catch(e){return e.name+': '+e.message}})()",
  "let n=0;const o={[Symbol.toPrimitive](){return n++<3?o+1:0}};(()=>{try{return [String(o)]}catch(e){return e.name+': '+e.message}})()",
  "const p={toString(){return 'p'+q}},q={toString(){return 'q'+p}};(()=>{try{return [String(p)]}catch(e){return e.name+': '+e.message}})()",
  "let n=0;const p={toString(){return 'p'+q}},q={toString(){return n++?'q':'q'+p}};(()=>{try{return [String(p)]}catch(e){return e.name+': '+e.message}})()",
  "const o={get toString(){return o+'',()=>'x'}};(()=>{try{return [String(o)]}catch(e){return e.name+': '+e.message}})()",
  "const o={toString(){return [o].join()}};(()=>{try{return [String(o)]}catch(e){return e.name+': '+e.message}})()",
  "const o={toString(){return 'x'}};[o,o].join()+o+[[o],[o]]",
  "const o=new String('abc');o.toString=function(){return o.valueOf()+'!'};String(o)",
  'const o=new Number(3);o.valueOf=function(){return Number.prototype.valueOf.call(o)+parseInt(o)};+o',
  "const x={toString(){return 'x'.concat(x)}};(()=>{try{return [String(x)]}catch(e){return e.name+': '+e.message}})()",
  'const a=[];a.push([a,[a]],1);String(a)',
  "Array.prototype.join.call({length:1,0:{toString(){return 'q'}}})",
  "const o={length:2,0:'a',get 1(){return Array.prototype.join.call(o)}};Array.prototype.join.call(o)",
  "const a=[1];a[1]={toString(){throw new Error('once')}};try{String(a)}catch(e){} a[1]=2;String(a)",
  "const u=new Uint8Array(2);u.toString=function(){return 'u'+this};(()=>{try{return [String(u)]}catch(e){return e.name+': '+e.message}})()",
];

const JOINS = [
  'Array.prototype.join.call({length:2**32})',
  'Array.prototype.join.call({length:2**53})',
  "new Array(2**32-1).join('')",
  'new Array(2**32-1).join()',
  'const a=new Array(2**29);a.join()',
  'const a=new Array(2**20);a.join().length',
  "[1,null,undefined,'a',[2,[3]],{},()=>1].join('-')",
  '[1n,true,1.5,-0,NaN].join()',
  '[Symbol()].join()',
  '[1,2].join(Symbol())',
  "const log=[];Array.prototype.join.call({get length(){log.push('l');return {valueOf(){log.push('v');return 2}}},get 0(){log.push(0);return {toString(){log.push('ts');return 'a'}}},get 1(){log.push(1)}},{toString(){log.push('sep');return '+'}});log",
  "Array.prototype[1]='P';const r=[1,,3].join();delete Array.prototype[1];r",
  "[].join({toString(){throw new Error('sep')}})",
  'Array.prototype.join.call(null)',
  "Array.prototype.join.call('abc')",
  "const a=[1,2,3];a[1]={toString(){a.length=1;return 'x'}};a.join()",
  "const a=[1,{toString(){a.push(5);return 'x'}},3];a.join()",
  "const o={length:2,0:'a',get 1(){return Array.prototype.join.call(o)}};Array.prototype.join.call(o)",
  'const a=[1];const p=new Proxy(a,{});a[1]=p;try{p.join()}catch(e){e.message}',
  'const a=[1];const p=new Proxy(a,{});a[1]=p;try{a.join()}catch(e){e.message}',
  'const a=[1,{toString(){throw 1}}];try{a.join()}catch(e){}a[1]=2;a.join()',
  "const u=new Uint8Array([1,2]);u.join({toString(){return '<'+u.join()+'>'}})",
  "const a=['x'.repeat(2**20)];for(let i=0;i<600;i++)a.push(a[0]);a.join()",
  '[,].join()+[,,].join()+[].join()',
  'Array.prototype.join.name+Array.prototype.join.length',
  "[1,2,3].join(undefined)+[1,2].join(null)+[1,2].join('')+[1,2].join(0)",
  "const a=[[1,[2]],'é','\\u20ac'];a.join('💩')",
  "Array.prototype.join.call((function(){return arguments})(1,2,3),'-')",
  "Array.prototype.join.call(new Uint8Array(3),'-')",
];

const cases = {};
for (const code of [...CONVERSIONS, ...JOINS]) cases[code] = code;

module.exports = [
  { cases, compareMessage: true },
  {
    cases: {
      'assigning Symbol.toPrimitive': `const o = {}; o[Symbol.toPrimitive] = (hint) => hint;
        [\`\${o}\`, o + '', JSON.stringify(Object.getOwnPropertyDescriptor(o, Symbol.toPrimitive))]`,
      'assigning Symbol.toPrimitive to a prototype': `function F() {} F.prototype[Symbol.toPrimitive] = () => 7;
        [+new F(), Object.hasOwn(F.prototype, Symbol.toPrimitive), Object.hasOwn(new F(), Symbol.toPrimitive)]`,
      'Symbol.toPrimitive of a plain object': `[{}[Symbol.toPrimitive], [][Symbol.toPrimitive], (() => 1)[Symbol.toPrimitive],
        'x'[Symbol.toPrimitive]]`,
      'what a Proxy is asked': `const log = []; const p = new Proxy({ toString: () => 'x' }, { get(t, key) {
        log.push(String(key)); return t[key]; } }); [p + '', \`\${p}\`, log]`,
    },
  },
];
