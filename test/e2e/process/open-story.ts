import * as people from '../../../bot/local/demonstration/people.ts';
import type { Person } from '../../../bot/local/demonstration/people.ts';
import { startProduct } from '../start-product.ts';
import type { Product } from '../start-product.ts';
import { makeFolders } from './make-folders.ts';
import type { Folders } from './make-folders.ts';
import { openLedger } from './read-ledger.ts';
import type { LedgerWindow } from './read-ledger.ts';
import type { Settings } from './run-product.ts';
import { visitViewer } from './visit-viewer.ts';
import type { Reader } from './visit-viewer.ts';
import { visitWard } from './visit-ward.ts';
import type { Visitor } from './visit-ward.ts';

/** The real product over folders of its own, its database to look into, and everybody at the ward's page. */
export interface Story {
  readonly product: Product;
  readonly folders: Folders;
  /** Of the database as it runs now. */
  readonly ledger: LedgerWindow;
  at(person: Person): Visitor;
  /** Signed in to the viewer, once each person. */
  reading(person: Person): Promise<Reader>;
  /** After `product.stop`: over the same folders; everybody signs in to the viewer anew. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const openStory = async (settings: Settings = {}): Promise<Story> => {
  const folders = await makeFolders();
  const product = await startProduct({ ...folders.settings, ...settings }).catch(async (cause: unknown) => {
    await folders.remove();
    throw cause;
  });
  let ledger = await openLedger(folders.home);
  const readers = new Map<string, Promise<Reader>>();
  return {
    product,
    folders,
    get ledger() {
      return ledger;
    },
    at: (person) => visitWard(product.ward, person),
    reading: (person) => {
      const known = readers.get(person.oid) ?? visitViewer(product.safelight, person);
      readers.set(person.oid, known);
      return known;
    },
    restart: async () => {
      await ledger.close();
      await product.startAgain(0);
      ledger = await openLedger(folders.home);
      readers.clear();
    },
    close: async () => {
      await ledger.close();
      try {
        await product.close();
      } finally {
        await folders.remove();
      }
    },
  };
};

/** Everybody who is in the ward's channel, guest and all. */
export const WARD_SEVEN: readonly Person[] = [
  people.nurse,
  people.f1,
  people.registrar,
  people.consultant,
  people.informationGovernance,
  people.guest,
];
