import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import { at, parse, text } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';
import { connectorCredentials } from './connector-credentials.ts';
import type { Teams } from './open-teams.ts';

/** Why an activity was not taken; `later` is our own trouble, and the platform may send it again. */
export type Refused = 'unsigned' | 'not-ours' | 'later';

/** botbuilder's adapter, its one way in made public: `process` prints errors and tells them to the caller. */
class Turns extends CloudAdapter {
  async run(
    authorisation: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorisation, activity, logic);
  }
}

const openTurns = ({ bot, options, mayServe }: Teams): Turns =>
  new Turns(
    new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: bot.appId,
        MicrosoftAppTenantId: bot.tenant,
        ChannelService: '',
        ValidateAuthority: 'false',
        ToChannelFromBotLoginUrl: bot.login,
        ToChannelFromBotOAuthScope: bot.scope,
        ToBotFromChannelTokenIssuer: bot.issuer,
        OAuthUrl: bot.tokenService,
        ToBotFromChannelOpenIdMetadataUrl: bot.openId,
        ToBotFromEmulatorOpenIdMetadataUrl: bot.emulatorOpenId,
        CallerId: bot.callerId,
      },
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the class is not exported
      connectorCredentials(bot.appId, options.botToken, mayServe),
    ),
  );

/** Read before it is proved: only to turn away at once what botbuilder would take down another path. */
const issuerOf = (authorisation: string): string | undefined => {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorisation)?.[1];
  return payload === undefined
    ? undefined
    : text(at(parse(Buffer.from(payload, 'base64url').toString('utf8')), 'iss'));
};

const tenantOf = (activity: Fields): string | undefined =>
  text(at(activity, 'conversation', 'tenantId')) ?? text(at(activity, 'channelData', 'tenant', 'id'));

/** What is not from one of our tenants, or asks to be answered elsewhere, is refused before any work. */
const isOurs = (teams: Teams, activity: Fields): boolean => {
  const serviceUrl = text(activity['serviceUrl']) ?? '';
  return (
    teams.options.tenants.includes(tenantOf(activity) ?? '') &&
    URL.canParse(serviceUrl) &&
    teams.mayServe(new URL(serviceUrl))
  );
};

/** The keys could not be fetched: not the caller's fault. Everything else botbuilder throws here is a bad token. */
const isOurTrouble = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'FetchError' || ('statusCode' in error && Number(error.statusCode) >= 500));

export type Turn = (activity: Fields) => Promise<InvokeResponse | undefined>;
export type Door = (
  authorisation: string,
  activity: Fields,
  turn: Turn,
) => Promise<Refused | InvokeResponse | undefined>;

/**
 * Lets an activity in once the Bot Connector's signature on it, its tenant and its service address are proved; then runs
 * `turn` and gives back what it answers. What `turn` throws is thrown on.
 */
export const openDoor = (teams: Teams): Door => {
  const turns = openTurns(teams);
  return async (authorisation, activity, turn) => {
    if (activity['channelId'] !== 'msteams') return 'not-ours';
    if (issuerOf(authorisation) !== teams.bot.issuer) return 'unsigned';
    const entered: { yes: boolean } = { yes: false };
    try {
      return await turns.run(authorisation, activity as unknown as Activity, async (context) => {
        entered.yes = true;
        if (!isOurs(teams, activity)) throw new NotOurs();
        const value = await turn(activity);
        if (value !== undefined) await context.sendActivity({ type: 'invokeResponse', value });
      });
    } catch (error) {
      if (error instanceof NotOurs) return 'not-ours';
      if (entered.yes) throw error;
      return isOurTrouble(error) ? 'later' : 'unsigned';
    }
  };
};

class NotOurs extends Error {}
