'use strict';

/**
 * Loads the native addon, through the loader that the build generates for every platform, or says what is
 * missing. Only `binding.js` may require it.
 */

/** What this platform is called in the names of the packages with binaries. */
function platformName() {
  const { platform, arch } = process;
  if (platform === 'win32') return `${platform}-${arch}-msvc`;
  if (platform !== 'linux') return `${platform}-${arch}`;
  const isGlibc = process.report?.getReport().header.glibcVersionRuntime !== undefined;
  return `${platform}-${arch}-${isGlibc ? 'gnu' : 'musl'}`;
}

/**
 * @param {Error} cause what the generated loader says
 * @returns {Error} ERR_BOA_VM_NO_BINARY
 */
function noBinary(cause) {
  const platform = platformName();
  const name = `boa-vm-${platform}`;
  const error = new Error(
    `boa-vm finds no binary for ${platform}. It comes with the package ${name}, which is not installed: ` +
      `npm leaves it out with --omit=optional, or if a lock file was made on another platform. ` +
      `Install it with \`npm install ${name}\`, or build it in a clone of the repository, with Rust installed, ` +
      'by `npm run build`.',
    { cause },
  );
  error.code = 'ERR_BOA_VM_NO_BINARY';
  return error;
}

function load() {
  try {
    return require('../binding.js');
  } catch (error) {
    throw noBinary(error);
  }
}

module.exports = load();
