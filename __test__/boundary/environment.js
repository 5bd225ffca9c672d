'use strict';

/**
 * What the walks of one process share: the package, other realms to take objects from, and the picture of
 * the host. Synchronous, so that it can be made before a program starts.
 */

const nodeVm = require('node:vm');

const { differences, takeSnapshot } = require('./host_snapshot.js');
const { Judge } = require('./judge.js');

/** Whether \`boa-vm/register\` has put the package where node:vm was: then there is no other V8 realm. */
const isRegistered = 'dispose' in nodeVm;

/** Another V8 realm. */
function thirdRealm() {
  if (isRegistered) return undefined;
  const context = nodeVm.createContext({});
  const run = (code) => nodeVm.runInContext(code, context);
  return { run, realm: run('globalThis') };
}

/** Another context of the package. */
function otherContext(vm) {
  const context = vm.createContext({ owner: 'other' });
  return { context, run: (code) => vm.runInContext(code, context) };
}

/**
 * @param {string} subject the module that is tried: a name or an absolute path
 * @returns {object} the environment; `message` is what a worker has sent, if anybody puts it there
 */
function makeEnvironment(subject) {
  const vm = isRegistered ? nodeVm : require(subject);
  const third = thirdRealm();
  const other = otherContext(vm);
  // The first use of a thing often makes something lazy: the picture is taken after that.
  vm.runInContext('1', vm.createContext({}));
  const snapshot = takeSnapshot();
  const makeJudge = () => {
    const judge = new Judge(subject, vm, snapshot);
    if (third !== undefined) judge.forbidRealm('another V8 realm', third.realm);
    if (!subject.startsWith('node:')) judge.forbidGuestRealm('another context', other.run);
    return judge;
  };
  return { vm, third, other, snapshot, makeJudge, message: {} };
}

/** What a judge found, and what is different in the host. */
function findingsOf(environment, judge) {
  const findings = judge.takeFindings();
  for (const difference of differences(environment.snapshot)) {
    findings.push({ kind: 'host changed', what: difference, way: '' });
  }
  return findings;
}

module.exports = { findingsOf, makeEnvironment };
