import { row, type FaultRow, type Proof } from './table.ts';

const GRAPH = 'test/faults/graph.spec.ts';
const LASTING = 'test/faults/graph-lasting.spec.ts';
const CARD = 'test/faults/connector.spec.ts';
const ACTIVITIES = 'test/faults/activities.spec.ts';
const BAD = 'test/bad-input/bad-input.spec.ts';

const PASSES = '%s: the picture is in custody and gone, once, with one card';
const UNTIL_MENDED =
  '%s: the picture stays in the chat, its poster is told, an alert stands, and all is done once it is mended';
const COMES = 'while the picture comes, %s: it is asked for again, and nothing else is taken for it';
const READ_AGAIN = 'while the message is read, %s: it is read again';
const CARD_STANDS = '%s: the picture is in custody and gone meanwhile, and one card stands';
const passes = (each: string): Proof => [GRAPH, PASSES, each];
const comes = (each: string): readonly Proof[] => [
  [GRAPH, COMES, each],
  [GRAPH, READ_AGAIN, each],
];
const card = (each: string): Proof => [CARD, CARD_STANDS, each];

/** quality.md 4.4: Graph, the Bot Connector and what they tell us. */
export const CHAT_FAULTS: readonly FaultRow[] = [
  row(
    'Graph 401',
    'the token is fetched anew once; then the poster is asked, without a loop',
    passes('401 once'),
    [
      LASTING,
      '401 to every deletion: the token is fetched once more, then the poster is asked to sign in; no loop',
    ],
  ),
  row(
    'Graph 403',
    'picture stays or is in custody; poster told, alert; looked at hourly, done once permitted',
    [LASTING, UNTIL_MENDED, '403 to reading the message'],
    [LASTING, UNTIL_MENDED, '403 to the picture'],
    [
      LASTING,
      '403 to the deletion: the picture is in custody, its poster is asked, an alert stands, and all is done once it is gone',
    ],
  ),
  row(
    'Graph 404',
    'gone is gone; what was just posted is looked for again; what still stands is removed again',
    [LASTING, '404 to a message that was only just posted: it is looked for again, and taken'],
    [LASTING, '404 to a message for longer than a minute: people are alerted that it was never taken'],
    [LASTING, UNTIL_MENDED, '404 to the picture, while its message stands'],
    [
      LASTING,
      '404 to the deletion of what still stands: the look that follows sees it, and it is removed all the same',
    ],
  ),
  row('Graph 409', 'the same again', passes('409')),
  row(
    'Graph 412',
    'the same again; with our own condition: what changed since is taken first',
    passes('412'),
    [
      'test/contract/chat.ts',
      'deletes a file with the poster’s sign-in, and only the version that was taken',
    ],
  ),
  row(
    'Graph 423',
    'said to be kept by retention, its links revoked, on the outstanding list',
    ['test/adapters/graph/graph-chat.spec.ts', 'says when retention keeps a file'],
    ['test/e2e/ways.spec.ts', 'a file kept by a retention label is in custody and is said to be kept'],
  ),
  row(
    '429, Retry-After in seconds',
    'waited for, then done',
    passes('429 with seconds'),
    card('429 with seconds'),
  ),
  row('429, Retry-After as an HTTP date', 'waited for, then done', passes('429 with an HTTP date')),
  row('429 without Retry-After', 'a wait of our own, then done', passes('429 without Retry-After')),
  row('429, a huge Retry-After', 'looked again within ten minutes', passes('429 with a huge Retry-After')),
  ...['500', '502', '503', '504'].map((status) =>
    row(`Graph or Bot ${status}`, 'tried again, done', passes(status), card(status)),
  ),
  row(
    'Graph fails for long',
    'picture stays, poster told, alert; done when it is back',
    [LASTING, UNTIL_MENDED, '500 to everything'],
    [LASTING, UNTIL_MENDED, 'no answer to anything'],
  ),
  row(
    'timeout after success at the server',
    'done once: a deletion found done, one card',
    passes('a timeout after the server did it'),
    passes('an error after the server did it'),
    passes('a connection lost after the server did it'),
    card('an error after the card was posted'),
    card('a connection cut after the card was posted'),
  ),
  row('half-open connection', 'given up in time, tried again', passes('a half-open connection')),
  row('connection reset', 'tried again', passes('a connection reset'), card('a connection cut')),
  row(
    'RST in the middle of a body',
    'half a picture is never taken',
    ...comes('a connection reset half-way through the body'),
  ),
  row('slow-loris body', 'given up below 32 KB/s, tried again', ...comes('a body that drips without an end')),
  row(
    'wrong Content-Length',
    'never taken for the whole',
    ...comes('a body shorter than its Content-Length'),
  ),
  row('gzip bomb', 'never unpacked, never taken for no picture', ...comes('a gzip bomb')),
  row('HTML sign-in page with 200', 'never taken for the answer', ...comes('a sign-in page with 200')),
  row('empty body with 200', 'never taken for no picture', ...comes('an empty body')),
  row(
    'redirect to another host',
    'not followed with a token, not taken for the picture',
    ...comes('a redirect to another host'),
    ['test/attacks/s01-ssrf.spec.ts', 'behind a redirect are not followed, and the token stays behind'],
  ),
  row('Bot 401', 'the token is renewed once, one card', card('401 once')),
  row(
    'Bot 403 or 404',
    'those concerned are told; posted within the hour once permitted',
    card('403 once'),
    card('404 once'),
    [
      ACTIVITIES,
      'the bot is taken out after custody: the picture is safe, the removal is alarmed, those concerned are told',
    ],
  ),
  row('Bot 409 or 412', 'the same again, one card', card('409'), card('412')),
  row('Bot Connector away for long', 'picture safe and gone, alert that no card stands', [
    CARD,
    'it is away for long: the picture is in custody and gone, and people are alerted that no card stands',
  ]),
  row(
    'truncated JPEG',
    'custody of every byte there is; what is there is shown',
    [BAD, '$what is taken into custody and leaves the chat ($fate)'],
    ['test/contract/decoder-pixels.ts', 'shows the part that is there of a photograph cut short'],
  ),
  row('empty or 0-byte file', 'stays, its poster is told', [
    BAD,
    '%s stays where it is, and its poster is told that it is not protected',
    'empty.jpg',
  ]),
  row(
    '40 MB and more',
    'taken whole; above the limit it stays and its poster is told',
    [BAD, 'of 60 megabytes is taken whole'],
    [BAD, 'a photograph larger than Safelight takes stays, and its poster is told why and what to do'],
  ),
  row(
    'bytes change between two fetches',
    'nothing goes that was not taken',
    [
      'test/contract/chat.ts',
      'deletes a file with the poster’s sign-in, and only the version that was taken',
    ],
    [
      'test/adapters/graph/remove-file.spec.ts',
      'is not asked to delete a file that was changed after it was taken',
    ],
  ),
  row('edit during the work', 'the added picture is in custody before anything goes', [
    'test/crash.spec.ts',
    'the added picture is in custody too before anything of the message is gone',
  ]),
  row('deletion during the work', 'alerted, never silent', [
    'test/lifecycle.spec.ts',
    'the poster who deletes before custody is not silent: an alert says the picture was never taken',
  ]),
  row('poster leaves the chat', 'their sign-in still removes their message', [
    ACTIVITIES,
    'the poster leaves the chat before the removal: their sign-in still takes their own message away',
  ]),
  row('bot uninstalled', 'picture stays, alert; taken when the bot is back', [
    ACTIVITIES,
    'the bot is taken out before custody: the picture stays, an alert stands, and it is taken once the bot is back',
  ]),
  row('chat becomes another conversation', 'people are alerted; swept where it now is', [
    ACTIVITIES,
    'a chat becomes another conversation, and the message is no more where it was: people are alerted',
  ]),
  row(
    'duplicate activities',
    'one set, one card',
    ['test/e2e/ways.spec.ts', 'a message delivered three times is one set with one card'],
    [ACTIVITIES, '%s: one set, one card, nothing lost', 'everything twice, the post last'],
  ),
  row('update before create', 'one set, one card', [
    ACTIVITIES,
    '%s: one set, one card, nothing lost',
    'an edit before the post it edits',
  ]),
  row('delete before create', 'alerted; an undo is taken', [
    ACTIVITIES,
    'a post of which we hear only after its poster deleted it: people are alerted, and an undo is still taken',
  ]),
  row('an old activity played again', 'nothing changes', [
    ACTIVITIES,
    'an old activity played again days later changes nothing',
  ]),
];
