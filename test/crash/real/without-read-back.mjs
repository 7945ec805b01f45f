/**
 * Loaded before Safelight by the crash harness: ingest with its read-back left out, so that the harness shows what the
 * read-back is for. Nothing in the product can switch it off.
 */
import { register } from 'node:module';

const hook = `
  const CALL = /return await blobs\\.get\\(container, name\\);/;
  export const load = async (url, context, next) => {
    const loaded = await next(url, context);
    if (!url.includes('/steps/ingest/take-custody.')) return loaded;
    const source = String(loaded.source);
    if (!CALL.test(source)) throw new Error('there is no read-back to leave out');
    return { ...loaded, source: source.replace(CALL, 'return bytes;') };
  };
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
