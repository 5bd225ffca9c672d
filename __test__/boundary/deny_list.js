'use strict';

/**
 * Host functions that a walk shows to the judge but does not call, each group with its reason. Must stay
 * small: what is listed here is not tried.
 */

const EventEmitter = require('node:events');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const os = require('node:os');
const stream = require('node:stream');
const timers = require('node:timers');
const tls = require('node:tls');
const util = require('node:util');
const zlib = require('node:zlib');

const gzip = zlib.createGzip();

const reasons = {
  'aborts Node 20 itself when called in a way that is not meant, whoever calls it': [
    Blob.prototype.slice,
    gzip._flush,
    gzip._processChunk,
    gzip._transform,
    gzip._write,
  ],
  'ends or moves the process': [
    process.exit,
    process.reallyExit,
    process.abort,
    process.kill,
    process._kill,
    process.chdir,
    process.dlopen,
    os.setPriority,
  ],
  'opens a connection or listens': [
    net.connect,
    net.createConnection,
    net.Socket.prototype.connect,
    net.Server.prototype.listen,
    tls.connect,
    http.request,
    http.get,
    http.ClientRequest,
    https.request,
    https.get,
    http.Agent.prototype.createConnection,
    http.Agent.prototype.createSocket,
    http.Agent.prototype.addRequest,
    https.Agent.prototype.createConnection,
    globalThis.WebSocket,
    globalThis.EventSource,
  ],
  'blocks until somebody else does something': [Atomics.wait],
  'goes on calling for the rest of the process': [timers.setInterval],
  'sets a default of the whole process, which is all that it is for': [
    EventEmitter.setMaxListeners,
    stream.setDefaultHighWaterMark,
    util.setTraceSigInt,
  ],
};

/** @type {Map<Function, string>} functions with their reasons */
const denied = new Map();
for (const [reason, functions] of Object.entries(reasons)) {
  for (const one of functions) if (one !== undefined) denied.set(one, reason);
}

module.exports = { denied };
