'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const metavm = require('metavm');

async function main() {
  const script = metavm.createScript('sum', '({ sum: (a, b) => a + b, list: [1, 2] })');
  console.log(script.name, script.exports.sum(2, 3), script.exports.list.length);
  const context = metavm.createContext({ field: 'value', console });
  const arrow = metavm.createScript('arrow', '() => field', { context });
  console.log(
    arrow.exports(),
    metavm.createScript('x', 'module.exports = 5', { type: metavm.MODULE_TYPE.COMMONJS }).exports,
  );
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'metavm-'));
  fs.writeFileSync(path.join(folder, 'a.js'), '({ a: 1, f: async (x) => x * 2 })');
  fs.writeFileSync(path.join(folder, 'c.cjs'), 'module.exports = { c: require("./d.js") };');
  fs.writeFileSync(path.join(folder, 'd.js'), 'module.exports = 4;');
  const read = await metavm.readScript(path.join(folder, 'a.js'));
  console.log(read.exports.a, await read.exports.f(4));
  const type = metavm.MODULE_TYPE.COMMONJS;
  const dirname = folder;
  const access = { './d.js': true };
  const common = await metavm.readScript(path.join(folder, 'c.cjs'), { access, dirname, type });
  console.log(JSON.stringify(common.exports));
  try {
    await metavm.readScript(path.join(folder, 'c.cjs'), { access: {}, dirname, type });
  } catch (error) {
    console.log(error.constructor.name);
  }
  try {
    metavm.createScript('bad', '({');
  } catch (error) {
    console.log(error.name);
  }
  fs.rmSync(folder, { recursive: true });
}
main();
