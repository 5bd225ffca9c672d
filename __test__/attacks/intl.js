'use strict';

/** `Intl`: the host does the work behind one narrow function. */

module.exports = [
  {
    name: 'the constructors of Intl',
    guest: `report('looked'); climb(Intl, 4); for (const k of Reflect.ownKeys(Intl)) { climb(Intl[k], 4); compile(attempt(() => Intl[k].constructor) ?? report) } compile(Intl.constructor.constructor)`,
  },
  {
    name: 'an object of each class',
    guest: `report('made'); for (const [k, make] of Object.entries({ Collator: () => new Intl.Collator(), DateTimeFormat: () => new Intl.DateTimeFormat('en', { timeZone: 'UTC' }), NumberFormat: () => new Intl.NumberFormat(), PluralRules: () => new Intl.PluralRules(), RelativeTimeFormat: () => new Intl.RelativeTimeFormat('en'), ListFormat: () => new Intl.ListFormat('en'), DisplayNames: () => new Intl.DisplayNames('en', { type: 'language' }), Segmenter: () => new Intl.Segmenter('en'), Locale: () => new Intl.Locale('en') })) { const o = attempt(make); climb(o, 5); climb(attempt(() => o.resolvedOptions()), 5); climb(attempt(() => o.format), 4); for (const s of Object.getOwnPropertySymbols(o ?? {})) climb(o[s], 4) }`,
  },
  {
    name: 'what Intl gives back',
    guest: `report('asked'); climb(attempt(() => new Intl.DateTimeFormat('en').formatToParts(0)), 5); climb(attempt(() => new Intl.NumberFormat('en').formatToParts(1)), 5); climb(attempt(() => Intl.getCanonicalLocales('en')), 5); climb(attempt(() => new Intl.Segmenter('en').segment('a b')), 5); climb(attempt(() => [...new Intl.Segmenter('en').segment('a b')]), 5); climb(attempt(() => Intl.supportedValuesOf('calendar')), 4)`,
  },
  {
    name: 'options that are asked for in the host',
    guest: `report('asked'); const opts = new Proxy({}, { get(...all) { climb(all, 3); return undefined }, has(...all) { climb(all, 3); return false }, ownKeys(...all) { climb(all, 3); return [] } }); for (const f of [() => new Intl.NumberFormat('en', opts), () => (1).toLocaleString('en', opts), () => new Date(0).toLocaleString('en', opts), () => [1].toLocaleString('en', opts), () => 'a'.localeCompare('b', 'en', opts), () => new Intl.DurationFormat('en', opts)]) attempt(f); attempt(() => new Intl.NumberFormat({ toString(...all) { climb(all); climb(this, 2); return 'en' } }))`,
  },
  {
    name: 'errors of Intl and their class',
    guest: `report('tried'); for (const f of [() => new Intl.NumberFormat('!'), () => new Intl.DateTimeFormat('en', { timeZone: 'No/Where' }), () => new Intl.NumberFormat('en', { style: 'currency' }), () => Intl.NumberFormat.prototype.format.call({}), () => Intl.Collator.call(Object.create(null), '!'), () => new Date(NaN).toLocaleString('en', {})]) try { f() } catch (e) { say(e); climb(e, 4); compile(e.constructor.constructor) }`,
  },
  {
    name: "the host's locale and time zone are the only things told",
    guest: `const all = [Intl.DateTimeFormat().resolvedOptions(), new Intl.NumberFormat().resolvedOptions(), attempt(() => Intl.Locale('en'))]; report(JSON.stringify(all)); report('asked')`,
  },
  {
    name: 'Intl of the host handed in',
    context: () => ({ HostIntl: Intl, format: new Intl.NumberFormat('en'), date: new Date(0) }),
    guest: `report('looked'); climb(HostIntl, 4); climb(format, 5); compile(attempt(() => HostIntl.NumberFormat.constructor) ?? report); compile(attempt(() => format.constructor.constructor) ?? report); tell(() => format.format(1)); climb(attempt(() => format.format), 4); attempt(() => { HostIntl.NumberFormat.prototype.format = 1 }); attempt(() => { HostIntl.attacked = 1 })`,
  },
];
