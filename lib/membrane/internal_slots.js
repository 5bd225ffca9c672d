'use strict';

/**
 * What is inside guest objects, read past every property: for whoever prints one. Must never run guest
 * code.
 */

const { guestOf } = require('./record');

let internalSlots;

/** Native code gives `internalSlots(realmId, guestId)`: the entries, time, source … of an exotic object. */
function connect(binding) {
  internalSlots = binding.internalSlots;
}

/** What is inside an exotic object of the guest. */
function internalSlotsOf(guest) {
  return internalSlots(guest.record.id, guest.id);
}

/**
 * Looks behind Proxies of the guest, whose traps must not run.
 * @returns {object | Function | undefined} the innermost target, undefined where one is revoked
 */
function behindProxies(guestProxy) {
  let target = guestProxy;
  for (let guest = guestOf.get(guestProxy); guest?.isProxy; guest = guestOf.get(target)) {
    [target] = internalSlotsOf(guest);
  }
  return target;
}

module.exports = { behindProxies, connect, internalSlotsOf };
