/** The types of boa-vm/register for `import`: those of `register.d.ts`. */

export * from './register.js';
