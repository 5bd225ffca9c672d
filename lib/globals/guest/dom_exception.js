'use strict';

/** Makes the class of the Web's errors. */

module.exports = (shared) => {
  const { finishClass, $Error, $Object, $String, $SyntaxError } = shared;

  const CODES = {
    __proto__: null,
    IndexSizeError: 1,
    HierarchyRequestError: 3,
    WrongDocumentError: 4,
    InvalidCharacterError: 5,
    NoModificationAllowedError: 7,
    NotFoundError: 8,
    NotSupportedError: 9,
    InUseAttributeError: 10,
    InvalidStateError: 11,
    [$SyntaxError.name]: 12,
    InvalidModificationError: 13,
    NamespaceError: 14,
    InvalidAccessError: 15,
    TypeMismatchError: 17,
    SecurityError: 18,
    NetworkError: 19,
    AbortError: 20,
    URLMismatchError: 21,
    QuotaExceededError: 22,
    TimeoutError: 23,
    InvalidNodeTypeError: 24,
    DataCloneError: 25,
  };

  class DOMException extends $Error {
    #name;

    constructor(message = '', options = $Error.name) {
      super(`${message}`);
      const isOptions = typeof options === 'object' && options !== null;
      this.#name = $String((isOptions ? options.name : options) ?? $Error.name);
      if (isOptions && 'cause' in options) {
        $Object.defineProperty(this, 'cause', {
          __proto__: null,
          value: options.cause,
          writable: true,
          configurable: true,
        });
      }
    }

    get name() {
      return this.#name;
    }

    get code() {
      return CODES[this.#name] ?? 0;
    }
  }
  shared.$DOMException = finishClass(DOMException, 'DOMException', ['name', 'code']);
  return { DOMException };
};
