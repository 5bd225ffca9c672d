'use strict';

/** Sorts of realm; the numbers are known to src/realm.rs. `this` is `runInThisContext`'s. */
module.exports.RealmKind = { __proto__: null, contextified: 0, vanilla: 1, this: 2 };
