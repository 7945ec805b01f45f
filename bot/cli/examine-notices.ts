import type { OrganisationPolicy } from '../policy/conversations.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Examination, Finding } from './doctor.ts';

/** What one request brought: the status, and where it sends whoever asks on to. */
export interface Answered {
  readonly status: number;
  readonly location: string | null;
}
type Ask = (address: string) => Promise<Answered>;

const PATIENCE_MS = 10_000;
/** Within one host: a slash at the end, a language. More is going in circles. */
const MOST_STEPS = 3;

/**
 * Whether the privacy notice that patients are sent to still answers (INF-06): by https, on the host the policy file
 * names. An address that leads elsewhere today is not the notice the trust put there.
 */
export const examineNotices = (
  organisations: () => Promise<readonly OrganisationPolicy[]>,
  isDemonstration: boolean,
  ask: Ask = askOnce,
): Examination => ({
  setting: 'SAFELIGHT_POLICY',
  what: 'privacy notices that patients are sent to',
  look: async () => {
    if (isDemonstration) return { state: 'unchecked', seen: 'the demonstration’s address is invented.' };
    let listed: readonly OrganisationPolicy[];
    try {
      listed = await organisations();
    } catch (thrown) {
      const code = asSafelightError(thrown).code;
      return { state: 'unchecked', seen: `the policy file has to be mended first (${code}).` };
    }
    const faults: string[] = [];
    const silent = listed.filter(({ patients }) => patients?.privacyNotice === undefined);
    for (const { id, patients } of listed) {
      const fault =
        patients?.privacyNotice === undefined ? undefined : await faultOf(patients.privacyNotice, ask);
      if (fault !== undefined) faults.push(`${id}: ${fault}`);
    }
    return inWords(
      listed.length - silent.length,
      faults,
      silent.map(({ id }) => id),
    );
  },
});

const inWords = (looked: number, faults: readonly string[], silent: readonly string[]): Finding => {
  const without = silent.length === 0 ? '' : ` None is named for ${silent.join(', ')}.`;
  if (faults.length > 0)
    return {
      state: 'fail',
      seen: `${faults.join('; ')}.${without}`,
      mend: 'Put the notice’s address of today into the policy file (patients: privacyNotice), or mend the page.',
    };
  if (looked === 0) return { state: 'unchecked', seen: without.trim() };
  return {
    state: 'pass',
    seen: `${looked} answer${looked === 1 ? 's' : ''}; what the page says, only a person can tell.${without}`,
  };
};

/** What is wrong with it; undefined: it answers where it should. */
const faultOf = async (address: string, ask: Ask): Promise<string | undefined> => {
  const named = new URL(address);
  if (named.protocol !== 'https:') return 'it is not an https address';
  let at = named;
  for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
    const answered = await ask(at.href).catch(() => undefined);
    if (answered === undefined) return `${named.host} does not answer`;
    const { status, location } = answered;
    if (status >= 200 && status < 300) return undefined;
    if (status < 300 || status >= 400 || location === null)
      return `${named.host} answers with status ${status}`;
    const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined;
    if (next?.protocol !== 'https:' || next.host !== named.host)
      return `${named.host} sends people on to ${next?.origin ?? 'nowhere'}`;
    at = next;
  }
  return `${named.host} sends people in circles`;
};

const askOnce: Ask = async (address) => {
  const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
  await answer.body?.cancel();
  return { status: answer.status, location: answer.headers.get('location') };
};
