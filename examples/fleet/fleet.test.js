'use strict';

/** Runs the fleet as its README says, with a store of its own. */

const assert = require('node:assert/strict');
const { execFile, spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { setTimeout: wait } = require('node:timers/promises');
const { promisify } = require('node:util');

const SERVERS = ['valkey-server', 'redis-server'];
const server = SERVERS.find((command) => spawnSync(command, ['--version']).status === 0);
const skip = server === undefined && `no ${SERVERS.join(' or ')}: apt-get install redis-server`;

let folder;
let socket;
let store;

before(async () => {
  if (skip) return;
  // Short: the path of a socket has a hundred characters at most.
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fleet-'));
  socket = path.join(folder, 'store.sock');
  const settings = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
  store = spawn(server, settings, { stdio: 'ignore' });
  while (!fs.existsSync(socket) && store.exitCode === null) await wait(20);
});

after(async () => {
  if (skip) return;
  const gone = new Promise((resolve) => store.once('exit', resolve));
  store.kill();
  await gone;
  fs.rmSync(folder, { recursive: true });
});

test('a process that is killed in the middle of a job loses none', { skip }, async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [path.join(__dirname, 'fleet.js')],
    { env: { ...process.env, FLEET_STORE: socket }, timeout: 120_000 },
  );
  assert.equal(stderr, '');
  assert.deepEqual(stdout.split('\n'), [
    'slow: 42',
    'sum: 6',
    'endless: refused, timeout',
    'curious: refused, ReferenceError: process is not defined',
    'later: "done"',
    '25 jobs, 0 twice',
    'killed in the middle: SIGKILL',
    '"slow" was taken 2 times',
    '',
  ]);
});
