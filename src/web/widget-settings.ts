// GET /widget/settings and POST /widget/opened: what the widget is told before anybody has written, and how often it was shown and
// opened. Nothing here is kept of a visitor, neither in the browser nor with us: their arms follow from where they come from.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { armsOf } from '../core/arms.ts';
import type { Lead } from '../core/lead.ts';
import type { WidgetRules } from '../core/playbook-widget.ts';
import { preferredLanguage } from '../core/preferred-language.ts';
import { dayIn } from '../core/value.ts';
import { widgetView } from '../core/widget-view.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import type { WidgetCounter } from '../store/widget-counter.ts';
import type { WidgetTickets } from '../store/widget-ticket.ts';
import { addressOf, networkOf } from './address-of.ts';
import { hoursNow } from './hours-now.ts';
import { chatPath } from './widget-bundle.ts';

export type WidgetSettings = {
  /** How many stand before Baton and say from where they were called. */
  proxies: number;
  widget: WidgetRules;
  tickets: WidgetTickets;
  counter: WidgetCounter;
};

const openedBody = z.object({ ticket: z.string().max(200) });
const dayMs = 86_400_000;
/** An opening is counted once a ticket: so many are remembered, and none that is older than a day. */
const mostTickets = 50_000;
const robots =
  /(?<!cu)bot(?:\b|[/;_-])|crawl|spider|slurp|headless|lighthouse|preview|monitor|pingdom|uptime|curl|wget|python|java\/|go-http|okhttp|axios|node-fetch|scrap|archive|facebookexternalhit/i;

export function widgetSettings(deps: Deps, { proxies, widget, tickets, counter }: WidgetSettings): Hono {
  const routes = new Hono();
  const { playbook, now } = deps;
  const openedBefore = new Set<string>();
  const count = (what: 'seen' | 'opened', c: Context, { at, arms }: { at: string; arms: Lead['arms'] }) => {
    if (isBrowser(c)) counter.count(what, { day: dayIn(playbook.zone, at), arms });
  };

  routes.get('/widget/settings', async (c) => {
    const at = now().toISOString();
    const kept = tickets.read(c.req.query('ticket') ?? '');
    const browser = c.req.header('user-agent') ?? '';
    const seed = kept?.seed ?? tickets.seedOf({ network: networkOf(addressOf(c, proxies)), browser });
    const arms = armsOf(seed, playbook, at);
    const asked = c.req.query('language');
    const accepted = c.req.header('accept-language');
    const language = preferredLanguage({ asked: asked === undefined ? [] : [asked], accepted }, playbook.languages);
    // Whoever kept a ticket has used the widget: what is counted are pages that were shown to those who had not.
    if (kept === null) count('seen', c, { at, arms });
    c.header('cache-control', 'no-store');
    const page = c.req.query('page') ?? c.req.header('referer') ?? null;
    const view = widgetView(playbook, widget, { language, arms, page, hours: hoursNow(playbook, at) });
    return c.json({ ...view, ticket: tickets.ticketFor(seed, at), chat: await chatPath() });
  });

  routes.post('/widget/opened', async (c) => {
    const body = openedBody.safeParse(await c.req.json().catch(() => null));
    if (!body.success) throw new BadRequestError(422, 'Send { "ticket": … } as the settings gave it.');
    const { ticket } = body.data;
    const read = tickets.read(ticket);
    if (read === null) throw new BadRequestError(422, 'This ticket is not one of ours: ask for the settings anew.');
    const at = now();
    const isNew = at.getTime() < Date.parse(read.at) + dayMs && !openedBefore.has(ticket);
    if (isNew) {
      remember(openedBefore, ticket);
      count('opened', c, { at: at.toISOString(), arms: armsOf(read.seed, playbook, read.at) });
    }
    return c.body(null, 204);
  });
  return routes;
}

/** Scripts tell neither from where they ask; those that do say that they are some. */
function isBrowser(c: Context): boolean {
  const isFromPage = c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') === 'same-origin';
  return isFromPage && !robots.test(c.req.header('user-agent') ?? '');
}

/** The oldest are forgotten first. */
function remember(tickets: Set<string>, ticket: string): void {
  tickets.add(ticket);
  const [oldest] = tickets;
  if (tickets.size > mostTickets && oldest !== undefined) tickets.delete(oldest);
}
