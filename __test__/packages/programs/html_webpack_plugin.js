'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const HtmlWebpackPlugin = require('html-webpack-plugin');
const webpack = require('webpack');

const folder = path.join(__dirname, 'webpack_project');
const output = fs.mkdtempSync(path.join(os.tmpdir(), 'webpack-'));

webpack(
  {
    mode: 'production',
    context: folder,
    entry: './index.js',
    output: { path: output, filename: 'main.js' },
    plugins: [
      new HtmlWebpackPlugin({
        title: 'From a template',
        template: 'page.ejs',
        filename: 'a.html',
        minify: false,
      }),
      new HtmlWebpackPlugin({ title: 'from a module', template: 'page.js', filename: 'b.html' }),
      new HtmlWebpackPlugin({ title: 'By default', filename: 'c.html' }),
    ],
  },
  (error, stats) => {
    console.log(
      error,
      stats?.compilation.errors.map(({ message }) => message),
    );
    for (const name of fs.readdirSync(output).sort()) {
      console.log(name, fs.readFileSync(path.join(output, name), 'utf8'));
    }
    fs.rmSync(output, { recursive: true });
  },
);
