import type { Weather } from '../page-contract.ts';
import type { Collection } from './journal.ts';

type Fault = NonNullable<Weather['faults']>[number];

/** A route is named exactly, by its family (`graph.*`), or with all others (`*`). */
const namesOf = (route: string): string[] => [route, `${route.split('.')[0] ?? ''}.*`, '*'];

/** The weather now: features, latencies, and faults that wear off as they strike. */
export class Sky {
  readonly #kept: Collection<Weather>;
  #weather: Weather;
  #faults: { fault: Fault; left: number }[] = [];

  constructor(kept: Collection<Weather>, first: Weather | undefined) {
    this.#kept = kept;
    this.#weather = kept.get('now') ?? first ?? {};
    this.#arm();
  }

  /** Faults with the times they have left: set again as they were read, they strike no oftener. */
  get now(): Weather {
    if (this.#faults.length === 0) return this.#weather;
    const left = this.#faults.filter((one) => one.left > 0);
    return { ...this.#weather, faults: left.map(({ fault, left: times }) => ({ ...fault, times })) };
  }

  change(weather: Weather): void {
    this.#weather = weather;
    this.#kept.put('now', weather);
    this.#arm();
  }

  latency(route: string): number {
    const asked = this.#weather.latencyMs ?? {};
    const [named] = namesOf(route).filter((name) => asked[name] !== undefined);
    return named === undefined ? 0 : (asked[named] ?? 0);
  }

  /** The fault this call meets, counted off. Status 0 cuts the connection. */
  strike(route: string): Fault | undefined {
    const names = namesOf(route);
    const found = this.#faults.find((one) => one.left > 0 && names.includes(one.fault.route));
    if (found) found.left -= 1;
    return found?.fault;
  }

  #arm(): void {
    this.#faults = (this.#weather.faults ?? []).map((fault) => ({ fault, left: fault.times }));
  }
}
