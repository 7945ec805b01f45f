import type { DriveItem } from './records.ts';
import type { World } from './world.ts';

const DOWNLOAD_SECONDS = 3600;

/** An address that opens one file without any token, for an hour: whoever holds it can read the file. */
export const makeDownloadUrl = async (world: World, item: DriveItem): Promise<string> => {
  const ticket = await world.tokens.sign({ aud: 'download', item: item.id }, DOWNLOAD_SECONDS);
  return `${world.url}/sharepoint/download/${item.id}?tempauth=${ticket}`;
};
