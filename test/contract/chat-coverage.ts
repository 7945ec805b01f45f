import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatCoverage, RemovalSignIns } from '../../bot/ports/chat-coverage.ts';
import { conversationId } from '../../bot/set/ids.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import type { Place } from '../../bot/set/place.ts';

/** A tenant to look at: one team with two standard channels, one group chat, everything granted. */
export interface MadeChatCoverage {
  readonly seen: ChatCoverage;
  readonly signIns: RemovalSignIns;
  readonly team: string;
  readonly channel: Place;
  readonly secondChannel: string;
  readonly groupChat: Place;
  readonly owner: PersonId;
  readonly person: PersonId;
  readonly colleague: PersonId;
  /** As at the beginning: everything granted, everything there. */
  restore(): Promise<void>;
  makePrivate(): Promise<void>;
  /** Consent that was not given in the team, or in the chat. */
  withhold(where: 'team' | 'chat', permission: string): Promise<void>;
  /** The platform does not answer the next call. */
  goAway(): Promise<void>;
  signIn(): Promise<void>;
  /** Posts in the channel, whoever made them. */
  posts(): Promise<number>;
  close(): Promise<void>;
}

/** What every adapter that looks what the app can see must do (bot/ports/chat-coverage.ts). */
export const chatCoverageContract = (name: string, make: () => Promise<MadeChatCoverage>): void => {
  describe(`what the app can see in a team or chat: ${name}`, () => {
    let made: MadeChatCoverage;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());
    beforeEach(() => made.restore());

    it('lists every channel of a team with its name and kind', async () => {
      await made.makePrivate();
      const channels = await made.seen.channels(made.team);
      expect(channels.map(({ conversation, kind }) => [conversation, kind])).toEqual([
        [made.channel.conversation, 'private'],
        [made.secondChannel, 'standard'],
      ]);
      for (const channel of channels) expect(channel.name).not.toBe('');
    });

    it('says for good that a team is closed to it, or is none', async () => {
      const refused = made.seen.channels('5afe7ea3-0000-4000-8000-00000000ffff');
      await expect(refused).rejects.toMatchObject({
        code: expect.stringMatching(/^(chat-forbidden|message-gone)$/),
        transient: false,
      });
    });

    it('knows what was granted there to the app', async () => {
      expect(await made.seen.grants(made.channel)).toContain('ChannelMessage.Read.Group');
      expect(await made.seen.grants(made.groupChat)).toContain('ChatMessage.Read.Chat');
      await made.withhold('chat', 'ChatMessage.Read.Chat');
      expect(await made.seen.grants(made.groupChat)).not.toContain('ChatMessage.Read.Chat');
      expect(await made.seen.grants(made.channel)).toContain('ChannelMessage.Read.Group');
    });

    it('says nothing of grants where it may not even ask', async () => {
      await made.withhold('team', 'TeamsAppInstallation.Read.Group');
      expect(await made.seen.grants(made.channel)).toBeUndefined();
    });

    it('probes as custody reads: yes where it can be read', async () => {
      expect(await made.seen.probe(made.channel)).toBe('yes');
      expect(await made.seen.probe(made.groupChat)).toBe('yes');
    });

    it('probes as custody reads: refused without consent and in a private channel, absent where there is none', async () => {
      await made.makePrivate();
      expect(await made.seen.probe(made.channel)).toBe('refused');
      await made.withhold('chat', 'ChatMessage.Read.Chat');
      expect(await made.seen.probe(made.groupChat)).toBe('refused');
      const nowhere = { ...made.groupChat, conversation: conversationId('19:gone@thread.v2') };
      expect(await made.seen.probe(nowhere)).toBe('absent');
    });

    it('does not take a platform that is away for one that refuses', async () => {
      const looks = [
        () => made.seen.probe(made.channel),
        () => made.seen.grants(made.channel),
        () => made.seen.channels(made.team),
        () => made.seen.owners(made.channel),
      ];
      for (const look of looks) {
        await made.goAway();
        await expect(look()).rejects.toMatchObject({ transient: true });
      }
    });

    it('names a channel’s owners, and nobody for a chat', async () => {
      expect(await made.seen.owners(made.channel)).toEqual([made.owner]);
      expect(await made.seen.owners(made.groupChat)).toEqual([]);
    });

    it('knows who has signed in to the removal of their own messages', async () => {
      await made.signIn();
      expect(await made.signIns.has(made.groupChat, made.person)).toBe(true);
      expect(await made.signIns.has(made.groupChat, made.colleague)).toBe(false);
    });

    it('posts nothing while it looks', async () => {
      const before = await made.posts();
      await made.seen.probe(made.channel);
      await made.seen.grants(made.channel);
      await made.seen.owners(made.channel);
      await made.seen.channels(made.team);
      expect(await made.posts()).toBe(before);
    });
  });
};
