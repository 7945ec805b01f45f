import { compose } from './compose.js';
import { drawMessages } from './draw-messages.js';
import { icon } from './icon.js';
import { make } from './make.js';
import { commandButtons } from './press-command.js';
import { oneAtATime } from './one-at-a-time.js';
import { recheckBytes } from './watch-bytes.js';
import { announce, toast } from './say.js';
import { showTab } from './show-tab.js';
import { sendMessage } from './send-message.js';
import { stayAtEnd } from './stay-at-end.js';
import { takeDrops } from './take-drops.js';
import { watchNews } from './watch-news.js';
import { wordsOf } from './call-ward.js';

/** @typedef {import('../page-contract.ts').SeenMessage} SeenMessage */
/** @typedef {import('./room.js').Room} Room */

/**
 * Draws one place and keeps it true: every refresh asks the ward what this person would see there now.
 *
 * @param {Omit<Room, 'refresh'>} who
 * @param {HTMLElement} main
 * @param {() => void} onBack
 */
export function showConversation(who, main, onBack) {
  const list = make('ol', { class: 'messages', 'aria-label': 'Messages' });
  const scroller = make(
    'div',
    { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Messages' },
    list,
  );
  const end = stayAtEnd(scroller, list);
  const refresh = oneAtATime(update);
  /** @type {Room} */
  const room = { ...who, refresh };
  const news = watchNews(who.me.oid);
  const composer = compose({
    label: who.place.kind === 'channel' ? 'Start a new post' : `Message ${who.place.name}`,
    testIds: {
      text: 'composer',
      picture: 'insert-picture',
      file: 'attach-file',
      link: 'share-link',
      send: 'send',
    },
    people: who.others,
    more: commandButtons(room),
    send: async (draft) => {
      await sendMessage(room, draft);
      end.stay();
      refresh();
    },
  });
  let closed = false;

  async function update() {
    try {
      /** @type {SeenMessage[]} */
      const messages = await room.ward.call('GET', `places/${encodeURIComponent(room.place.id)}/messages`);
      if (closed) return;
      drawMessages(room, list, messages);
      news(messages).forEach(announce);
      await recheckBytes();
    } catch (error) {
      if (!closed) toast(wordsOf(error), 'problem');
    }
  }

  const bottom = make('div', { class: 'bottom' }, composer.form);
  const withTab = who.place.kind === 'personal' ? who.tab : undefined;
  const tab = withTab && showTab(who.ward, withTab, [scroller, bottom]);
  main.replaceChildren(heading(who, onBack), ...(tab ? [tab.bar, tab.panel] : []), scroller, bottom);
  takeDrops(main, (files) => composer.take(files));
  refresh();
  return {
    refresh,
    close: () => {
      closed = true;
      end.letGo();
      tab?.letGo();
    },
  };
}

/**
 * @param {Omit<Room, 'refresh'>} who
 * @param {() => void} onBack
 */
function heading({ place, me, others }, onBack) {
  const kinds = {
    channel: `Channel in ${place.team ?? 'a team'}`,
    groupChat: 'Group chat',
    personal: 'Your own chat with the bot',
  };
  const names = [me, ...others].map((one) =>
    make('li', {}, one.name, make('span', { class: 'faint' }, ` ${one.jobTitle}`)),
  );
  return make(
    'header',
    { class: 'place-head' },
    make(
      'button',
      { type: 'button', class: 'quiet back', 'aria-label': 'Back to conversations', onclick: onBack },
      icon('back'),
    ),
    make(
      'div',
      { class: 'place-title' },
      make('h2', {}, place.name),
      make(
        'p',
        { class: 'faint' },
        place.description ? `${kinds[place.kind]}. ${place.description}` : kinds[place.kind],
      ),
    ),
    place.kind === 'personal'
      ? null
      : make(
          'details',
          { class: 'members' },
          make('summary', {}, `${names.length} people`),
          make('ul', {}, ...names),
        ),
  );
}
