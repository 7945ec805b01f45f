import type { Rotas } from '../../bot/ports/rotas.ts';
import type { RotaRead } from '../../bot/set/rota.ts';

/** What stands in the policy file as it stands there; of files and addresses what a spec says, and nothing before it does. */
export interface MemoryRotas extends Rotas {
  readonly elsewhere: Map<string, RotaRead>;
}

export const memoryRotas = (): MemoryRotas => {
  const elsewhere = new Map<string, RotaRead>();
  return {
    elsewhere,
    read: async (source, now) =>
      source.kind === 'inline'
        ? { rota: source.rota, readAt: now }
        : (elsewhere.get(source.kind === 'file' ? source.path : source.url) ?? { rota: 'missing' }),
  };
};
