// The front door: every route of ours, with one place where limits, errors and logging are decided.
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { matchedRoutes } from 'hono/route';
import type { ChatDoors } from '../adapters/chat/chat-channel.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import type { ConnectSigner } from '../store/connect-link.ts';
import type { Signers } from '../store/signers.ts';
import { calendarChanged } from './calendar-changed.ts';
import { type ConnectDoor, calendarConnect } from './calendar-connect.ts';
import { chatProducts } from './chat-products.ts';
import { form } from './form.ts';
import { health, type SlackCheck } from './health.ts';
import { jobsApi } from './jobs-api.ts';
import { mailWebhook } from './mail-webhook.ts';
import { meet } from './meet.ts';
import type { Metrics } from './metrics.ts';
import { readApi } from './read-api.ts';
import { weeklyReport } from './report.ts';
import { unsubscribe } from './unsubscribe.ts';
import { widgetBundle } from './widget-bundle.ts';
import { widgetDoor } from './widget-door.ts';
import { createWidgetGuard, widgetOrigins } from './widget-guard.ts';
import { type WidgetSettings, widgetSettings } from './widget-settings.ts';
import type { WidgetStreams } from './widget-stream.ts';
import { widgetTimes } from './widget-times.ts';

const largestBody = 64 * 1024;
/** Chat products send what has gathered, all at once. */
const largestBatch = 1024 * 1024;
/** A long thread as HTML; whoever parses it leaves the attachments out. */
const largestMail = 1024 * 1024;

export type WebOptions = Signers &
  Pick<WidgetSettings, 'proxies' | 'counter'> & {
    chatDoors: ChatDoors;
    mailSecret: string | undefined;
    apiToken: string | undefined;
    /** Of websites that say who their visitors are. */
    identitySecrets: readonly string[] | undefined;
    /** Where reps let Baton into their calendars; `null`: they cannot. */
    door: ConnectDoor | null;
    /** Of what calendars say when they call; `null`: none does. */
    caller: ConnectSigner | null;
    /** Of conversations of the widget. */
    streams: WidgetStreams;
    metrics: Metrics;
    slack: SlackCheck;
    /** In sandbox mode only: the page, and the guard that keeps everything on this machine. */
    sandbox: { app: Hono; guard: MiddlewareHandler } | undefined;
  };

export function createWebApp(deps: Deps, options: WebOptions): Hono {
  const { log, newId } = deps;
  const { metrics } = options;
  const web = new Hono();

  web.use(async (c, next) => {
    const startedMs = performance.now();
    await next();
    const ms = performance.now() - startedMs;
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'unknown';
    metrics.request(route, c.res.status, ms);
    log.info({ door: 'web', method: c.req.method, route, status: c.res.status, ms: Math.round(ms) }, 'answered');
  });
  if (options.sandbox !== undefined) web.use(options.sandbox.guard);
  const limited = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new BadRequestError(413, `The body is larger than ${maxSize / 1024} KB; send less at a time.`);
      },
    });
  web.use('/chat/webhook', limited(largestBody));
  web.use('/chat/*', limited(largestBatch));
  web.use('/mail/*', limited(largestMail));
  web.route('/', chatProducts(deps, options.chatDoors));
  web.route('/', mailWebhook(deps, options.mailSecret));
  web.route('/', form(deps, options));
  const { tickets, tokens, proofSalts, countHash, streams, identitySecrets, proxies, counter } = options;
  web.use('/widget/*', widgetOrigins(deps, { isSandbox: options.sandbox !== undefined, hasKey: tokens !== null }));
  web.route('/', widgetBundle());
  if (tickets !== null && tokens !== null && proofSalts !== null && countHash !== null) {
    const guard = createWidgetGuard(deps, { proofSalts, countHash, identitySecrets, proxies });
    web.route('/', widgetDoor(deps, { tickets, tokens, streams, guard }));
    web.route('/', widgetTimes(deps, { tokens }));
    const { widget } = deps.playbook;
    if (widget !== undefined) web.route('/', widgetSettings(deps, { widget, tickets, counter, proxies }));
  }
  web.route('/', readApi(deps, options.apiToken));
  web.route('/', jobsApi(deps));
  web.route('/', meet(deps, options.signer));
  web.route('/', unsubscribe(deps, options.unsubscribeSigner));
  web.route('/', weeklyReport(deps, options.reportSigner));
  if (options.door !== null) web.route('/', calendarConnect(deps, options.door));
  if (options.caller !== null) web.route('/', calendarChanged(deps, options.caller));
  web.route('/', health(deps, options));
  if (options.sandbox !== undefined) web.route('/', options.sandbox.app);

  web.notFound((c) => c.json({ error: 'There is nothing at this address.' }, 404));
  web.onError((error, c) => {
    if (error instanceof BadRequestError) return c.json({ error: error.message }, error.status);
    const reference = newId('error');
    log.error({ err: error, reference }, 'a request failed');
    return c.json(
      { error: `Something went wrong on our side (${reference}). Nothing was stored; please send it again.` },
      500,
    );
  });
  return web;
}
