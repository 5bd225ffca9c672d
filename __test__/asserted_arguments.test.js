'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const stream = require('node:stream');
const zlib = require('node:zlib');
const vm = require('boa-vm');

test('guest code writes an array of its own buffers with fs.writevSync', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-'));
  const file = path.join(folder, 'written');
  const fd = fs.openSync(file, 'w');
  const { writevSync } = fs;
  const code = `writevSync(fd, [Buffer.from('one '), Buffer.from('two')])`;
  assert.equal(vm.runInNewContext(code, { Buffer, writevSync, fd }), 7);
  fs.closeSync(fd);
  assert.equal(fs.readFileSync(file, 'utf8'), 'one two');
  fs.rmSync(folder, { recursive: true });
});

test('guest code slices a Blob with whatever converts to an integer', () => {
  const sizes = ['1', "'x'", '-1.5', '{ valueOf: () => 2 }', '2 ** 40', 'NaN', '1, null'];
  const code = `[${sizes.map((args) => `blob.slice(${args}).size`)}].join()`;
  assert.equal(vm.runInNewContext(code, { blob: new Blob(['abc']) }), '2,3,1,1,0,3,0');
});

test('guest code that gives a symbol for a file descriptor gets an error', () => {
  const names = [
    ...['close', 'fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync', 'ftruncate', 'futimes'],
    ...['read', 'readv', 'write', 'writev'],
  ];
  const all = names.flatMap((name) => [name, `${name}Sync`]);
  const code = `names.filter((name) => {
    try {
      fs[name](Symbol(), 1, 1, () => {});
      return true;
    } catch (error) {
      return error.code !== 'ERR_INVALID_ARG_TYPE';
    }
  }).join()`;
  assert.equal(vm.runInNewContext(code, { fs: { ...fs }, names: all }), '');
});

test('methods that only Node calls of streams with native parts are refused', () => {
  const made = {
    hash: crypto.createHash('sha256'),
    cipher: crypto.createCipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(16)),
    sign: crypto.createSign('sha256'),
    gzip: zlib.createGzip(),
    brotli: zlib.createBrotliCompress(),
  };
  const code = `Object.entries(made).flatMap(([name, stream]) =>
    ['_transform', '_write', '_flush', '_processChunk'].filter((method) => {
      // What is the same for all streams has nothing native in it.
      if (typeof stream[method] !== 'function' || [Transform, Writable].some((one) => one.prototype[method] === stream[method])) return false;
      try {
        stream[method](5);
        return true;
      } catch (error) {
        return error.code !== 'ERR_VM_HOST_CALL_REFUSED';
      }
    }).map((method) => name + '.' + method)).join()`;
  const { Transform, Writable } = stream;
  assert.equal(vm.runInNewContext(code, { made, Transform, Writable }), '');
});

test('guest code uses streams with native parts, and derives from them', async () => {
  const code = `
    const text = hash.update('a').digest('hex').slice(0, 8);
    class Counting extends Gzip { write(...args) { this.writes = (this.writes ?? 0) + 1; return super.write(...args); } }
    const gzip = new Counting();
    gzip.on('data', (chunk) => chunks.push(chunk));
    gzip.on('end', () => done());
    gzip.write('abc');
    gzip.end();
    text + gzip.writes`;
  const chunks = [];
  const { Gzip } = zlib;
  await new Promise((done) => {
    const hash = crypto.createHash('sha256');
    assert.equal(vm.runInNewContext(code, { hash, Gzip, chunks, done }), 'ca9781121');
  });
  assert.equal(zlib.gunzipSync(Buffer.concat(chunks)).toString(), 'abc');
});
