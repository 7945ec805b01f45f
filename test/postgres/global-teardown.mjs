export default async () => {
  await globalThis.closeTestPostgres?.();
};
