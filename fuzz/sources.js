'use strict';

/**
 * Writes programs, then cuts, repeats, nests and breaks them. Both engines parse and run the same text; whether it is
 * one, what it gives and what it logs are compared.
 */

const NAMES = [
  'a',
  'b',
  'c',
  'x',
  'async',
  'of',
  'let',
  'get',
  'static',
  'await',
  'yield',
  'arguments',
  'eval',
];
const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '==',
  '===',
  '<',
  '>',
  '&&',
  '||',
  '??',
  '&',
  '|',
  '^',
  '<<',
  '>>>',
  'in',
  'instanceof',
  ',',
];
const UNARY = ['-', '+', '!', '~', 'typeof ', 'void ', 'delete ', 'await ', '++', '--', 'new '];
const ASSIGN = ['=', '+=', '??=', '&&=', '**='];
const LITERALS = [
  '0',
  '1',
  '2',
  '1_0',
  '.5',
  '1e3',
  '0x1F',
  '1n',
  '""',
  '"s"',
  "'\\u{61}'",
  '`t`',
  'null',
  'true',
  'this',
  '/r/g',
  '[]',
  '{}',
  'undefined',
];
const TOKENS = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ';',
  ',',
  '=>',
  '...',
  '?.',
  '?',
  ':',
  '=',
  '`',
  '/',
  '\n',
  '\u2028',
  '#x',
  '@',
  '\\u0061',
  '-->',
  '<!--',
  'class',
  'super',
  'import',
  'export',
  'new.target',
];

/** The completion value: V8 gives declarations of functions in blocks one of their own. */
const STATE =
  '\n;[typeof a, typeof b, typeof c, typeof x, `${typeof a === "number" && a}`, b?.length].join()';

class Writer {
  constructor(random) {
    this.random = random;
    this.room = 25;
  }

  isFull() {
    this.room -= 1;
    return this.room <= 0;
  }

  name() {
    return this.random.pick(NAMES.slice(0, this.random.chance(0.85) ? 4 : NAMES.length));
  }

  pattern() {
    const { random } = this;
    if (this.isFull() || random.chance(0.6)) return this.name();
    const parts = random.list(
      0,
      3,
      () => this.pattern() + (random.chance(0.3) ? ` = ${this.expression()}` : ''),
    );
    if (random.chance(0.5))
      return `[${parts.join(', ')}${random.chance(0.2) ? `, ...${this.name()}` : ''}]`;
    return `{ ${parts.map((part) => `${this.name()}: ${part}`).join(', ')} }`;
  }

  parameters() {
    const { random } = this;
    if (random.chance(0.1)) return `(${random.list(0, 2, () => this.pattern()).join(', ')})`;
    return random.pick(['()', '(a)', '(a, b)', '(a, ...b)', '(a = 1, { b })', '([a], c)']);
  }

  block() {
    return `{ ${this.random.list(0, 3, () => this.statement()).join(' ')} }`;
  }

  expression() {
    const { random } = this;
    if (this.isFull()) return random.pick(LITERALS);
    const sub = () => this.expression();
    return random.pick([
      () => random.pick(LITERALS),
      () => this.name(),
      () => `${sub()} ${random.pick(BINARY)} ${sub()}`,
      () => `${random.pick(UNARY)}${sub()}`,
      () => `(${sub()})`,
      () => `${sub()} ? ${sub()} : ${sub()}`,
      () => `${this.pattern()} ${random.pick(ASSIGN)} ${sub()}`,
      () => `[${random.list(0, 3, sub).join(', ')}]`,
      () =>
        `({ ${this.name()}: ${sub()}, [${sub()}]: ${sub()}, ${this.name()}${this.parameters()} ${this.block()} })`,
      () => `${sub()}.${this.name()}`,
      () => `${sub()}?.[${sub()}]`,
      () => `${sub()}(${random.list(0, 2, sub).join(', ')})`,
      () =>
        `${random.pick(['', 'async '])}${this.parameters()} => ${random.chance(0.5) ? sub() : this.block()}`,
      () =>
        `(${random.pick(['', 'async '])}function${random.pick(['', '*'])} ${this.name()}${this.parameters()} ${this.block()})`,
      () =>
        `(class ${this.name()} { ${random.pick(['', 'static ', 'get ', 'async ', '#'])}${this.name()}() ${this.block()} })`,
      () => `\`\${${sub()}}\``,
    ])();
  }

  statement() {
    const { random } = this;
    if (this.isFull()) return ';';
    const sub = () => this.statement();
    return random.pick([
      () => `${this.expression()};`,
      () => `${random.pick(['var', 'let', 'const'])} ${this.pattern()} = ${this.expression()};`,
      () => `if (${this.expression()}) ${sub()} else ${sub()}`,
      () =>
        `for (${random.pick(['var', 'let', 'const'])} ${this.pattern()} ${random.pick(['of', 'in'])} ${this.expression()}) ${sub()}`,
      () =>
        `${this.name()}: for (var i = 0; i < 3; i++) { ${sub()} ${random.pick(['break', 'continue', ''])}; }`,
      () => `try ${this.block()} catch (${this.pattern()}) ${this.block()} finally ${this.block()}`,
      () =>
        `switch (${this.expression()}) { case ${this.expression()}: ${sub()} default: ${sub()} }`,
      () => `function ${this.name()}${this.parameters()} ${this.block()}`,
      () => `return ${this.expression()};`,
      () => `throw ${this.expression()};`,
      () => this.block(),
      () => `with (${this.expression()}) ${sub()}`,
    ])();
  }
}

/** Breaks a text at a place or two. */
function damage(random, text) {
  let damaged = text;
  for (let times = random.below(3); times > 0; times--) {
    const at = random.below(damaged.length + 1);
    const to = Math.min(damaged.length, at + random.below(12));
    damaged = random.pick([
      () => damaged.slice(0, at) + damaged.slice(to),
      () => damaged.slice(0, at) + random.pick(TOKENS) + damaged.slice(at),
      () => damaged.slice(0, to) + damaged.slice(at),
      () =>
        damaged.slice(0, at) + damaged.slice(at, to).repeat(random.below(30)) + damaged.slice(to),
    ])();
  }
  return damaged;
}

/** A program whose completion value is a text, where it is one at all. */
function makeProgram(random) {
  const writer = new Writer(random);
  const body = random.list(1, 5, () => writer.statement()).join('\n');
  const strict = random.chance(0.2) ? '"use strict";\n' : '';
  const globals = 'var a = 1, b = [1, 2], c = { a: 1, b() { return 2 } }, x = (y) => y;\n';
  return strict + globals + (random.chance(0.5) ? damage(random, body) : body) + STATE;
}

module.exports = { makeProgram };
