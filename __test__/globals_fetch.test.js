'use strict';

/** `fetch` of contexts: an explicit function, or the origins that it may ask; nothing else is reached. */

const assert = require('node:assert');
const http = require('node:http');
const { after, before, test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');

const vm = require('..');

const asked = [];

/** Answers with what it was asked; some paths lead elsewhere or never end. */
function answer(request, response) {
  asked.push(`${request.method} ${request.url}`);
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  if (pathname === '/to')
    return response.writeHead(302, { location: searchParams.get('url') }).end();
  if (pathname === '/never') return undefined;
  if (pathname === '/endless') {
    const more = () => response.write('x'.repeat(1 << 20), more);
    return more();
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(pathname === '/missing' ? 404 : 200, { 'x-own': 'yes' });
    const { method, headers } = request;
    const body = Buffer.concat(chunks).toString();
    response.end(
      JSON.stringify({ method, body, own: headers['x-sent'], secret: headers.authorization }),
    );
  });
}

const servers = [http.createServer(answer), http.createServer(answer)];
let origin;
let other;

before(async () => {
  for (const server of servers)
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  [origin, other] = servers.map((server) => `http://127.0.0.1:${server.address().port}`);
});

after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Runs the body of an async function in a context that may ask the first server. */
function run(body, options) {
  const context = vm.createContext(
    { origin, other },
    { globals: ['fetch', 'abort', 'timers'], fetch: [origin], ...options },
  );
  return vm.runInContext(`(async () => { ${body} })()`, context);
}

test('an allowed origin answers', async () => {
  const seen = await run(
    `const r = await fetch(origin + '/a', { method: 'post', headers: { 'X-Sent': 'h' }, body: 'text é' });
     const { method, body, own } = await r.json();
     return [r.status, r.ok, r.headers.get('X-OWN'), r.url === origin + '/a', method, body, own].join()`,
  );
  assert.strictEqual(seen, '200,true,yes,true,POST,text é,h');
  assert.strictEqual(await run(`return (await fetch(origin + '/missing')).ok`), false);
});

test('bytes go there and come back', async () => {
  const body = `const r = await fetch(new Request(origin, { method: 'PUT', body: new Uint8Array([104, 105]) }));
    const copy = r.clone(); await r.text(); return (await copy.arrayBuffer()).byteLength + (await r.text().catch((e) => e.name))`;
  assert.match(await run(body), /^\d+TypeError$/);
});

test('what is not allowed is not reached, by no spelling', async () => {
  asked.length = 0;
  for (const url of [
    'other',
    'other + "/x"',
    'origin.replace("://", "://user@") + "@" + other.slice(7)',
    '"file:///etc/passwd"',
    '"data:text/plain,x"',
    '"nonsense"',
    '{ toString: (() => { let n = 0; return () => (n++ ? other : origin.replace("127", "128")) })() }',
  ]) {
    const message = await run(
      `try { await fetch(${url}); return 'reached' } catch (e) { return e.name + e.message }`,
    );
    assert.match(
      message,
      /^TypeError(fetch failed: .* is not allowed in this context|Failed to parse URL)/,
      url,
    );
  }
  assert.deepStrictEqual(asked, []);
});

test('a redirect leads to allowed origins only', async () => {
  assert.strictEqual(await run(`return (await fetch(origin + '/to?url=/a')).redirected`), true);
  asked.length = 0;
  const body = `return await fetch(origin + '/to?url=' + encodeURIComponent(other + '/b')).catch((e) => e.message)`;
  assert.match(await run(body), /is not allowed in this context$/);
  assert.ok(asked.every((line) => !line.endsWith('/b')));
  assert.match(
    await run(
      `return await fetch(origin + '/to?url=' + encodeURIComponent('/to?url=/')).then((r) => r.url)`,
    ),
    /\/$/,
  );
  const secret = await run(
    `const init = { headers: { authorization: 'k' } };
     return (await (await fetch(origin + '/to?url=' + other + '/c', init)).json()).secret`,
    { fetch: [origin, other] },
  );
  assert.strictEqual(secret, undefined);
});

test('an abort ends a request, and so does the end of the context', async () => {
  const body = `const c = new AbortController(); setTimeout(() => c.abort(), 5);
    return await fetch(origin + '/never', { signal: c.signal }).catch((e) => e.name)`;
  assert.strictEqual(await run(body), 'AbortError');
  const context = vm.createContext({ origin }, { fetch: [origin] });
  vm.runInContext(`fetch(origin + '/never').catch(() => {})`, context);
  vm.dispose(context);
  await sleep(30);
});

test('an answer without an end, and requests without end, are refused', async () => {
  const message = (body) => run(`return await (${body}).catch((e) => e.message)`);
  assert.match(await message(`fetch(origin + '/endless')`), /more than 16777216 bytes/);
  const many = 'Promise.all(Array.from({ length: 100 }, () => fetch(origin + "/never")))';
  assert.match(await message(many), /more than 64 requests at a time/);
});

test('a function of the host decides itself', async () => {
  const seen = [];
  const own = (url, init) => {
    seen.push([url, init.method, init.headers['x-a']]);
    return Promise.resolve(new Response('hello', { status: 201 }));
  };
  const body = `const r = await fetch('custom:thing', { headers: { 'x-a': '1' } }); return r.status + await r.text()`;
  assert.strictEqual(await run(body, { fetch: own }), '201hello');
  assert.deepStrictEqual(seen, [['custom:thing', 'GET', '1']]);
  const failing = () => Promise.reject(new Error('/secret/path'));
  assert.strictEqual(
    await run(`return fetch('x:y').catch((e) => e.message)`, { fetch: failing }),
    'fetch failed',
  );
});

test('classes of fetch work by themselves', async () => {
  const body = `const h = new Headers([['B', '2'], ['a', '1'], ['a', ' 3 ']]);
    const bad = () => { try { h.set('a', 'x\\r\\ny') } catch (e) { return e.name } };
    return [[...h].join(';'), h.has('A'), bad(), new Response(null, { status: 204 }).ok,
      await Response.json({ a: 1 }).text(), new Request('x:y').method].join('|')`;
  assert.strictEqual(
    await run(body),
    'a,1, 3;b,2|true|TypeError|true|{"a":1}|GET'.replace('1, 3', '1, 3'),
  );
  assert.match(
    await run(`return fetch('x:y', { body: 'b' }).catch((e) => e.message)`),
    /cannot have body/,
  );
});
