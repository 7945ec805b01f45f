import { spawnSync } from 'node:child_process';
import { lstat, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How a PostgreSQL program is started: PostgreSQL refuses to run as root, so root lends it another user. */
export interface RunAs {
  /** Absent: as ourselves. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** The command line to use for `program args`. */
  command(
    program: string,
    args: readonly string[],
  ): { file: string; args: readonly string[]; uid?: number; gid?: number };
}

/**
 * Chooses the user: ourselves, or as root the owner of the existing cluster, else `postgres`, else `nobody`.
 * `paths` must be within that user's reach. Where they lie under a closed folder such as /root, `setpriv` lends the
 * right to pass through, because opening the folder to everybody would be worse.
 */
export const chooseUser = async (cluster: string, paths: readonly string[]): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return { command: (file, args) => ({ file, args }) };
  const user = (await ownerOf(cluster)) ?? (await unprivilegedUser());
  if (await allReachable(paths, user)) return { user, command: (file, args) => ({ file, args, ...user }) };
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new Error(
      'PostgreSQL cannot run as root, and other users may not enter this folder. Start Safelight as an ordinary user, ' +
        'or move it and SAFELIGHT_HOME to a folder that others may enter (for example under /srv).',
    );
  }
  const lend = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override', '--clear-groups'];
  return {
    user,
    command: (file, args) => ({
      file: 'setpriv',
      args: [`--reuid=${user.uid}`, `--regid=${user.gid}`, ...lend, '--', file, ...args],
    }),
  };
};

interface User {
  readonly uid: number;
  readonly gid: number;
}

const ownerOf = async (cluster: string): Promise<User | undefined> => {
  const found = await lstat(cluster).catch(absentIsUndefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
};

const unprivilegedUser = async (): Promise<User> => {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user `postgres` or `nobody` to run it as.');
};

const allReachable = async (paths: readonly string[], user: User): Promise<boolean> => {
  for (const path of paths) {
    for (let folder = path; ; folder = dirname(folder)) {
      const found = await stat(folder).catch(absentIsUndefined);
      if (found !== undefined && found.uid !== user.uid && (found.mode & 0o001) === 0) return false;
      if (folder === dirname(folder)) break;
    }
  }
  return true;
};

const absentIsUndefined = (thrown: unknown): undefined => {
  if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  return undefined;
};
