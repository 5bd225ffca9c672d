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

/** The errors behind an error, the nearest first. */
function* causesOf(error) {
  for (let at = error, depth = 0; at instanceof Error && depth < 100; at = at.cause, depth += 1)
    yield at;
}

const NOT_INSTALLED = (name) =>
  `It comes with the package ${name}, which is not installed: ` +
  `npm leaves it out with --omit=optional, or if a lock file was made on another platform. ` +
  `Install it with \`npm install ${name}\`, or build it in a clone of the repository, with Rust installed, ` +
  'by `npm run build`.';

/** What is known of why a binary that is there does not load, by what the system said. */
const REASONS = [
  {
    pattern: /loading addons is disabled/i,
    text: () =>
      'Node loads no native addon here: its permission model is on, or --no-addons. Start it with --allow-addons.',
  },
  {
    pattern: /version `(GLIBC_[\d.]+)' not found/,
    text: ([, version]) =>
      `The binary needs ${version}, and the C library of this system is older.`,
  },
  {
    pattern: /wrong ELF class|invalid ELF header|not a valid Win32|incompatible architecture/i,
    text: ([message]) => `The binary that is installed is for another platform (${message}).`,
  },
];

/** Why no binary loads, as far as the causes tell, and the one that tells it. */
function reasonFor(error, name) {
  for (const cause of causesOf(error)) {
    for (const { pattern, text } of REASONS) {
      const found = pattern.exec(cause.message);
      if (found) return { reason: text(found), cause };
    }
  }
  return { reason: NOT_INSTALLED(name), cause: error };
}

/**
 * @param {Error} failure what the generated loader says
 * @returns {Error} ERR_BOA_VM_NO_BINARY
 */
function noBinary(failure) {
  const platform = platformName();
  const { reason, cause } = reasonFor(failure, `boa-vm-${platform}`);
  const error = new Error(`boa-vm finds no binary for ${platform}. ${reason}`, { cause });
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
