'use strict';

const moment = require('moment');
require('moment/locale/de');

module.exports = () => {
  moment.locale('en');
  const day = moment.utc('2024-02-28T23:30:15.250Z');
  const shown = day.clone().add(1, 'day').add(1, 'hour');
  const german = day.clone().locale('de');
  return [
    day.format(),
    shown.format('dddd, MMMM Do YYYY, h:mm:ss.SSS a [week] WW DDDo'),
    shown.toISOString(),
    shown.isLeapYear(),
    shown.diff(moment.utc('2020-01-01'), 'months', true).toFixed(4),
    german.format('LLLL'),
    german.from(moment.utc('2024-03-05')),
    moment.duration(98765432).humanize(),
    moment.duration('P3Y6M4DT12H30M5S').toISOString(),
    moment.utc('31/12/1999 08:09 PM', 'DD/MM/YYYY hh:mm A', true).unix(),
    moment.utc('2013-02-30', 'YYYY-MM-DD', true).isValid(),
    moment.utc('2015-W05-3').format('YYYY-MM-DD'),
    day.clone().startOf('isoWeek').format('YYYY-MM-DD'),
    day.clone().endOf('quarter').calendar(day),
    moment.parseZone('2013-01-01T05:00:00-03:30').format(),
    moment.utc([2010, 1, 14, 15, 25, 50, 125]).toArray(),
    moment.min(day, shown) === day,
    moment.localeData('de').months(day),
  ];
};
