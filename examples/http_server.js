'use strict';

/**
 * An HTTP server whose code is a string. `runInThisContext` sees the host's globals but no local
 * variable of this file, so the code evaluates to a function that is given `require`. The server
 * answers three real requests on the loopback interface and closes.
 */

const http = require('node:http');
const vm = require('boa-vm');

const source = `(function (require) {
  const http = require('node:http');
  const visits = new Map();

  return http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      visits.set(request.url, (visits.get(request.url) ?? 0) + 1);
      const body = JSON.stringify({
        youSent: Buffer.concat(chunks).toString('utf8'),
        visits: [...visits],
      });
      response.writeHead(request.url === '/lost' ? 404 : 200, { 'Content-Type': 'application/json' });
      response.end(body);
    });
  });
})`;

const server = vm.runInThisContext(source, { filename: 'server.js' })(require);

/** Sends one request over a connection of its own; resolves to status and body. */
function send(port, method, path, text) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, agent: false };
    const request = http.request(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(`${response.statusCode} ${body}`));
    });
    request.on('error', reject);
    request.end(text);
  });
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  console.log('GET  /     ', await send(port, 'GET', '/'));
  console.log('POST /     ', await send(port, 'POST', '/', 'naïve text ✓'));
  console.log('GET  /lost ', await send(port, 'GET', '/lost'));
  server.close(() => console.log('closed'));
});
