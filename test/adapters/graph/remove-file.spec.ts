import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphClient } from '../../../bot/adapters/graph/graph-client.ts';
import { removeFile } from '../../../bot/adapters/graph/remove-file.ts';

const file = { kind: 'file', drive: 'd', item: 'i', eTag: '"1"', home: true } as const;

describe('A SharePoint that does not heed If-Match', () => {
  const asked: string[] = [];
  let eTag = '"1"';
  const server = createServer((request, response) => {
    asked.push(request.method ?? '');
    response.writeHead(request.method === 'GET' ? 200 : 204, { 'content-type': 'application/json' });
    response.end(
      request.method === 'GET'
        ? JSON.stringify({ id: 'i', eTag, file: {}, parentReference: { driveId: 'd' } })
        : undefined,
    );
  });
  let graph: GraphClient;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    graph = new GraphClient({
      graphUrl: `http://127.0.0.1:${port}`,
      appToken: async () => 'token',
      loopback: true,
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is not asked to delete a file that was changed after it was taken', async () => {
    eTag = '"2"';
    expect(await removeFile(graph, 'app', file, 0)).toEqual({ as: 'changed', restored: false });
    expect(asked).toEqual(['GET']);
  });

  it('deletes the version in custody, and never a file that is not the conversation’s own', async () => {
    eTag = '"1"';
    expect(await removeFile(graph, 'app', file, 0)).toEqual({ as: 'deleted' });
    asked.length = 0;
    await expect(removeFile(graph, 'app', { ...file, home: false }, 0)).rejects.toMatchObject({
      code: 'change-refused',
    });
    expect(asked).toEqual([]);
  });
});
