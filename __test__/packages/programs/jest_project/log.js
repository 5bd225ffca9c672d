exports.log = () => {
  throw new Error('the real log was called');
};
