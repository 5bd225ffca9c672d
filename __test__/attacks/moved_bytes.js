'use strict';

/** Bytes that guest code takes away or moves while a function of Node's has their address. */

const crypto = require('node:crypto');
const zlib = require('node:zlib');

const LENGTH = 100_000;

/** What gives memory that was freed to somebody else: Buffers that no guest was handed. */
function hostWork({ secrets }) {
  const made = [];
  const fill = `${secrets.word} `;
  return {
    made,
    work: () => {
      for (let count = 0; count < 20; count += 1) made.push(Buffer.alloc(LENGTH, fill));
    },
    isChanged: () => made.some((each) => !each.toString('latin1').startsWith(fill)),
  };
}

/** An attack on a copy of bytes; the guest has `work`, and reports what it reads. */
function freeing(name, context, guest, waitMs = 300) {
  let host;
  return {
    name,
    context: (each) => {
      host = hostWork(each);
      return { work: host.work, ...context(each) };
    },
    guest,
    waitMs,
    broken: () => host.isChanged() && 'a Buffer of the host was written to',
  };
}

/** `free(buffer)` by a port that is closed: V8 frees the memory with the message. */
const FREE = `
  const { port1 } = new MessageChannel();
  port1.close();
  const free = (buffer) => { port1.postMessage(0, [buffer]); work(); };
  const whenClosed = (act) => port1.on('close', () => { report('tried'); act(); });`;

const withPort = () => ({ Buffer, MessageChannel });

/** An attack by a method of Buffer, `use`, which is given a place, `at`, that frees the bytes when it is asked for a number. */
const freeingWithin = (name, use) =>
  freeing(
    `${name} and a valueOf that frees`,
    withPort,
    `${FREE} whenClosed(() => {
      const buffer = new ArrayBuffer(${LENGTH});
      const bytes = Buffer.from(buffer);
      const at = { valueOf() { free(buffer); return 0; } };
      ${use}
    })`,
  );

const methods = ['latin1Slice', 'utf8Slice', 'hexSlice', 'base64Slice', 'ucs2Slice', 'asciiSlice'];

/** An attack with a buffer that shrinks: V8 takes the pages back, and who reads them ends by a signal. */
const shrinking = (name, context, use) => ({
  name: `a buffer that shrinks: ${name}`,
  context,
  guest: `report('tried'); const buffer = new ArrayBuffer(1 << 20, { maxByteLength: 1 << 24 }); const bytes = new Uint8Array(buffer); tell(() => { ${use} })`,
  waitMs: 300,
});

module.exports = [
  ...methods.map((method) =>
    freeingWithin(`Buffer.prototype.${method}`, `report(String(bytes.${method}(at, ${LENGTH})));`),
  ),
  ...['latin1Write', 'utf8Write'].map((method) =>
    freeingWithin(
      `Buffer.prototype.${method}`,
      `tell(() => bytes.${method}('z'.repeat(${LENGTH}), at, ${LENGTH}));`,
    ),
  ),
  freeingWithin(
    'fill and copy,',
    `tell(() => bytes.fill(at));
      const other = new ArrayBuffer(${LENGTH});
      const source = Buffer.from(other);
      const target = Buffer.alloc(${LENGTH});
      tell(() => source.copy(target, { valueOf() { free(other); return 0; } }, 0, ${LENGTH}));
      report(target.toString('latin1'));`,
  ),
  freeing(
    'a stream that compresses what was freed by a port',
    () => ({
      ...withPort(),
      deflate: zlib.createDeflateRaw(),
      inflate: (chunk) => zlib.inflateRawSync(chunk),
      busy: () => {
        for (let count = 0; count < 6; count += 1)
          crypto.pbkdf2('a', 'b', 1e5, 64, 'sha1', () => {});
      },
      Buffer,
    }),
    `${FREE} whenClosed(() => {
      busy();
      const buffer = new ArrayBuffer(${LENGTH});
      const bytes = new Uint8Array(buffer).fill(65);
      const chunks = [];
      deflate.on('data', (chunk) => chunks.push(chunk));
      deflate.on('end', () => report(inflate(Buffer.concat(chunks)).toString('latin1')));
      deflate.write(bytes);
      free(buffer);
      deflate.end();
    })`,
    2500,
  ),
  freeing(
    'a stream that compresses what structuredClone took',
    () => ({
      structuredClone,
      deflate: zlib.createDeflateRaw(),
      inflate: (chunk) => zlib.inflateRawSync(chunk),
      Buffer,
    }),
    `report('tried');
     const buffer = new ArrayBuffer(${LENGTH});
     const chunks = [];
     deflate.on('data', (chunk) => chunks.push(chunk));
     deflate.on('end', () => report(inflate(Buffer.concat(chunks)).toString('latin1')));
     deflate.write(new Uint8Array(buffer).fill(65));
     structuredClone(0, { transfer: [buffer] });
     work();
     deflate.end();`,
    1000,
  ),
  shrinking(
    'Buffer.prototype.latin1Slice',
    () => ({ Buffer }),
    'Buffer.from(buffer).latin1Slice({ valueOf() { buffer.resize(0); return 0 } }, 1 << 20)',
  ),
  shrinking(
    'Buffer.prototype.utf8Write',
    () => ({ Buffer }),
    `Buffer.from(buffer).utf8Write('x'.repeat(60000), { valueOf() { buffer.resize(0); return 0 } }, 60000)`,
  ),
  shrinking(
    'fill',
    () => ({ Buffer }),
    'Buffer.from(buffer).fill({ valueOf() { buffer.resize(0); return 5 } })',
  ),
  shrinking(
    'crypto.randomFill',
    () => ({ randomFill: crypto.randomFill }),
    'randomFill(bytes, () => {}); buffer.resize(0)',
  ),
  shrinking(
    'a stream that compresses',
    () => ({ deflate: zlib.createDeflate() }),
    'deflate.write(bytes); buffer.resize(0)',
  ),
  shrinking(
    'fs.write and fs.writev',
    () => {
      const fs = require('node:fs');
      return { fd: fs.openSync('/dev/null', 'w'), write: fs.write, writev: fs.writev };
    },
    'tell(() => write(fd, bytes, () => {})); tell(() => write(fd, { buffer: bytes }, () => {})); tell(() => writev(fd, [bytes], () => {})); buffer.resize(0)',
  ),
];
