'use strict';

/** The host's half of `URL` and `URLSearchParams`: texts in, texts out. */

const { URL, URLSearchParams } = require('node:url');

/** As long as a URL or a query may be: each is made many times its length here, where no limit of a context holds. */
const LONGEST = 2 ** 21;

const NAMES = [
  ...['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port'],
  ...['pathname', 'search', 'hash'],
];

const isLong = (text) => typeof text === 'string' && text.length > LONGEST;

/** The parts of a URL, a line each: none has a line break in it. */
const print = (url) => NAMES.map((name) => url[name]).join('\n');

/** The parts of a URL; undefined for what is none. */
function parse(input, base) {
  if (isLong(input) || isLong(base)) return undefined;
  try {
    return print(base === undefined ? new URL(`${input}`) : new URL(`${input}`, `${base}`));
  } catch {
    return undefined;
  }
}

/** The parts of a URL after one of them was set; undefined where that is refused. */
function change(href, name, value) {
  if (!NAMES.includes(name) || name === 'origin' || isLong(value)) return undefined;
  try {
    const url = new URL(`${href}`);
    url[name] = `${value}`;
    return print(url);
  } catch {
    return undefined;
  }
}

/** The pairs of a query, as JSON; undefined for one that is too long. */
const parseQuery = (text) =>
  isLong(text) ? undefined : JSON.stringify([...new URLSearchParams(`${text}`)]);

/** The query of pairs that are JSON; undefined for one that is too long. */
const printQuery = (text) =>
  isLong(text) ? undefined : new URLSearchParams(JSON.parse(`${text}`)).toString();

module.exports = { change, parse, parseQuery, printQuery };
