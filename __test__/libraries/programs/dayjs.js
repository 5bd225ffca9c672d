'use strict';

const dayjs = require('dayjs');
for (const plugin of [
  'utc',
  'customParseFormat',
  'relativeTime',
  'weekOfYear',
  'duration',
  'toObject',
]) {
  dayjs.extend(require(`dayjs/plugin/${plugin}`));
}
require('dayjs/locale/fr');

module.exports = () => {
  const day = dayjs.utc('2024-02-29T10:20:30Z');
  return [
    day.format('dddd D MMMM YYYY HH:mm:ss.SSS Z'),
    day.locale('fr').format('dddd D MMMM YYYY'),
    day.add(1, 'year').format(),
    day.subtract(3, 'month').endOf('month').toISOString(),
    day.week(),
    day.diff('2023-01-01', 'day'),
    dayjs.utc('05/02/69 1:02:03 PM', 'MM/DD/YY h:mm:ss A').toISOString(),
    day.from(dayjs.utc('2024-03-30')),
    dayjs.duration({ hours: 26, minutes: 4 }).format('D HH:mm'),
    dayjs.duration(1e8).humanize(),
    day.isBefore('2025-01-01'),
    day.toObject(),
    dayjs('nonsense').isValid(),
  ];
};
