'use strict';

const nunjucks = require('nunjucks');

const templates = {
  base: '<title>{% block title %}Base{% endblock %}</title>{% block body %}{% endblock %}',
  page: `{% extends "base" %}{% import "macros" as m %}
{% block title %}{{ super() }}: {{ title | upper }}{% endblock %}
{% block body %}{% for item in items | sort(attribute="n") %}
  {{ loop.index }}/{{ loop.length }} {{ m.row(item.name, n=item.n) }}{% else %}none{% endfor %}
{% set total = 0 %}{% for i in range(5) %}{% set total = total + i %}{% endfor %}{{ total }}
{{ "a,b" | replace(",", ";") }} {{ [1,2,3] | join("-") }} {{ html }} {{ html | safe }} {{ 3.7 | round }}
{{ "x" if items.length > 1 else "y" }} {{ date | stamp }} {{ items | groupby("n") | dump }}{% endblock %}`,
  macros: '{% macro row(name, n=0) %}<td>{{ name }}={{ n }}</td>{% endmacro %}',
};

class TableLoader extends nunjucks.Loader {
  getSource(name) {
    return { src: templates[name], path: name, noCache: false };
  }
}

module.exports = async () => {
  const env = new nunjucks.Environment([new TableLoader()], { autoescape: true });
  env.addFilter('stamp', (ms) => new Date(ms).toISOString());
  env.addFilter('later', (x, done) => done(null, x * 2), true);
  const data = {
    title: 'all',
    html: '<b>&</b>',
    date: 0,
    items: [
      { name: '<two>', n: 2 },
      { name: 'one', n: 1 },
    ],
  };
  const asynchronous = await new Promise((resolve, reject) => {
    env.renderString('{{ 21 | later }}', {}, (error, text) =>
      error ? reject(error) : resolve(text),
    );
  });
  return [
    env.render('page', data),
    asynchronous,
    env.renderString('{{ a.b.c }}|{{ 1 in [1] }}', {}),
  ];
};
