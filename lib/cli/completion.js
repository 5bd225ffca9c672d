'use strict';

/** Completes names and chains of names in the prompt, by looking at properties: no getter runs. */

const vm = require('../../index.js');

/** Names for a chain of names: '' where one of them is a getter, or is not there. */
const NAMES = `((path, isShort) => {
  const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
  let holder = globalThis;
  for (const name of path === '' ? [] : path.split('.')) {
    let descriptor;
    for (let at = holder; at !== null && descriptor === undefined; at = getPrototypeOf(at)) {
      descriptor = getOwnPropertyDescriptor(at, name);
    }
    const value = descriptor === undefined && holder === globalThis ? lexical : descriptor?.value;
    if (value === undefined || value === null) return '';
    holder = Object(value);
  }
  const names = new Set();
  for (let at = holder; at !== null; at = getPrototypeOf(at)) {
    if (isShort && at === Object.prototype && at !== holder) break;
    for (const name of ownKeys(at)) if (typeof name === 'string') names.add(name);
  }
  return [...names].join('\\n');
})`;

/** A name that is no property of the global object may have been declared with \`let\`. */
const IS_PROPERTY = 'Reflect.has(globalThis, ';

const KEYWORDS =
  'async await break case catch class const continue debugger default delete do else export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  );

const CHAIN = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/**
 * @param {() => object} contextOf gives the context of the prompt
 * @returns {(line: string) => [string[], string]} as `readline` takes it
 */
function completerFor(contextOf) {
  const run = (code) => vm.runInContext(code, contextOf(), { timeout: 200, displayErrors: false });

  function namesOf(path, isShort) {
    try {
      const first = path.split('.')[0];
      const isLexical = path !== '' && !run(`${IS_PROPERTY}${JSON.stringify(first)})`);
      const lexical = isLexical ? first : 'undefined';
      const list = run(`((lexical) => ${NAMES})(${lexical})(${JSON.stringify(path)}, ${isShort})`);
      return list.split('\n').filter((name) => NAME.test(name));
    } catch {
      return [];
    }
  }

  return (line) => {
    const [typed] = /[\p{ID_Continue}$.]*$/u.exec(line);
    const dot = typed.lastIndexOf('.');
    const path = dot === -1 ? '' : typed.slice(0, dot);
    const start = typed.slice(dot + 1);
    if (path !== '' && !CHAIN.test(path)) return [[], typed];
    const names = [...namesOf(path, dot !== -1 && start === ''), ...(dot === -1 ? KEYWORDS : [])];
    const fitting = [...new Set(names)].filter((name) => name.startsWith(start)).sort();
    return [fitting.map((name) => typed.slice(0, dot + 1) + name), typed];
  };
}

module.exports = { completerFor };
