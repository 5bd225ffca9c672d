'use strict';

/**
 * What is inside guest objects, read past every property: for whoever prints one. Must never run guest
 * code.
 */

const { guestOf } = require('./record');

let contents;

/** Native code gives `contents(realmId, guestId)`: the entries, time, source … of an exotic object. */
function connect(binding) {
  contents = binding.contents;
}

/** What is inside an exotic object of the guest. */
function contentsOf(guest) {
  return contents(guest.record.id, guest.id);
}

/**
 * Looks behind Proxies of the guest, whose traps must not run.
 * @returns {object | Function | undefined} the innermost target, undefined where one is revoked
 */
function behindProxies(guestProxy) {
  let target = guestProxy;
  for (let guest = guestOf.get(guestProxy); guest?.isProxy; guest = guestOf.get(target)) {
    [target] = contentsOf(guest);
  }
  return target;
}

module.exports = { behindProxies, connect, contentsOf };
