import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fields } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import type { Reply, Route } from '../http/route.ts';

const HOME = join(import.meta.dirname, '..', 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** `adaptivecards` can be imported neither way on Node 20, but its browser bundle lies beside its package file. */
const cardsBundle = (): string =>
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

const serveFile = async (path: string): Promise<Reply> => {
  const type = TYPES[extname(path)];
  if (type === undefined) throw refusePage(404, 'Not found.');
  try {
    return {
      status: 200,
      bytes: await readFile(path),
      headers: { 'content-type': type, 'cache-control': 'no-cache' },
    };
  } catch (error) {
    throw fields(error)?.['code'] === 'ENOENT' ? refusePage(404, 'Not found.') : error;
  }
};

/** The page itself: plain files of the folder `page`, by name only. */
export const pageRoutes = (): Route[] => [
  { name: 'page.home', method: 'GET', path: '/ward', answer: () => serveFile(join(HOME, 'index.html')) },
  { name: 'page.home', method: 'GET', path: '/ward/', answer: () => serveFile(join(HOME, 'index.html')) },
  {
    name: 'page.root',
    method: 'GET',
    path: '/',
    answer: () => ({ status: 302, headers: { location: '/ward' } }),
  },
  {
    name: 'page.static',
    method: 'GET',
    path: '/ward/static/:file',
    answer(call) {
      const file = call.param('file');
      if (file === 'adaptivecards.min.js') return serveFile(cardsBundle());
      if (!/^[\w.-]+$/.test(file) || file.startsWith('.')) throw refusePage(404, 'Not found.');
      return serveFile(join(HOME, file));
    },
  },
];
