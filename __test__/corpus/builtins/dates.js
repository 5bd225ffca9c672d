'use strict';

/** The texts that `Date` takes and gives, and local time. */

const TEXTS = [
  // The format of the standard
  '2020',
  '2020-02',
  '2020-02-03',
  '2020-02-03T04:05',
  '2020-02-03T04:05Z',
  '2020-02-03T04:05:06',
  '2020-02-03T04:05:06.7',
  '2020-02-03T04:05:06.789012345Z',
  '2020-02-03T04:05:06.1234567890123Z',
  '2020-02-03T04:05:06+02:00',
  '2020-02-03T04:05:06-0130',
  '2020-02-03T24:00',
  '2020-02-03T24:00:00.000Z',
  '2020-02-03T24:00:01',
  '2020-02-03T25:00',
  '2020-02-03T04:60',
  '2020-02-03T04',
  '2020-02-03T',
  '2020-02-03T04:05Zx',
  '2020-02-03T04:05 Z',
  '2020-02-03t04:05z',
  '2020-02-30',
  '2020-02-32',
  '2020-13-01',
  '2020-00-01',
  '2020-2-3',
  '2020-02-3',
  '+002020-02-03',
  '-000001-02-03T04:05Z',
  '-000000-02-03',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '0050-01-01T00:00Z',
  '0000',
  '12020-01-01',
  ' 2020-02-03',
  '2020-02-03 ',
  // What browsers take
  'Jan 2, 2020',
  'January 2 2020',
  'Janissary 2 2020',
  '2 Jan 2020',
  '2-Jan-2020',
  '2020 Jan 2',
  'Jan 2',
  'Jan 2020',
  'Jan',
  '2 January 2020 10:00 PM GMT+0200 (comment)',
  '2020/01/02',
  '2020/1/2 3:4:5',
  '1/2/2020',
  '1/2/20',
  '1/2/49',
  '1/2/50',
  '1/2/99',
  '1/2/100',
  '13/1/2020',
  '1/32/2020',
  '31/12/2020',
  '1/2',
  '1',
  '32',
  '12',
  '13',
  '99',
  '2020.01.02',
  '2020-01-02 03:04:05',
  '2020-01-02 03:04:05.678',
  '2020-01-02 03:04:05 UTC',
  '2020-01-02 03:04:05Z',
  '2020-01-02 03:04:05+0200',
  '2020-01-02 +0200',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT+0200',
  'Thu Jan 01 1970 00:00:00 GMT-0500 (Eastern Standard Time)',
  'Tue Mar 01 2022 (nested (comment) here) 10:00',
  'Tue Mar 01 2022 (open 10:00',
  'Mar 1 2022 10:00) ',
  'garbage Mar 1 2022',
  'garbage1 Mar 2022',
  'Mar 1 2022 garbage',
  'Mar 1 2022 10:00 AM',
  'Mar 1 2022 10:00 pm',
  'Mar 1 2022 12:00 AM',
  'Mar 1 2022 12:00 PM',
  'Mar 1 2022 13:00 PM',
  'Mar 1 2022 PM 10:00',
  'Mar 1 2022 10PM',
  'Mar 1 2022 10:00 UT',
  'Mar 1 2022 10:00 UTC',
  'Mar 1 2022 10:00 Z',
  'Mar 1 2022 10:00Z',
  'Mar 1 2022 10:00 EST',
  'Mar 1 2022 10:00 EDT',
  'Mar 1 2022 10:00 CST',
  'Mar 1 2022 10:00 CDT',
  'Mar 1 2022 10:00 MST',
  'Mar 1 2022 10:00 MDT',
  'Mar 1 2022 10:00 PST',
  'Mar 1 2022 10:00 PDT',
  'Mar 1 2022 10:00 CET',
  'Mar 1 2022 10:00 +2',
  'Mar 1 2022 10:00 +02',
  'Mar 1 2022 10:00 +230',
  'Mar 1 2022 10:00 +0230',
  'Mar 1 2022 10:00 +02:30',
  'Mar 1 2022 10:00 +02:',
  'Mar 1 2022 10:00 +',
  'Mar 1 2022 10:00 +02345',
  'Mar 1 2022 GMT-8',
  'Mar 1 2022 GMT-08:00',
  'Mar 1 2022 10::30',
  'Mar 1 2022 10:20::30',
  'Mar 1 2022 10:',
  'Mar 1 2022 10:5',
  'Mar 1 2022 10:5:7',
  'Mar 1 2022 10:59:59.9999',
  'Mar 1 2022 24:00',
  'Mar 1 2022 24:01',
  'Mar 1 2022 10:00:00:00',
  '10:00 Mar 1 2022',
  '12:00',
  'Mar 1 2022 10:00,',
  'Mar 1 2022 10:00 Mar',
  'Mar 1, 2022 -5',
  'Mar 1 -2022',
  '1 2 3 4',
  '1 2 3',
  '40 2 3',
  '1 Mar 12345',
  '1 Mar 1234567890',
  'Sept 5 2020',
  'Setp 5 2020',
  '5 May, 2020',
  'Mon, 1 Jan 2020 Tue',
  '2020年1月2日',
  '２０２０',
  '2020-01-02\\u00a003:04',
  '2020-01-02\\u0000junk',
  'Jan\\t2\\n2020',
  '',
  ' ',
  'junk',
  'Invalid Date',
  'null',
  'undefined',
  '1e3',
  '-1',
  '+1',
  '(1)',
];

const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'];

/** The same code with the process in another time zone. */
function inZone(zone, code) {
  return [
    { host: `globalThis.$zone = process.env.TZ; process.env.TZ = ${JSON.stringify(zone)}; 0` },
    code,
    {
      host: `if ($zone === undefined) delete process.env.TZ; else process.env.TZ = $zone; delete globalThis.$zone`,
    },
  ];
}

const parsed = {};
for (const text of TEXTS) {
  parsed[`parse of '${text}'`] = `Date.parse('${text}')`;
}

const inZones = {};
for (const zone of ZONES) {
  const cases = {
    'the text': '[0, 1.6e12, 1.59e12, -1e12, -1e13, 1e14].map((time) => String(new Date(time)))',
    toTimeString: '[0, 1.6e12, 1.59e12, -1e13].map((time) => new Date(time).toTimeString())',
    toDateString: '[0, 1.6e12, 1.59e12, -1e13].map((time) => new Date(time).toDateString())',
    getTimezoneOffset:
      '[0, 1.6e12, 1.59e12, -1e13, NaN].map((time) => new Date(time).getTimezoneOffset())',
    'each hour around the changes of clocks': `const all = [];
      for (const [month, day] of [[2, 7], [2, 28], [3, 4], [9, 3], [9, 24], [9, 31]]) {
        for (let hour = 0; hour < 60; hour++) {
          all.push(+new Date(2020, month, day, hour, 30) / 6e4);
        }
      } all.join()`,
    'hours set around the changes of clocks': `const all = [];
      for (const [month, day] of [[2, 8], [2, 29], [3, 5], [9, 4], [9, 25], [10, 1]]) {
        for (let hour = 0; hour < 5; hour++) {
          const date = new Date(2020, month, day, 12);
          all.push(date.setHours(hour, 30) / 6e4, date.getHours(), date.getMinutes());
        }
      } all.join()`,
    'texts without a zone': `['2020-03-08T02:30', 'Nov 1 2020 1:30', '2020-03-29 02:30', 'Jul 1 1950']
      .map((text) => Date.parse(text))`,
    'the text is taken back': 'const date = new Date(1.59e12); Date.parse(String(date)) - date',
    'local fields': `const date = new Date(1.59e12); [date.getFullYear(), date.getMonth(), date.getDate(),
      date.getDay(), date.getHours(), date.getMinutes()]`,
    'what is set': `const date = new Date(1.59e12); [date.setDate(40), date.setMonth(13, 1),
      date.setFullYear(2000, 1, 29), date.setMinutes(90), date.setSeconds(1, 2), date.setMilliseconds(5000),
      date.setHours(30, 1, 1, 1)]`,
  };
  for (const [name, code] of Object.entries(cases))
    inZones[`${zone}: ${name}`] = inZone(zone, code);
}

module.exports = [
  { cases: parsed },
  { cases: inZones },
  {
    cases: {
      'new Date of a text': 'new Date("Jan 2, 2020 03:04 PM").getTime()',
      'new Date of an object': `[new Date({ valueOf: () => 5 }), new Date({ toString: () => "Jan 2, 2020" }),
        new Date({ [Symbol.toPrimitive]: (hint) => hint === "default" ? "1/2/2020" : 0 })].map(Number)`,
      'new Date of a date with other methods': `const date = new Date(5); date.valueOf = () => 6;
        date[Symbol.toPrimitive] = () => 7; +new Date(date).getTime()`,
      'new Date of primitives':
        '[null, undefined, true, false, "", " ", "5", 5.9, -5.9, NaN, Infinity, -0].map((v) => +new Date(v))',
      'new Date of a bigint': 'new Date(5n)',
      'new Date of a symbol': 'new Date(Symbol())',
      'new Date of parts': `[new Date(2020, 1), new Date(99, 0, 1), new Date(100, 0), new Date(-1, 0),
        new Date(2020, NaN), new Date(275760, 8, 13), new Date(275760, 8, 14),
        new Date(2020, 1, 2, 3, 4, 5, 6, 7)].map(Number)`,
      'parts are converted in order': `const seen = []; const part = (n) => ({ valueOf() { seen.push(n); return n; } });
        new Date(part(2020), part(1), part(2), part(3)); seen.join()`,
      'the text of no date':
        '[String(new Date(NaN)), new Date(NaN).toTimeString(), new Date(NaN).toDateString()]',
      'the text of the extremes':
        '[8.64e15, -8.64e15, -62167219200001, 253402300800000].map((t) => String(new Date(t)))',
      'a call without new': `[typeof Date(5), Math.abs(Date.parse(Date()) - Date.now()) < 5000,
        Date() === String(new Date()) || Date() === String(new Date())]`,
      'parse converts':
        '[Date.parse(2020), Date.parse(), Date.parse(null), Date.parse({ toString: () => "2020" })]',
      'parse of a symbol': 'Date.parse(Symbol())',
      'toString of no date': 'Date.prototype.toString.call({})',
      'toTimeString of no date': 'Date.prototype.toTimeString.call({})',
      'setHours of no date': 'Date.prototype.setHours.call({}, 1)',
      'setters of no time': `const date = () => new Date(NaN); [date().setDate(1), date().setHours(1),
        date().setFullYear(2000), date().setMonth(1), date().setMilliseconds(1)]`,
      'setters without arguments':
        '[new Date(0).setDate(), new Date(0).setHours(), new Date(0).setFullYear()]',
      'the functions': `[Date, Date.parse, Date.prototype.toString, Date.prototype.toTimeString,
        Date.prototype.setHours, Date.prototype.setFullYear, Date.prototype.getTimezoneOffset]
        .map((f) => f.name + f.length + f)`,
      'a Date of the host': 'new Date(hostDate).getTime()',
      'the text of a Date of the host': 'String(hostDate)',
      'the text in the host': { steps: ['new Date(0)', { host: 'String(results[0])' }] },
      'a date as a string': '`${new Date(0)}` + new Date(0)',
      'JSON of a date': 'JSON.stringify([new Date(0), new Date(NaN)])',
      'a subclass': 'class D extends Date {} new D("Jan 2, 2020") instanceof D',
    },
    context: '{ hostDate: new Date(5) }',
  },
];
