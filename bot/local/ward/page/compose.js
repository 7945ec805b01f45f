import { wordsOf } from './call-ward.js';
import { attachButtons } from './attach-buttons.js';
import { icon } from './icon.js';
import { make } from './make.js';
import { offerMentions } from './offer-mentions.js';
import { pickFiles } from './pick-files.js';

const TALLEST_PX = 180;

/** @typedef {import('../page-contract.ts').Upload} Upload */
/** @typedef {{ text: string, mentions: string[], inline: Upload[], files: Upload[], link: Upload | undefined }} Draft */
/**
 * @typedef {{
 *   label: string,
 *   text?: string,
 *   submitWords?: string,
 *   testIds: { text: string, picture: string, file: string, link?: string, send: string },
 *   people: readonly import('../page-contract.ts').WardPerson[],
 *   send: (draft: Draft) => Promise<void>,
 *   onCancel?: () => void,
 *   more?: HTMLElement[],
 * }} Wish
 */

/**
 * A box to write a message in. Pasted and dropped pictures go inside the message, other dropped files beside
 * it; Enter sends, Shift and Enter starts a new line. What could not be sent stays in the box.
 *
 * @param {Wish} wish
 */
export function compose(wish) {
  const { box, form, send, progress, problem, picked, mentions } = parts(wish);
  const grow = () => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, TALLEST_PX)}px`;
    form.classList.toggle('filled', picked.count() > 0 || box.value !== '');
  };
  /** @param {boolean} busy */
  const setBusy = (busy) => {
    form.setAttribute('aria-busy', String(busy));
    progress.hidden = !busy;
    send.disabled = busy;
    box.readOnly = busy;
  };
  const submit = async () => {
    const text = box.value.trim();
    if (send.disabled) return;
    problem.textContent = '';
    if (text === '' && picked.count() === 0) {
      problem.textContent = 'Write something or add a picture first.';
      return;
    }
    setBusy(true);
    try {
      await wish.send(await draftOf(text, mentions.oidsIn(text), picked));
      box.value = '';
      mentions.clear();
      picked.clear();
    } catch (error) {
      problem.textContent = `Not sent. ${wordsOf(error)}`;
    }
    setBusy(false);
    grow();
  };
  box.addEventListener('input', grow);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && wish.onCancel) wish.onCancel();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  const focus = () => {
    grow();
    box.focus();
  };
  return { form, focus, take: picked.take };
}

/** @param {Wish} wish */
function parts(wish) {
  const box = make('textarea', {
    rows: '1',
    'aria-label': wish.label,
    placeholder: wish.label,
    'data-testid': wish.testIds.text,
  });
  box.value = wish.text ?? '';
  // Listens before the box sends on Enter: while people are offered, Enter takes one.
  const mentions = offerMentions(box, wish.people);
  const picked = pickFiles(() => form.classList.toggle('filled', picked.count() > 0 || box.value !== ''));
  const problem = make('p', { class: 'problem-line', role: 'alert' });
  const progress = make('progress', { 'aria-label': 'Sending', hidden: true });
  const send = make(
    'button',
    { type: 'submit', class: 'send', 'data-testid': wish.testIds.send },
    icon('send'),
    wish.submitWords ?? 'Send',
  );
  const cancel =
    wish.onCancel && make('button', { type: 'button', class: 'plain', onclick: wish.onCancel }, 'Cancel');
  const tools = make(
    'div',
    { class: 'tools' },
    ...attachButtons(wish.testIds, picked.add),
    ...(wish.more ?? []),
    progress,
    cancel,
    send,
  );
  const form = make('form', { class: 'compose' }, mentions.list, box, picked.list, problem, tools);
  box.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    picked.take(files);
  });
  return { box, form, send, progress, problem, picked, mentions };
}

/**
 * @param {string} text
 * @param {string[]} mentions
 * @param {ReturnType<typeof pickFiles>} picked
 * @returns {Promise<Draft>}
 */
async function draftOf(text, mentions, picked) {
  const [inline, files, links] = await Promise.all([
    picked.uploads('inline'),
    picked.uploads('file'),
    picked.uploads('link'),
  ]);
  return { text, mentions, inline, files, link: links[0] };
}
