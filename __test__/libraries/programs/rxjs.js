'use strict';

const rx = require('rxjs');
const { TestScheduler } = require('rxjs/testing');

const collect = (observable) => rx.lastValueFrom(observable.pipe(rx.toArray()));

module.exports = async () => {
  const subject = new rx.BehaviorSubject(0);
  const heard = [];
  const subscription = subject.pipe(rx.scan((a, b) => a + b)).subscribe((n) => heard.push(n));
  for (const n of [1, 2, 3]) subject.next(n);
  subscription.unsubscribe();
  subject.next(4);
  const marbles = [];
  new TestScheduler((actual, expected) => {
    marbles.push(JSON.stringify(actual) === JSON.stringify(expected));
  }).run(({ cold, expectObservable }) => {
    expectObservable(cold('-a-b-c|').pipe(rx.debounceTime(1))).toBe('--a-b-(c|)');
  });
  return [
    heard,
    marbles,
    await collect(
      rx.range(1, 6).pipe(
        rx.filter((n) => n % 2 === 0),
        rx.map((n) => n * n),
      ),
    ),
    await collect(rx.of(1, 2).pipe(rx.concatMap((n) => rx.of(n, n * 10).pipe(rx.delay(1))))),
    await collect(
      rx.merge(rx.of('a'), rx.from(Promise.resolve('b')), rx.timer(3).pipe(rx.map(() => 'c'))),
    ),
    await collect(rx.combineLatest([rx.of(1, 2), rx.of('x')])),
    await collect(
      rx.throwError(() => new Error('bad')).pipe(rx.catchError((e) => rx.of(e.message))),
    ),
    await collect(rx.interval(1).pipe(rx.take(4), rx.bufferCount(2))),
    await collect(
      rx.using(
        () => ({ unsubscribe() {} }),
        () => rx.of('used'),
      ),
    ),
    await rx.firstValueFrom(rx.EMPTY).catch((error) => error.name),
    await rx.firstValueFrom(rx.forkJoin({ a: rx.of(1), b: Promise.resolve(2) })),
    await collect(
      rx.from(new Map([['k', 1]])).pipe(
        rx.groupBy(([k]) => k),
        rx.mergeMap((g) => g),
      ),
    ),
  ];
};
