import { connect } from 'node:net';

/** Sends bytes as they are, which no browser would, and gives what came back when the other side had enough. */
export const sendRaw = (address: string, bytes: string, patienceMs = 5_000): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    let heard = '';
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end to the answer: ${heard.slice(0, 200)}`));
    }, patienceMs);
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    socket.on('close', () => {
      clearTimeout(late);
      resolve(heard);
    });
    // A server that slams the door on what is too much has answered, too.
    socket.on('error', () => undefined);
    socket.write(bytes);
  });
