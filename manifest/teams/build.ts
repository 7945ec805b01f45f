/**
 * Writes the Teams app package, to be uploaded by a Teams administrator:
 * `npm run manifest -- <bot app id> <host> <organisation> <https address of its notice> [file]`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { packTeamsApp } from './pack.ts';

const [botId, host, organisation, aboutUrl, file = 'safelight-teams.zip'] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

if (botId === undefined || host === undefined || organisation === undefined || aboutUrl === undefined) {
  process.stderr.write(
    'npm run manifest -- <bot app id> <host> <organisation> <https address of its notice> [file]\n',
  );
  process.exitCode = 2;
} else {
  writeFileSync(file, packTeamsApp({ botId, host, organisation, aboutUrl, version }));
  process.stdout.write(`Wrote ${file}: Safelight ${version} for ${organisation}.\n`);
}
