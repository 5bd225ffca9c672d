'use strict';

/**
 * Makes `fetch` and its classes. A body is whole: it is sent and comes as one piece. What a request leads to, the
 * host decides.
 */

module.exports = (shared, send, abortRequest) => {
  const { encodeText, finishClass, isBuffer, requireFunction, uncurry, withCode } = shared;
  const { apply, $Array, $ArrayBuffer, $JSON, $Map, $Number, $Promise, $RangeError } = shared;
  const { $Reflect, $RegExp, $String, $Symbol, $TypeError, $Uint8Array } = shared;
  const test = uncurry($RegExp.prototype.test);
  const trim = uncurry($String.prototype.trim);
  const lower = uncurry($String.prototype.toLowerCase);
  const upper = uncurry($String.prototype.toUpperCase);
  const getOf = uncurry($Map.prototype.get);
  const setOf = uncurry($Map.prototype.set);
  const hasOf = uncurry($Map.prototype.has);
  const deleteOf = uncurry($Map.prototype.delete);
  const keysOf = uncurry($Map.prototype.keys);
  const sorted = uncurry($Array.prototype.sort);

  const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const VALUE = /^[^\0\r\n]*$/;
  const NO_BODY = { __proto__: null, GET: true, HEAD: true };
  const SAME_IN_ANY_CASE = {
    __proto__: null,
    DELETE: true,
    GET: true,
    HEAD: true,
    OPTIONS: true,
    POST: true,
    PUT: true,
  };

  function nameOf(value) {
    const name = `${value}`;
    if (!test(TOKEN, name)) throw new $TypeError(`Headers: ${name} is an invalid header name.`);
    return lower(name);
  }

  function valueOf(value) {
    const text = trim(`${value}`);
    if (!test(VALUE, text)) throw new $TypeError(`Headers: ${text} is an invalid header value.`);
    return text;
  }

  class Headers {
    #map = new $Map();

    constructor(init) {
      if (init === undefined || init === null) return;
      if (typeof init !== 'object') throw new $TypeError('Headers: init must be an object');
      const isIterable = init[$Symbol.iterator] !== undefined;
      const pairs = isIterable ? $Array.from(init) : $Reflect.ownKeys(init);
      for (let at = 0; at < pairs.length; at += 1) {
        if (isIterable) this.append(pairs[at][0], pairs[at][1]);
        else if (typeof pairs[at] === 'string') this.append(pairs[at], init[pairs[at]]);
      }
    }

    append(name, value) {
      const key = nameOf(name);
      const text = valueOf(value);
      setOf(this.#map, key, hasOf(this.#map, key) ? `${getOf(this.#map, key)}, ${text}` : text);
    }

    set(name, value) {
      setOf(this.#map, nameOf(name), valueOf(value));
    }

    get(name) {
      return getOf(this.#map, nameOf(name)) ?? null;
    }

    has(name) {
      return hasOf(this.#map, nameOf(name));
    }

    delete(name) {
      deleteOf(this.#map, nameOf(name));
    }

    #names() {
      return sorted($Array.from(keysOf(this.#map)));
    }

    forEach(callback, self) {
      requireFunction(callback, 'callback');
      for (const name of this.#names()) apply(callback, self, [getOf(this.#map, name), name, this]);
    }

    *entries() {
      for (const name of this.#names()) yield [name, getOf(this.#map, name)];
    }

    *keys() {
      for (const name of this.#names()) yield name;
    }

    *values() {
      for (const name of this.#names()) yield getOf(this.#map, name);
    }
  }
  Headers.prototype[$Symbol.iterator] = Headers.prototype.entries;
  finishClass(Headers, 'Headers', ['append', 'delete', 'get', 'has', 'set', 'forEach', 'entries']);

  /** A body as bytes of the context's own, or null. */
  function bytesOf(body) {
    if (body === undefined || body === null) return null;
    if (!isBuffer(body)) return encodeText(`${body}`);
    if (!$ArrayBuffer.isView(body)) return new $Uint8Array(new $Uint8Array(body));
    return new $Uint8Array(new $Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  }

  class Body {
    #bytes;
    #isUsed = false;

    constructor(bytes) {
      this.#bytes = bytes;
    }

    get bodyUsed() {
      return this.#isUsed;
    }

    static peek(body) {
      return body.#bytes;
    }

    #take() {
      if (this.#isUsed) throw new $TypeError('Body is unusable: Body has already been read');
      this.#isUsed = this.#bytes !== null;
      return this.#bytes ?? new $Uint8Array();
    }

    /** Reads the body by a function, whose errors reject. */
    #read(read) {
      return new $Promise((resolve) => resolve(read(this.#take())));
    }

    bytes() {
      return this.#read((bytes) => bytes);
    }

    arrayBuffer() {
      return this.#read((bytes) => bytes.buffer);
    }

    text() {
      return this.#read((bytes) => shared.decodeText(bytes));
    }

    json() {
      return this.#read((bytes) => $JSON.parse(shared.decodeText(bytes)));
    }
  }

  function checkStatus(status) {
    const number = $Number(status);
    if (number >= 200 && number <= 599) return number >>> 0;
    throw new $RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  }

  let makeResponse;

  class Response extends Body {
    #state;

    constructor(body = null, init = {}) {
      super(bytesOf(body));
      this.#state = {
        __proto__: null,
        status: checkStatus(init?.status ?? 200),
        statusText: `${init?.statusText ?? ''}`,
        headers: new Headers(init?.headers),
        url: '',
        redirected: false,
      };
      if (typeof body === 'string' && !this.#state.headers.has('content-type')) {
        this.#state.headers.set('content-type', 'text/plain;charset=UTF-8');
      }
    }

    static {
      makeResponse = (head, bytes) => {
        const { status, statusText, headers, url, redirected } = $JSON.parse(head);
        const response = new Response(bytes, { statusText, headers });
        response.#state.status = status;
        response.#state.url = url;
        response.#state.redirected = redirected;
        return response;
      };
    }

    static json(data, init = {}) {
      const response = new Response($JSON.stringify(data), init);
      response.headers.set('content-type', 'application/json');
      return response;
    }

    static error() {
      const response = new Response();
      response.#state.status = 0;
      return response;
    }

    get status() {
      return this.#state.status;
    }

    get ok() {
      return this.#state.status >= 200 && this.#state.status <= 299;
    }

    get statusText() {
      return this.#state.statusText;
    }

    get headers() {
      return this.#state.headers;
    }

    get url() {
      return this.#state.url;
    }

    get redirected() {
      return this.#state.redirected;
    }

    get type() {
      return this.#state.status === 0 ? 'error' : 'default';
    }

    clone() {
      if (this.bodyUsed) throw new $TypeError('Response.clone: Body has already been consumed.');
      const { status, statusText, headers, url, redirected } = this.#state;
      const head = { status, statusText, headers: [...headers], url, redirected };
      return makeResponse($JSON.stringify(head), bytesOf(Body.peek(this)));
    }
  }
  finishClass(Response, 'Response', ['status', 'ok', 'statusText', 'headers', 'url', 'clone']);

  /** What an init says, without what it leaves out. */
  function given(init) {
    const found = {};
    for (const key of ['method', 'body', 'headers', 'redirect', 'signal']) {
      const value = init[key];
      if (value !== undefined) found[key] = value;
    }
    return found;
  }

  function methodOf(method = 'GET') {
    const name = upper(`${method}`);
    return SAME_IN_ANY_CASE[name] ? name : `${method}`;
  }

  class Request extends Body {
    #state;

    constructor(input, options) {
      const init = options ?? {};
      const from = input instanceof Request ? Request.#parts(input) : { url: `${input}` };
      const { method, body, headers, redirect, signal } = { ...from, ...given(init) };
      const named = methodOf(method);
      if (body !== undefined && body !== null && NO_BODY[named]) {
        throw new $TypeError('Request with GET/HEAD method cannot have body.');
      }
      super(bytesOf(body));
      this.#state = {
        __proto__: null,
        url: from.url,
        method: named,
        headers: new Headers(headers),
        redirect: redirect === undefined ? 'follow' : `${redirect}`,
        signal: signal ?? null,
      };
      if (typeof body === 'string' && !this.#state.headers.has('content-type')) {
        this.#state.headers.set('content-type', 'text/plain;charset=UTF-8');
      }
    }

    static #parts(request) {
      return { ...request.#state, body: Body.peek(request) };
    }

    get url() {
      return this.#state.url;
    }

    get method() {
      return this.#state.method;
    }

    get headers() {
      return this.#state.headers;
    }

    get redirect() {
      return this.#state.redirect;
    }

    get signal() {
      return this.#state.signal;
    }
  }
  finishClass(Request, 'Request', ['url', 'method', 'headers', 'redirect', 'signal']);

  let count = 0;

  /** Sends a request; `settle` takes what the host answers: a head and bytes, or what went wrong. */
  function start(request, resolve, reject) {
    const { signal } = request;
    if (signal?.aborted) return reject(signal.reason);
    count += 1;
    const id = count;
    const head = {
      url: request.url,
      method: request.method,
      headers: [...request.headers],
      redirect: request.redirect,
    };
    const stop = () => {
      abortRequest(id);
      reject(signal.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    send(id, $JSON.stringify(head), Body.peek(request), (answer, bytes) => {
      signal?.removeEventListener('abort', stop);
      if (bytes !== undefined) resolve(makeResponse(answer, new $Uint8Array(bytes)));
      else reject(withCode(new $TypeError(answer), 'ERR_FETCH_FAILED'));
    });
  }

  const { fetch } = {
    async fetch(input, init = {}) {
      const request = new Request(input, init ?? {});
      return await new $Promise((resolve, reject) => start(request, resolve, reject));
    },
  };
  return { fetch, Headers, Request, Response };
};
