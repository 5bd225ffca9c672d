'use strict';

/**
 * Proxies of the guest as the host sees them: what differs from other guest objects. Each has a handler of its
 * own, which prints as the guest's handler where somebody asks for the inside of Proxies.
 */

const { internalSlotsOf } = require('./internal_slots');
const { makeHandler } = require('./guest_handler');
const { insideProxy, kInspect } = require('./inspect_guest');
const { guestBehind, noteGuest } = require('./shadow_targets');

const shared = makeHandler({
  [kInspect](depth, options) {
    const [, handler] = internalSlotsOf(guestBehind(this));
    return handler === undefined
      ? options.stylize('[Guest]', 'special')
      : insideProxy(handler, depth, options);
  },
});

/** Makes the handler for a Proxy of the guest. */
function makeProxyHandler(guest) {
  const handler = { __proto__: null, ...shared };
  noteGuest(handler, guest);
  return Object.freeze(handler);
}

module.exports = { makeProxyHandler };
