/**
 * `boa-vm/register`: makes `vm` and `node:vm` in a program mean this package, by `require`, `import` and
 * `process.getBuiltinModule`, in its workers too. Node's own modules keep theirs. Loading it registers with the
 * options of the environment variable `BOA_VM_REGISTER` (JSON), or of `"boa-vm": { "register": {} }` in the
 * `package.json` of the working directory.
 */

export interface RegisterOptions {
  /**
   * What runs the code of `runInThisContext`, which module loaders compile whole programs with: `'guest'`
   * for Boa, `'host'` for V8. Default: `'guest'`.
   */
  runInThisContext?: 'guest' | 'host' | undefined;
  /**
   * The option `webAssembly` of the contexts that the program makes: with `'host'` they have the host's
   * `WebAssembly`, and no `timeout` stops what runs within it. Default: `'none'`.
   */
  webAssembly?: 'none' | 'host' | undefined;
}

/**
 * Registers with these options instead of those in force.
 * @returns a function that gives `vm` back to what asks for it from then on
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
export function register(options?: RegisterOptions): () => void;
