import type { ChatMember, ChatRead } from '../../ports/chat.ts';
import { SafelightError } from '../../set/errors.ts';
import { personId } from '../../set/ids.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import { at, list, text } from '../wire/read-json.ts';
import { conversationPath } from './connector.ts';
import type { Connector } from './connector.ts';
import { readReference } from './reference.ts';

const PAGE = 500;
const MOST_PAGES = 40;

const isGone = (error: unknown): boolean => error instanceof SafelightError && error.code === 'message-gone';

/**
 * Who is in a conversation, asked of the Bot Connector at that moment: one person a call, at limits that allow it with
 * every viewing. Remembers only what the Bot Connector calls each person (`29:…`), which does not change.
 */
export class Roster implements Pick<ChatRead, 'member' | 'members'> {
  readonly #connector: Connector;
  readonly #userIds = new Map<string, string>();

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  /** Notes the Bot Connector's id of a person, from an activity of theirs. */
  remember(tenant: string, oid: string, userId: string): void {
    if (oid !== '' && userId.startsWith('29:')) this.#userIds.set(`${tenant} ${oid}`, userId);
  }

  /** The Bot Connector's id of a person of this conversation; undefined where they are not in it and were never seen. */
  async userId(place: Place, oid: string): Promise<string | undefined> {
    const key = `${place.tenant} ${oid}`;
    if (!this.#userIds.has(key)) await this.#ask(place, oid);
    return this.#userIds.get(key);
  }

  async member(place: Place, person: PersonId): Promise<ChatMember | undefined> {
    const found = this.#read(place, await this.#ask(place, person.oid));
    if (found?.person.oid !== person.oid) return undefined;
    // The same oid in another tenant is another person.
    return person.tid === place.tenant || person.tid === found.person.tid ? found : undefined;
  }

  async members(place: Place): Promise<readonly ChatMember[]> {
    const { serviceUrl, conversation } = readReference(place);
    const found: ChatMember[] = [];
    let next = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const from = next === '' ? '' : `&continuationToken=${encodeURIComponent(next)}`;
      const path = `${conversationPath(conversation)}/pagedmembers?pageSize=${PAGE}${from}`;
      const answer = await this.#connector.call({ method: 'GET', serviceUrl, path });
      found.push(...list(at(answer, 'members')).flatMap((one) => this.#read(place, one) ?? []));
      next = text(at(answer, 'continuationToken')) ?? '';
      if (next === '') break;
    }
    return found;
  }

  async #ask(place: Place, oid: string): Promise<unknown> {
    if (oid === '') return undefined;
    const { serviceUrl, conversation } = readReference(place);
    const path = `${conversationPath(conversation)}/members/${encodeURIComponent(oid)}`;
    try {
      const found = await this.#connector.call({ method: 'GET', serviceUrl, path });
      this.#read(place, found);
      return found;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  #read(place: Place, account: unknown): ChatMember | undefined {
    const oid = text(at(account, 'aadObjectId')) ?? text(at(account, 'objectId'));
    if (oid === undefined) return undefined;
    this.remember(place.tenant, oid, text(at(account, 'id')) ?? '');
    const tenant = text(at(account, 'tenantId')) ?? place.tenant;
    const role = text(at(account, 'userRole')) ?? 'user';
    return {
      person: personId(tenant, oid),
      name: text(at(account, 'name')) ?? '',
      guest: role !== 'user' || tenant !== place.tenant,
    };
  }
}
