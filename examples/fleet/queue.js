'use strict';

/** The queue as all processes of the fleet know it. */

/** Where Valkey or Redis listens: the path of a socket, or a URL. */
const address = process.env.FLEET_STORE ?? 'redis://127.0.0.1:6379';

module.exports = {
  name: 'tenant-scripts',
  connection: {
    ...(address.startsWith('/') ? { path: address } : { url: address }),
    // A worker waits for jobs as long as it takes.
    maxRetriesPerRequest: null,
  },
};
