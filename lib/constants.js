'use strict';

/**
 * `vm.constants`: symbols that stand for a choice in an option or an argument. They are made once
 * and never registered, so only this object gives access to them.
 */

module.exports = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});
