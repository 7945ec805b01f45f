/**
 * What the ward's page and the ward's server say to each other. The page is a Teams client for one tenant:
 * whoever sits at it picks who they are, and each call names that person in `x-ward-person` (their oid).
 *
 * GET  /ward                         the page            GET /ward/static/:file   its script and style
 * GET  /ward/api/world               WardWorld
 * GET  /ward/api/places/:id/messages SeenMessage[]       what this person would see there now, oldest first
 * POST /ward/api/places/:id/messages NewMessage          → { id }
 * POST /ward/api/places/:id/messages/:messageId/edit     EditMessage
 * POST /ward/api/places/:id/messages/:messageId/delete | undo      (own messages only)
 * POST /ward/api/places/:id/cards/:activityId/action     CardAction → CardActionResult  (an invoke to the bot)
 * POST /ward/api/places/:id/commands/:command CommandFrom → CardActionResult  the app's message extension (fetchTask)
 * POST /ward/api/places/:id/commands/:command/submit        CommandFrom with `data`: its dialog closed (submitAction)
 * GET  /ward/api/signed-in  → { signedIn: boolean }      POST /ward/api/sign-in | sign-out   consent to the bot's OAuth connection
 * GET  /ward/api/images/:key         bytes of an inline image or file, if this person can still see it; else 404
 * GET  /ward/api/events              server-sent events `{ placeId }`: something there has changed
 * POST /ward/api/tab-token  → { token }   this person's token for the app's tab, as its client hands it over
 * GET|PUT /ward/api/weather          Weather             latencies, faults and features, for tests and benchmarks
 * GET  /ward/api/clock               Moment[]            what happened when, on the ward's own clock
 * POST /ward/api/lifecycle           { event }           a lifecycle event to every subscriber of change notifications
 */

export interface WardPerson {
  readonly oid: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly guest: boolean;
}
export interface WardPlace {
  /** Channel thread id, chat id, or `bot:<oid>` for the person's personal chat with the bot. */
  readonly id: string;
  readonly kind: 'channel' | 'groupChat' | 'personal';
  readonly name: string;
  readonly team?: string;
  readonly organisation: string;
  readonly members: readonly string[];
  /** What a channel's owner wrote beneath its name, e.g. that it is not for clinical photographs. */
  readonly description?: string;
  /** SharePoint site of the channel's team: what `Weather.siteWrite` and `labelledSites` name. */
  readonly siteId?: string;
}
export interface WardWorld {
  readonly tenantName: string;
  readonly people: readonly WardPerson[];
  readonly places: readonly WardPlace[];
  /** A page of the app's own, shown in a frame beside each person's chat with the bot. */
  readonly tab?: { readonly name: string; readonly url: string };
  /** Commands of the app's message extension. */
  readonly commands: readonly WardCommand[];
}
/** `compose`: beside the message box. `message`: in the menu of a message. */
export interface WardCommand {
  readonly id: string;
  readonly title: string;
  readonly context: 'compose' | 'message';
}
/** What a command is pressed in. */
export interface CommandFrom {
  readonly replyTo?: string;
  readonly message?: string;
}
export interface SeenAttachment {
  readonly kind: 'inline' | 'file' | 'link' | 'card';
  readonly name?: string;
  readonly contentType?: string;
  /** For `inline` and `file`: fetch from /ward/api/images/:key. */
  readonly key?: string;
  /** For `card`: the Adaptive Card as the bot sent it. */
  readonly card?: unknown;
  readonly activityId?: string;
}
export interface SeenMessage {
  readonly id: string;
  readonly replyTo?: string;
  readonly from: { readonly name: string; readonly oid?: string; readonly bot: boolean };
  readonly at: string;
  readonly editedAt?: string;
  /** `deleted`: tombstone, undo offered to its author. `blocked`: hidden by policy; its author sees a notice. */
  readonly state: 'shown' | 'deleted' | 'blocked';
  readonly canUndo: boolean;
  readonly html: string;
  readonly attachments: readonly SeenAttachment[];
}
export interface Upload {
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
}
export interface NewMessage {
  readonly text: string;
  readonly replyTo?: string;
  readonly mentions?: readonly string[];
  /** Pasted or dropped: hosted content inside the message. */
  readonly inline?: readonly Upload[];
  /** Paperclip: a file in the channel's SharePoint folder, the poster's OneDrive, or the bot's file download card. */
  readonly files?: readonly Upload[];
  /** A link to a file that lives elsewhere: path in the poster's own OneDrive. */
  readonly link?: Upload;
  /** Another message that this person can see, passed on with its pictures. */
  readonly forward?: { readonly placeId: string; readonly messageId: string };
}
export interface EditMessage {
  readonly text?: string;
  readonly addInline?: readonly Upload[];
  readonly addFiles?: readonly Upload[];
}
export interface CardAction {
  readonly type: 'Action.Execute' | 'Action.Submit';
  readonly verb?: string;
  readonly data: Readonly<Record<string, unknown>>;
}
export type CardActionResult =
  | { readonly kind: 'card'; readonly card: unknown }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'dialog'; readonly title: string; readonly url?: string; readonly card?: unknown }
  | { readonly kind: 'signIn'; readonly url: string }
  | { readonly kind: 'error'; readonly status: number; readonly text: string }
  | { readonly kind: 'nothing' };

/** Every call of `route` (e.g. `graph.message.get`, `connector.activity.post`) waits `latencyMs`, then may fail. */
export interface Weather {
  readonly latencyMs?: Readonly<Record<string, number>>;
  readonly faults?: readonly {
    readonly route: string;
    readonly status: number;
    readonly retryAfter?: number;
    readonly times: number;
    readonly afterEffect?: boolean;
  }[];
  /** Microsoft's throttles as platform.md section 4 has them; off by default in tests. */
  readonly throttles?: boolean;
  /** Communications DLP licence: without it PATCH policyViolation is 402/403. */
  readonly dlpLicence?: boolean;
  /** Sites (siteId) where the app holds `write` through Sites.Selected. */
  readonly siteWrite?: readonly string[];
  /** A retention label blocks deletion of files on these sites. */
  readonly labelledSites?: readonly string[];
  /** Whether permanentDelete works under Sites.Selected (platform.md 2d: a pilot must prove it). */
  readonly permanentDelete?: boolean;
  /** Whether channel activities carry the image/* attachment (platform.md 1.2: implementations differ). */
  readonly inlineOnChannelActivity?: boolean;
  /** Deliver each activity this many times (duplicates, platform.md section 4). */
  readonly deliveries?: number;
  /** Do not tell the bot about messages: a missed activity. */
  readonly deaf?: boolean;
  /** Permissions of the app's manifest that were not consented to, by team (group id) or chat id. */
  readonly grantsMissing?: Readonly<Record<string, readonly string[]>>;
  /** Channels (by id) that are not standard: the app may not read them (platform.md 1.1). */
  readonly channelKinds?: Readonly<Record<string, 'private' | 'shared'>>;
  /** People (oids) who were added to a place (by id); the bot is told when they come and go. */
  readonly joined?: Readonly<Record<string, readonly string[]>>;
  /** Send no change notifications; subscribers are told `missed` once it is over. */
  readonly mute?: boolean;
  /** The client offers its own camera to pages in its frames (TeamsJS `media`), as Teams does on phones. */
  readonly clientMedia?: boolean;
}
export interface Moment {
  readonly at: number;
  readonly what:
    | 'posted'
    | 'edited'
    | 'deleted'
    | 'undone'
    | 'hidden'
    | 'file-deleted'
    | 'card-posted'
    | 'card-updated'
    | 'bytes-read'
    | 'call';
  readonly placeId?: string;
  readonly messageId?: string;
  readonly route?: string;
  readonly status?: number;
}
