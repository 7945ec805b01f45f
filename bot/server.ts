import type { Server as HttpServer } from 'node:http';
import { pino } from 'pino';
import type { Request, Response } from 'restify';
import restify from 'restify';
import type { CoverageShown } from './console/coverage-sections.ts';
import { illustrationRoutes } from './console/illustration/routes.ts';
import { phoneRoutes } from './console/phone-routes.ts';
import { pressDecide } from './console/press-decide.ts';
import { pressApprove, showConsole } from './console/show-console.ts';
import { exceptionRoutes } from './console/exception-routes.ts';
import { reportRoutes } from './console/report-routes.ts';
import type { OrganisationId } from './set/ids.ts';
import { answering, type Answering } from './viewer/answering.ts';
import { answerRoutes } from './viewer/answer/routes.ts';
import { askRoutes } from './viewer/ask/routes.ts';
import { begin } from './viewer/capture/begin.ts';
import { captureDoor } from './viewer/capture/door.ts';
import { sayDeleted, stop } from './viewer/capture/end.ts';
import { lastPhotographs } from './viewer/capture/last-photographs.ts';
import { findPatient } from './viewer/capture/patient.ts';
import { lookAt, takePiece } from './viewer/capture/pieces.ts';
import { listPlaces } from './viewer/capture/places.ts';
import { sayWhyPhone } from './viewer/capture/say-why-phone.ts';
import { send } from './viewer/capture/send.ts';
import { showCapture } from './viewer/capture/show-capture.ts';
import { pressCameBy } from './viewer/came-by/press-came-by.ts';
import { pressSaidTaken } from './viewer/said-taken/press-said-taken.ts';
import { pressChaperone } from './viewer/chaperone/press-chaperone.ts';
import { pressRestrict, showRestrict } from './viewer/consent/press-restrict.ts';
import { pressNewUse, showNewUse } from './viewer/consent/new-use.ts';
import { pressConsent, showConsent } from './viewer/consent/record.ts';
import { pressWithdraw, showWithdraw } from './viewer/consent/withdraw.ts';
import { deviceRoutes } from './viewer/device/routes.ts';
import { makeDoors } from './viewer/doors.ts';
import { pressFile, showFiling } from './viewer/filing/file-images.ts';
import { pressRetract } from './viewer/filing/retract.ts';
import type { Answer, Method, Reply } from './viewer/http/asked.ts';
import { redirect } from './viewer/http/asked.ts';
import { readJson } from './viewer/http/body.ts';
import type { TrustProxy } from './viewer/http/client-address.ts';
import type { PartHealth } from './viewer/http/plain.ts';
import { cameraHeaders, framedHeaders, securityHeaders } from './viewer/http/headers.ts';
import { closeGently, limitPatience, listenOn } from './viewer/http/listening.ts';
import { asset, json, metricsText, readiness } from './viewer/http/plain.ts';
import { sendReply } from './viewer/http/send.ts';
import { LEAFLET } from './viewer/leaflet/leaflet-address.ts';
import { showLeaflet, showLeafletCode } from './viewer/leaflet/show-leaflet.ts';
import { showMine } from './viewer/mine.ts';
import { showOriginal, showPicture } from './viewer/pictures.ts';
import { pressNotClinical, pressRenew, pressTakeBack } from './viewer/press.ts';
import { showReceipt } from './viewer/receipt.ts';
import type { Room } from './viewer/room.ts';
import { seriesRoutes } from './viewer/series/routes.ts';
import { showSet } from './viewer/show-set.ts';
import { signedIn, signIn, signOut } from './viewer/sign-in.ts';
import { misSendRoutes } from './viewer/mis-send/routes.ts';
import { urgentCareRoutes } from './viewer/urgent-care/routes.ts';
import { listTab, showTab } from './viewer/tab.ts';

export interface ServerParts extends Room {
  /** The chat platform's door: checks its own tokens and answers by itself. The body has been read and parsed. */
  messages(request: Request, response: Response): Promise<void>;
  /** Change notifications: the platform's handshake, or what it says. None where it cannot reach us. */
  readonly notifications?: (
    validationToken: string | null,
    readBody: () => Promise<unknown>,
  ) => Promise<Reply>;
  /** Whether each part can do its work now. */
  health(): Promise<readonly PartHealth[]>;
  /** What the console shows of coverage and parts. */
  readonly coverage?: (organisation: OrganisationId) => Promise<CoverageShown>;
  /** Proxies whose word on where a request comes from is believed; none unless configured. */
  readonly trustProxy?: TrustProxy;
  /** Prometheus text: counts and times alone. */
  metrics(): Promise<string>;
}

export interface SafelightServer {
  /** Resolves with the port. Throws `port-in-use`. */
  listen(port: number, host: string): Promise<number>;
  /** Ends promptly: what is being answered is given two seconds. */
  close(): Promise<void>;
  readonly server: HttpServer;
}

/** The client's frame may show the page; and one of those may use the camera. */
type Shown = 'in the client’s frame' | 'with the camera';

type Route = readonly [method: 'GET' | 'POST', path: string, answer: Answer, shown?: Shown];

type Scripted = readonly [method: Method, path: string, answer: Answer];

/** Every page and what stands behind it. `POST /api/messages`, which is no page, is below. */
const routes = (parts: ServerParts): readonly Route[] => {
  const doors = makeDoors(parts);
  const { open, known, vouched } = doors;
  return [
    ['GET', '/', async () => redirect('/mine')],
    ['GET', '/healthz', async () => json(200, { ok: true })],
    ['GET', '/readyz', async () => readiness(await parts.health())],
    ['GET', '/metrics', async () => metricsText(await parts.metrics())],
    ['GET', '/assets/:version/:file', async (asked) => asset(asked)],
    ['GET', '/sign-in', open(signIn(parts), 'sign-in')],
    ['GET', '/signed-in', open(signedIn(parts), 'sign-in')],
    ['POST', '/sign-out', known(signOut(parts), 'open')],
    ['GET', '/mine', known(showMine(parts), 'open')],
    ['GET', '/tab', open(showTab(parts), 'open'), 'in the client’s frame'],
    ['GET', '/tab/list', vouched(listTab(parts), 'open')],
    ['GET', '/capture', open(showCapture(parts), 'open'), 'with the camera'],
    ['GET', LEAFLET, open(showLeaflet(parts), 'open')],
    ['GET', `${LEAFLET}/code.svg`, open(showLeafletCode(parts), 'open')],
    ['GET', '/sets/:id', known(showSet(parts), 'open')],
    ['GET', '/sets/:id/images/:image', known(showPicture(parts, 'screen'), 'open')],
    ['GET', '/sets/:id/images/:image/preview', known(showPicture(parts, 'preview'), 'open')],
    ['GET', '/sets/:id/images/:image/original', known(showOriginal(parts), 'open')],
    ['GET', '/sets/:id/receipt', known(showReceipt(parts), 'open')],
    ['GET', '/sets/:id/file', known(showFiling(parts), 'open')],
    ['POST', '/sets/:id/file', known(pressFile(parts), 'look-up')],
    ['POST', '/sets/:id/retract', known(pressRetract(parts), 'press')],
    ['POST', '/sets/:id/renew', known(pressRenew(parts), 'press')],
    ['POST', '/sets/:id/not-clinical', known(pressNotClinical(parts), 'press')],
    ['POST', '/sets/:id/take-back', known(pressTakeBack(parts), 'press')],
    ['GET', '/sets/:id/consent', known(showConsent(parts), 'open')],
    ['POST', '/sets/:id/consent', known(pressConsent(parts), 'press')],
    ['GET', '/sets/:id/restrict', known(showRestrict(parts), 'open')],
    ['POST', '/sets/:id/restrict', known(pressRestrict(parts), 'press')],
    ['POST', '/sets/:id/came-by', known(pressCameBy(parts), 'press')],
    ['POST', '/sets/:id/said-taken', known(pressSaidTaken(parts), 'press')],
    ['POST', '/sets/:id/chaperone', known(pressChaperone(parts), 'press')],
    ['GET', '/sets/:id/new-use', known(showNewUse(parts), 'open')],
    ['POST', '/sets/:id/new-use', known(pressNewUse(parts), 'press')],
    ['GET', '/sets/:id/withdraw', known(showWithdraw(parts), 'open')],
    ['POST', '/sets/:id/withdraw', known(pressWithdraw(parts), 'press')],
    ...deviceRoutes(parts, doors),
    ...phoneRoutes(parts, doors),
    ...seriesRoutes(parts, doors),
    ...illustrationRoutes(parts, doors),
    ...askRoutes(parts, { known }),
    ...answerRoutes(parts, { known }),
    ...urgentCareRoutes(parts, { known }),
    ...misSendRoutes(parts, { known }),
    ...exceptionRoutes(parts, { known }),
    ...reportRoutes(parts, { known }),
    ['GET', '/console', known(showConsole(parts), 'open')],
    ['POST', '/console/decide', known(pressDecide(parts), 'press')],
    ['POST', '/console/approve', known(pressApprove(parts), 'open')],
  ];
};

/** What the capture page's script asks; the body is whatever it sends, and is read behind the door. */
const scripted = (parts: ServerParts): readonly Scripted[] => {
  const door = captureDoor(parts);
  return [
    ['GET', '/capture/places', door(listPlaces(parts), 'press')],
    ['POST', '/capture/begin', door(begin(parts), 'press')],
    ['GET', '/capture/:id', door(lookAt(parts), 'look')],
    ['PUT', '/capture/:id/images/:image/chunks/:chunk', door(takePiece(parts), 'piece')],
    ['POST', '/capture/:id/patient', door(findPatient(parts), 'look-up')],
    ['POST', '/capture/:id/last', door(lastPhotographs(parts), 'look-up')],
    ['POST', '/capture/:id/send', door(send(parts), 'press')],
    ['POST', '/capture/:id/stop', door(stop(parts), 'press')],
    ['POST', '/capture/:id/why-phone', door(sayWhyPhone(parts), 'press')],
    ['POST', '/capture/:id/deleted', door(sayDeleted(parts), 'press')],
  ];
};

const serveScripts = (
  framework: restify.Server,
  routes: readonly Scripted[],
  answer: Answering['answer'],
  standing: Readonly<Record<string, string>>,
): void => {
  for (const [method, path, page] of routes) {
    const serve = async (request: Request, response: Response): Promise<void> => {
      sendReply(request, response, await answer(request, method, page, 'anything'), standing);
    };
    if (method === 'GET') framework.get(path, serve);
    else if (method === 'PUT') framework.put(path, serve);
    else framework.post(path, serve);
  }
};

/** The web server, not listening yet. */
export const createSafelightServer = (parts: ServerParts): SafelightServer => {
  // The framework's own log would write whole requests, cookies included; ours is a line a request.
  const framework = restify.createServer({ name: '', log: pino({ enabled: false }) as never });
  const server = framework.server as HttpServer;
  limitPatience(server);
  const https = parts.publicUrl.startsWith('https:');
  const standing = securityHeaders({ https });
  const rules = { https, frameAncestors: parts.client.ancestors };
  const headers = {
    'in the client’s frame': framedHeaders(rules),
    'with the camera': cameraHeaders(rules),
  };
  const { answer, failure, logWhenDone } = answering(parts);
  framework.pre((request: Request, response: Response, next: () => void) => {
    for (const [name, value] of Object.entries(standing)) response.setHeader(name, value);
    logWhenDone(request, response);
    next();
  });
  // The framework would print the error's message; not calling back leaves the answer to us.
  framework.on('restifyError', (request: Request, response: Response, error: unknown) => {
    sendReply(request, response, failure(error), standing);
  });
  // It repeats the socket's errors, and would throw for want of a listener before ours hears of a port in use.
  framework.on('error', (error: NodeJS.ErrnoException) => {
    parts.log.error({ cause: error.code }, 'web server error');
  });
  for (const [method, path, page, shown] of routes(parts)) {
    // Nothing is returned: the framework would write a returned value, headers and bodies and all, to its log.
    const serve = async (request: Request, response: Response): Promise<void> => {
      const reply = await answer(request, method, page);
      sendReply(request, response, reply, shown === undefined ? standing : headers[shown]);
    };
    if (method === 'GET') framework.get(path, serve);
    else framework.post(path, serve);
  }
  serveScripts(framework, scripted(parts), answer, standing);
  framework.post('/api/messages', async (request: Request, response: Response): Promise<void> => {
    try {
      request.body = await readJson(request);
      await parts.messages(request, response);
    } catch (thrown) {
      sendReply(request, response, failure(thrown), standing);
    }
  });
  const { notifications } = parts;
  if (notifications !== undefined) {
    framework.post('/api/notifications', async (request: Request, response: Response): Promise<void> => {
      try {
        const token = new URLSearchParams(request.getQuery()).get('validationToken');
        sendReply(request, response, await notifications(token, () => readJson(request)), standing);
      } catch (thrown) {
        sendReply(request, response, failure(thrown), standing);
      }
    });
  }
  return {
    server,
    listen: (port, host) => listenOn(server, port, host),
    close: () => closeGently(server),
  };
};
