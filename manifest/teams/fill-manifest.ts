/** What differs between one hospital's Teams app and another's. */
export interface Installation {
  /** The bot's Microsoft Entra application id; it is also the Teams app's id. */
  readonly botId: string;
  /** Where staff open pictures: host name alone, without `https://`. */
  readonly host: string;
  /** Whose app it is, as Teams shows it. */
  readonly organisation: string;
  /** The organisation's own page on what Safelight does with photographs, and its privacy notice. */
  readonly aboutUrl: string;
  /** Teams replaces an installed app only by one with a higher version. */
  readonly version: string;
}

const BLANKS: Readonly<Record<string, keyof Installation>> = {
  BOT_ID: 'botId',
  HOST: 'host',
  ORGANISATION: 'organisation',
  ABOUT_URL: 'aboutUrl',
  VERSION: 'version',
};

/** The manifest with its blanks filled in. Throws a RangeError that names a blank nobody knows. */
export const fillManifest = (template: string, installation: Installation): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, blank: string) => {
    const of = BLANKS[blank];
    if (of === undefined) throw new RangeError(`manifest.json has a blank nobody fills: ${blank}`);
    // Written inside a JSON string: quotes and backslashes must stay text.
    return JSON.stringify(installation[of]).slice(1, -1);
  });
