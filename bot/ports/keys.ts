import type { WrappedKey } from '../set/sealed.ts';

/** Wraps data keys; the wrapping key never leaves the key service. */
export interface Keys {
  /** `key` is 32 bytes. Throws `key-unreachable` (transient). */
  wrap(key: Uint8Array): Promise<WrappedKey>;
  /** By the stored key id, so that old versions open after a rotation. Must refuse anything but 32 bytes (`key-missing`). */
  unwrap(wrapped: WrappedKey): Promise<Uint8Array>;
  ready(): Promise<void>;
}
