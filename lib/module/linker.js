'use strict';

/**
 * Asks a user's linker for the modules behind requests, and hands them to the realm.
 */

const { moduleDifferentContext, moduleLinkFailure, moduleNotModule } = require('../errors.js');
const { Status, isModule, stateOf } = require('./state.js');

/** A module that may be linked to others of a context. */
function checkedState(module, context) {
  if (!isModule(module)) throw moduleNotModule();
  if (module.context !== context) throw moduleDifferentContext();
  return stateOf(module);
}

/** Asks for one module, and has its own requests linked first. */
async function ask(module, context, request, linker) {
  const { specifier } = request;
  const attributes = { __proto__: null, ...request.attributes };
  const given = await linker(specifier, module, { attributes, assert: attributes });
  const state = checkedState(given, context);
  if (given.status === 'errored') {
    const message = `request for '${specifier}' resolved to an errored module`;
    throw moduleLinkFailure(message, given.error);
  }
  if (
    state.status === Status.UNLINKED &&
    state.override === undefined &&
    state.links === undefined
  ) {
    await linkRequestsOf(given, state, linker);
  }
  return given;
}

/** Tells the realm the modules behind the requests of another. */
function giveLinks(state, modules) {
  state.native(
    'linkModule',
    modules.map((module) => stateOf(module).id),
  );
  state.links = modules;
}

/**
 * Links the graph of a module, whose modules have been given theirs.
 * @throws {SyntaxError} of the realm, for a name that a module does not export
 * @throws {Error} ERR_VM_MODULE_LINK_FAILURE
 */
function instantiate(state) {
  if (state.links === undefined && state.requests?.length === 0) {
    throw moduleLinkFailure(
      `module '${state.identifier}' is not linked: call linkRequests([]) first`,
    );
  }
  const unlinked = state.native('instantiateModule');
  if (unlinked === undefined) return;
  const [specifier, identifier] = unlinked;
  throw moduleLinkFailure(
    `request for '${specifier}' can not be resolved on module '${identifier}' that is not linked`,
  );
}

/**
 * Links the requests of a module, and theirs.
 * @returns {Promise<void>} rejects as `Module.prototype.link`
 */
async function linkRequestsOf(module, state, linker) {
  // The requests of a synthetic module are our own.
  if (state.requests === undefined) return;
  const { context, requests } = state;
  await whileLinking(state, requests, (request) => ask(module, context, request, linker));
}

/** Links the requests of a module to what `askFor` gives for each, a promise of a module. */
async function whileLinking(state, requests, askFor) {
  state.override = 'linking';
  try {
    giveLinks(state, await Promise.all(requests.map(askFor)));
  } catch (error) {
    state.failure = { value: error };
    throw error;
  } finally {
    state.override = undefined;
  }
}

module.exports = { checkedState, giveLinks, instantiate, linkRequestsOf, whileLinking };
