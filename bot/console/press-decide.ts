import { errorWords } from '../../cards/text.ts';
import { decideDeclined } from '../actions/decide-declined.ts';
import { setId } from '../set/ids.ts';
import { membersOf, namedIn } from '../viewer/consent/members.ts';
import type { SignedInAnswer } from '../viewer/http/asked.ts';
import { redirect } from '../viewer/http/asked.ts';
import { messagePage } from '../viewer/message-page.ts';
import { saidNo } from '../viewer/press.ts';
import type { Room } from '../viewer/room.ts';
import { governed, refuse } from './governed.ts';

/** `POST /console/decide`: one person's word on what the patient refused; the second who says the same decides. */
export const pressDecide =
  (room: Pick<Room, 'ledger' | 'keys' | 'names' | 'policy' | 'clock' | 'poke'>): SignedInAnswer =>
  async ({ session: { account }, form }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    const id = setId(form.get('set') ?? '');
    const outcome = (['destroy', 'keep-by-law', 'court-order'] as const).find(
      (one) => one === form.get('outcome'),
    );
    if (outcome === undefined) return messagePage(400, errorWords['bad-request'], account);
    try {
      const set = await room.ledger.read(own.id, id);
      const members = set?.state === 'stored' ? await membersOf(room, set) : [];
      await decideDeclined(room)({
        ...{ organisation: own.id, set: id, account, outcome },
        reason: (form.get('reason') ?? '').slice(0, MOST),
        document: (form.get('document') ?? '').slice(0, MOST),
        viewers: namedIn(form, members),
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect('/console');
  };

/** One line. */
const MOST = 300;
