export interface HeaderRules {
  /** True where people reach us over https: only then may a browser be told to insist on it. */
  readonly https: boolean;
}

export interface FramedRules extends HeaderRules {
  /** Origins of the chat platform's client, which may show the page in a frame; nobody may where there are none. */
  readonly frameAncestors: readonly string[];
}

/**
 * What every answer carries, errors and files included (quality.md S9). `no-referrer` keeps set ids out of other
 * sites' logs; nothing of ours may be cached, framed, embedded or guessed at by another site.
 */
export const securityHeaders = ({ https }: HeaderRules): Readonly<Record<string, string>> => ({
  'content-security-policy': policy({ ...PAGE_POLICY, 'frame-ancestors': ["'none'"] }),
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  vary: 'Cookie',
  'x-frame-options': 'DENY',
  ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
});

/**
 * The same, for the one page that stands in the chat platform's own frame. It says who may frame it in the policy
 * alone, for `x-frame-options` can name no host, and its script asks us, and nobody else, for the list.
 */
export const framedHeaders = ({ https, frameAncestors }: FramedRules): Readonly<Record<string, string>> => {
  const { 'x-frame-options': deny = '', ...others } = securityHeaders({ https });
  return {
    ...others,
    ...(frameAncestors.length === 0 ? { 'x-frame-options': deny } : {}),
    'content-security-policy': policy({
      ...PAGE_POLICY,
      'connect-src': ["'self'"],
      'frame-ancestors': frameAncestors.length === 0 ? ["'none'"] : frameAncestors,
    }),
  };
};

/** The same again, for the page that takes photographs: the one page of ours that may use the camera. */
export const cameraHeaders = (rules: FramedRules): Readonly<Record<string, string>> => ({
  ...framedHeaders(rules),
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), browsing-topics=()',
});

/** A page whose script asks us, and nobody else, something. Set by the page itself over what every answer carries. */
export const askingPolicy = (): string =>
  policy({ ...PAGE_POLICY, 'connect-src': ["'self'"], 'frame-ancestors': ["'none'"] });

/**
 * A page of pictures: the small picture comes inside it, and its script asks us, and nobody else, whether the page may
 * still be shown. Set by the page itself over what every answer carries.
 */
export const picturePolicy = (): string =>
  policy({
    ...PAGE_POLICY,
    'img-src': [...PAGE_POLICY['img-src'], 'data:'],
    'connect-src': ["'self'"],
    'frame-ancestors': ["'none'"],
  });

const PAGE_POLICY = {
  'default-src': ["'none'"],
  'img-src': ["'self'", 'blob:'],
  'style-src': ["'self'"],
  'script-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
} as const;

/** A file somebody posted is shown with no script, no form and no origin of ours, whatever its bytes say. */
export const POSTED_FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/** Browsers show video, sound and PDF with a player of their own, which a sandbox would stop. */
export const PLAYED_FILE_POLICY =
  "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

const policy = (parts: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(parts)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
