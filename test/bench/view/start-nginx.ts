import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../crash/real/wait-until.ts';

const PROGRAM = '/usr/sbin/nginx';
const MODULE = '/usr/lib/nginx/modules/ngx_http_image_filter_module.so';

export interface Nginx {
  readonly pid: number;
  /** Of the picture, made small. */
  readonly url: string;
  close(): Promise<void>;
}

/** Debian's nginx and its image filter, which makes the large picture small at each view; or why there is none. */
export const startNginx = async (
  picture: Uint8Array,
  port: number,
): Promise<Nginx | { readonly absent: string }> => {
  for (const file of [PROGRAM, MODULE]) if (!existsSync(file)) return { absent: `${file} is not installed` };
  const folder = await mkdtemp(join(tmpdir(), 'safelight-nginx-'));
  await writeFile(join(folder, 'picture.jpg'), picture, { mode: 0o644 });
  await writeFile(join(folder, 'nginx.conf'), settings(folder, port));
  const child = spawn(PROGRAM, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: 'ignore',
  });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/picture.jpg`;
  try {
    await waitUntil('nginx to answer', 10_000, async () => (await statusOf(url)) === 200);
  } catch {
    await close();
    return { absent: 'nginx did not start' };
  }
  return { pid: child.pid ?? 0, url, close };
};

const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );

const settings = (folder: string, port: number): string => `
load_module ${MODULE};
daemon off;
worker_processes 1;
pid ${folder}/pid;
user root;
error_log stderr crit;
events {}
http {
  access_log off;
  types { image/jpeg jpg; }
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    location /picture.jpg {
      image_filter resize 1600 1600;
      image_filter_jpeg_quality 82;
      image_filter_buffer 32M;
    }
  }
}
`;
