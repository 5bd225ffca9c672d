'use strict';

/**
 * The host's half of `fetch`: sends the requests of one context, where it may. Redirects are followed here, one by
 * one, so that an origin that is allowed leads to none that is not.
 */

/** Requests of one context at a time, bytes of an answer, redirects of a request. */
const MOST_REQUESTS = 64;
const LARGEST = 2 ** 24;
const MOST_REDIRECTS = 20;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

class FetchError extends Error {}

/** What an answer says, for the guest. */
function headOf(response, url, redirected) {
  return JSON.stringify({
    status: response.status,
    statusText: `${response.statusText ?? ''}`,
    headers: [...new Headers(response.headers ?? {})],
    url,
    redirected,
  });
}

/** The bytes of an answer, so long as they are not too many. */
async function bytesOf(response) {
  if (response.body === null) return new Uint8Array(0);
  if (response.body === undefined) return new Uint8Array(await response.arrayBuffer());
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST) throw new FetchError(`fetch failed: more than ${LARGEST} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The request that a redirect asks for. */
function redirect({ url, method, headers, body }, status, location) {
  const next = new URL(location, url);
  const isPost = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';
  const kept = next.origin === new URL(url).origin ? headers : withoutSecrets(headers);
  if (!isPost) return { url: next.href, method, headers: kept, body };
  const rest = kept.filter(([name]) => !name.startsWith('content-'));
  return { url: next.href, method: 'GET', headers: rest, body: undefined };
}

const withoutSecrets = (headers) =>
  headers.filter(([name]) => !['authorization', 'cookie', 'proxy-authorization'].includes(name));

class Requests {
  #fetch;
  #origins;
  #running = new Map();
  #hasEnded = false;

  /** @param {Function | string[] | undefined} allowed a function that fetches, or origins */
  constructor(allowed) {
    if (typeof allowed === 'function') this.#fetch = allowed;
    else this.#origins = allowed;
  }

  /** Called by guest code of ours: `settle(head, bytes)`, or `settle(message)` where it failed. */
  send = (id, head, body, settle) => {
    if (this.#running.size >= MOST_REQUESTS) {
      settle(`fetch failed: more than ${MOST_REQUESTS} requests at a time`);
      return;
    }
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { url, method, headers, redirect: mode } = JSON.parse(`${head}`);
    const bytes = body === null ? undefined : new Uint8Array(body);
    this.#run({ url, method, headers, body: bytes }, mode, controller.signal)
      .then(
        (answer) => this.#answer(id, settle, answer),
        (error) => this.#answer(id, settle, [messageOf(error)]),
      )
      .catch(() => {});
  };

  /** Called by guest code of ours. */
  abort = (id) => {
    this.#running.get(id)?.abort();
    this.#running.delete(id);
  };

  end() {
    this.#hasEnded = true;
    for (const id of [...this.#running.keys()]) this.abort(id);
  }

  #answer(id, settle, answer) {
    if (this.#hasEnded || !this.#running.delete(id)) return;
    settle(...answer);
  }

  /** Whether a request may go there. */
  #check(text) {
    let url;
    try {
      url = new URL(text);
    } catch {
      throw new FetchError(`Failed to parse URL from ${text}`);
    }
    if (this.#origins !== undefined && !this.#origins.includes(url.origin)) {
      throw new FetchError(`fetch failed: ${url.origin} is not allowed in this context`);
    }
    return url.href;
  }

  async #run(first, mode, signal) {
    if (this.#fetch !== undefined) return await this.#runOwn(first, signal);
    let request = first;
    for (let count = 0; count <= MOST_REDIRECTS; count += 1) {
      const { url, method, headers, body } = request;
      const href = this.#check(url);
      const response = await fetch(href, { method, headers, body, redirect: 'manual', signal });
      const location = response.headers.get('location');
      if (!REDIRECTS.has(response.status) || location === null || mode === 'manual') {
        return [headOf(response, href, count > 0), await bytesOf(response)];
      }
      await response.body?.cancel();
      if (mode === 'error') throw new FetchError('fetch failed: unexpected redirect');
      request = redirect(request, response.status, location);
    }
    throw new FetchError('fetch failed: redirect count exceeded');
  }

  /** The host's own function does it, as it likes. */
  async #runOwn({ url, method, headers, body }, signal) {
    const href = this.#check(url);
    const init = { method, headers: Object.fromEntries(headers), body, signal };
    const response = await this.#fetch(href, init);
    return [
      headOf(response, `${response.url || href}`, response.redirected === true),
      await bytesOf(response),
    ];
  }
}

/** What a guest hears of a failure: nothing of the host's network. */
function messageOf(error) {
  return error instanceof FetchError ? error.message : 'fetch failed';
}

module.exports = { Requests };
