import { startAzurite } from '../../../bot/local/azurite/start-azurite.ts';

// A program that starts the blob store and then lives until it is killed: run as a process of its own by a spec.
const { connectionString } = await startAzurite({ folder: process.argv[2] ?? '', port: 0 });
process.send?.(connectionString);
process.on('message', () => undefined);
