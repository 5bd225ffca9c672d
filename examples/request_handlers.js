'use strict';

/**
 * An HTTP server whose routes are other people's code: a fresh context for each request, with timers, URL and a `fetch`
 * that the host decides about, and a deadline for the answer. What a handler leaves behind goes with its context.
 */

const http = require('node:http');
const vm = require('boa-vm');

const DEADLINE = 1500;

const routes = {
  '/hello': `async ({ query }) => ({ hello: query.name })`,
  '/fetched': `async () => { const { n } = await (await fetch('https://api.test/number')).json(); return { twice: 2 * n } }`,
  '/later': `() => new Promise((resolve) => setTimeout(resolve, 5, 'after a timer'))`,
  '/parsed': `({ url }) => new URL(url, 'http://x').searchParams.get('a')`,
  '/thrown': `async ({ query }) => {\n  await null;\n  return query.a.b;\n}`,
  '/null': `() => { throw null }`,
  '/loop': `() => { for (;;); }`,
  '/never': `() => new Promise(() => {})`,
  '/process': `() => fetch.constructor('return process')().version`,
};

/** What \`fetch\` of a handler is: no network, in this example. */
const fetchForGuests = async (url) =>
  url === 'https://api.test/number' ? Response.json({ n: 21 }) : new Response('', { status: 403 });

class LateError extends Error {}

/** Rejects when the answer takes too long. */
function deadline(milliseconds) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new LateError('no answer in time')), milliseconds);
  });
  return { late, cancel: () => clearTimeout(timer) };
}

/** The status for what a handler threw, or ran into; nothing is read of what a guest threw. */
function statusFor(error) {
  if (error instanceof LateError) return 504;
  return vm.reasonOf(error) === undefined ? 500 : 508;
}

function describe(error) {
  try {
    return `${error?.message ?? error}`;
  } catch {
    return 'an error that cannot be read';
  }
}

/** The status and the body for a request. */
async function answer(source, request) {
  const context = vm.createContext(
    {},
    {
      globals: ['timers', 'url', 'abort'],
      fetch: fetchForGuests,
      console: () => {},
      limits: { timeout: 500, memory: 32 * 2 ** 20 },
      codeGeneration: { strings: false },
    },
  );
  const { late, cancel } = deadline(DEADLINE);
  try {
    const handler = vm.runInContext(`(${source})`, context, 'handler.js');
    const body = await Promise.race([handler(vm.copyIn(request, context)), late]);
    return { status: 200, body: vm.copyOut(body) };
  } catch (error) {
    return { status: statusFor(error), body: { error: describe(error) } };
  } finally {
    cancel();
    vm.dispose(context);
  }
}

const server = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const source = routes[pathname];
  const { status, body } =
    source === undefined
      ? { status: 404, body: { error: 'no such route' } }
      : await answer(source, { url: request.url, query: Object.fromEntries(searchParams) });
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

server.listen(0, '127.0.0.1', async () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  for (const path of ['/hello?name=Ada', ...Object.keys(routes).slice(1), '/absent']) {
    const suffix = path === '/parsed' ? '?a=1' : '';
    const response = await fetch(origin + path + suffix);
    console.log(path.padEnd(16), response.status, await response.text());
  }
  server.closeAllConnections();
  server.close();
});
