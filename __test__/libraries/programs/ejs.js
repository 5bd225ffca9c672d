'use strict';

const ejs = require('ejs');

const text = `<ul><%# a comment %>
<% for (const user of users) { -%>
  <li class="<%= user.role %>"><%- user.html %><%= user.html %></li>
<% } -%>
</ul><%- include('footer', { year: 2024 }) %> <%% %>`;

module.exports = async () => {
  const options = { includer: (name) => ({ template: `<p>${name} <%= year %></p>` }) };
  const users = [
    { role: 'admin', html: '<b>"A"</b>' },
    { role: 'guest', html: "<i>'B'</i>" },
  ];
  const asynchronous = ejs.compile('<%= await slow(2) %>!', { async: true });
  return [
    ejs.render(text, { users }, options),
    ejs.render('<? if (a) { ?>[<?= a ?>]<? } ?>', { a: 1 }, { delimiter: '?' }),
    ejs.compile('<%= it.x %>', { client: true, strict: true, localsName: 'it' }).toString(),
    await asynchronous({ slow: async (n) => n * 21 }),
    (() => {
      try {
        return ejs.render('line 1\n<%= missing.name %>', {}, { compileDebug: true });
      } catch (error) {
        return error.message;
      }
    })(),
  ];
};
