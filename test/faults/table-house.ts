import { row, type FaultRow, type Proof } from './table.ts';

const STORES = 'test/faults/stores.spec.ts';
const DATABASE = 'test/faults/database.spec.ts';
const CLOCK = 'test/faults/clock.spec.ts';
const MACHINE = 'test/faults/machine.spec.ts';
const AZURE = 'test/adapters/azure/store-blobs.spec.ts';
const VAULT = 'test/adapters/azure/key-vault.spec.ts';
const INTEGRITY = 'test/e2e/integrity.spec.ts';

const STORE_SAYS = 'the store answers with %s: the picture stays until it is in custody, then goes';
const KEYS_SAY = 'the key service answers with %s: the picture stays until it is in custody, then goes';
const AGAIN = '%s: what could not be saved is done again, and nothing is lost or doubled';
const AT_ONCE = '%s: the same is done again at once, and nobody notices';
const JUMPS = 'jumps %s between any two calls: nothing is lost, left or doubled';
const store = (each: string): Proof => [STORES, STORE_SAYS, each];
const keys = (each: string): Proof => [STORES, KEYS_SAY, each];
const saved = (each: string): Proof => [DATABASE, AGAIN, each];

const OURS: readonly FaultRow[] = [
  row(
    'clock two hours off',
    'leases, fences and cards hold',
    [CLOCK, JUMPS, 'two hours forward'],
    [CLOCK, JUMPS, 'two hours back'],
  ),
  row('two processes with clocks apart', 'they take claims from one another without harm', [
    CLOCK,
    'is %i ms apart from another’s on the same database: the claims they take from one another do no harm',
  ]),
  row(
    'daylight saving',
    'the card stands its full time',
    [CLOCK, 'passes through %s, when British clocks change: the card stands its full time, to the second'],
    [CLOCK, JUMPS, 'one hour forward, as it would if it showed summer time'],
  ),
  row('leap second', 'nothing happens', [CLOCK, JUMPS, 'one second back, as at a leap second']),
  row(
    'clock skew and tokens',
    'what has not begun or is over opens nothing',
    ['test/attacks/s02-bot-endpoint.spec.ts', 'stays shut to %s, and never breaks', 'one that has not begun'],
    ['test/contract/sessions.ts', 'is over after thirty minutes however busy it was'],
  ),
  row('own disk full', 'no picture is on it; the log goes on unwritten', [
    MACHINE,
    'its disk is full: the log cannot be written, and the work goes on',
  ]),
  row(
    'killed, as for want of memory',
    'all is resolved by the next start',
    [
      'test/e2e/two-kills.spec.ts',
      'between the sealed copy and its commit: the picture is in the chat, and in custody and gone after the next start',
    ],
    [
      'test/e2e/two-kills.spec.ts',
      'between the removal and its re-read: the picture is in custody, the re-read is done and one card stands after the next start',
    ],
    [
      'test/e2e/stop-and-kill.spec.ts',
      'the next start has taken, removed and answered it within the lease and five seconds',
    ],
  ),
  row('no file descriptors', 'an outage, and then it goes on', [
    MACHINE,
    'it has no file descriptors left: calls fail as outages do, and succeed once there are some',
  ]),
  row('DNS fails', 'an outage of whoever was asked', [
    MACHINE,
    'no name can be resolved: an outage of whoever was asked, worth another try',
  ]),
  row(
    'a picture kills the decoder',
    'costs one rendition; the picture is in custody',
    [
      'test/adapters/decoder/spawn-decoder.spec.ts',
      'loses one request to a child that will %s, and serves the next',
      'die',
    ],
    [
      'test/bad-input/bad-input.spec.ts',
      'costs one rendition and not the next: an honest photograph after them all is shown',
    ],
  ),
  row(
    'the decoder hangs, or takes all memory',
    'costs one rendition',
    [
      'test/adapters/decoder/spawn-decoder.spec.ts',
      'loses one request to a child that will %s, and serves the next',
      'hang',
    ],
    [
      'test/adapters/decoder/spawn-decoder.spec.ts',
      'loses one request to a child that will %s, and serves the next',
      'grow',
    ],
  ),
  row(
    'sign-in (OIDC) is down',
    'people are told; pictures stay in custody',
    [
      'test/adapters/oidc/sign-in.spec.ts',
      'may start later than Safelight: a sign-in works as soon as it is there',
    ],
    [
      'test/policy/part-alerts.spec.ts',
      'closes the pictures only where keys, store or sign-in are away, and people were told so',
    ],
  ),
  row(
    'patient record 409 or 412',
    'read again, written over what was read',
    ['test/adapters/fhir/fhir-record.spec.ts', 'is tried again where somebody else was writing'],
    ['test/adapters/fhir/fhir-record.spec.ts', 'reads again where somebody else wrote in between'],
  ),
  row(
    'patient record 5xx or away',
    'the filing waits, says so, and is done',
    [
      'test/actions/file-to-patient.spec.ts',
      'waits while the record is away, says so on the card and to people, and is filed when it is back',
    ],
    ['test/adapters/fhir/ask-record.spec.ts', 'answered %i is worth another try'],
  ),
];

const KEYS: readonly FaultRow[] = [
  row('Key Vault 403', 'picture stays until it is in custody', keys('403')),
  row('Key Vault 429', 'picture stays until it is in custody', keys('429'), [
    VAULT,
    'wait as long as a throttled vault asks, by telling whoever asked',
  ]),
  row('Key Vault down', 'said so; tried again', keys('500'), [
    VAULT,
    'say that the vault cannot be reached, when it cannot',
  ]),
  row(
    'Key Vault key rotated',
    'old and new open',
    keys('a newer version, between sealing and reading back'),
    [VAULT, 'open after a rotation, after a restart and after their version has expired'],
  ),
  row('Key Vault version disabled', 'picture stays, alert; taken once enabled', [
    STORES,
    'the version of the key is disabled: the picture stays, an alert stands, and it is taken when it is enabled',
  ]),
];

const BLOBS: readonly FaultRow[] = [
  row('blob 403', 'picture stays until it is in custody', store('403')),
  row(
    'blob 404, container deleted',
    'never taken for a missing picture',
    store('404 because the container was deleted'),
    [AZURE, 'does not call a picture missing because its whole container is'],
  ),
  row('blob 409', 'picture stays until it is in custody', store('409'), [
    AZURE,
    "takes no other's blob for its own, though an answer was lost",
  ]),
  row(
    'blob 412, lease conflict',
    'picture stays until it is in custody',
    store('412, as for a lease of somebody else'),
  ),
  row('blob 429', 'waited for', store('429 and a long wait')),
  row('blob 500', 'tried again', store('500')),
  row('blob 503, store away', 'picture stays, poster told, alert; taken when it is back', store('503'), [
    STORES,
    'the store is away: the picture stays, its poster is told, an alert stands; it is taken when the store is back',
  ]),
  row('blob: no answer', 'given up in time, tried again', store('no answer')),
  row('blob: lost acknowledgement', 'known for our own', store('an answer lost after the write'), [
    AZURE,
    'knows its own blob when the answer to the write was lost',
  ]),
  row('blob: read cut short', 'read again', store('a picture cut off while it is read back')),
  row(
    'blob: bit-rot on GET',
    'picture stays in the chat; later: named, and not shown',
    ['test/invariants.spec.ts', 'stays in the chat for as long as the store does not give back what was put'],
    [
      INTEGRITY,
      'one flipped byte of a sealed file: fsck names exactly that image, and the viewer does not show it',
    ],
  ),
  row('blobs swapped', 'named, and not shown', [
    INTEGRITY,
    'two sealed files changed places: fsck names both, and what lies where',
  ]),
];

const DATABASES: readonly FaultRow[] = [
  row('database killed', 'picture in the chat until its commit; all finished when it is back', [
    DATABASE,
    'nothing is lost, and all is finished when it is back',
  ]),
  row('database down', 'an outage, mends by itself', [
    'test/adapters/postgres/outage.spec.ts',
    'is an outage worth another try, never the end of the process, and mends by itself',
  ]),
  row(
    'database failover',
    'done again',
    saved('a failover: the server is stopping'),
    saved('a failover: this server only reads by now'),
  ),
  row('serialisation failure', 'done again at once', [DATABASE, AT_ONCE, 'a serialisation failure']),
  row('deadlock', 'done again at once', [DATABASE, AT_ONCE, 'a deadlock']),
  row('database disk full', 'done again; an activity is sent again', saved('a full disk'), [
    DATABASE,
    'a full disk when a post is heard: the platform is told to send it again, and then it is taken',
  ]),
  row(
    'database slow',
    'given up, done again',
    saved('a statement given up for being slow'),
    saved('a lock that was not had in time'),
  ),
  row('database out of memory, or its disk broken', 'done again', saved('no memory'), saved('a broken disk')),
  row(
    'pool exhausted',
    'told soon, goes on once one is free',
    [DATABASE, 'every connection is taken: whoever asks is told soon, and goes on once one is free'],
    saved('too many connections'),
  ),
];

/** quality.md 4.4: what we run on ourselves. */
export const HOUSE_FAULTS: readonly FaultRow[] = [...KEYS, ...BLOBS, ...DATABASES, ...OURS];
