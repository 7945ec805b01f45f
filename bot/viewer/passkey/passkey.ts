import { createHash } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Account, Session } from '../../set/account.ts';
import type { BoundDevice, Credential } from '../../set/device.ts';
import { MINUTE } from '../../set/instant.ts';
import type { Room } from '../room.ts';
import { seatOf } from './seat.ts';

type PasskeyRoom = Pick<Room, 'challenges' | 'clock' | 'publicUrl'>;

/** ES256, and RS256 for Windows Hello. */
const ALGORITHMS = [-7, -257];

/** Asks the browser to make a passkey in this phone itself, opened by finger, face or screen lock. */
export const askToMake = async (
  room: PasskeyRoom,
  session: Session,
): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  generateRegistrationOptions({
    rpName: 'Safelight',
    rpID: new URL(room.publicUrl).hostname,
    userName: session.account.name,
    // The same for the same person, so that a phone bound again keeps one passkey and not many; says nothing of them.
    userID: handleOf(session.account),
    challenge: bytesOf(await room.challenges.ask(seatOf(session).session, room.clock.now())),
    timeout: 2 * MINUTE,
    attestationType: 'none',
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      userVerification: 'required',
      residentKey: 'discouraged',
    },
    supportedAlgorithmIDs: ALGORITHMS,
  });

/** What the browser made, proved; undefined for anything that does not prove itself. */
export const madeBy = async (
  room: PasskeyRoom,
  session: Session,
  answer: unknown,
): Promise<{ readonly credential: Credential; readonly counter: number } | undefined> => {
  const { origin, hostname } = new URL(room.publicUrl);
  const made = await orNothing(() =>
    verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: (asked) => room.challenges.take(seatOf(session).session, asked, room.clock.now()),
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (made?.verified !== true) return undefined;
  const { id, publicKey, counter, transports = [] } = made.registrationInfo.credential;
  return { credential: { id, publicKey: Buffer.from(publicKey).toString('base64url'), transports }, counter };
};

/** Asks for this phone's own passkey, and no other. */
export const askToSign = async (
  room: PasskeyRoom,
  { id, credential }: BoundDevice,
): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  generateAuthenticationOptions({
    rpID: new URL(room.publicUrl).hostname,
    allowCredentials: [{ id: credential.id, transports: [...credential.transports] }],
    challenge: bytesOf(await room.challenges.ask(id, room.clock.now())),
    timeout: 2 * MINUTE,
    userVerification: 'required',
  });

/** The counter it came with, where it proves that the phone's holder was recognised; undefined otherwise. */
export const signedBy = async (
  room: PasskeyRoom,
  { id, credential }: BoundDevice,
  answer: unknown,
): Promise<number | undefined> => {
  const { origin, hostname } = new URL(room.publicUrl);
  const signed = await orNothing(() =>
    verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge: (asked) => room.challenges.take(id, asked, room.clock.now()),
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
      // The counter is judged by the row, under its lock (devices.used): two at once must not both pass.
      credential: { id: credential.id, publicKey: bytesOf(credential.publicKey), counter: 0 },
    }),
  );
  const isOurs = (answer as { readonly id?: unknown } | null)?.id === credential.id;
  return signed?.verified === true && isOurs ? signed.authenticationInfo.newCounter : undefined;
};

const handleOf = ({ person }: Account): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(`${person.tid} ${person.oid}`).digest());

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(base64url, 'base64url'));

/** It throws for what it will not believe, with the reason in words; to the asker every reason is the same. */
const orNothing = async <T>(verify: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await verify();
  } catch (thrown) {
    if (thrown instanceof Error) return undefined;
    throw thrown;
  }
};
