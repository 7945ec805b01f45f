import { tsImport } from 'tsx/esm/api';

/** One PostgreSQL for the whole run. Jest imports this file natively, hence the loader for the TypeScript. */
export default async () => {
  const { startForTests } = await tsImport('./start-for-tests.ts', import.meta.url);
  const { close, ...postgres } = await startForTests();
  process.env.SAFELIGHT_TEST_POSTGRES = JSON.stringify(postgres);
  globalThis.closeTestPostgres = close;
};
