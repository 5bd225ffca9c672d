/** A plugin that needs nothing, replaces its `exports` and keeps state between calls. */
let calls = 0;

module.exports = {
  name: 'headline',
  transform(text) {
    calls += 1;
    return `${calls}. ${text.replace(/\b\w/g, (letter) => letter.toUpperCase())}`;
  },
};
