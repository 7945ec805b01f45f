#!/usr/bin/env node
import { existsSync } from 'node:fs';

/** What was built, where it was (a hospital's image holds nothing else); in a clone the sources themselves. */
const built = new URL('../../dist/bot/cli/main.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
}
