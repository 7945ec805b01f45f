import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafletWords } from '../../cards/text/leaflet.ts';
import { examineSettings } from '../../bot/cli/examine-settings.ts';
import { loadConfig } from '../../bot/config.ts';
import { leafletFacts } from '../../bot/policy/leaflet.ts';
import { readPolicy } from '../../bot/policy/read-policy.ts';
import { OWN_COPIES } from '../../bot/set/leaflet.ts';

const policyWith = (more: string): string => `version: 1
organisations:
  - ods: XHB
    name: Harbourside
    viewerTenants: [5afe1194-0000-4000-8000-000000000001]
    people: ["*"]
    unfiledOwner: 5afe0000-0000-4000-8000-000000000001
    conversations: [{ chat: "19:night@thread.v2" }]
${more}`;

describe('What a trust decided about copies on devices (DEL-06)', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-copies-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const doctorSays = async (more: string): Promise<string> => {
    const file = join(folder, 'policy.yaml');
    await writeFile(file, policyWith(more));
    const config = loadConfig({ SAFELIGHT_POLICY: file, SAFELIGHT_HOME: folder });
    const policy = examineSettings(config, true).find(({ setting }) => setting === 'SAFELIGHT_POLICY');
    return (await policy?.look())?.seen ?? '';
  };
  const patientsRead = (more: string): string => {
    const [organisation] = readPolicy(policyWith(more)).organisations;
    if (organisation === undefined) throw new Error('no organisation');
    return leafletWords('way', leafletFacts(organisation, undefined), 'en').text;
  };

  it('stands in the policy file, is read by patients and is printed by the doctor', async () => {
    const read = OWN_COPIES.map((rule) => patientsRead(`    ownCopies: { rule: ${rule} }\n`));
    expect(new Set([...read, patientsRead('')]).size).toBe(OWN_COPIES.length + 1);
    expect(read[1]).toContain('a program that keeps them out of the device’s own pictures');
    expect(
      await doctorSays('    ownCopies: { rule: delete-at-once, agreed: "IG Group, 2 May" }\n'),
    ).toContain('Copies on devices, XHB: delete-at-once, agreed: IG Group, 2 May.');
    expect(await doctorSays('')).toContain('Copies on devices, XHB: no rule is named (ownCopies).');
  });

  it('is one of three and nothing else', () => {
    for (const wrong of [
      'ownCopies: { rule: never }',
      'ownCopies: apart',
      'ownCopies: { rule: apart, why: x }',
    ])
      expect(() => readPolicy(policyWith(`    ${wrong}\n`))).toThrow('policy-invalid');
  });
});
