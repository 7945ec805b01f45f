import { access, constants, mkdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Config } from '../config.ts';
import type { OrganisationPolicy } from '../policy/conversations.ts';
import { PolicyFault, readPolicy } from '../policy/read-policy.ts';
import type { Examination, Finding } from './doctor.ts';

/** What can be seen of this computer and its settings without asking anybody outside. */
export const examineSettings = (config: Config, running: boolean): readonly Examination[] => [
  { setting: 'Node.js', what: 'the program that runs Safelight', look: lookAtNode },
  { setting: 'SAFELIGHT_HOME', what: 'where Safelight keeps its own files', look: () => lookAtHome(config) },
  { setting: 'SAFELIGHT_POLICY', what: 'the trust’s policy file', look: () => lookAtPolicy(config) },
  { setting: 'PORT', what: 'where Safelight listens', look: () => lookAtPort('PORT', config.port, running) },
  ...(config.chat === undefined
    ? [
        {
          setting: 'SAFELIGHT_WARD_PORT',
          what: 'where the ward, the stand-in for Teams, listens',
          look: () => lookAtPort('SAFELIGHT_WARD_PORT', config.wardPort, running),
        },
      ]
    : []),
  {
    setting: 'SAFELIGHT_PUBLIC_URL',
    what: 'the address people and Microsoft reach',
    look: async () => ({
      state: 'unchecked',
      seen: `${config.publicUrl}; only a computer outside can tell whether it answers there.`,
    }),
  },
  {
    setting: 'SAFELIGHT_ALERT_URL',
    what: 'where alerts are sent',
    look: async () =>
      config.alertUrl === undefined
        ? { state: 'pass', seen: 'empty: alerts stand in the log, the metrics and the console.' }
        : { state: 'unchecked', seen: 'set; looking would send a false alert.' },
  },
];

const OLDEST_NODE = [20, 19] as const;

const lookAtNode = async (): Promise<Finding> => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return enough
    ? { state: 'pass', seen: process.versions.node }
    : {
        state: 'fail',
        seen: process.versions.node,
        mend: `Install Node.js ${OLDEST_NODE.join('.')} or later.`,
      };
};

const lookAtHome = async ({ home }: Config): Promise<Finding> => {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const mend = 'Give this user the right to write there, or name another folder.';
    return { state: 'fail', seen: `${home} cannot be written to.`, mend };
  }
  const { mode } = await stat(home);
  if (process.platform === 'win32' || (mode & 0o022) === 0) return { state: 'pass', seen: home };
  return { state: 'fail', seen: 'other users may write to it.', mend: `Run: chmod go-w ${home}` };
};

const lookAtPolicy = async ({ policyFile }: Config): Promise<Finding> => {
  if (policyFile === undefined) return { state: 'pass', seen: 'empty: the demonstration policy is used.' };
  try {
    const { organisations } = readPolicy(await readFile(policyFile, 'utf8'));
    const ids = organisations.map((organisation) => organisation.id).join(', ');
    const rules = organisations.map(copiesRule).join(' ');
    return { state: 'pass', seen: `without a fault; organisations ${ids}. ${rules}` };
  } catch (thrown) {
    if (thrown instanceof PolicyFault) {
      return { state: 'fail', seen: `${thrown.faults.length} fault(s).`, mend: thrown.faults.join('; ') };
    }
    return {
      state: 'fail',
      seen: 'cannot be read.',
      mend: `Check that ${policyFile} is there and readable.`,
    };
  }
};

/** DEL-06: the trust's own decision, as it stands. */
const copiesRule = ({ id, ownCopies }: OrganisationPolicy): string =>
  ownCopies === undefined
    ? `Copies on devices, ${id}: no rule is named (ownCopies).`
    : `Copies on devices, ${id}: ${ownCopies.rule}${ownCopies.agreed === undefined ? '' : `, agreed: ${ownCopies.agreed}`}.`;

const lookAtPort = async (setting: string, port: number, running: boolean): Promise<Finding> => {
  if (running) return { state: 'pass', seen: `${port}; Safelight is running now.` };
  return (await isFree(port))
    ? { state: 'pass', seen: `${port} is free.` }
    : {
        state: 'fail',
        seen: `${port} is in use.`,
        mend: `Stop what uses it, or set ${setting} to another number.`,
      };
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
