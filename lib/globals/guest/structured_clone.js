'use strict';

/** Makes `structuredClone`, which is all the guest's: what is cloned may run its code. */

module.exports = (shared) => {
  const { makeCodec, $DOMException, $TypeError, withCode } = shared;
  const refuse = (message) => {
    throw new $DOMException(message, 'DataCloneError');
  };
  const { encode, decode } = makeCodec(refuse);

  const { structuredClone } = {
    structuredClone(...args) {
      const [value, options] = args;
      if (args.length === 0) {
        throw withCode(
          new $TypeError('The "value" argument must be specified'),
          'ERR_MISSING_ARGS',
        );
      }
      const transfer = options?.transfer;
      if (transfer !== undefined && transfer !== null && transfer.length !== 0) {
        refuse('Objects cannot be transferred in this context, only cloned.');
      }
      const buffers = [];
      const text = encode(value, (buffer) => {
        buffers[buffers.length] = buffer;
      });
      return decode(text, (index) => buffers[index]);
    },
  };
  return { structuredClone };
};
