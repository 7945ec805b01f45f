import type { Logger } from 'pino';
import type { Alerts } from '../ports/alerts.ts';
import { HOUR } from '../set/instant.ts';
import { keepHeads } from '../restore/keep-heads.ts';
import { every, type Loop } from '../sweep/every.ts';
import { sweepStaging } from '../sweep/staged-pieces.ts';
import { sweepStrays } from '../sweep/stray-blobs.ts';
import { errorFacts } from './log.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';

const STRAYS_EVERY = 6 * HOUR;
const STAGING_EVERY = HOUR;

interface StoreParts {
  readonly stores: Stores;
  readonly alerts: Alerts;
  readonly log: Logger;
}

/** What the store needs from time to time: strays swept, and how far the audit has come noted outside the database. */
export const keepStore = ({ stores, alerts, log }: StoreParts): Loop => {
  const { ledger, blobs, captures } = stores;
  const heads = keepHeads({
    ...{ ledger, blobs, alerts },
    tell: (error) => {
      log.warn(errorFacts(error), 'the journal was not written');
    },
  });
  const sweep = async (): Promise<void> => {
    const note = await sweepStrays({ ledger, blobs, clock: systemClock });
    if (note.what === 'strays-kept-back') log.warn(note, 'the store holds pictures the ledger does not know');
    else log.info(note, 'strays swept');
  };
  const strays = every(STRAYS_EVERY, sweep, (error) => {
    log.warn(errorFacts(error), 'strays were not swept');
  });
  const lookAtStaging = async (): Promise<void> => {
    log.info(await sweepStaging({ captures, ledger, blobs, clock: systemClock }), 'staging swept');
  };
  const staging = every(STAGING_EVERY, lookAtStaging, (error) => {
    log.warn(errorFacts(error), 'staging was not swept');
  });
  return {
    start: () => {
      heads.start();
      strays.start();
      staging.start();
    },
    stop: async () => {
      await Promise.all([heads.stop(), strays.stop(), staging.stop()]);
    },
  };
};
