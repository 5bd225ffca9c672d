'use strict';

/**
 * An `engine/` folder of its own, in a temporary place: a series over two small crates that cargo finds by
 * their path, with the tool of this repository to work on it.
 */

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { placesOf } = require('../../scripts/engine/places.js');
const { main } = require('../../scripts/engine.js');

/** Twelve lines, each with its number. */
const numbered = (word) => Array.from({ length: 12 }, (_, index) => `// ${word} ${index + 1}\n`);

const manifest = (name, version) =>
  `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2024"\n`;

class Engine {
  constructor() {
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-engine-'));
    this.folder = path.join(this.root, 'engine');
    this.places = placesOf(this.folder);
  }

  write(file, text) {
    const place = path.join(this.root, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
  }

  read(file) {
    return fs.readFileSync(path.join(this.root, file), 'utf8');
  }

  exists(file) {
    return fs.existsSync(path.join(this.root, file));
  }

  /** Publishes both crates anew, in a version that has these lines more at the top of `lib.rs`. */
  publish(version, ...more) {
    for (const name of ['one', 'two']) {
      this.write(`crates/${name}/Cargo.toml`, manifest(name, version));
      this.write(`crates/${name}/src/lib.rs`, [...more, ...numbered(name)].join(''));
      this.write(`crates/${name}/src/old.rs`, '// old\n');
    }
    const args = ['generate-lockfile', '--offline', `--manifest-path=${this.places.manifest}`];
    execFileSync('cargo', args, { stdio: 'pipe' });
  }

  run(...args) {
    return main(args, this.folder);
  }

  /** Runs git in the working copy. */
  git(...args) {
    const env = { ...process.env, GIT_EDITOR: 'true' };
    return execFileSync('git', args, { cwd: this.places.copy, env, stdio: 'pipe' }).toString();
  }

  /** Changes a file in the working copy. */
  edit(file, change) {
    const name = `engine/working-copy/${file}`;
    this.write(name, change(this.exists(name) ? this.read(name) : ''));
  }

  /** Commits what the working copy holds. */
  commit(name, readme = `# About ${name}\n\nWhy it is there.\n`) {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', `${name}\n\n${readme}`);
  }

  /** The files of `engine/` that git would hold, with their texts. */
  committed() {
    const names = fs.readdirSync(this.folder, { recursive: true }).map(String).sort();
    const own = names.filter((name) => !/^(working-copy|made-by)/.test(name));
    const files = own.filter((name) => fs.statSync(path.join(this.folder, name)).isFile());
    return files.map((name) => [name, fs.readFileSync(path.join(this.folder, name), 'utf8')]);
  }

  remove() {
    fs.rmSync(this.root, { recursive: true });
  }
}

/** An engine whose series is empty. */
function emptyEngine() {
  const engine = new Engine();
  engine.write(
    'engine/Cargo.toml',
    `${manifest('upstream', '0.0.0')}[lib]\npath = "lib.rs"\n[workspace]\n[dependencies]\n` +
      'one = { path = "../crates/one" }\ntwo = { path = "../crates/two" }\n',
  );
  engine.write('engine/lib.rs', '');
  engine.write('engine/series', '# The order.\n');
  const crate = (name) => `\n[[crate]]\nname = "${name}"\nversion = "0.0.0"\nchecksum = ""\n`;
  engine.write('engine/upstream.toml', `# Versions.\ntree = ""\n${crate('one')}${crate('two')}`);
  return engine;
}

/** An engine whose crates are at 1.0.0, with a working copy and no change. */
function freshEngine() {
  const { findCrates, asTree } = require('../../scripts/engine/crates.js');
  const { digestOf } = require('../../scripts/engine/files.js');
  const { updateUpstream } = require('../../scripts/engine/upstream.js');
  const engine = emptyEngine();
  engine.publish('1.0.0');
  const crates = findCrates(engine.places, ['one', 'two']);
  updateUpstream(engine.places, { tree: digestOf(asTree(crates)), crates });
  engine.run('edit');
  return engine;
}

module.exports = { freshEngine };
