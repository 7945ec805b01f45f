import { protectionOf } from '../../policy/conversations.ts';
import type { CameraAsked } from '../../ports/chat-events.ts';
import type { Room } from '../room.ts';
import { sealTicket } from './ticket.ts';

/**
 * Where this person takes a photograph. A conversation that the policy protects is named to the page by a ticket; from
 * anywhere else the page asks where it is for.
 */
export const cameraLink =
  ({ publicUrl, cookieKey, clock, policy }: Pick<Room, 'publicUrl' | 'cookieKey' | 'clock' | 'policy'>) =>
  ({ place, root, by }: CameraAsked): string => {
    const page = `${publicUrl}/capture`;
    if (place === undefined || protectionOf(policy, place, by.oid) === undefined) return page;
    const ticket = { place, person: by, ...(root === undefined ? {} : { root }) };
    return `${page}?to=${sealTicket(ticket, clock.now(), cookieKey)}`;
  };
