import {
  ActivityTypes,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  TeamsInfo,
} from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';
import restify from 'restify';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';

/** Everything a turn of the bot got to know. */
interface Turn {
  readonly activity: Activity;
  readonly member?: string;
  readonly token?: string;
}

/**
 * botbuilder's own credentials insist on https (MSAL); these log in at whatever ToChannelFromBotLoginUrl says, by the
 * same protocol.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- botbuilder does not export the class
const wardCredentials = (settings: Record<string, string>): Factory => ({
  isAuthenticationDisabled: async () => false,
  isValidAppId: async (appId) => appId === settings['MicrosoftAppId'],
  createCredentials: async (appId, audience, login) => {
    const answer = await fetch(`${login}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: settings['MicrosoftAppPassword'] ?? '',
        scope: `${audience ?? ''}/.default`,
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    };
  },
});
type Factory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

const card = (text: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text }],
  actions: [{ type: 'Action.Execute', title: 'Press', verb: 'press', data: {} }],
});

interface TokenClient {
  getUserToken(
    user: string,
    connection: string,
    channel: string,
    code?: string,
  ): Promise<{ token?: string } | undefined>;
  getSignInResource(
    connection: string,
    activity: Activity,
    redirect: string,
  ): Promise<{ signInLink: string }>;
}

const answerInvoke = async (context: TurnContext, tokens: TokenClient): Promise<unknown> => {
  const { name, value } = context.activity as { name?: string; value: { action?: { verb?: string } } };
  if (name === 'task/fetch')
    return { task: { type: 'continue', value: { title: 'A dialog', url: 'https://x.example/' } } };
  if (name !== 'adaptiveCard/action') return undefined;
  if (value.action?.verb === 'sign-in') {
    const { signInLink } = await tokens.getSignInResource('graph', context.activity, '');
    const buttons = [{ type: 'signin', title: 'Sign in', value: signInLink }];
    return { statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest', value: { buttons } };
  }
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('pressed') };
};

const echo = async (context: TurnContext): Promise<void> => {
  const answer = await context.sendActivity({ attachments: [CardFactory.adaptiveCard(card('echo'))] });
  if (context.activity.text === 'update' && answer) {
    await context.updateActivity({
      id: answer.id,
      type: 'message',
      attachments: [CardFactory.adaptiveCard(card('new'))],
    });
  }
  if (context.activity.text === 'delete' && answer) await context.deleteActivity(answer.id);
};

/** A real botbuilder bot behind restify that answers every message with a card. */
export const startEchoBot = async (ward: Ward) => {
  const turns: Turn[] = [];
  const factory = wardCredentials(ward.settings);
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(ward.settings, factory));
  const faults: unknown[] = [];
  adapter.onTurnError = async (_context, error) => {
    faults.push(error);
  };
  const run = async (context: TurnContext): Promise<void> => {
    const { activity } = context;
    const tokens = context.turnState.get<TokenClient>(adapter.UserTokenClientKey);
    const code =
      activity.name === 'signin/verifyState' ? (activity.value as { state: string }).state : undefined;
    const held = await tokens.getUserToken(activity.from.id, 'graph', activity.channelId, code);
    const isMessage = activity.type === 'message';
    const member = isMessage ? await TeamsInfo.getMember(context, activity.from.id) : undefined;
    turns.push({
      activity: structuredClone(activity),
      ...(member?.aadObjectId === undefined ? {} : { member: member.aadObjectId }),
      ...(held?.token === undefined ? {} : { token: held.token }),
    });
    if (isMessage) await echo(context);
    if (activity.type === 'invoke') {
      const body = await answerInvoke(context, tokens);
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
    }
  };
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (request, response) => {
    const asked = { body: request.body as Record<string, unknown>, headers: request.headers, method: 'POST' };
    await adapter.process(asked, response, run);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/api/messages`,
    turns,
    faults,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.server.closeAllConnections();
      }),
  };
};
