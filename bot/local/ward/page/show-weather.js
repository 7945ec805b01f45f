import { wordsOf } from './call-ward.js';
import { latencies, presetOf } from './latency-presets.js';
import { make } from './make.js';
import { openDialog } from './open-dialog.js';
import { toast } from './say.js';
import { signInSwitch } from './sign-in.js';

/** @typedef {import('../page-contract.ts').Weather} Weather */
/** @typedef {(change: Partial<Weather>) => void} Change */

/**
 * The drawer that changes the tenant's weather while the ward runs: licences, permissions, slowness, faults.
 *
 * @param {import('./call-ward.js').Ward} ward
 * @param {import('../page-contract.ts').WardWorld} world
 */
export async function showWeather(ward, world) {
  const box = make('div', { class: 'weather' });
  /** @param {Weather} weather */
  const draw = (weather) => box.replaceChildren(...parts(world, weather, change), signInPart(ward));
  /** @type {Change} */
  const change = (part) => {
    ward
      .call('GET', 'weather')
      .then((now) => ward.call('PUT', 'weather', { .../** @type {Weather} */ (now), ...part }))
      .catch((/** @type {unknown} */ error) => toast(wordsOf(error), 'problem'));
  };
  try {
    draw(await ward.call('GET', 'weather'));
    openDialog('Weather', box, { drawer: true });
  } catch (error) {
    toast(wordsOf(error), 'problem');
  }
}

/**
 * @param {import('./call-ward.js').Ward} ward
 */
function signInPart(ward) {
  return part('You', signInSwitch(ward, 'weather-sign-in'));
}

/** Switches that are simply on or off. @type {readonly { is: 'dlpLicence' | 'permanentDelete' | 'throttles' | 'deaf' | 'inlineOnChannelActivity' | 'clientMedia', words: string, hint: string }[]} */
const switches = [
  {
    is: 'dlpLicence',
    words: 'Communications DLP licence',
    hint: 'Lets Safelight hide a message it cannot delete.',
  },
  {
    is: 'permanentDelete',
    words: 'Files can be deleted for good',
    hint: 'Otherwise they go to the recycle bin.',
  },
  {
    is: 'throttles',
    words: 'Microsoft’s throttles',
    hint: 'One call a second in each channel, as Graph allows.',
  },
  {
    is: 'deaf',
    words: 'The bot is not told of messages',
    hint: 'A missed activity: only a sweep can find it.',
  },
  {
    is: 'inlineOnChannelActivity',
    words: 'Channel activities carry the picture',
    hint: 'Implementations differ.',
  },
  {
    is: 'clientMedia',
    words: 'The client has a camera for pages',
    hint: 'As Teams on a phone. Here a file stands for the photograph.',
  },
];

/**
 * @param {import('../page-contract.ts').WardWorld} world
 * @param {Weather} weather
 * @param {Change} change
 */
function parts(world, weather, change) {
  const sites = [
    ...new Map(
      world.places.flatMap((one) => (one.siteId ? [[one.siteId, one.team ?? one.name]] : [])),
    ).entries(),
  ];
  const ticks = switches.map(({ is, words, hint }) =>
    tick(words, hint, weather[is] === true, is, (on) => change({ [is]: on })),
  );
  const twice = tick(
    'Every activity arrives twice',
    'Teams sends again when it hears no answer.',
    (weather.deliveries ?? 1) > 1,
    'deliveries',
    (on) => change({ deliveries: on ? 2 : 1 }),
  );
  return [
    make('p', { class: 'faint' }, 'For demonstrations and tests. Changes act at once, for the whole tenant.'),
    part('What the tenant has', ...ticks.slice(0, 2), ...siteParts(sites, weather, change)),
    part('How it behaves', ...ticks.slice(2), twice, latency(weather, change), faults(weather, change)),
  ];
}

/**
 * @param {readonly (readonly [string, string])[]} sites
 * @param {Weather} weather
 * @param {Change} change
 */
function siteParts(sites, weather, change) {
  const write = {
    words: 'Safelight may delete files of',
    hint: 'A site permission an administrator grants.',
  };
  const label = { words: 'A retention label keeps files of', hint: 'Deleting them is refused.' };
  return [
    ...siteTicks(write, sites, weather.siteWrite, 'site', (siteWrite) => change({ siteWrite })),
    ...siteTicks(label, sites, weather.labelledSites, 'label', (labelledSites) => change({ labelledSites })),
  ];
}

/**
 * @param {string} title
 * @param {...(Node | null)} content
 */
function part(title, ...content) {
  return make('fieldset', {}, make('legend', {}, title), ...content);
}

/**
 * @param {string} words
 * @param {string} hint
 * @param {boolean} on
 * @param {string} testId
 * @param {(on: boolean) => void} change
 */
function tick(words, hint, on, testId, change) {
  const input = make('input', { type: 'checkbox', checked: on, 'data-testid': `weather-${testId}` });
  input.addEventListener('change', () => change(input.checked));
  return make(
    'label',
    { class: 'tick' },
    input,
    make('span', {}, words, make('span', { class: 'faint' }, hint)),
  );
}

/**
 * One tick a site; what is told is the whole list of those ticked.
 *
 * @param {{ words: string, hint: string }} said
 * @param {readonly (readonly [string, string])[]} sites
 * @param {readonly string[] | undefined} now
 * @param {string} testId
 * @param {(sites: string[]) => void} change
 */
function siteTicks(said, sites, now, testId, change) {
  const ticked = new Set(now ?? []);
  return sites.map(([siteId, name], index) =>
    tick(`${said.words} ${name}`, said.hint, ticked.has(siteId), `${testId}-${index}`, (on) => {
      if (on) ticked.add(siteId);
      else ticked.delete(siteId);
      change([...ticked]);
    }),
  );
}

/**
 * @param {Weather} weather
 * @param {Change} change
 */
function latency(weather, change) {
  const now = presetOf(weather.latencyMs);
  const select = make(
    'select',
    { id: 'latency', 'data-testid': 'weather-latency' },
    make('option', { value: 'none', selected: now === 'none' }, 'None'),
    make('option', { value: 'realistic', selected: now === 'realistic' }, 'Realistic'),
    now === 'own' ? make('option', { value: 'own', selected: true }, 'Set elsewhere') : null,
  );
  select.addEventListener('change', () => {
    if (select.value === 'none' || select.value === 'realistic')
      change({ latencyMs: latencies[select.value] });
  });
  return make('div', { class: 'row' }, make('label', { for: 'latency' }, 'Delay of every call'), select);
}

/**
 * @param {Weather} weather
 * @param {Change} change
 */
function faults(weather, change) {
  const count = weather.faults?.length ?? 0;
  if (count === 0) return null;
  const line = make('div', { class: 'row' }, `${count} planned fault${count === 1 ? '' : 's'}`);
  const clear = () => {
    change({ faults: [] });
    line.remove();
  };
  line.append(make('button', { type: 'button', class: 'plain', onclick: clear }, 'Clear'));
  return line;
}
