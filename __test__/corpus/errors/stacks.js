'use strict';

/** What each side reads of a stack: the guest its own calls, the host both sides'. */

const context = `({
  thrower: function hostFunction() { throw new TypeError('x') },
  call: (act) => act(),
  given: new Error('given'),
  load: (name) => require(name),
})`;

const caught = '(() => { try { thrower() } catch (error) { return error } })()';
const notFound = "(() => { try { load('./no-such-module') } catch (error) { return error } })()";
const isOfHost = "includes('hostFunction')";

module.exports = [
  {
    context,
    cases: {
      'the first line of the stack of a host error': `${caught}.stack.split('\\n')[0]`,
      "calls of the host in a host error's stack": `${caught}.stack.${isOfHost}`,
      "calls of the host in the descriptor of a host error's stack": `Object.getOwnPropertyDescriptor(${caught}, 'stack').value.${isOfHost}`,
      'calls in the stack of a host error that was handed in': "given.stack.includes('    at ')",
      'the attributes of the stack of a host error': `const { value, ...rest } = Object.getOwnPropertyDescriptor(${caught}, 'stack'); rest`,
      'what guest code writes to the stack of a host error': [
        "given.stack = 'a\\n    at b'; given.stack",
        { host: 'ctx.given.stack' },
      ],
      'who asked for a module that is not found': `[${notFound}.requireStack === undefined, ${notFound}.message.includes('Require stack')]`,
      'the code of a module that is not found': `${notFound}.code`,
      "the guest's own calls in its errors": `function guestFunction() { return new Error('x') } guestFunction().stack.split('\\n')[1].includes('guestFunction')`,
      "calls of the host in the guest's own errors": `call(() => new Error('x')).stack.includes('call')`,
      'where guest code was that ran out of time': {
        host: `let seen; try { vm.runInContext('function spin() { for (;;); } spin()', ctx, { timeout: 100 }) } catch (error) { seen = error.stack.includes('spin') } seen`,
      },
    },
  },
];
