import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { tissueViability } from '../../bot/local/demonstration/places.ts';
import type { NewMessage, SeenAttachment } from '../../bot/local/ward/page-contract.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { corpus } from '../corpus/corpus.ts';
import {
  cardsOf,
  messageIn,
  originalsFor,
  outcomesOf,
  setOnce,
  settledAs,
  sha256,
} from './process/follow-message.ts';
import { openStory } from './process/open-story.ts';
import type { Story } from './process/open-story.ts';
import { changeWeather, upload } from './process/visit-ward.ts';
import { waitFor } from './process/wait-for.ts';
import {
  clipped,
  docx,
  FILE_GONE,
  MESSAGE_GONE,
  NIGHT,
  pasted,
  PHOTOS,
  TEA,
  WAYS,
  WOUNDS,
} from './process/ways-to-share.ts';

const SITE_OF_WOUNDS = tissueViability.siteId;
const POLICY = fileURLToPath(new URL('process/observing-policy.yaml', import.meta.url));

interface Posted {
  readonly id: string;
  /** What the poster could see before anything was done about it. */
  readonly attachments: readonly SeenAttachment[];
}

let story: Story;
let outOfReach: Posted & { readonly set: StoredSet };
beforeAll(async () => {
  story = await openStory({ SAFELIGHT_POLICY: POLICY });
  outOfReach = await postOutOfReach();
}, 180_000);
afterAll(() => story.close(), 30_000);

const post = async (place: string, poster: Person, message: Partial<NewMessage>): Promise<Posted> => {
  const id = await story.at(poster).post(place, message);
  const { attachments } = await messageIn(story.at(poster), place, id);
  return { id, attachments };
};

/** While Graph does not give messages out; what is read again half a minute later is looked at last. */
const postOutOfReach = async (): Promise<typeof outOfReach> => {
  const faults = [{ route: 'graph.message.get', status: 503, times: 1_000 }];
  await changeWeather(story.product.ward, { inlineOnChannelActivity: true, faults });
  const posted = await post(PHOTOS, people.f1, { text: 'Sacrum', inline: [pasted('patient-a-1.jpg')] });
  const set = await setOnce(story.ledger, posted.id, 'in custody', (one) => one.state === 'stored');
  expect(await messageIn(story.at(people.f1), PHOTOS, posted.id)).toMatchObject({ state: 'shown' });
  await changeWeather(story.product.ward, { inlineOnChannelActivity: false, faults: [] });
  return { ...posted, set };
};

const cardSays = (place: string, set: StoredSet, words: string, to: Person = people.f1): Promise<true> =>
  waitFor(`the card says "${words}"`, async () =>
    JSON.stringify(await cardsOf(story.at(to), place, set)).includes(words) ? true : undefined,
  );

/** How many messages the bot has sent to this person alone that say so. */
const toldTo = async (person: Person, words: string): Promise<number> =>
  (await story.at(person).see(`bot:${person.oid}`)).filter(
    ({ from, attachments }) => from.bot && JSON.stringify(attachments).includes(words),
  ).length;

describe('However a photograph is shared', () => {
  const posted = new Map<string, Posted>();
  beforeAll(async () => {
    // Reading a message takes a second in this weather: time to note what its readers could see at first.
    await changeWeather(story.product.ward, { latencyMs: { 'graph.message.get': 1_000 } });
    for (const way of WAYS) posted.set(way.how, await post(way.place, way.poster, way.message));
    await changeWeather(story.product.ward, {});
  }, 90_000);

  it.each(WAYS)(
    'it is in custody, has one card, and is gone: $how',
    async (way) => {
      const { id, attachments } = posted.get(way.how) ?? { id: '', attachments: [] };
      const set = await setOnce(story.ledger, id, way.how, settledAs(...way.ends));
      expect(set.images.map((image) => image.mediaType).toSorted()).toEqual(way.types);
      const reader = way.reader ?? people.registrar;
      expect(await originalsFor(await story.reading(reader), set)).toEqual(
        way.holds.map((name) => sha256(corpus(name))).toSorted(),
      );
      const cards = await cardsOf(story.at(way.poster), way.place, set);
      expect(cards.map((card) => card.replyTo)).toEqual([way.place.includes('tacv2') ? id : undefined]);
      expect(await messageIn(story.at(way.poster), way.place, id)).toMatchObject({
        state: 'deleted',
        attachments: [],
      });
      expect(attachments).toHaveLength(way.holds.length);
      for (const { key = '' } of attachments) {
        expect(await story.at(way.poster).picture(key)).toBeUndefined();
        expect(await story.at(reader).picture(key)).toBeUndefined();
      }
    },
    90_000,
  );
});

describe('What is not a photograph', () => {
  it('a web page and a Word document dressed as photographs stay, and their poster is told that they are not protected', async () => {
    const { f1 } = people;
    const page = await post(NIGHT, f1, { text: 'See', files: [clipped('page.jpg', 'image/jpeg')] });
    const letter = await post(NIGHT, f1, { files: [upload('photo.jpg', 'image/jpeg', docx)] });
    for (const { id } of [page, letter])
      await setOnce(story.ledger, id, 'left alone', (set) => set.state === 'gone-before-custody');
    expect(await story.ledger.setsOf(page.id)).toMatchObject([{ why: 'no-images' }]);
    await waitFor('the poster is told of each', async () =>
      (await toldTo(f1, 'not protected')) === 2 ? true : undefined,
    );
    for (const { id, attachments } of [page, letter]) {
      expect(await messageIn(story.at(f1), NIGHT, id)).toMatchObject({ state: 'shown', attachments });
      expect(await story.at(f1).picture(attachments[0]?.key ?? '')).toBeDefined();
    }
  }, 90_000);

  it('words alone get no card', async () => {
    const before = (await story.at(people.nurse).see(NIGHT)).filter((one) => one.from.bot).length;
    const { id } = await post(NIGHT, people.nurse, { text: 'Has anybody seen the dressing trolley?' });
    await setOnce(story.ledger, id, 'left alone', (set) => set.state === 'gone-before-custody');
    expect((await story.at(people.nurse).see(NIGHT)).filter((one) => one.from.bot)).toHaveLength(before);
  });

  it('beside a photograph, a document stays where it lies and its poster is told', async () => {
    const { registrar } = people;
    const { id, attachments } = await post(NIGHT, registrar, {
      files: [upload('plan.docx', 'application/octet-stream', docx), clipped('forearm.webp', 'image/webp')],
    });
    const set = await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE, FILE_GONE));
    expect(set.images.map((image) => image.mediaType)).toEqual(['image/webp']);
    await waitFor('the poster is told', async () =>
      (await toldTo(registrar, 'not protected')) === 1 ? true : undefined,
    );
    expect(await story.at(registrar).picture(attachments[0]?.key ?? '')).toEqual(docx);
  }, 90_000);
});

describe('The thread', () => {
  it('a photograph in a reply goes, the words it answers stay, and the card names again who was mentioned', async () => {
    const { nurse, registrar, consultant } = people;
    const root = await post(PHOTOS, registrar, { text: 'How is the flap?' });
    const reply = await post(PHOTOS, nurse, {
      text: `@${consultant.name} like this`,
      mentions: [consultant.oid],
      replyTo: root.id,
      inline: [pasted('patient-c-1.jpg')],
    });
    const set = await setOnce(story.ledger, reply.id, 'removed', settledAs(MESSAGE_GONE));
    const [card, ...others] = await cardsOf(story.at(nurse), PHOTOS, set);
    expect(others).toEqual([]);
    expect(card).toMatchObject({ replyTo: root.id });
    expect(JSON.stringify(card)).toContain(`<at>${consultant.name}</at>`);
    expect(await messageIn(story.at(nurse), PHOTOS, root.id)).toMatchObject({ state: 'shown' });
    expect(await messageIn(story.at(nurse), PHOTOS, reply.id)).toMatchObject({ state: 'deleted' });
  }, 90_000);

  it('a message delivered three times is one set with one card', async () => {
    await changeWeather(story.product.ward, { deliveries: 3 });
    const { id } = await post(NIGHT, people.nurse, { inline: [pasted('patient-a-2.jpg')] });
    const set = await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE));
    await changeWeather(story.product.ward, { deliveries: 1 });
    expect(set.images).toHaveLength(1);
    expect(await cardsOf(story.at(people.nurse), NIGHT, set)).toHaveLength(1);
  }, 90_000);

  it('a photograph added to words by an edit is taken like any other', async () => {
    const { id } = await post(NIGHT, people.nurse, { text: 'Photograph to follow' });
    await setOnce(story.ledger, id, 'left alone', (set) => set.state === 'gone-before-custody');
    await story.at(people.nurse).edit(NIGHT, id, { addInline: [pasted('patient-c-2.jpg')] });
    const set = await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE));
    expect(await cardsOf(story.at(people.nurse), NIGHT, set)).toHaveLength(1);
  }, 90_000);

  it('a message brought back with Undo is removed again', async () => {
    const { fellviewNurse } = people;
    const { id } = await post(WOUNDS, fellviewNurse, { inline: [pasted('patient-b-2.jpg')] });
    const first = await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE));
    await story.at(fellviewNurse).undo(WOUNDS, id);
    const removedAt = ({ copies }: typeof first): string => JSON.stringify(copies[0]?.outcome);
    await setOnce(
      story.ledger,
      id,
      'removed again',
      (set): set is typeof first => settledAs(MESSAGE_GONE)(set) && removedAt(set) !== removedAt(first),
    );
    expect(await messageIn(story.at(fellviewNurse), WOUNDS, id)).toMatchObject({ state: 'deleted' });
    expect(await cardsOf(story.at(fellviewNurse), WOUNDS, first)).toHaveLength(1);
  }, 90_000);
});

describe('What cannot be removed at once', () => {
  it('a file that lives elsewhere is in custody, stays where it is, and the card says that some can still be seen', async () => {
    const { f1 } = people;
    const { id, attachments } = await post(PHOTOS, f1, { link: clipped('patient-c-2.jpg', 'image/jpeg') });
    const set = await setOnce(
      story.ledger,
      id,
      'removed but for the link',
      settledAs(MESSAGE_GONE, 'link left -'),
    );
    expect(await originalsFor(await story.reading(people.registrar), set)).toEqual([
      sha256(corpus('patient-c-2.jpg')),
    ]);
    expect(await story.at(f1).picture(attachments[0]?.key ?? '')).toBeDefined();
    await cardSays(PHOTOS, set, 'some can still be seen');
  }, 90_000);

  it('with the message out of reach, custody was taken from the activity, and the rest follows once it answers', async () => {
    const { id, set: taken } = outOfReach;
    expect(outcomesOf(taken)).toEqual(['message visible -']);
    const set = await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE));
    expect(set.images.map((image) => image.sha256)).toEqual([sha256(corpus('patient-a-1.jpg'))]);
    expect((await (await story.reading(people.registrar)).get(`/sets/${set.id}`)).text).toContain('Sacrum');
    expect(await cardsOf(story.at(people.f1), PHOTOS, set)).toHaveLength(1);
  }, 90_000);

  it('of a poster who has not signed in the file goes and the message waits; edits join the same set; all goes when they sign in', async () => {
    const { consultant } = people;
    const at = story.at(consultant);
    await at.signOut();
    const { id } = await post(PHOTOS, consultant, {
      inline: [pasted('patient-b-1.jpg')],
      files: [clipped('patient-b-2.jpg', 'image/jpeg')],
    });
    const waits = 'message awaiting-poster visible';
    const asked = await setOnce(story.ledger, id, 'poster asked', settledAs(waits, FILE_GONE));
    await cardSays(PHOTOS, asked, 'Not removed yet');
    await waitFor('the poster is asked', async () =>
      (await toldTo(consultant, 'Remove now')) > 0 ? true : undefined,
    );
    await at.edit(PHOTOS, id, { addInline: [pasted('patient-c-1.jpg')] });
    await setOnce(
      story.ledger,
      id,
      'the added picture is in custody',
      (set): set is typeof asked => settledAs(waits, FILE_GONE)(set) && set.images.length === 3,
    );
    await at.signIn();
    const set = await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE, FILE_GONE));
    expect(set.id).toBe(asked.id);
    expect(await cardsOf(at, PHOTOS, set)).toHaveLength(1);
    expect(await messageIn(at, PHOTOS, id)).toMatchObject({ state: 'deleted' });
  }, 90_000);

  it('a chat’s file of a poster who never signed in stays until they do, and they are told', async () => {
    const { registrar } = people;
    const at = story.at(registrar);
    await at.signOut();
    const { id } = await post(NIGHT, registrar, { files: [clipped('patient-a-1.jpg', 'image/jpeg')] });
    await waitFor('the poster is told', async () =>
      (await toldTo(registrar, 'Your image is not safe yet')) > 0 ? true : undefined,
    );
    expect(await messageIn(at, NIGHT, id)).toMatchObject({ state: 'shown' });
    await at.signIn();
    await setOnce(story.ledger, id, 'removed', settledAs(MESSAGE_GONE, FILE_GONE));
  }, 90_000);

  it('a file kept by a retention label is in custody and is said to be kept', async () => {
    const { fellviewNurse, fellviewConsultant } = people;
    await changeWeather(story.product.ward, { labelledSites: [SITE_OF_WOUNDS] });
    const { id, attachments } = await post(WOUNDS, fellviewNurse, {
      files: [clipped('patient-c-1.jpg', 'image/jpeg')],
    });
    const kept = settledAs(MESSAGE_GONE, 'file file-blocked-by-retention visible');
    const set = await setOnce(story.ledger, id, 'message removed, file kept', kept);
    await changeWeather(story.product.ward, { labelledSites: [] });
    expect(await originalsFor(await story.reading(fellviewConsultant), set)).toEqual([
      sha256(corpus('patient-c-1.jpg')),
    ]);
    await cardSays(WOUNDS, set, 'retention policy', fellviewNurse);
    expect(await story.at(fellviewNurse).picture(attachments[0]?.key ?? '')).toBeDefined();
  }, 90_000);

  it('where Safelight only observes, a photograph is in custody, nothing is removed, and the card says so', async () => {
    const { nurse } = people;
    const { id, attachments } = await post(TEA, nurse, { inline: [pasted('forearm.jpg')] });
    const left = (set: ImageSet): set is StoredSet => set.state === 'stored' && set.card.state === 'standing';
    const set = await setOnce(story.ledger, id, 'in custody', left);
    expect(set).toMatchObject({
      mode: 'observe',
      copies: [{ outcome: { state: 'left', why: 'observe-mode' } }],
    });
    await cardSays(TEA, set, 'only observing');
    expect(await messageIn(story.at(nurse), TEA, id)).toMatchObject({ state: 'shown', attachments });
    expect(await originalsFor(await story.reading(people.registrar), set)).toEqual([
      sha256(corpus('forearm.jpg')),
    ]);
  }, 90_000);
});
