'use strict';

/** Proxies of the guest as the host sees them: what differs from other guest objects. */

const { contentsOf } = require('./guest_contents');
const { GuestHandler } = require('./guest_handler');
const { insideProxy, kInspect } = require('./inspect_guest');

class ProxyHandler extends GuestHandler {
  constructor(record, id, tag) {
    super(record, id, tag);
    this.isProxy = true;
  }

  /** Where somebody asks for the inside of Proxies, this is the guest's handler. */
  [kInspect](depth, options) {
    const [, handler] = contentsOf(this);
    return handler === undefined
      ? super[kInspect](depth, options)
      : insideProxy(handler, depth, options);
  }
}

module.exports = { ProxyHandler };
