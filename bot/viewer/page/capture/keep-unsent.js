// What was not sent yet, kept in the browser under a key that belongs to the session: useless once that is over.

/** @typedef {Awaited<ReturnType<typeof openUnsent>>} Unsent */

const STORE = 'unsent';

/** @param {string} browserKey 32 bytes, base64url */
export async function openUnsent(browserKey) {
  const key = await crypto.subtle.importKey('raw', fromBase64Url(browserKey), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const shelf = await openShelf();
  return {
    /**
     * @param {string} name
     * @param {Uint8Array<ArrayBuffer>} bytes
     */
    put: async (name, bytes) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(sealing(iv, name), key, bytes);
      await shelf.put(name, { iv, sealed });
    },
    /**
     * Undefined where there is none, or it belongs to a session that is over.
     *
     * @param {string} name
     */
    get: async (name) => {
      const kept = await shelf.get(name);
      if (kept === undefined) return undefined;
      try {
        return new Uint8Array(await crypto.subtle.decrypt(sealing(kept.iv, name), key, kept.sealed));
      } catch {
        // Another session's: nobody can open it any more.
        await shelf.remove(name);
        return undefined;
      }
    },
    /** @param {string} name */
    remove: (name) => shelf.remove(name),
    clear: () => shelf.clear(),
  };
}

/**
 * @param {Uint8Array<ArrayBuffer>} iv
 * @param {string} name
 */
const sealing = (iv, name) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) });

/** @typedef {{ iv: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer }} Kept */
/**
 * @typedef {{
 *   put: (name: string, kept: Kept) => Promise<void>,
 *   get: (name: string) => Promise<Kept | undefined>,
 *   remove: (name: string) => Promise<void>,
 *   clear: () => Promise<void>,
 * }} Shelf
 */

/**
 * Where the browser lets another site's frame keep nothing, as many do within Teams, it is kept as long as the page
 * stands.
 *
 * @returns {Promise<Shelf>}
 */
async function openShelf() {
  try {
    return inDatabase(await opened());
  } catch {
    return inMemory();
  }
}

/**
 * @param {IDBDatabase} database
 * @returns {Shelf}
 */
const inDatabase = (database) => ({
  put: async (name, kept) => {
    await done(store(database, 'readwrite').put(kept, name));
  },
  get: (name) => done(store(database, 'readonly').get(name)),
  remove: (name) => done(store(database, 'readwrite').delete(name)),
  clear: () => done(store(database, 'readwrite').clear()),
});

/** @returns {Shelf} */
function inMemory() {
  /** @type {Map<string, Kept>} */
  const shelf = new Map();
  return {
    put: async (name, kept) => void shelf.set(name, kept),
    get: async (name) => shelf.get(name),
    remove: async (name) => void shelf.delete(name),
    clear: async () => shelf.clear(),
  };
}

/** @returns {Promise<IDBDatabase>} */
async function opened() {
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
