'use strict';

/**
 * A playground in the browser: each tab has a context of its own, in which cells run as at a prompt, with limits of time and
 * memory. It listens on this machine only.
 *   node examples/playground.js [port]
 *   node examples/playground.js --try     asks itself some things, and ends
 */

const { randomUUID } = require('node:crypto');
const http = require('node:http');
const { inspect, types } = require('node:util');
const vm = require('boa-vm');

const MOST_SESSIONS = 20;
const LONGEST_CODE = 100_000;
const LIMITS = { timeout: 1000, memory: 64 * 2 ** 20 };
const DEADLINE = 5000;

/** Sessions by their names, the one that was used last at the end. */
const sessions = new Map();

function sessionFor(name) {
  const session = sessions.get(name) ?? open();
  sessions.delete(name);
  sessions.set(name, session);
  for (const oldest of sessions.keys()) {
    if (sessions.size > MOST_SESSIONS) end(oldest);
  }
  return session;
}

function end(name) {
  vm.dispose(sessions.get(name).context);
  sessions.delete(name);
}

function open() {
  const session = { lines: [] };
  const context = vm.createContext(
    {},
    {
      globals: 'web',
      console: (level, text) => session.lines.push(level === 'log' ? text : `${level}: ${text}`),
      limits: LIMITS,
      onLimit: (error) => session.lines.push(`stopped: ${vm.reasonOf(error)}`),
    },
  );
  return Object.assign(session, { context });
}

/** A guest can throw anything, and printing it can throw again. Its stack would show where this program is. */
function describe(error) {
  try {
    return types.isNativeError(error)
      ? `${error.name}: ${error.message}`
      : `Uncaught ${inspect(error)}`;
  } catch {
    return 'something that cannot be printed';
  }
}

async function run(name, code) {
  const session = sessionFor(name);
  let result;
  try {
    result = inspect(
      await vm.runCell(code, session.context, { filename: 'cell', deadline: DEADLINE }),
    );
  } catch (error) {
    result = describe(error);
    if (['poisoned', 'memory'].includes(vm.reasonOf(error))) end(name);
  }
  return [...session.lines.splice(0), result].join('\n');
}

const PAGE = `<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>boa-vm</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui }
  body { max-width: 50rem; margin: auto; padding: 1rem }
  textarea, pre { box-sizing: border-box; width: 100%; font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap }
</style>
<h1>boa-vm</h1>
<textarea rows="6" autofocus>const page = await Promise.resolve('hello');
page.toUpperCase()</textarea>
<button>Run (Ctrl+Enter)</button>
<pre aria-live="polite"></pre>
<script>
  const session = crypto.randomUUID();
  const [code, button, output] = ['textarea', 'button', 'pre'].map((name) => document.querySelector(name));
  async function run() {
    const body = JSON.stringify({ session, code: code.value });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/run', { method: 'POST', headers, body });
    output.textContent += (await response.text()) + '\\n';
  }
  button.onclick = run;
  code.onkeydown = (event) => { if (event.ctrlKey && event.key === 'Enter') run(); };
</script>`;

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_CODE) throw new RangeError('too much code');
  }
  return JSON.parse(text);
}

/** Pages of others may not ask: neither by another name of this machine, nor from elsewhere. */
function isOwn({ headers }, port) {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  return (
    hosts.includes(host) && (origin === undefined || hosts.includes(origin.replace('http://', '')))
  );
}

const server = http.createServer(async (request, response) => {
  const answer = (status, type, text) =>
    response.writeHead(status, { 'content-type': type }).end(text);
  if (!isOwn(request, server.address().port)) return answer(403, 'text/plain', 'not from here');
  if (request.method === 'GET') return answer(200, 'text/html; charset=utf-8', PAGE);
  try {
    const { session, code } = await bodyOf(request);
    return answer(200, 'text/plain; charset=utf-8', await run(`${session}`, `${code}`));
  } catch (error) {
    return answer(400, 'text/plain', error.message);
  }
});

/** What a visitor would do. */
async function tryIt(url) {
  const session = randomUUID();
  const ask = async (code, headers = {}) => {
    const body = JSON.stringify({ session, code });
    const response = await fetch(`${url}/run`, { method: 'POST', headers, body });
    console.log(`> ${code}\n${await response.text()}`);
  };
  console.log((await (await fetch(url)).text()).includes('<textarea'));
  await ask('const n = await Promise.resolve(21); console.log("now"); n * 2');
  await ask('n + 1');
  await ask('for (;;);');
  await ask('process.exit()');
  await ask('1', { origin: 'https://elsewhere.example' });
  server.close();
  for (const name of sessions.keys()) end(name);
}

const [argument = '8080'] = process.argv.slice(2);
server.listen(argument === '--try' ? 0 : Number(argument), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  if (argument === '--try') tryIt(url);
  else console.log(url);
});
