import { readdir, readFile, readlink } from 'node:fs/promises';

/** Which of these processes holds the near end of a loopback connection: Linux knows by /proc. */
export const ownerOf = async (port: number, pids: readonly number[]): Promise<number | undefined> => {
  const inodes = await inodesOf(port);
  for (const pid of pids) if (await holds(pid, inodes)) return pid;
  return undefined;
};

const inodesOf = async (port: number): Promise<ReadonlySet<string>> => {
  const near = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const found = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(table, 'utf8')).trim().split('\n').slice(1);
    for (const line of lines) {
      const [, local = '', , , , , , , , inode = '0'] = line.trim().split(/\s+/);
      if (local.endsWith(near) && inode !== '0') found.add(`socket:[${inode}]`);
    }
  }
  return found;
};

const holds = async (pid: number, inodes: ReadonlySet<string>): Promise<boolean> => {
  const folder = `/proc/${pid}/fd`;
  // A process that has just ended has no folder, and a file just closed no link.
  const open = await readdir(folder).catch(() => []);
  for (const file of open) {
    const leadsTo = await readlink(`${folder}/${file}`).catch(() => '');
    if (inodes.has(leadsTo)) return true;
  }
  return false;
};
