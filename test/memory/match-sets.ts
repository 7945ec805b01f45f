import { askedAs, facets } from '../../bot/adapters/postgres/facets.ts';
import { hasLapsed } from '../../bot/policy/lapse.ts';
import type { SetQuery } from '../../bot/ports/ledger.ts';
import { samePerson } from '../../bot/set/ids.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { isOpenMisSend } from '../../bot/set/mis-send.ts';
import type { MessagePlace } from '../../bot/set/place.ts';

export const isOf = (set: ImageSet, at: MessagePlace): boolean =>
  set.origin.place.tenant === at.place.tenant &&
  set.origin.place.conversation === at.place.conversation &&
  set.origin.message === at.message;

/** How many of those found, from which end. */
export const sliceOf = (query: SetQuery): [from?: number, to?: number] => {
  if (query.by === 'page') return [0, query.most];
  if ('oldest' in query) return [-query.oldest];
  return 'newest' in query ? [0, query.newest] : [];
};

export const matches = (set: ImageSet, query: SetQuery): boolean => {
  switch (query.by) {
    case 'message':
      return isOf(set, query.at);
    case 'patient':
      return facets(set).lookups.includes(query.lookup);
    case 'conversation':
      return set.origin.place.conversation === query.conversation && set.postedAt >= query.since;
    case 'posted':
      return set.postedAt >= query.since;
    case 'poster':
      return samePerson(set.poster, query.person);
    case 'outstanding-of':
      return samePerson(set.poster, query.person) && facets(set).outstanding;
    case 'lapsed-unfiled':
      return facets(set).unfiled && hasLapsed(set, query.at);
    case 'all':
      return true;
    case 'asked-of':
      return facets(set).asked.includes(askedAs('of', query.person));
    case 'asked-by':
      return facets(set).asked.includes(askedAs('by', query.person));
    case 'page':
      return query.after === undefined || set.id > query.after;
    case 'marked':
      return set.state === 'stored' && set.notClinical !== undefined;
    case 'observed':
      return set.state === 'stored' && set.mode === 'observe';
    case 'exceptional':
      return (
        set.state === 'stored' &&
        ((set.urgentCare ?? []).some((one) => one.reviewed === undefined) ||
          (set.misSends ?? []).some(isOpenMisSend))
      );
    case 'unfiled':
    case 'outstanding':
    case 'alerting':
      return facets(set)[query.by];
  }
};
