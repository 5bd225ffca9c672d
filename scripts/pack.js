'use strict';

/**
 * What `npm pack` and `npm publish` do before and after: the package itself has no binary, it names the
 * packages that have one, one for each platform, as optional dependencies (the way of napi-rs).
 *   node scripts/pack.js before    builds, makes npm/<platform>/, names them in package.json
 *   node scripts/pack.js after     takes the names out of package.json again
 * With BOA_VM_PREBUILT set it takes the binaries that are there, for a release that was built elsewhere.
 */

const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { root, run, toolScript } = require('./steps.js');

const manifest = path.join(root, 'package.json');
const folder = path.join(root, 'npm');

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const write = (file, value) => fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** Puts the licences of what is linked into the binary beside it. */
function addLicences(own) {
  const file = path.join(own, 'package.json');
  const platform = read(file);
  fs.cpSync(path.join(root, 'engine', 'LICENSES'), path.join(own, 'LICENSES'), { recursive: true });
  write(file, { ...platform, files: [...new Set([...platform.files, 'LICENSES/'])] });
}

/** Makes a package for each platform, and gives their manifests. */
function makePlatformPackages() {
  const napi = toolScript('@napi-rs/cli', 'napi');
  if (!run(process.execPath, [napi, 'create-npm-dirs'])) {
    throw new Error('napi could not make the packages for the platforms');
  }
  return fs.readdirSync(folder).map((platform) => {
    const own = path.join(folder, platform);
    const { main } = read(path.join(own, 'package.json'));
    const binary = path.join(root, main);
    if (fs.existsSync(binary)) fs.copyFileSync(binary, path.join(own, main));
    addLicences(own);
    return read(path.join(own, 'package.json'));
  });
}

function before() {
  if (!process.env.BOA_VM_PREBUILT) ensureBuilt();
  const packages = makePlatformPackages();
  const optionalDependencies = Object.fromEntries(
    packages.map(({ name, version }) => [name, version]).sort(),
  );
  write(manifest, { ...read(manifest), optionalDependencies });
}

function after() {
  const { optionalDependencies: _, ...own } = read(manifest);
  write(manifest, own);
}

const steps = { before, after };
const [step] = process.argv.slice(2);
if (!Object.hasOwn(steps, step))
  throw new Error(`pack.js takes 'before' or 'after', not '${step}'`);
steps[step]();
