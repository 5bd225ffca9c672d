'use strict';

const fs = require('node:fs');
const path = require('node:path');
const jest = require('jest');

const folder = path.join(__dirname, 'jest_project');
const snapshots = path.join(folder, '__snapshots__');

async function main() {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  const argv = {
    runInBand: true,
    cache: false,
    silent: true,
    ci: false,
    colors: false,
    _: [],
    $0: '',
  };
  const { results } = await jest.runCLI(argv, [folder]);
  process.stderr.write = write;
  for (const { title, status, failureMessages } of results.testResults[0].testResults) {
    console.log(
      status,
      title,
      failureMessages.map((text) => text.split('\n    at ')[0]),
    );
  }
  console.log(results.testResults[0].testExecError?.message);
  const [file] = fs.readdirSync(snapshots);
  console.log(fs.readFileSync(path.join(snapshots, file), 'utf8'));
  fs.rmSync(snapshots, { recursive: true });
}
main();
