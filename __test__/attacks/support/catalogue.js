'use strict';

/**
 * All attacks, as data. One file in the folder above is one class; each exports its records.
 *
 * @typedef {object} Attack
 * @property {string} name unique in its class
 * @property {(host: object) => object | Promise<object>} [context] host code: what the guest is given
 * @property {object} [options] of `createContext`
 * @property {string} [guest] guest code; what it finds it gives to `report`
 * @property {(result: unknown, context: object, host: object) => unknown} [host] what host code does then
 * @property {string} [after] guest code that runs at the end
 * @property {(host: object) => unknown} [broken] host code: whether the host is no longer as it was
 * @property {() => void} [before] the state of the host before the package is loaded
 * @property {(host: object) => void} [loaded] and after it
 * @property {string[]} [flags] for node
 * @property {string[]} [needs] exports of the subject without which there is nothing to attack
 * @property {boolean} [dies] the process ends by an uncaught error, which is what is attacked
 * @property {boolean} [syntaxError] the guest's code is meant to be wrong
 * @property {number} [waitMs] how long guest code goes on by itself
 */

const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..');
const KNOWN = new Set(
  'name context options guest host after broken before loaded flags needs dies syntaxError waitMs'.split(
    ' ',
  ),
);

/** The names of the classes. */
function classNames() {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.js') && file !== 'guards.js')
    .map((file) => path.basename(file, '.js'))
    .sort();
}

/** A record that says nothing, or something that nobody reads, is a mistake. */
function check(className, attack) {
  const name = `${className} > ${attack.name}`;
  for (const key of Object.keys(attack)) {
    if (!KNOWN.has(key)) throw new TypeError(`${name} has '${key}', which means nothing`);
  }
  if (attack.guest === undefined && !attack.host) throw new TypeError(`${name} does nothing`);
}

/** @returns {Attack[]} */
function attacksOf(className) {
  const attacks = require(path.join(folder, `${className}.js`));
  const names = new Set(attacks.map(({ name }) => name));
  if (names.size !== attacks.length) {
    throw new TypeError(`${className} has two attacks of one name`);
  }
  for (const attack of attacks) check(className, attack);
  return attacks;
}

/** @returns {{ className: string, attack: Attack, title: string }[]} */
function allAttacks() {
  return classNames().flatMap((className) =>
    attacksOf(className).map((attack) => ({
      className,
      attack,
      title: `${className} > ${attack.name}`,
    })),
  );
}

function findAttack(className, name) {
  return attacksOf(className).find((attack) => attack.name === name);
}

module.exports = { allAttacks, attacksOf, classNames, findAttack };
