import { errorWords } from '../../../cards/text.ts';
import { misSendWords } from '../../../cards/text/mis-send.ts';
import { acknowledgeMisSend } from '../../actions/acknowledge-mis-send.ts';
import { reportMisSend } from '../../actions/report-mis-send.ts';
import { undoMisSend } from '../../actions/undo-mis-send.ts';
import { misSendId } from '../../set/ids.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import { misSendPage } from './mis-send-page.ts';
import type { Concern, MisSendRoom } from './read-mis-sends.ts';
import { concernOf, readOpens } from './read-mis-sends.ts';

/** `GET /sets/:id/mis-send` */
export const showMisSend =
  (room: MisSendRoom): SignedInAnswer =>
  async (asked) => {
    const concern = await concernOf(room, asked);
    if ('status' in concern) return concern;
    const { opens, members } = concern.sees ? await readOpens(room, concern.set) : { opens: [], members: [] };
    return misSendPage({ ...concern, opened: opens, members, now: room.clock.now() });
  };

/** `POST /sets/:id/mis-send`: acts at once. */
export const pressMisSend =
  (room: MisSendRoom): SignedInAnswer =>
  async (asked) => {
    const kind = (['wrong-people', 'wrong-patient'] as const).find((one) => one === asked.form.get('kind'));
    return press(room, asked, async ({ set, account, sees }) => {
      if (!sees) return messagePage(404, errorWords['not-allowed'], account);
      if (kind === undefined) return messagePage(400, errorWords['bad-request'], account);
      const about = { organisation: set.organisation, set: set.id, by: account.person, kind };
      await reportMisSend(room)(about);
      return redirect(`/sets/${set.id}/mis-send`);
    });
  };

/** `POST /sets/:id/mis-send/undo`: whoever pressed, for 60 seconds. */
export const pressUndo =
  (room: MisSendRoom): SignedInAnswer =>
  async (asked) =>
    press(room, asked, async ({ set, account }) => {
      const id = misSendId(asked.form.get('id') ?? '');
      await undoMisSend(room)({ organisation: set.organisation, set: set.id, by: account.person, id });
      const link = { href: `/sets/${set.id}`, text: misSendWords.openIt };
      return messagePage(200, { ...misSendWords.undoneWords, link }, account);
    });

/** `POST /sets/:id/mis-send/acknowledge`: "the patient was wrong" has been read. */
export const pressAcknowledge =
  (room: MisSendRoom): SignedInAnswer =>
  async (asked) =>
    press(room, asked, async ({ set, account }) => {
      await acknowledgeMisSend(room)({ organisation: set.organisation, set: set.id, by: account.person });
      return messagePage(200, misSendWords.thanks, account);
    });

const press = async (
  room: MisSendRoom,
  asked: SignedIn,
  act: (concern: Concern) => Promise<Reply>,
): Promise<Reply> => {
  const concern = await concernOf(room, asked);
  if ('status' in concern) return concern;
  try {
    const reply = await act(concern);
    room.poke();
    return reply;
  } catch (thrown) {
    return saidNo(thrown, concern.account);
  }
};
