// Builds a running Baton out of its rooms. The only file that knows them all, and the only one that may bring in the sandbox.
import type { Crm } from './adapters/crm/crm.ts';
import { createSmtpMailer, type SmtpMailer } from './adapters/mail/smtp-mailer.ts';
import { configuredInterviewer } from './adapters/model/configured-interviewer.ts';
import { isOutage } from './adapters/model/with-fallback.ts';
import type { CalendarConfig, Config, MailConfig, SlackConfig } from './config.ts';
import type { CrmConfig } from './config-crm.ts';
import { curationWords } from './core/curation-ticks.ts';
import type { Interviewer } from './core/interviewer.ts';
import { digestChannel } from './core/playbook-digest.ts';
import { nurtureStated } from './core/playbook-nurture.ts';
import { withWidget } from './core/playbook-widget.ts';
import { ticks } from './core/ticks.ts';
import type { Deps } from './deps.ts';
import { hearChat } from './flows/hear-chat.ts';
import { resealGrants } from './flows/reseal-grants.ts';
import { startBaton } from './flows/start-baton.ts';
import { tellDelay } from './flows/tell-delay.ts';
import { tellOps } from './flows/tell-ops.ts';
import { createHandlers } from './jobs/handlers.ts';
import { createRepCalendars } from './jobs/rep-calendars.ts';
import { startTicks } from './jobs/ticks.ts';
import { warmReaders } from './jobs/warm-readers.ts';
import { type Outages, watchOutages } from './jobs/watch-outages.ts';
import { createLog, type Log } from './log.ts';
import { type OpenCalendars, openCalendars } from './open-calendars.ts';
import { openChat } from './open-chat.ts';
import { openCrm } from './open-crm.ts';
import type { Sandbox } from './sandbox/server.ts';
import { createSlack } from './slack/bolt.ts';
import { stated } from './stated.ts';
import { openDb } from './store/db.ts';
import { createNewId } from './store/id.ts';
import { indexKnowledge } from './store/knowledge.ts';
import { createMailIds, type MailIds } from './store/mail-id.ts';
import { keepPlaybook } from './store/playbook.ts';
import { openQueue } from './store/queue/open-queue.ts';
import type { StartOptions } from './store/queue/queue.ts';
import { readKnowledge } from './store/read-knowledge.ts';
import { readPlaybook } from './store/read-playbook.ts';
import { sandboxKey } from './store/signed-link.ts';
import { createSigners, type Signers } from './store/signers.ts';
import { createWidgetCounter } from './store/widget-counter.ts';
import { createLinks } from './web/links.ts';
import { createMetrics, type Metrics } from './web/metrics.ts';
import { startServer } from './web/server.ts';
import { createWebApp } from './web/web-app.ts';
import { createWidgetStreams } from './web/widget-stream.ts';

export type App = {
  url: string;
  deps: Deps;
  sandbox: Sandbox | undefined;
  /** Runs every job that is due, and what follows from it: for tests, in place of sleeping. */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

/** What a test hands in; a running Baton takes the real ones. */
export type Given = { now?: () => Date; random?: () => number; log?: Log; pace?: StartOptions['pace'] };

/** Everything that talks to the outside, real or stood in for. */
type Outside = {
  slack: SlackConfig;
  chat: { secret: string | undefined; replyUrl: string | undefined };
  apiToken: string | undefined;
  /** `null`: visitors get no mails. */
  mailer: SmtpMailer | null;
  mailIds: MailIds | null;
  mailSecret: string | undefined;
  signers: Signers;
  /** `null`: there are none. */
  calendars: OpenCalendars | null;
  crm: Crm | null;
  /** Where visitors reach Baton; of a sandbox it is known once the server listens. */
  address: { url: string | null };
  sandbox: Sandbox | undefined;
};

type Stop = () => Promise<unknown>;

export async function startApp(config: Config, given: Given = {}): Promise<App> {
  const stops: Stop[] = [];
  const stop = async () => {
    const failed: unknown[] = [];
    for (const each of stops.splice(0).reverse()) await each().catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, 'Baton did not stop cleanly.');
  };
  try {
    const log = given.log ?? createLog(config.logLevel);
    // What is opened first is closed last: jobs under way still reach the outside while the queue stops.
    const outside = await openOutside(config, { log, now: given.now ?? (() => new Date()) }, stops);
    const configured = stated(config, { ...outside, ...outside.signers, sandbox: outside.sandbox !== undefined });
    const deps = await openDeps(config, { ...given, log, configured, outside }, stops);
    return { ...(await open({ config, deps, outside, stops, pace: given.pace ?? 'by-itself' })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Known = Given & Pick<Deps, 'log' | 'configured'> & { outside: Outside };

async function openDeps(config: Config, given: Known, stops: Stop[]): Promise<Deps> {
  const { log, configured, outside } = given;
  const now = given.now ?? (() => new Date());
  const { page, playbook, gaps } = await readPlaybook(config.playbook);
  for (const gap of gaps) log.warn(gap);
  const knowledge = await readKnowledge(config.playbook, playbook.knowledge);
  const db = await openDb({ url: config.databaseUrl, log });
  stops.push(() => db.close());
  await db.inTx((tx) => keepPlaybook(tx, { version: playbook.version, page, firstUsedAt: now().toISOString() }));
  log.debug(await db.inTx((tx) => indexKnowledge(tx, knowledge)), 'the pages Baton answers from are indexed');
  const newId = createNewId(() => now().getTime());
  const queue = await openQueue(db, { now, random: given.random ?? Math.random, log, newId });
  stops.push(() => queue.stop());
  const calendarAccess = outside.calendars?.access(now) ?? null;
  const digest = digestChannel(playbook) ?? 'nobody reads it: name a channel under digest or ops';
  const canMail = outside.mailIds !== null && (outside.address.url !== null || outside.sandbox !== undefined);
  const said = { weeklyNumbers: digest, curation: curationWords(playbook), nurture: nurtureStated(playbook, canMail) };
  const links = { ...createLinks({ ...outside, ...outside.signers }, now), mailIds: outside.mailIds };
  const { live } = db;
  const deps = { db, live, queue, now, newId, log, configured: { ...configured, ...said }, ...links, calendarAccess };
  const crmName = playbook.crm === 'none' ? null : (outside.crm?.product ?? null);
  return {
    ...deps,
    playbook: { ...withWidget(playbook, outside.sandbox), calendar: calendarAccess !== null, crmName },
  };
}

/** In sandbox mode whatever is not configured is stood in for; with a real Slack nothing is. */
async function openOutside(
  config: Config,
  { log, now }: { log: Log; now: () => Date },
  stops: Stop[],
): Promise<Outside> {
  const { slack, chat, apiToken, keys } = config;
  const address = { url: config.publicUrl ?? null };
  const opened = (calendar: CalendarConfig | null, crm: CrmConfig | null, known = keys, mail = config.mail) => ({
    mailer: openMailer(mail, stops),
    mailIds: known === undefined || mail === null ? null : createMailIds(known, hostOf(mail)),
    signers: createSigners(known),
    calendars: calendar && openCalendars({ calendar, keys: known, address }),
    crm: crm && openCrm(crm, now),
    address,
  });
  if (slack !== null) {
    const { mailSecret } = config;
    return { slack, chat, apiToken, mailSecret, ...opened(config.calendar, config.crm), sandbox: undefined };
  }
  const { startSandbox } = await import('./sandbox/server.ts');
  // Beside the database whose leads it belongs to, so that both remember the same.
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(config.databaseUrl)?.[1];
  const sandbox = await startSandbox({
    log,
    ...(file !== undefined && { keepIn: `${file}-sandbox.json` }),
    ...(chat.secret !== undefined && { chat: { webhookSecret: chat.secret } }),
    ...(config.mailSecret !== undefined && { mail: { webhookSecret: config.mailSecret } }),
  });
  stops.push(() => sandbox.stop());
  return {
    slack: {
      by: 'http',
      access: { kind: 'given', botToken: sandbox.botToken },
      signingSecret: sandbox.signingSecret,
      apiUrl: sandbox.slackApiUrl,
    },
    chat: { secret: sandbox.chatSecret, replyUrl: chat.replyUrl },
    apiToken: apiToken ?? 'sandbox-token',
    mailSecret: sandbox.mailSecret,
    ...opened(
      config.calendar ?? standIn(sandbox),
      config.crm ?? sandbox.crm,
      keys ?? [await sandboxKey(file && `${file}-sandbox.key`)],
      config.mail ?? { url: sandbox.smtpUrl, from: 'Baton <baton@sandbox.example>' },
    ),
    sandbox,
  };
}

const standIn = ({ google, googleApiUrl: apiUrl }: Sandbox): CalendarConfig => {
  return { apiUrl, serviceAccount: google.serviceAccount, oauth: google.oauth };
};

/** Where answers go. */
const hostOf = ({ from }: MailConfig): string => /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'baton.invalid';

function openMailer(mail: MailConfig | null, stops: Stop[]): SmtpMailer | null {
  if (mail === null) return null;
  const mailer = createSmtpMailer(mail);
  stops.push(() => mailer.stop());
  return mailer;
}

type Opening = { config: Config; deps: Deps; outside: Outside; stops: Stop[]; pace: StartOptions['pace'] };

async function open({ config, deps, outside, stops, pace }: Opening): Promise<Omit<App, 'stop'>> {
  const { queue, log } = deps;
  const { sandbox, apiToken, calendars } = outside;
  const slack = createSlack(outside.slack, deps);
  const counter = createWidgetCounter(deps);
  const streams = createWidgetStreams(deps);
  const metrics = createMetrics(queue, streams);
  stops.push(() => counter.stop());
  const door = calendars?.door ?? null;
  const caller = calendars?.signer ?? null;
  const chats = openChat({ products: config.chatProducts, webhook: outside.chat, page: sandbox, ...deps });
  const secrets = { chatDoors: chats.doors, mailSecret: outside.mailSecret, apiToken };
  const options = {
    ...secrets,
    ...outside.signers,
    counter,
    streams,
    door,
    caller,
    metrics,
    slack: slack.check,
    identitySecrets: config.identitySecrets,
    proxies: config.proxies,
    sandbox,
  };
  const web = createWebApp(deps, options);
  const host = sandbox === undefined ? undefined : '127.0.0.1';
  const server = await startServer({ port: config.port, host, web, slack: slack.routes, metrics });
  // The streams first, so that browsers go on elsewhere at once.
  stops.push(server.stop, streams.stop);
  const url = config.publicUrl ?? `http://localhost:${server.port}`;
  if (sandbox !== undefined) outside.address.url = url;
  sandbox?.connect(`http://127.0.0.1:${server.port}`);

  await slack.start();
  stops.push(() => slack.stop());
  const failed = (error: unknown) => log.error({ err: error }, 'what went wrong could not be told');
  const outages = watchOutages(deps.now, (news) => void tellOps(deps, news).catch(failed));
  const interviewer = await configuredInterviewer(config.model, deps.now);
  const handlers = createHandlers({
    ...deps,
    workspaces: slack.workspaces,
    calendars: createRepCalendars(deps, { product: calendars, workspaces: slack.workspaces }),
    grants: door,
    hook: calendars?.hook() ?? null,
    chat: { ...chats, ...chats.replies, hear: (product, said) => hearChat(deps, product, said) },
    mailer: outside.mailer,
    crm: deps.playbook.crmName === null ? null : outside.crm,
    interviewer: observed(interviewer, { metrics, outages, log }),
  });
  await queue.start(handlers, {
    pace,
    onRun: (kind, ms, ended) => {
      metrics.run(kind, ms, ended);
      outages.ran(kind, ended);
    },
    onBuried: (job) => {
      tellDelay(deps, job).catch(failed);
      // What tells of stuck things may be stuck itself: telling of that would never end.
      if (job.kind !== 'tell') tellOps(deps, { kind: 'stuck' }).catch(failed);
    },
  });
  await startBaton(deps);
  if (calendars?.sealer != null) await resealGrants(deps, calendars.sealer);
  const due = ticks(deps.playbook, { calendars: calendars !== null, chats: chats.lossy });
  const clock = await startTicks(deps, due, pace);
  stops.push(() => clock.stop());
  log.info({ url, ...deps.configured }, 'ready');
  const warming = warmReaders(deps);
  stops.push(async () => warming.stop());
  return {
    url,
    deps,
    sandbox,
    settle: () =>
      counter
        .flush()
        .then(clock.check)
        .then(() => queue.settle()),
  };
}

/** Counts every turn where it is taken: what a model costs is spent even if the lead moved on meanwhile. */
function observed(
  interviewer: Interviewer,
  { metrics, outages, log }: { metrics: Metrics; outages: Outages; log: Log },
): Interviewer {
  return async (view, onProgress) => {
    const turn = await interviewer(view, onProgress);
    metrics.turn(turn);
    if (turn.fellBack === undefined) outages.asked(null);
    else if (isOutage(turn.fellBack)) outages.asked(turn.fellBack);
    if (turn.fellBack !== undefined) {
      log.warn({ lead: view.lead.id, why: turn.fellBack }, 'the guided interviewer took a turn of the model');
    }
    return turn;
  };
}
