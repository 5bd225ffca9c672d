/**
 * The hooks for `import` (Node's "customization hooks"), on a thread of their own: `vm` and `node:vm` are
 * resolved to the module that stands for them.
 */

let flag;
let ownURL;

export function initialize(data) {
  ({ flag, ownURL } = data);
}

export function resolve(specifier, context, next) {
  const isVm = specifier === 'vm' || specifier === 'node:vm';
  const isOurs = context.parentURL?.startsWith(ownURL) === true;
  if (!isVm || isOurs || Atomics.load(flag, 0) === 0) return next(specifier, context);
  return { url: new URL('vm.mjs', import.meta.url).href, shortCircuit: true };
}
