// What was not sent yet, kept in the browser under a key that belongs to the session: useless once that is over.

/** @typedef {Awaited<ReturnType<typeof openUnsent>>} Unsent */

const STORE = 'unsent';

/** @param {string} browserKey 32 bytes, base64url */
export async function openUnsent(browserKey) {
  const key = await crypto.subtle.importKey('raw', fromBase64Url(browserKey), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const database = await opened();
  return {
    /**
     * @param {string} name
     * @param {Uint8Array<ArrayBuffer>} bytes
     */
    put: async (name, bytes) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(sealing(iv, name), key, bytes);
      await done(store(database, 'readwrite').put({ iv, sealed }, name));
    },
    /**
     * Undefined where there is none, or it belongs to a session that is over.
     *
     * @param {string} name
     */
    get: async (name) => {
      /** @type {{ iv: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer } | undefined} */
      const kept = await done(store(database, 'readonly').get(name));
      if (kept === undefined) return undefined;
      try {
        return new Uint8Array(await crypto.subtle.decrypt(sealing(kept.iv, name), key, kept.sealed));
      } catch {
        // Another session's: nobody can open it any more.
        await done(store(database, 'readwrite').delete(name));
        return undefined;
      }
    },
    /** @param {string} name */
    remove: async (name) => {
      await done(store(database, 'readwrite').delete(name));
    },
    clear: async () => {
      await done(store(database, 'readwrite').clear());
    },
  };
}

/**
 * @param {Uint8Array<ArrayBuffer>} iv
 * @param {string} name
 */
const sealing = (iv, name) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) });

/** @returns {Promise<IDBDatabase>} */
function opened() {
  const asked = indexedDB.open('safelight-capture', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
  return done(asked);
}

/**
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 */
const store = (database, mode) => database.transaction(STORE, mode).objectStore(STORE);

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });

/** @param {string} text */
const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
