'use strict';

const chai = require('chai');

const { assert, expect } = chai;
chai.should();
chai.use(({ Assertion }, utils) => {
  Assertion.addMethod('evenly', function evenly(by) {
    const n = utils.flag(this, 'object');
    this.assert(n % by === 0, 'expected #{this} to divide by #{exp}', 'expected not', by);
  });
});

class Point {
  constructor(x) {
    this.x = x;
  }
}

const claims = [
  () => expect({ a: { b: [1, 2] } }).to.deep.equal({ a: { b: [1, 2] } }),
  () => expect({ a: { b: [1, 2] } }).to.deep.equal({ a: { b: [1, 3] } }),
  () => expect([1, 'x', null, undefined, /r/g]).to.include.members([4]),
  () => expect(new Map([['a', 1]])).to.have.all.keys('b'),
  () => expect(new Set([1, { a: 2 }])).to.be.empty,
  () =>
    expect(() => {
      throw new RangeError('out');
    }).to.throw(TypeError, /in/),
  () => expect(() => {}).to.throw(),
  () => expect(new Point(1)).to.be.an.instanceof(Array),
  () => expect(new Point(1)).to.eql(new Point(2)),
  () => expect('text').to.match(/^T/).and.have.lengthOf(4),
  () => expect({ a: { b: 1 } }).to.have.nested.property('a.b', 2),
  () => expect(9).to.be.within(1, 5),
  () => expect(7).to.divide.evenly(2),
  () => expect(7).to.be.evenly(2),
  () => expect(Symbol('s')).to.equal(1n),
  () => expect(new Date(0)).to.deep.equal(new Date(1)),
  () => expect(new Uint8Array([1, 2])).to.deep.equal(new Uint8Array([1, 3])),
  () => expect([function named() {}, class K {}, () => {}, async () => {}]).to.be.a('string'),
  () => (5).should.be.a('string'),
  () => assert.strictEqual(-0, +0),
  () => assert.approximately(1.5, 1, 0.1),
  () => assert.sameDeepOrderedMembers([{ a: 1 }], [{ a: 2 }]),
  () => assert.isRejected,
  () => expect(Promise.resolve()).to.have.property('then').that.is.a('number'),
  () =>
    expect({
      get a() {
        return 1;
      },
      [Symbol('k')]: 2,
    }).to.equal(null),
  () => expect({ a: 1 }).to.hav.property('a'),
];

module.exports = () =>
  claims.map((claim) => {
    try {
      claim();
      return 'holds';
    } catch (error) {
      return [error.name, error.message, error.showDiff ?? null];
    }
  });
