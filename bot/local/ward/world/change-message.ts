import type { Moment } from '../page-contract.ts';
import type { Message } from './records.ts';
import type { World } from './world.ts';

export type Fresh = Omit<Message, 'id' | 'createdAt' | 'modifiedAt' | 'change'>;

const save = (world: World, message: Message, what: Moment['what']): Message => {
  world.messages.put(message.id, message);
  world.moments.note({ what, placeId: message.place, messageId: message.id });
  world.changes.emit('change', message.place);
  return message;
};

export const addMessage = (world: World, fresh: Fresh, what: 'posted' | 'card-posted'): Message => {
  const at = world.tick();
  const whole = { ...fresh, id: String(at), createdAt: at, modifiedAt: at, change: world.nextChange() };
  return save(world, whole, what);
};

const change = (world: World, message: Message, patch: Partial<Message>, what: Moment['what']): Message =>
  save(world, { ...message, ...patch, modifiedAt: world.tick(), change: world.nextChange() }, what);

type Content = Partial<Pick<Message, 'html' | 'text' | 'mentions' | 'inline' | 'beside' | 'cards'>>;

export const editMessage = (world: World, message: Message, content: Content): Message =>
  change(
    world,
    message,
    { ...content, editedAt: world.now() },
    message.oid === undefined ? 'card-updated' : 'edited',
  );

export const deleteMessage = (world: World, message: Message): Message =>
  change(world, message, { deletedAt: world.now() }, 'deleted');

export const undoDelete = (world: World, message: Message): Message => {
  const { deletedAt: _, ...standing } = message;
  return change(world, standing, {}, 'undone');
};

/** An app's verdict on a message; `hidden` is noted only when readers can no longer read it. */
export const judgeMessage = (
  world: World,
  message: Message,
  verdict: Readonly<Record<string, unknown>>,
): Message => change(world, message, { policyViolation: verdict }, isBlock(verdict) ? 'hidden' : 'edited');

const isBlock = (verdict: Readonly<Record<string, unknown>>): boolean => {
  const action = verdict['dlpAction'];
  return typeof action === 'string' && action.split(',').some((one) => one.trim() === 'BlockAccess');
};

export const isBlocked = (message: Message): boolean =>
  message.policyViolation !== undefined && isBlock(message.policyViolation);

/** Messages of one place, oldest first. */
export const messagesIn = (world: World, place: string): Message[] =>
  world.messages
    .values()
    .filter((one) => one.place === place)
    .sort((one, other) => one.createdAt - other.createdAt);
