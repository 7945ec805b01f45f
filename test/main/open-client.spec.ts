import { describe, expect, it } from '@jest/globals';
import { openClient } from '../../bot/main/open-client.ts';

const TEAMS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://teams.cloud.microsoft',
];

const open = (production: boolean, settings: Readonly<Record<string, string>>) =>
  openClient({
    production,
    publicUrl: 'https://safelight.harbourside.example',
    chat: {
      settings: { MicrosoftAppId: 'app', MicrosoftAppTenantId: 'tenant', ...settings },
      graphUrl: 'https://graph.microsoft.com',
      password: undefined,
    },
  });

describe('Who may frame the personal tab', () => {
  it('is Teams, at the hosts Microsoft names for it, and nobody else', () => {
    for (const production of [true, false])
      expect(open(production, {})).toMatchObject({ ancestors: TEAMS, standIns: [] });
  });

  it('is the ward on this machine as well, and never in production', () => {
    const ward = { OAuthUrl: 'http://127.0.0.1:3979/token-service' };
    const origins = ['http://127.0.0.1:3979', 'http://localhost:3979'];
    expect(open(false, ward)).toMatchObject({ ancestors: [...TEAMS, ...origins], standIns: origins });
    expect(open(true, ward)).toMatchObject({ ancestors: TEAMS, standIns: [] });
  });

  it('is no other host that a setting names', () => {
    for (const OAuthUrl of [
      'https://europe.token.botframework.com',
      'http://127.0.0.1.evil.example:3979',
      'nonsense',
    ])
      expect(open(false, { OAuthUrl })).toMatchObject({ ancestors: TEAMS, standIns: [] });
  });

  it('is told who sits there by the login of the settings, and by none on this machine in production', () => {
    expect(() => open(true, { ToChannelFromBotLoginUrl: 'http://127.0.0.1:3979/tenant' })).toThrow(
      'config-invalid',
    );
    expect(() => open(false, { ToChannelFromBotLoginUrl: 'http://127.0.0.1:3979/tenant' })).not.toThrow();
  });
});
