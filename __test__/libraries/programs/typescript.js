'use strict';

const ts = require('typescript');

const program = `
enum Color { Red = 1, Green }
namespace N { export const x = 1; }
abstract class Shape<T extends object> { constructor(protected readonly t: T, public name?: string) {} abstract area(): number; }
@sealed export class Square extends Shape<{ a: number }> { area() { return this.t.a ** 2; } get [Color[1]]() { return N.x; } }
function sealed(c: Function) { Object.freeze(c); }
export const f = async <T,>(x: T | undefined = undefined, ...rest: T[]) => { for await (const y of rest) yield_(x ?? y!); };
declare function yield_(x: unknown): asserts x is string;
const wrong: number = 'text'; f(1, 'a');
type Keys<T> = { [K in keyof T as \`get\${string & K}\`]: T[K] extends infer U ? U : never };
`;

const lib = `interface Array<T> { length: number; [n: number]: T } interface Boolean {} interface Function {}
interface CallableFunction {} interface NewableFunction {} interface IArguments {} interface Number {}
interface Object {} interface RegExp {} interface String { length: number; }`;

function diagnose(text) {
  const files = { 'main.ts': text, 'lib.d.ts': lib };
  const host = {
    getSourceFile: (name, target) =>
      name in files && ts.createSourceFile(name, files[name], target),
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
    writeFile: () => {},
    getDirectories: () => [],
  };
  const options = { strict: true, target: ts.ScriptTarget.ES2015, types: [] };
  const all = ts.getPreEmitDiagnostics(ts.createProgram(['main.ts'], options, host));
  return all.map(({ code, start, messageText }) => [
    code,
    start,
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  ]);
}

module.exports = () => {
  const options = (target, more) => ({
    compilerOptions: { target: ts.ScriptTarget[target], experimentalDecorators: true, ...more },
  });
  const source = ts.createSourceFile('a.ts', program, ts.ScriptTarget.Latest, true);
  const kinds = [];
  (function visit(node) {
    kinds.push(node.kind);
    ts.forEachChild(node, visit);
  })(source);
  return [
    ts.transpileModule(program, options('ES5', { module: ts.ModuleKind.CommonJS })).outputText,
    ts.transpileModule(program, options('ES2022')).outputText,
    ts.transpileModule('const a = <p b="c">{d}</p>', options('ES2020', { jsx: ts.JsxEmit.React })),
    ts.createPrinter().printFile(source),
    kinds.join(' '),
    diagnose(
      'let a: number = "x"; function f<T>(x: T, y?: string): T { return y.length; } f(1).z; const s: { k: 1 } = { k: 2 };',
    ),
  ];
};
