'use strict';

/**
 * Rewrites a script with `await` at its top level into one that V8 and Boa compile: an async function that runs at
 * once, with the declarations in front of it, where they stay when it has ended. `const` becomes `let`, as in Node's
 * REPL. Must keep every character on its line, and lines where they are.
 */

const acorn = require('acorn');

const OPTIONS = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowAwaitOutsideFunction: true,
  allowHashBang: true,
};

const FUNCTIONS = /Function/;

/** The names that a pattern declares. */
function* namesIn(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      yield pattern.name;
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) yield* namesIn(property.value ?? property);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) yield* namesIn(element);
      break;
    case 'AssignmentPattern':
      yield* namesIn(pattern.left);
      break;
    case 'RestElement':
      yield* namesIn(pattern.argument);
      break;
    default:
  }
}

/** The nodes of a node. */
function* childrenOf(node) {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield child;
    }
  }
}

/** Collects changes of a text, and makes them. */
class Changes {
  #list = [];

  constructor(text) {
    this.text = text;
  }

  /** Replaces what is from `start` to `end`, line breaks excepted. */
  replace(start, end, text) {
    this.#list.push({ start, end, text });
  }

  insert(at, text) {
    this.replace(at, at, text);
  }

  toString() {
    let result = '';
    let at = 0;
    for (const { start, end, text } of this.#list.sort((a, b) => a.start - b.start)) {
      const breaks = this.text.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, '');
      result += this.text.slice(at, start) + text + breaks;
      at = end;
    }
    return result + this.text.slice(at);
  }
}

class Rewriting {
  constructor(text, program) {
    this.changes = new Changes(text);
    this.program = program;
    this.text = text;
    this.lexical = new Set();
    this.variables = new Set();
    this.functions = [];
  }

  /** Declares the names of a declaration in front. */
  hoist(declaration) {
    const names = declaration.kind === 'var' ? this.variables : this.lexical;
    for (const { id } of declaration.declarations) {
      for (const name of namesIn(id)) names.add(name);
    }
  }

  /** `const a = f(), { b } = c;` becomes `void ((a = f()), ({ b } = c));`. */
  assign(declaration) {
    const { changes, text } = this;
    const [first] = declaration.declarations;
    this.hoist(declaration);
    changes.replace(declaration.start, first.start, 'void (');
    for (const { start, end, init } of declaration.declarations) {
      changes.insert(start, '(');
      changes.insert(end, init === null ? '=undefined)' : ')');
    }
    const end = declaration.declarations.at(-1).end;
    changes.insert(end, text[declaration.end - 1] === ';' ? ')' : ');');
  }

  /** `for (var a = 1; …)`, `for (var a of b)`: the keyword goes. */
  loseKeyword(declaration) {
    this.hoist(declaration);
    this.changes.replace(declaration.start, declaration.declarations[0].start, '');
  }

  /** Finds the variables within statements. */
  visit(node, parent) {
    if (FUNCTIONS.test(node.type) || node.type === 'ClassBody') return;
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      const isOfLoop = parent.init === node || parent.left === node;
      if (isOfLoop) this.loseKeyword(node);
      else this.assign(node);
    }
    for (const child of childrenOf(node)) this.visit(child, node);
  }

  statement(node, isLast) {
    switch (node.type) {
      case 'VariableDeclaration':
        this.assign(node);
        for (const child of childrenOf(node)) this.visit(child, node);
        break;
      case 'ClassDeclaration':
        this.lexical.add(node.id.name);
        this.changes.insert(node.start, `${node.id.name}=`);
        this.changes.insert(node.end, ';');
        break;
      case 'FunctionDeclaration':
        this.variables.add(node.id.name);
        this.functions.push(node.id.name);
        break;
      case 'ExpressionStatement':
        if (isLast) this.giveBack(node);
        break;
      default:
        this.visit(node, this.program);
    }
  }

  giveBack({ start, end, expression }) {
    const { changes, text } = this;
    changes.insert(start, 'return (');
    const hasSemicolon = text[end - 1] === ';' && end > expression.end;
    changes.insert(hasSemicolon ? end - 1 : end, ')');
  }

  write() {
    const { body } = this.program;
    body.forEach((node, index) => {
      this.statement(node, index === body.length - 1);
    });
    const lists = [
      ['let', this.lexical],
      ['var', this.variables],
    ].filter(([, names]) => names.size > 0);
    const declared = lists.map(([kind, names]) => `${kind} ${[...names].join(',')};`).join('');
    const kept = this.functions.map((name) => `this.${name}=${name};`).join('');
    const head = `${declared}(async()=>{${kept}`;
    return { code: `${head}${this.changes}\n})()`, shift: -head.length };
  }
}

/**
 * @param {string} text
 * @returns {{ code: string, shift: number } | undefined} a script that gives a promise of the value of the last
 *   expression, and by how many columns its first line has moved; undefined for what is no script even with `await`
 */
function rewriteAwait(text) {
  if (!/\bawait\b/.test(text)) return undefined;
  let program;
  try {
    program = acorn.parse(text, OPTIONS);
  } catch {
    return undefined;
  }
  return new Rewriting(text, program).write();
}

module.exports = { rewriteAwait };
