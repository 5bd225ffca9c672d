'use strict';

/** Patterns of regular expressions: case variants, escapes, names of groups, and what is none (ECMA-262 22.2). */

const WORDS = [
  'a',
  'S',
  's',
  'ſ',
  'K',
  'k',
  '\u212a',
  'ß',
  'ẞ',
  'µ',
  'μ',
  'Σ',
  'ς',
  'ǅ',
  'ǆ',
  'İ',
  'ı',
  'i',
  'θ',
  'ϴ',
  'Ω',
  '\u2126',
  'Å',
  '\u212b',
  '_',
  '1',
  '\b',
  'b',
  '+',
  '!',
  'u',
  '',
  '\u{10400}',
  '\u{10428}',
];

/** Which of the words match. */
const CLASSES = [
  '\\w',
  '\\W',
  '[\\w]',
  '[^\\w]',
  '[\\W]',
  '[^\\W]',
  '[\\W_]',
  '[a-z]',
  '[^a-z]',
  '[K]',
  '[ſ]',
  '[\u212a]',
  '[^\u212a]',
  '[\\u0390-\\uffff]',
  'ſ',
  'K',
  '\u212a',
  'ß',
  'µ',
  '[µ]',
  'Σ',
  '[Σ]',
  'ϴ',
  'Ω',
  '[Ω]',
  '\\u{10400}',
  '[\\u{10400}]',
  '\\p{Lu}',
  '\\P{Lu}',
  '[\\p{Lu}]',
  '[^\\p{Lu}]',
  '[\\P{Lu}]',
  '[^\\P{Lu}]',
  '[\\b]',
  '\\b',
  '\\B',
];

/** Patterns that are one, or none, with some flags. */
const SYNTAX = [
  '\\b*',
  '\\B+',
  '\\b{1}',
  '\\b?',
  '(?=a)*',
  '(?<=a)*',
  '^*',
  '{',
  '}',
  ']',
  'a{',
  'a{1',
  '{1}',
  '\\8',
  '\\1',
  '\\k',
  '\\k<n>',
  '(?<n>a)\\k',
  '(?<n>a)\\k<m>',
  '(?<n>a)[\\k]',
  '[\\k]',
  '\\u{61}',
  '\\u{+61}',
  '\\u+061',
  '\\x+1',
  '\\ud835\\udc53',
  '[\\ud835\\udc53]',
  '[\\u{1f438}]',
  '[z-\\u{61}]',
  '(?<𝑓>a)',
  '(?<𝑓>a)\\k<𝑓>',
  '(?<\\u{1d453}>a)',
  '(?<\\ud835\\udc53>a)',
  '(?<\\u0061>a)',
  '(?<\\u{61}>a)',
  '(?<\\u{+61}>a)',
  '(?<1>a)',
  '(?<>a)',
  '(?<a-b>a)',
  '(?<é1>a)',
  '[+!]',
  '[!!]',
  '[&&]',
  '[a--b]',
  '[a&&a]',
  '[(]',
  '[\\-]',
  '\\-',
  '\\p{Lu',
  '\\p',
  '\\q',
];

const FLAGS = ['', 'i', 'u', 'iu', 'v', 'iv'];

const escaped = (text) =>
  JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const matching = (pattern) =>
  `${JSON.stringify(FLAGS)}.map((flags) => { try { const re = new RegExp(${escaped(`^(?:${pattern})$`)}, flags); return flags + ': ' + ${JSON.stringify(WORDS.map((_, index) => index))}.filter((index) => re.test([${WORDS.map(escaped)}][index])).join() } catch (e) { return flags + ': ' + e.name } }).join('\\n')`;

const parsing = (pattern) =>
  `${JSON.stringify(FLAGS)}.map((flags) => { try { const re = new RegExp(${escaped(pattern)}, flags); const m = re.exec('a\\u{1d453}aa{1}'); return flags + ': ' + JSON.stringify([m && [...m], m && m.groups && Object.entries(m.groups)]) } catch (e) { return flags + ': ' + e.name } }).join('\\n')`;

module.exports = [
  {
    cases: Object.fromEntries(CLASSES.map((pattern) => [`/^(?:${pattern})$/`, matching(pattern)])),
  },
  { cases: Object.fromEntries(SYNTAX.map((pattern) => [`/${pattern}/`, parsing(pattern)])) },
  {
    cases: {
      'a group with a name of astral letters': "/(?<𝑓>x)/.exec('x').groups['𝑓']",
      'a group with an escaped name': "JSON.stringify(/(?<\\u{66}\\u006f>x)/.exec('x').groups)",
      'the boundary of a word with folding':
        "['ſa', 'a ſ', 'µſϴ'].map((text) => ['iu', 'i', 'u', 'iv'].map((flags) => text.search(new RegExp('\\\\bſ|.\\\\b', flags))))",
      'a set of folded letters in both':
        "['a', 'A', 'k', '\\u212a'].map((text) => /^[\\w&&[A\\u212a]]$/iv.test(text)).join()",
    },
  },
];
