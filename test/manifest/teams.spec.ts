import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import type { Installation } from '../../manifest/teams/fill-manifest.ts';
import { fillManifest } from '../../manifest/teams/fill-manifest.ts';
import { packTeamsApp } from '../../manifest/teams/pack.ts';

const INSTALLATION: Installation = {
  botId: '5afe0b07-0000-4000-8000-000000000001',
  host: 'safelight.harbourside.example',
  organisation: 'Harbourside "East" Hospitals',
  aboutUrl: 'https://harbourside.example/safelight',
  version: '0.1.0',
};

/**
 * Permissions an owner grants for one team or chat (platform.md 1.1, 1.2, 3): reading what was posted there and who is
 * in it. The schema takes any name; Microsoft's own pages name some that do not exist.
 */
const GRANTED_BY_OWNERS = [
  'ChannelMember.Read.Group',
  'ChannelMessage.Read.Group',
  'ChannelSettings.Read.Group',
  'ChatMember.Read.Chat',
  'ChatMessage.Read.Chat',
  'TeamsAppInstallation.Read.Chat',
  'TeamsAppInstallation.Read.Group',
];

interface Manifest {
  readonly id: string;
  readonly developer: { readonly name: string };
  readonly permissions: readonly string[];
  readonly validDomains: readonly string[];
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
  readonly staticTabs: readonly Readonly<Record<string, unknown>>[];
  readonly devicePermissions: readonly string[];
  readonly composeExtensions: readonly {
    readonly botId: string;
    readonly commands: readonly { readonly id: string; readonly context: readonly string[] }[];
  }[];
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly supportsFiles: boolean;
  }[];
  readonly authorization: {
    readonly permissions: {
      readonly resourceSpecific: readonly { readonly name: string; readonly type: string }[];
    };
  };
}

const files = unzipSync(packTeamsApp(INSTALLATION));
const written = strFromU8(files['manifest.json'] ?? new Uint8Array());
const manifest = JSON.parse(written) as Manifest;

/** In a process of its own: the validator loads modules in a way that jest cannot. It throws some of its faults. */
const VALIDATE = `
  const { AppManifestUtils } = require('@microsoft/app-manifest');
  AppManifestUtils.readAndValidateTeamsManifest(process.argv[1])
    .then(([, errors]) => errors, (error) => [error.message])
    .then((faults) => console.log(JSON.stringify(faults)));
`;

describe('The Teams app package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-manifest-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const schemaFaults = (text: string): unknown => {
    const path = join(folder, 'manifest.json');
    writeFileSync(path, text);
    return JSON.parse(execFileSync(process.execPath, ['-e', VALIDATE, path], { encoding: 'utf8' }));
  };

  it('holds the manifest and two icons, and nothing else', () => {
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  });

  it('is the same, byte for byte, each time it is built', () => {
    expect(Buffer.from(packTeamsApp(INSTALLATION)).equals(Buffer.from(packTeamsApp(INSTALLATION)))).toBe(
      true,
    );
  });

  it('is accepted by Microsoft’s own schema', () => {
    expect(schemaFaults(written)).toEqual([]);
    expect(schemaFaults(written.replace('"groupChat"', '"everywhere"'))).not.toEqual([]);
  });

  it('leaves no blank unfilled, and takes an organisation’s name as it is', () => {
    expect(written).not.toMatch(/\{\{|\}\}/);
    expect(manifest.developer.name).toBe('Harbourside "East" Hospitals');
    expect(() => fillManifest('{{COLOUR}}', INSTALLATION)).toThrow(/COLOUR/);
  });

  it('is one app with one identity', () => {
    expect([manifest.id, manifest.webApplicationInfo.id, manifest.bots[0]?.botId]).toEqual(
      Array(3).fill(INSTALLATION.botId),
    );
  });

  it('can be added to teams, group chats and personal chats, and is given files there', () => {
    expect(manifest.bots).toEqual([
      expect.objectContaining({ scopes: ['team', 'groupChat', 'personal'], supportsFiles: true }),
    ]);
  });

  it('shows each person their own list in a tab, beside the chat with the bot', () => {
    expect(manifest.staticTabs).toEqual([
      // The platform's own name for the chat: named, so that the tab does not take its place.
      { entityId: 'conversations', scopes: ['personal'] },
      {
        entityId: 'my-photographs',
        name: 'My photographs',
        contentUrl: `https://${INSTALLATION.host}/tab`,
        websiteUrl: `https://${INSTALLATION.host}/mine`,
        scopes: ['personal'],
      },
    ]);
  });

  it('opens the camera from the message box, and moves a message from its menu', () => {
    expect(manifest.composeExtensions).toEqual([
      {
        botId: INSTALLATION.botId,
        commands: [
          expect.objectContaining({ id: 'photo', type: 'action', title: 'Photo', fetchTask: true }),
          expect.objectContaining({
            id: 'move',
            type: 'action',
            title: 'Move to Safelight',
            fetchTask: true,
          }),
        ],
      },
    ]);
    expect(manifest.composeExtensions[0]?.commands.map(({ context }) => context)).toEqual([
      ['compose', 'commandBox'],
      ['message'],
    ]);
    expect(manifest.devicePermissions).toEqual(['media']);
  });

  it('names the tab’s token as the server expects it', () => {
    expect(manifest.webApplicationInfo.resource).toBe(
      `api://${INSTALLATION.host}/botid-${INSTALLATION.botId}`,
    );
  });

  it('asks owners to let it read, and for nothing that is not known to exist', () => {
    const asked = manifest.authorization.permissions.resourceSpecific;
    expect(asked.map(({ name }) => name).sort()).toEqual(GRANTED_BY_OWNERS);
    expect(asked.every(({ type }) => type === 'Application')).toBe(true);
    expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers']);
  });

  it('sends people only to Safelight and to Microsoft’s sign-in', () => {
    expect(manifest.validDomains).toEqual([
      INSTALLATION.host,
      'token.botframework.com',
      'europe.token.botframework.com',
    ]);
  });

  it('has the version of the program', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(
      JSON.parse(
        strFromU8(unzipSync(packTeamsApp({ ...INSTALLATION, version }))['manifest.json'] ?? new Uint8Array()),
      ),
    ).toMatchObject({ version });
  });
});

describe('The icons', () => {
  it('are 192 pixels in colour, and 32 pixels of white on nothing', async () => {
    const color = await sharp(files['color.png']).metadata();
    expect([color.width, color.height]).toEqual([192, 192]);
    const { data, info } = await sharp(files['outline.png'])
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([32, 32]);
    const alphas = new Set<number>();
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue, alpha = 0] = data.subarray(at, at + 4);
      alphas.add(alpha);
      if (alpha > 0) expect([red, green, blue]).toEqual([255, 255, 255]);
    }
    expect(alphas.has(0)).toBe(true);
    expect(alphas.has(255)).toBe(true);
  });
});
