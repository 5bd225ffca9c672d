'use strict';

/**
 * Finds the file behind a specifier, as Node does for `import` and for `require`, and no file that may not be had:
 * nothing outside of the root, no link that leads out of it, no package that is not allowed. What is outside is not
 * there, so that code learns nothing of the machine's files.
 */

const fs = require('node:fs');
const { isBuiltin } = require('node:module');
const path = require('node:path');
const packages = require('resolve.exports');
const { LoadError } = require('./load_error.js');
const { bareName } = require('./options.js');

const EXTENSIONS = ['.js', '.json', '.cjs'];

const isRelative = (specifier) => /^\.\.?(\/|$)/.test(specifier);

/** `name` or `@scope/name`, and what is within the package; undefined for what names none. */
function splitBare(specifier) {
  const found = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(?:\/(.*))?$/.exec(specifier);
  if (found === null || specifier.includes(':')) return undefined;
  return { name: found[1], entry: found[2] === undefined ? '.' : `./${found[2]}` };
}

const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;

function readManifest(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether a path lies in a folder. */
function isWithin(folder, file) {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

class Resolution {
  #options;

  /** @param {object} options as `readLoaderOptions` gives them */
  constructor(options) {
    this.#options = options;
  }

  /** The name of a file for guest code. */
  urlOf(file) {
    const { root, packageRoot } = this.#options;
    const base = isWithin(root, file) ? root : packageRoot;
    const relative = path.relative(base, file).split(path.sep).map(encodeURIComponent);
    return `app:///${relative.join('/')}`;
  }

  /**
   * @param {string} specifier
   * @param {string} from the file that asks
   * @param {boolean} isRequire by the rules of `require`
   * @returns {{ file: string } | { builtin: string }}
   * @throws {LoadError}
   */
  find(specifier, from, isRequire) {
    const own = this.#options.resolve?.(specifier, this.urlOf(from));
    if (own === undefined && isBuiltin(specifier)) return this.#builtin(specifier, from);
    try {
      const file =
        own === undefined ? this.#locate(specifier, from, isRequire) : this.#fileOf(own, isRequire);
      return { file: this.#checked(file, specifier, from) };
    } catch (error) {
      // The system's own errors name the folders on the way.
      throw error instanceof LoadError ? error : this.#missing(specifier, from);
    }
  }

  /** What `resolve` gave: a path from the root on, or a file. */
  #fileOf(given, isRequire) {
    const relative = `${given}`.replace(/^app:\/\/\//, '');
    return this.#guess(path.resolve(this.#options.root, relative), isRequire);
  }

  #builtin(specifier, from) {
    const name = bareName(specifier);
    if (this.#options.builtin.has(name)) return { builtin: name };
    throw new LoadError(
      'ERR_VM_MODULE_NOT_ALLOWED',
      `${path.basename(from)} imports '${specifier}', which is Node's own and not to be had here ` +
        `(builtin: ['${name}'] allows it)`,
    );
  }

  #missing(specifier, from) {
    return new LoadError(
      'ERR_MODULE_NOT_FOUND',
      `${path.basename(from)} imports '${specifier}', which cannot be found`,
    );
  }

  /** A file that is there and may be had. */
  #checked(file, specifier, from) {
    if (file === undefined || !isFile(file)) throw this.#missing(specifier, from);
    const real = fs.realpathSync(file);
    const { root, packageRoot, external } = this.#options;
    const isPackage = external !== false && real.includes(`${path.sep}node_modules${path.sep}`);
    if (isWithin(root, real) || (isPackage && isWithin(packageRoot, real))) return real;
    throw this.#missing(specifier, from);
  }

  #locate(specifier, from, isRequire) {
    if (isRelative(specifier)) {
      return this.#guess(path.resolve(path.dirname(from), decode(specifier, isRequire)), isRequire);
    }
    if (specifier.startsWith('#')) return this.#ownImport(specifier, from, isRequire);
    const bare = splitBare(specifier);
    if (bare === undefined) return undefined;
    return this.#inPackage(bare, specifier, from, isRequire);
  }

  /** A path as it is for `import`; for `require` also with an extension, or the index of a folder. */
  #guess(file, isRequire) {
    if (!isRequire || isFile(file)) return file;
    const withExtension = EXTENSIONS.map((extension) => file + extension).find(isFile);
    if (withExtension !== undefined) return withExtension;
    const main = readManifest(file)?.main;
    const entry =
      typeof main === 'string' ? this.#guess(path.resolve(file, main), true) : undefined;
    if (entry !== undefined && isFile(entry)) return entry;
    return EXTENSIONS.map((extension) => path.join(file, `index${extension}`)).find(isFile);
  }

  #conditions(isRequire) {
    const conditions = [...this.#options.conditions, isRequire ? 'require' : 'import'];
    return { unsafe: true, conditions };
  }

  /** Folders in which packages may be, the nearest first. */
  *#folders(from) {
    const { packageRoot } = this.#options;
    for (
      let folder = path.dirname(from);
      isWithin(packageRoot, folder);
      folder = path.dirname(folder)
    ) {
      if (path.basename(folder) !== 'node_modules') yield folder;
      if (folder === path.dirname(folder)) return;
    }
  }

  #inPackage({ name, entry }, specifier, from, isRequire) {
    for (const folder of this.#folders(from)) {
      const own = readManifest(folder);
      const isItself = own?.name === name && own.exports !== undefined;
      const home = isItself ? folder : path.join(folder, 'node_modules', ...name.split('/'));
      if (!isItself && !fs.existsSync(home)) continue;
      if (!isItself) this.#checkAllowed(name, from);
      return this.#entryOf(home, entry, specifier, isRequire);
    }
    return undefined;
  }

  #checkAllowed(name, from) {
    const { external } = this.#options;
    // What an allowed package depends on comes with it.
    const isDependency = from.includes(`${path.sep}node_modules${path.sep}`);
    if (external === true || (external !== false && (external.has(name) || isDependency))) return;
    throw new LoadError(
      'ERR_VM_MODULE_NOT_ALLOWED',
      `${path.basename(from)} imports '${name}', a package that is not to be had here ` +
        `(external: ['${name}'] allows it)`,
    );
  }

  #entryOf(home, entry, specifier, isRequire) {
    const manifest = readManifest(home) ?? {};
    if (manifest.exports === undefined) {
      const main = entry === '.' ? (manifest.main ?? 'index.js') : entry;
      // Also for `import`, a package's main file is looked for as `require` does.
      return this.#guess(path.resolve(home, main), isRequire || entry === '.');
    }
    try {
      const [target] = packages.exports(manifest, entry, this.#conditions(isRequire)) ?? [];
      return target === undefined ? undefined : path.resolve(home, target);
    } catch {
      throw new LoadError(
        'ERR_PACKAGE_PATH_NOT_EXPORTED',
        `'${specifier}' is not exported by the package ${manifest.name ?? specifier}`,
      );
    }
  }

  /** `#name`, which the package.json of the file that asks explains. */
  #ownImport(specifier, from, isRequire) {
    for (const folder of this.#folders(from)) {
      const manifest = readManifest(folder);
      if (manifest === undefined) continue;
      let target;
      try {
        [target] = packages.imports(manifest, specifier, this.#conditions(isRequire)) ?? [];
      } catch {
        return undefined;
      }
      if (target === undefined) return undefined;
      return target.startsWith('./')
        ? path.resolve(folder, target)
        : this.#locate(target, from, isRequire);
    }
    return undefined;
  }

  /** How a file is loaded: `module`, `commonjs` or `json`. */
  formatOf(file) {
    const extension = path.extname(file);
    if (extension === '.mjs' || extension === '.mts') return 'module';
    if (extension === '.cjs' || extension === '.cts') return 'commonjs';
    if (extension === '.json') return 'json';
    for (const folder of this.#folders(file)) {
      const manifest = readManifest(folder);
      if (manifest !== undefined) return manifest.type === 'module' ? 'module' : 'commonjs';
    }
    return 'commonjs';
  }
}

/** A specifier of `import` is part of a URL. */
function decode(specifier, isRequire) {
  if (isRequire) return specifier;
  try {
    return decodeURIComponent(specifier.replace(/[?#].*$/s, ''));
  } catch {
    return specifier;
  }
}

module.exports = { Resolution, isWithin };
