jest.mock('./log.js');
const { log } = require('./log.js');
const { sum, later, Point } = require('./sum.js');

beforeEach(() => jest.clearAllMocks());

test('adds, and logs to the mock', () => {
  expect(sum(1, 2)).toBe(3);
  expect(log).toHaveBeenCalledWith('sum 1 2');
  expect(log).toHaveBeenCalledTimes(1);
});

test('async', async () => {
  await expect(Promise.resolve({ a: [1, { b: 2 }] })).resolves.toEqual({ a: [1, { b: 2 }] });
  await expect(Promise.reject(new TypeError('no'))).rejects.toThrow(TypeError);
});

test('timers', async () => {
  jest.useFakeTimers();
  const promise = later('value');
  jest.advanceTimersByTime(1000);
  jest.useRealTimers();
  expect(await promise).toBe('value');
});

test('matchers of classes and errors', () => {
  expect(new Point(1, 2)).toBeInstanceOf(Point);
  expect(new Point(1, 2)).toEqual(new Point(1, 2));
  expect(() => null.x).toThrow(TypeError);
  expect([1, 2, 3]).toContain(2);
  expect(new Map([[1, new Set([2])]])).toEqual(new Map([[1, new Set([2])]]));
  expect(Buffer.from('a')).toEqual(Buffer.from('a'));
});

test('a snapshot', () => {
  expect({ point: new Point(1, 2), list: [1, 'a', null], f: () => 1 }).toMatchSnapshot();
});

test('a spy on an object', () => {
  const object = { twice: (n) => n * 2 };
  const spy = jest.spyOn(object, 'twice').mockReturnValueOnce(7);
  expect([object.twice(1), object.twice(1)]).toEqual([7, 2]);
  expect(spy.mock.calls).toEqual([[1], [1]]);
});

test('one that fails', () => {
  expect({ a: 1 }).toEqual({ a: 2 });
});
