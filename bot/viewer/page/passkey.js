// Makes a passkey in this phone, and asks for it again: finger, face or screen lock. Nothing of it leaves the phone but
// what it signs. Plain WebAuthn, with what must be bytes turned into bytes and back.

/** @typedef {{ id: string, type: 'public-key', transports?: AuthenticatorTransport[] }} Known */

/** On the page that stands in for the one asked for, on a phone that is somebody's for the shift. */
export function unlockWhereAsked() {
  const root = document.querySelector('[data-unlock]');
  if (!(root instanceof HTMLElement)) return;
  const press = root.querySelector('[data-unlock-press]');
  let isAsking = false;
  const show = (/** @type {'waiting' | 'failed' | 'over' | ''} */ which) => {
    for (const one of ['waiting', 'failed', 'over']) {
      const part = root.querySelector(`[data-unlock-${one}]`);
      if (part instanceof HTMLElement) part.hidden = one !== which;
    }
  };
  const ask = async (/** @type {boolean} */ isPressed) => {
    if (isAsking) return;
    isAsking = true;
    show('waiting');
    const answer = await sign(root.dataset['options'] ?? '').catch(() => undefined);
    isAsking = false;
    // Without a press the browser may not let a page ask: the button is there for that, and nothing has failed.
    if (answer === undefined) show(isPressed ? 'failed' : '');
    else await open(answer);
  };
  const open = async (/** @type {unknown} */ answer) => {
    const { status } = await send('/device/unlock', answer);
    if (status === 200) location.replace(root.dataset['to'] ?? '/mine');
    else if (status === 403) show('over');
    // What was asked is answered for once: the page comes anew, with something new to ask.
    else location.reload();
  };
  press?.addEventListener('click', () => void ask(true));
  if (!document.hidden) void ask(false);
  else document.addEventListener('visibilitychange', () => void ask(false), { once: true });
}

/** Offers it only where this phone itself can recognise its holder. */
export async function offerToBind() {
  const offer = document.querySelector('[data-bind]');
  if (!(offer instanceof HTMLElement) || typeof PublicKeyCredential === 'undefined') return;
  if (!(await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())) return;
  const press = /** @type {HTMLButtonElement | null} */ (offer.querySelector('[data-bind-press]'));
  const failed = /** @type {HTMLElement | null} */ (offer.querySelector('[data-bind-failed]'));
  const done = /** @type {HTMLElement | null} */ (document.querySelector('[data-bind-done]'));
  offer.hidden = false;
  press?.addEventListener('click', () => {
    press.disabled = true;
    if (failed) failed.hidden = true;
    bind().then(
      () => {
        offer.remove();
        if (done) done.hidden = false;
      },
      () => {
        press.disabled = false;
        if (failed) failed.hidden = false;
      },
    );
  });
}

async function bind() {
  const asked = await send('/device/begin', null);
  if (!asked.ok) throw new Error('not now');
  const made = await make(await asked.json());
  const bound = await send('/device/bind', made);
  if (!bound.ok) throw new Error('not taken');
}

/** @param {string} json */
async function sign(json) {
  const options = JSON.parse(json);
  const credential = /** @type {PublicKeyCredential | null} */ (
    await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: options.allowCredentials.map((/** @type {Known} */ one) => ({
          ...one,
          id: bytes(one.id),
        })),
      },
    })
  );
  if (credential === null) throw new Error('nothing signed');
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      ...(response.userHandle === null ? {} : { userHandle: text(response.userHandle) }),
    },
  };
}

/** @param {any} options */
async function make(options) {
  const credential = /** @type {PublicKeyCredential | null} */ (
    await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: [],
      },
    })
  );
  if (credential === null) throw new Error('nothing made');
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/** @param {PublicKeyCredential} credential */
const common = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
});

/**
 * @param {string} path
 * @param {unknown} answer
 */
const send = (path, answer) =>
  fetch(path, { method: 'POST', body: new URLSearchParams({ answer: JSON.stringify(answer) }) });

/** @param {string} base64url */
const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  );

/** @param {ArrayBuffer} buffer */
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
