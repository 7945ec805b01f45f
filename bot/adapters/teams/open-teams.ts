import { onlyHosts } from '../wire/hosts.ts';
import type { MayAsk } from '../wire/hosts.ts';
import { Connector } from './connector.ts';
import { Roster } from './roster.ts';
import { readSettings } from './settings.ts';
import type { BotSettings, TeamsOptions } from './settings.ts';
import { TeamNames } from './team-names.ts';
import { TokenService } from './token-service.ts';

/** What listening and posting share. */
export interface Teams {
  readonly options: TeamsOptions;
  readonly bot: BotSettings;
  readonly mayServe: MayAsk;
  readonly connector: Connector;
  readonly roster: Roster;
  readonly names: TeamNames;
  readonly tokens: TokenService;
}

const TIMEOUT_MS = 15_000;

/** The bot's side of Teams: nothing is asked of anybody before the first call. */
export const openTeams = (options: TeamsOptions): Teams => {
  const bot = readSettings(options.settings);
  const mayServe = onlyHosts(options.connectorHosts, options.loopback);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const connector = new Connector({ botToken: options.botToken, may: mayServe, timeoutMs });
  const roster = new Roster(connector);
  const tokens = new TokenService(
    {
      tokenService: bot.tokenService,
      connectionName: options.connectionName,
      appId: bot.appId,
      botToken: options.botToken,
      loopback: options.loopback,
      timeoutMs,
    },
    roster,
  );
  return { options, bot, mayServe, connector, roster, names: new TeamNames(connector), tokens };
};
