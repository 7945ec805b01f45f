import type { Weather } from '../page-contract.ts';
import type { Collection } from './journal.ts';

type Fault = NonNullable<Weather['faults']>[number];

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

  get now(): Weather {
    return this.#weather;
  }

  change(weather: Weather): void {
    this.#weather = weather;
    this.#kept.put('now', weather);
    this.#arm();
  }

  latency(route: string): number {
    const asked = this.#weather.latencyMs ?? {};
    return asked[route] ?? asked[`${route.split('.')[0] ?? ''}.*`] ?? asked['*'] ?? 0;
  }

  /** The fault this call meets, counted off. Status 0 cuts the connection. */
  strike(route: string): Fault | undefined {
    const found = this.#faults.find((one) => one.left > 0 && one.fault.route === route);
    if (found) found.left -= 1;
    return found?.fault;
  }

  #arm(): void {
    this.#faults = (this.#weather.faults ?? []).map((fault) => ({ fault, left: fault.times }));
  }
}
