/**
 * `boa-vm/register`: makes `vm` and `node:vm` in a program mean this package, by `require`, `import` and
 * `process.getBuiltinModule`, in its workers too. Node's own modules keep theirs. Loading it registers with the
 * options of the environment variable `BOA_VM_REGISTER` (JSON), or of `"boa-vm": { "register": {} }` in the
 * `package.json` of the working directory.
 * @module boa-vm/register
 */

import type { ContextLimits } from './index.js';

export interface RegisterOptions {
  /**
   * What runs the code of `runInThisContext`, which module loaders compile whole programs with: `'guest'`
   * for Boa, `'host'` for V8. Default: `'guest'`.
   * @example
   * const giveBack = register({ runInThisContext: 'host' });
   * 'dispose' in require('node:vm'); // true
   * giveBack();
   */
  runInThisContext?: 'guest' | 'host' | undefined;
  /**
   * The option `webAssembly` of the contexts that the program makes: with `'host'` they have the host's
   * `WebAssembly`, and no `timeout` stops what runs within it. Default: `'none'`.
   * @example
   * const giveBack = register({ webAssembly: 'host' });
   * 'dispose' in require('node:vm'); // true
   * giveBack();
   */
  webAssembly?: 'none' | 'host' | undefined;
  /**
   * Limits of the contexts that the program makes, as for `setDefaultLimits`. Default: none.
   * @example
   * const giveBack = register({ limits: { timeout: 1000 } });
   * 'dispose' in require('node:vm'); // true
   * giveBack();
   */
  limits?: ContextLimits | undefined;
}

/**
 * Registers with these options instead of those in force.
 * @returns a function that gives `vm` back to what asks for it from then on
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @example
 * const giveBack = register();
 * require('node:vm') === vm; // true
 * giveBack();
 */
export function register(options?: RegisterOptions): () => void;
