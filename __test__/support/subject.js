'use strict';

/**
 * Which module the differential tests put beside node:vm. `BOA_VM_SUBJECT=node:vm` compares the
 * oracle with itself, which shows whether the cases are deterministic; a path loads another build.
 */

const name = process.env.BOA_VM_SUBJECT ?? '../..';

/** Whether the oracle runs against itself: then a case that differs on purpose can't differ. */
const isOracle = name === 'node:vm';

/** Keeps the cases that have this text in `topic > name`. */
const only = process.env.BOA_VM_ONLY ?? '';

module.exports = { name, isOracle, only, load: () => require(name) };
