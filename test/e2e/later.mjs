/**
 * Loaded before everything else of a process, it puts the process's clock forward: what a restart finds after three
 * days, without waiting for three days. Only what the time is changes; how long things take does not.
 */
const later = Number(process.env.SAFELIGHT_TEST_HOURS_LATER ?? '0') * 3_600_000;
const TrueDate = globalThis.Date;
const now = () => TrueDate.now() + later;

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
  apply: () => new TrueDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
