'use strict';

/**
 * Decides whether something of the host came through. What it finds is written at once to descriptor 3, so
 * that it counts also when the process ends there. Must never call anything of the guest's: values are
 * compared by identity, texts are searched.
 */

const fs = require('node:fs');
const path = require('node:path');

const { intrinsicsOf } = require('../../boundary/intrinsics.js');
const { forbiddenOfHost, internalsOf, isObject, telltales } = require('./planted.js');

const forbidden = new WeakMap();
const { writeSync } = fs;
const { stringify } = JSON;
const { includes, slice } = String.prototype;
const { apply } = Reflect;
const getForbidden = WeakMap.prototype.get;
const setForbidden = WeakMap.prototype.set;
let isUnderWay = false;
let told = false;

/** One line for the parent: what kind of line, and what it says. */
function write(kind, text = '') {
  writeSync(3, `${stringify({ kind, text })}\n`);
}

function find(what) {
  write('broken', what);
}

/** Makes a value one that no guest may hold. */
function forbid(value, name) {
  apply(setForbidden, forbidden, [value, name]);
}

/** Makes the intrinsics of a V8 realm such values. */
function forbidRealm(realm, name) {
  for (const [value, which] of intrinsicsOf(realm)) forbid(value, `${which} of ${name}`);
}

/** Judges a text that a guest has. */
function judgeText(text) {
  for (let n = 0; n < telltales.length; n++) {
    const [telltale, what] = telltales[n];
    if (apply(includes, text, [telltale])) find(`${what}: ${apply(slice, text, [0, 300])}`);
  }
}

/** Judges an object by what it is, never by what it says. */
function judgeObject(value) {
  const name = apply(getForbidden, forbidden, [value]);
  if (name !== undefined) find(`holds ${name}`);
}

/** The function that guests report to. */
function report(...values) {
  if (!told) write('reported');
  told = true;
  for (let n = 0; n < values.length; n++) {
    const value = values[n];
    if (typeof value === 'string') judgeText(value);
    else if (isObject(value)) judgeObject(value);
    else if (typeof value === 'symbol') judgeText(value.description ?? '');
  }
}

/** Takes down what is forbidden before any guest code runs. */
function begin(vm, subjectFile) {
  isUnderWay = true;
  for (const [value, name] of forbiddenOfHost()) forbid(value, name);
  if (!path.isAbsolute(subjectFile)) return;
  const folder = path.dirname(subjectFile);
  const publicFunctions = new Set(Object.values(vm).filter(isObject));
  for (const [value, name] of internalsOf(folder, publicFunctions)) forbid(value, name);
  telltales.push([`${folder}${path.sep}`, 'a path of the package']);
}

/** Judges what is left of the host. */
function end(differences) {
  if (!isUnderWay) return;
  if (globalThis.pwned !== undefined) find(`code ran in the host: ${globalThis.pwned}`);
  for (const difference of differences) find(`the host was changed: ${difference}`);
  write('done');
}

module.exports = { begin, end, find, forbid, forbidRealm, judgeText, report, write };
