const { greet } = require('./greet.js');

module.exports = ({ htmlWebpackPlugin }) => `<p>${greet(htmlWebpackPlugin.options.title)}</p>`;
