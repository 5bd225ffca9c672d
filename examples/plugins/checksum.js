/** A plugin that needs `node:crypto`, which the host lets it have. */
const { createHash } = require('node:crypto');

exports.name = 'checksum';
exports.transform = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
