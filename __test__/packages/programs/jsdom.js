'use strict';

const { JSDOM, VirtualConsole } = require('jsdom');

const page = `<!doctype html><title>Page</title>
<ul id="list"></ul><button id="more">more</button>
<script>
  var count = 0;
  const list = document.getElementById('list');
  function add(text) {
    const item = document.createElement('li');
    item.textContent = text;
    list.appendChild(item);
    return list.children.length;
  }
  for (const text of ['one', 'two']) add(text);
  document.getElementById('more').addEventListener('click', (event) => {
    count += 1;
    add(event.type + ' ' + count + ' ' + (event.target === document.getElementById('more')));
  });
  window.fromPage = { list: [1, 2], twice: (n) => n * 2 };
  console.log('page says', window === globalThis, typeof Array, list instanceof HTMLElement);
  setTimeout(() => { document.title = 'Later'; window.dispatchEvent(new Event('changed')); }, 5);
  Promise.resolve().then(() => add('a microtask'));
</script>
<script>add('second script ' + count + ' ' + typeof add);</script>
<script>missing();</script>`;

const virtualConsole = new VirtualConsole();
virtualConsole.on('log', (...args) => console.log('log:', ...args));
virtualConsole.on('jsdomError', (error) =>
  console.log('error:', error.cause?.name ?? error.detail?.name ?? error.message),
);
const dom = new JSDOM(page, { runScripts: 'dangerously', virtualConsole });
const { window } = dom;

function items() {
  return [...window.document.querySelectorAll('li')].map((item) => item.textContent);
}

console.log(items());
window.document.getElementById('more').click();
console.log(
  window.count,
  window.fromPage.twice(4),
  typeof window.add,
  window.eval('add("by eval")'),
);
window.addEventListener('changed', () => {
  console.log(window.document.title, items());
  window.close();
});
