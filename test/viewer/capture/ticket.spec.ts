import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { cameraLink } from '../../../bot/viewer/capture/camera-link.ts';
import { openTicket, sealTicket, TICKET_MS } from '../../../bot/viewer/capture/ticket.ts';
import { openPending, sealPending } from '../../../bot/viewer/pending-cookie.ts';
import { openNote, sealNote } from '../../../bot/viewer/sealed-note.ts';
import { conversationId, messageId, organisationId } from '../../../bot/set/ids.ts';
import { instant, later } from '../../../bot/set/instant.ts';
import { nurse, otherNurse, wardPlace } from '../../crash/hospital.ts';

const key = randomBytes(32);
const now = instant('2026-11-22T20:00:00.000Z');
const ticket = { place: wardPlace, root: messageId('1700000000001'), person: nurse };

describe('A ticket to the capture page', () => {
  it('names place, thread and person to us, for fifteen minutes', () => {
    const sealed = sealTicket(ticket, now, key);
    const until = later(now, TICKET_MS);
    expect(openTicket(sealed, now, key)).toEqual({ ...ticket, until });
    expect(openTicket(sealed, later(now, TICKET_MS - 1), key)).toBeDefined();
    expect(openTicket(sealed, until, key)).toBeUndefined();
    expect(TICKET_MS).toBe(15 * 60_000);
  });

  it('says nothing that anybody else can read, and never the same twice', () => {
    const sealed = sealTicket(ticket, now, key);
    expect(sealed).toMatch(/^[\w-]+$/);
    const bytes = Buffer.from(sealed, 'base64url').toString('latin1');
    for (const word of [nurse.oid, nurse.tid, wardPlace.conversation, '1700000000001'])
      expect(bytes).not.toContain(word);
    expect(sealTicket(ticket, now, key)).not.toBe(sealed);
  });

  it('opens for nobody once a byte of it is changed, under another key, or made for something else', () => {
    const bytes = Buffer.from(sealTicket(ticket, now, key), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(openTicket(changed.toString('base64url'), now, key)).toBeUndefined();
    }
    expect(openTicket(sealTicket(ticket, now, key), now, randomBytes(32))).toBeUndefined();
    const pending = { state: 's', nonce: 'n', codeVerifier: 'v', redirectUri: 'r' };
    const cookie = sealPending(pending, '/mine', now, key);
    expect(openPending(cookie, now, key)).toBeDefined();
    expect(openTicket(cookie, now, key)).toBeUndefined();
    expect(openPending(sealTicket(ticket, now, key), now, key)).toBeUndefined();
    for (const nothing of [undefined, null, '', 'AAAA', '%%%'])
      expect(openTicket(nothing, now, key)).toBeUndefined();
    expect(openNote('a', sealNote('a', [1], key), key)).toEqual([1]);
  });
});

describe('The way to the camera', () => {
  const rule = { mode: 'protect', lapseAfterMs: 1 } as const;
  const policy = {
    organisations: [
      {
        id: organisationId('XHB'),
        name: 'Harbourside',
        viewerTenants: [],
        refusedRoles: [],
        people: ['*'],
        unfiledOwner: '',
        conversations: [
          {
            ...rule,
            where: {
              kind: 'team',
              team: wardPlace.team ?? '',
              channels: [wardPlace.conversation],
              except: [],
            },
          },
        ],
      },
    ],
  } as const;
  const clock = { now: () => now };
  const link = cameraLink({ publicUrl: 'https://safelight.example', cookieKey: key, clock, policy });
  const ticketIn = (address: string) => openTicket(new URL(address).searchParams.get('to'), now, key);

  it('leads from a protected conversation to its own thread, for the one who pressed', () => {
    const address = link({ place: wardPlace, root: messageId('17'), by: otherNurse });
    expect(address).toMatch(/^https:\/\/safelight\.example\/capture\?to=[\w-]+$/);
    expect(ticketIn(address)).toMatchObject({ place: wardPlace, root: '17', person: otherNurse });
    expect(ticketIn(link({ place: wardPlace, by: nurse }))).not.toHaveProperty('root');
  });

  it('leads from anywhere else to the choice where it is for', () => {
    const corridor = { ...wardPlace, conversation: conversationId('19:corridor@thread.tacv2') };
    for (const from of [{ by: nurse }, { place: corridor, by: nurse }])
      expect(link(from)).toBe('https://safelight.example/capture');
  });
});
