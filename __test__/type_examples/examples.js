'use strict';

/** Finds the public members of a declaration file, and the examples in their comments. */

const fs = require('node:fs');
const ts = require('typescript');

const { SyntaxKind } = ts;

/** What a program calls, makes or gives: results of ours are plain data and show themselves. */
const isOfOptions = (name) => /(Options|Limits)$/.test(name);

function isWanted(node, holder) {
  switch (node.kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.MethodSignature:
    case SyntaxKind.VariableStatement:
      return true;
    case SyntaxKind.PropertySignature:
      return isOfOptions(holder);
    default:
      return false;
  }
}

const textOf = (comment) =>
  typeof comment === 'string' ? comment : ts.getTextOfJSDocComment(comment);

function nameOf(node) {
  const { name } =
    node.kind === SyntaxKind.VariableStatement ? node.declarationList.declarations[0] : node;
  return name.text;
}

/**
 * @param {string} file
 * @returns {{ name: string, examples: string[] }[]} of each public member that is to have an example
 */
function membersOf(file) {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const members = [];
  const visit = (node, holder) => {
    if (isWanted(node, holder)) {
      const tags = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example');
      const name = holder === '' ? nameOf(node) : `${holder}.${nameOf(node)}`;
      members.push({ name, examples: tags.map(({ comment }) => textOf(comment)) });
    }
    for (const member of node.members ?? []) visit(member, nameOf(node));
  };
  for (const statement of source.statements) {
    if (ts.getModifiers(statement)?.some(({ kind }) => kind === SyntaxKind.ExportKeyword)) {
      visit(statement, '');
    }
  }
  return members;
}

/** The examples of a file, with the members that they are of. */
function examplesOf(file) {
  return membersOf(file).flatMap(({ name, examples }) => examples.map((code) => ({ name, code })));
}

module.exports = { examplesOf, membersOf };
