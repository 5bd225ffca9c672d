'use strict';

const React = require('react');
const { PassThrough } = require('node:stream');
const {
  renderToPipeableStream,
  renderToStaticMarkup,
  renderToString,
} = require('react-dom/server');

const h = React.createElement;
const Theme = React.createContext('light');

function Item({ item, onPick }) {
  const theme = React.useContext(Theme);
  const id = React.useId();
  return h(
    'li',
    { className: theme, onClick: onPick, id, 'data-n': item.n },
    item.name,
    ' & ',
    item.n,
  );
}

class Counter extends React.Component {
  state = { count: this.props.start };
  static getDerivedStateFromProps = ({ start }) => ({ twice: start * 2 });
  render() {
    return h(
      'b',
      { style: { marginTop: 4, WebkitFlex: 1 } },
      this.state.count,
      '/',
      this.state.twice,
    );
  }
}

function Page({ items }) {
  const [filter] = React.useState(() => 'a');
  const shown = React.useMemo(() => items.filter((i) => i.name.includes(filter)), [items, filter]);
  return h(
    Theme.Provider,
    { value: 'dark' },
    h(
      'ul',
      null,
      shown.map((item) => h(Item, { key: item.n, item })),
    ),
    h(React.Fragment, null, h(Counter, { start: 3 }), null, false, 'text <escaped>'),
    h('input', { defaultValue: '"q"', disabled: true, tabIndex: 2 }),
    h('p', { dangerouslySetInnerHTML: { __html: '<i>raw</i>' } }),
    h(React.memo(React.forwardRef((props, ref) => h('em', { ref }, props.text))), { text: 'memo' }),
  );
}

const items = [
  { name: 'cat', n: 1 },
  { name: 'dog', n: 2 },
  { name: 'bat', n: 3 },
];

/** What streams out when a component waits for data. */
async function streamed() {
  const data = Promise.resolve('late data');
  const Waiting = () => h('span', null, React.use(data));
  const text = await new Promise((resolve, reject) => {
    let all = '';
    const out = new PassThrough();
    out.on('data', (chunk) => {
      all += String(chunk);
    });
    out.on('end', () => resolve(all));
    const stream = renderToPipeableStream(
      h('main', null, h(React.Suspense, { fallback: 'loading' }, h(Waiting))),
      { onAllReady: () => stream.pipe(out), onError: reject },
    );
  });
  return text;
}

module.exports = async () => [
  renderToString(h(Page, { items })),
  renderToStaticMarkup(h(Page, { items: items.slice(0, 1) })),
  await streamed(),
  (() => {
    try {
      return renderToString(
        h(() => {
          throw new RangeError('in render');
        }),
      );
    } catch (error) {
      return [error.name, error.message];
    }
  })(),
  React.Children.map([h('a'), 'b', null], (child) => child?.type ?? child),
];
