'use strict';

/** Makes `URL` and `URLSearchParams`; the host parses and prints, texts in and texts out. */

module.exports = (shared, parse, change, parseQuery, printQuery) => {
  const { apply, finishClass, requireFunction, uncurry, withCode } = shared;
  const { $Array, $JSON, $RangeError, $Reflect, $String, $Symbol, $TypeError } = shared;
  const split = uncurry($String.prototype.split);
  const startsWith = uncurry($String.prototype.startsWith);
  const slice = uncurry($String.prototype.slice);
  const wellFormed = uncurry($String.prototype.toWellFormed);
  const sort = uncurry($Array.prototype.sort);

  /** A text of the host's, which gives none for what is too long. */
  function checked(text) {
    if (text === undefined) throw new $RangeError('The query is too long');
    return text;
  }

  const textOf = (value) => wellFormed(`${value}`);
  const NAMES = split(
    'href origin protocol username password host hostname port pathname search hash',
    ' ',
  );

  const LONGEST = 2 ** 21;

  let connect;

  class URLSearchParams {
    #list = [];
    /** Tells the URL whose parameters these are of a change. */
    #changed = undefined;

    constructor(init) {
      if (init === undefined || init === null) return;
      if (typeof init !== 'object' && typeof init !== 'function') this.#parse(textOf(init));
      else if ((init[$Symbol.iterator] ?? undefined) === undefined) this.#addProperties(init);
      else for (const pair of init) this.#addPair(pair);
    }

    #parse(text) {
      this.#list = $JSON.parse(checked(parseQuery(startsWith(text, '?') ? slice(text, 1) : text)));
    }

    #addPair([name, value, ...rest]) {
      if (value === undefined || rest.length > 0) {
        throw withCode(
          new $TypeError('Each query pair must be an iterable [name, value] tuple'),
          'ERR_INVALID_TUPLE',
        );
      }
      this.#add(textOf(name), textOf(value));
    }

    #addProperties(object) {
      for (const name of $Reflect.ownKeys(object)) {
        const descriptor = $Reflect.getOwnPropertyDescriptor(object, name);
        if (descriptor?.enumerable) this.#add(textOf(name), textOf(object[name]));
      }
    }

    static {
      connect = (params, text, changed) => {
        params.#list = $JSON.parse(checked(parseQuery(text)));
        params.#changed = changed;
      };
    }

    #add(name, value) {
      this.#list[this.#list.length] = [name, value];
    }

    #note() {
      const changed = this.#changed;
      if (changed !== undefined) changed(this.toString());
    }

    #keep(isKept) {
      const kept = [];
      for (let at = 0; at < this.#list.length; at += 1) {
        if (isKept(this.#list[at])) kept[kept.length] = this.#list[at];
      }
      this.#list = kept;
    }

    get size() {
      return this.#list.length;
    }

    append(name, value) {
      this.#add(textOf(name), textOf(value));
      this.#note();
    }

    delete(name, value) {
      const key = textOf(name);
      const only = value === undefined ? undefined : textOf(value);
      this.#keep((pair) => pair[0] !== key || (only !== undefined && pair[1] !== only));
      this.#note();
    }

    get(name) {
      const key = textOf(name);
      for (let at = 0; at < this.#list.length; at += 1) {
        if (this.#list[at][0] === key) return this.#list[at][1];
      }
      return null;
    }

    getAll(name) {
      const key = textOf(name);
      const values = [];
      for (let at = 0; at < this.#list.length; at += 1) {
        if (this.#list[at][0] === key) values[values.length] = this.#list[at][1];
      }
      return values;
    }

    has(name, value) {
      const key = textOf(name);
      for (let at = 0; at < this.#list.length; at += 1) {
        const pair = this.#list[at];
        if (pair[0] === key && (value === undefined || pair[1] === textOf(value))) return true;
      }
      return false;
    }

    set(name, value) {
      const key = textOf(name);
      const text = textOf(value);
      let isSet = false;
      this.#keep((pair) => {
        if (pair[0] !== key) return true;
        if (isSet) return false;
        isSet = true;
        pair[1] = text;
        return true;
      });
      if (!isSet) this.#add(key, text);
      this.#note();
    }

    sort() {
      sort(this.#list, (a, b) => {
        if (a[0] === b[0]) return 0;
        return a[0] < b[0] ? -1 : 1;
      });
      this.#note();
    }

    forEach(callback, self) {
      requireFunction(callback, 'callback');
      for (let at = 0; at < this.#list.length; at += 1) {
        apply(callback, self, [this.#list[at][1], this.#list[at][0], this]);
      }
    }

    *entries() {
      for (let at = 0; at < this.#list.length; at += 1)
        yield [this.#list[at][0], this.#list[at][1]];
    }

    *keys() {
      for (let at = 0; at < this.#list.length; at += 1) yield this.#list[at][0];
    }

    *values() {
      for (let at = 0; at < this.#list.length; at += 1) yield this.#list[at][1];
    }

    toString() {
      return checked(printQuery($JSON.stringify(this.#list)));
    }
  }
  URLSearchParams.prototype[$Symbol.iterator] = URLSearchParams.prototype.entries;
  finishClass(URLSearchParams, 'URLSearchParams', [
    ...['append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'forEach', 'entries'],
    ...['keys', 'values', 'toString', 'size'],
  ]);

  /** What is too long does not even cross. */
  function partsOf(text, base) {
    const isLong = text.length > LONGEST || (base !== undefined && base.length > LONGEST);
    return isLong ? undefined : parse(text, base);
  }

  function read(text) {
    const values = split(text, '\n');
    const parts = { __proto__: null };
    for (let at = 0; at < NAMES.length; at += 1) parts[NAMES[at]] = values[at];
    return parts;
  }

  class URL {
    #parts;
    #params = undefined;

    constructor(input, base) {
      const text = `${input}`;
      const found = partsOf(text, base === undefined ? undefined : `${base}`);
      if (found === undefined) {
        const error = withCode(new $TypeError('Invalid URL'), 'ERR_INVALID_URL');
        error.input = text;
        if (base !== undefined) error.base = `${base}`;
        throw error;
      }
      this.#parts = read(found);
    }

    static canParse(input, base) {
      return partsOf(`${input}`, base === undefined ? undefined : `${base}`) !== undefined;
    }

    #get(name) {
      return this.#parts[name];
    }

    #set(name, value) {
      const changed = change(this.#parts.href, name, `${value}`);
      if (changed === undefined) {
        throw withCode(new $TypeError('Invalid URL'), 'ERR_INVALID_URL');
      }
      this.#parts = read(changed);
      if (this.#params !== undefined && (name === 'href' || name === 'search')) this.#connect();
    }

    #connect() {
      connect(this.#params, slice(this.#parts.search, 1), (text) => {
        this.#parts = read(change(this.#parts.href, 'search', text));
      });
    }

    get searchParams() {
      if (this.#params === undefined) {
        this.#params = new URLSearchParams();
        this.#connect();
      }
      return this.#params;
    }

    toString() {
      return this.#parts.href;
    }

    toJSON() {
      return this.#parts.href;
    }

    static {
      for (const name of NAMES) {
        const accessor = {
          get [name]() {
            return this.#get(name);
          },
          set [name](value) {
            this.#set(name, value);
          },
        };
        const descriptor = $Reflect.getOwnPropertyDescriptor(accessor, name);
        if (name === 'origin') descriptor.set = undefined;
        $Reflect.defineProperty(URL.prototype, name, descriptor);
      }
    }
  }
  finishClass(URL, 'URL', ['searchParams', 'toString', 'toJSON']);
  return { URL, URLSearchParams };
};
