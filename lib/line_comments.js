'use strict';

/**
 * Finds the `//` comments of a script that is known to parse, telling them from the same characters
 * in strings, templates, regular expressions and other comments. It needs no grammar but this: does a
 * slash divide, or does it begin a regular expression? Where only a full parser could know (the slash
 * after a `}`), it takes the likelier.
 * Must never be used to decide anything but what a comment says, and takes linear time.
 */

const TOKEN = /\s+|[^\s\0-#%-/:-@[\]^`{-~]+|./sy;
const LINE_END = /[\n\r\u2028\u2029]/;
/** After these words, and after `)` of these statements, an expression begins. */
const BEFORE_EXPRESSION = new Set(
  'await case delete do else in instanceof new of return throw typeof void yield'.split(' '),
);
const WITH_HEAD = new Set(['if', 'while', 'for', 'with']);
/** What a `{` after these tokens begins is a block or a body; after any other, an object. */
const BEFORE_BLOCK = new Set(['', ')', ';', '{', '}', '=>', 'else', 'do', 'try', 'finally']);

class LineComments {
  #code;
  #at = 0;
  /** The last token that was neither space nor comment. */
  #last = '';
  /** Whether that token ended an operand, so that a slash would divide. */
  #afterOperand = false;
  #atLineStart = true;
  /** For each open bracket: is an operand complete when it closes? 'template' for `${`. */
  #open = [];

  constructor(code) {
    this.#code = code;
  }

  *[Symbol.iterator]() {
    if (this.#code.startsWith('#!')) this.#at = this.#lineEnd();
    while (this.#at < this.#code.length) {
      const end = this.#commentEnd();
      if (end === undefined) {
        this.#token();
      } else {
        if (this.#code.startsWith('//', this.#at)) yield this.#code.slice(this.#at + 2, end);
        this.#at = end;
      }
    }
  }

  #lineEnd() {
    return this.#find(/[\n\r\u2028\u2029]/g, this.#at);
  }

  #find(pattern, from) {
    pattern.lastIndex = from;
    return pattern.exec(this.#code)?.index ?? this.#code.length;
  }

  /** Where the comment that begins here ends, or undefined if none does. */
  #commentEnd() {
    const here = (text) => this.#code.startsWith(text, this.#at);
    if (here('//') || here('<!--') || (this.#atLineStart && here('-->'))) return this.#lineEnd();
    if (!here('/*')) return undefined;
    const end = this.#find(/\*\//g, this.#at + 2) + 2;
    this.#atLineStart ||= LINE_END.test(this.#code.slice(this.#at, end));
    return end;
  }

  #token() {
    TOKEN.lastIndex = this.#at;
    const [text] = TOKEN.exec(this.#code);
    if (text.trim() === '') {
      this.#at += text.length;
      this.#atLineStart ||= LINE_END.test(text);
      return;
    }
    this.#atLineStart = false;
    if (text === '"' || text === "'") this.#string(text);
    else if (text === '`') this.#template();
    else if (text === '/' && !this.#afterOperand) this.#regExp();
    else if ('([{'.includes(text)) this.#opening(text);
    else if (')]}'.includes(text)) this.#closing(text);
    else this.#other(text);
  }

  #finish(text, end, isOperand) {
    this.#last = text;
    this.#at = end;
    this.#afterOperand = isOperand;
  }

  #string(quote) {
    const stop = quote === '"' ? /["\\\n\r]/g : /['\\\n\r]/g;
    let end = this.#find(stop, this.#at + 1);
    while (this.#code[end] === '\\') {
      const skipped = this.#code.startsWith('\r\n', end + 1) ? 3 : 2;
      end = this.#find(stop, end + skipped);
    }
    this.#finish(quote, end + 1, true);
  }

  /** From a backtick, or from the `}` of a substitution, to the next of them. */
  #template() {
    const stop = /[`\\]|\$\{/g;
    let end = this.#find(stop, this.#at + 1);
    while (this.#code[end] === '\\') end = this.#find(stop, end + 2);
    if (this.#code[end] !== '$') {
      this.#finish('`', end + 1, true);
      return;
    }
    this.#open.push('template');
    this.#finish('${', end + 2, false);
  }

  #regExp() {
    const stop = /[/[\]\\\n\r]/g;
    let inClass = false;
    let end = this.#find(stop, this.#at + 1);
    while ('[]\\'.includes(this.#code[end] ?? '\n') || (inClass && this.#code[end] === '/')) {
      if (this.#code[end] !== '/' && this.#code[end] !== '\\') inClass = this.#code[end] === '[';
      end = this.#find(stop, end + (this.#code[end] === '\\' ? 2 : 1));
    }
    this.#finish('/', end + 1, true);
  }

  #opening(text) {
    let isOperand = true;
    if (text === '(') isOperand = !WITH_HEAD.has(this.#last);
    if (text === '{') isOperand = !(this.#afterOperand || BEFORE_BLOCK.has(this.#last));
    this.#open.push(isOperand);
    this.#finish(text, this.#at + 1, false);
  }

  #closing(text) {
    const opened = this.#open.pop();
    if (opened === 'template') this.#template();
    else this.#finish(text, this.#at + 1, opened === true);
  }

  #other(text) {
    const end = this.#at + text.length;
    const isWord = text.length > 1 || /[^\0-#%-/:-@[\]^`{-~]/.test(text);
    if (isWord) {
      const isProperty = this.#last === '.';
      this.#finish(isProperty ? 'name' : text, end, isProperty || !BEFORE_EXPRESSION.has(text));
    } else if (text === '>' && this.#last === '=') {
      this.#finish('=>', end, false);
    } else {
      // After `++` and `--` a slash divides in all code but the strangest.
      const isStep = (text === '+' || text === '-') && this.#last === text;
      this.#finish(text, end, isStep);
    }
  }
}

/**
 * @param {string} code
 * @returns {Iterable<string>} the text of each `//` comment after the two slashes, in order
 */
function lineComments(code) {
  return new LineComments(code);
}

module.exports = { lineComments };
