// Who may come in at the door of our own widget: from which websites, as whom, how much, and what is held as spam. Nobody is kept out
// for good: whoever may not now is told when, and what looks like spam waits for a person.
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { z } from 'zod';
import { readClaims, readIdentity } from '../adapters/signed-identity.ts';
import type { WidgetRules } from '../core/playbook-widget.ts';
import type { Visitor } from '../core/visitor.ts';
import { widgetChannel } from '../core/widget-shown.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { admitLine, admitVisitor } from '../flows/admit-visitor.ts';
import { suspectLine } from '../flows/suspect-line.ts';
import { findLead } from '../store/conversations.ts';
import type { ProofSalts } from '../store/proof-salt.ts';
import { addressOf, networkOf } from './address-of.ts';
import { anothers, type WidgetGuard } from './widget-door.ts';

/** `countHash`: under which what comes from an address is counted. */
export type Guarding = {
  proofSalts: ProofSalts;
  countHash: (text: string) => string;
  identitySecrets: readonly string[] | undefined;
  proxies: number;
};

const proofShape = z.object({ salt: z.string().max(200), nonce: z.string().max(64) });

export function createWidgetGuard(deps: Deps, guarding: Guarding): WidgetGuard {
  const { proofSalts, countHash: hash, identitySecrets, proxies } = guarding;
  const networkHash = (c: Context) => hash(networkOf(addressOf(c, proxies)));
  const now = () => deps.now().toISOString();

  return {
    async admit(c, { identity, claims, trap, proof }) {
      const { limits } = rulesOf(deps);
      const visitor =
        identity == null
          ? readClaims(claims)
          : await readIdentity(identity, { secrets: identitySecrets, now: deps.now() });
      const isVouched = identity != null;
      const given = proofShape.safeParse(proof).data;
      const spent = given === undefined ? null : proofSalts.check(given, now());
      const admitted = await admitVisitor(deps, { address: networkHash(c), proof: spent, isVouched }, limits);
      switch (admitted.kind) {
        case 'admitted':
          return { visitor, isTrapped: !isVouched && trap != null && trap !== '' };
        case 'too-many':
          return tooMany(c, admitted.retryAfterS);
        case 'proof': {
          const { bits } = admitted;
          const error = 'Many conversations are begun at this moment: work out the proof and send it along.';
          return c.json({ error, proof: { salt: proofSalts.make(bits, now()), bits } }, 428);
        }
      }
    },
    async identify(_c, { visit, identity }) {
      const visitor = await readIdentity(identity, { secrets: identitySecrets, now: deps.now() });
      const isAnother = isVouchedFor(visit.visitor) && visit.visitor.id !== visitor.id;
      if (isAnother) throw anothers();
      return visitor;
    },
    async line(c, { visit: { conversation, visitor, isTrapped = false }, text }) {
      const address = networkHash(c);
      const retryAfterS = await admitLine(deps, { visitor: hash(visitor.id), address }, rulesOf(deps).limits);
      if (retryAfterS !== null) return tooMany(c, retryAfterS);
      if (isVouchedFor(visitor) || (await findLead(deps.db, widgetChannel, conversation)) !== undefined)
        return { suspicion: null };
      return { suspicion: isTrapped ? 'trap' : await suspectLine(deps, { text, address, hash }) };
    },
  };
}

/**
 * Before every route of the widget: only the websites that the playbook names, and in sandbox mode Baton's own pages. What changes
 * something says from where it comes, as browsers do; nothing is ever sent with cookies.
 */
export function widgetOrigins(
  deps: Deps,
  { isSandbox, hasKey }: { isSandbox: boolean; hasKey: boolean },
): MiddlewareHandler {
  const isOurs = (origin: string, c: Context) =>
    (deps.playbook.widget?.origins ?? []).includes(origin) || (isSandbox && origin === new URL(c.req.url).origin);
  const shared = cors({
    origin: (origin, c) => (isOurs(origin, c) ? origin : null),
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'last-event-id'],
    exposeHeaders: ['retry-after', 'content-disposition'],
    maxAge: 7_200,
  });
  return async (c, next) => {
    // Scripts are the same for everybody, and nobody's secret.
    if (c.req.path.endsWith('.js')) return next();
    rulesOf(deps);
    if (!hasKey) throw new BadRequestError(503, 'The widget needs a key: set SECRET_KEY and restart.');
    const origin = c.req.header('origin');
    if (origin !== undefined && !isOurs(origin, c)) {
      throw new BadRequestError(403, `The widget is not for ${origin}: name it under widget.origins in the playbook.`);
    }
    if (origin === undefined && c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      throw new BadRequestError(403, 'Send this from a page: the header Origin is missing.');
    }
    return shared(c, next);
  };
}

const isVouchedFor = ({ verified = [] }: Visitor): boolean => verified.includes('id');

function tooMany(c: Context, retryAfterS: number): Response {
  c.header('retry-after', String(retryAfterS));
  const wait = retryAfterS < 90 ? `${retryAfterS} seconds` : `${Math.ceil(retryAfterS / 60)} minutes`;
  return c.json({ error: `That is more than is taken at once. Keep it and send it again in ${wait}.` }, 429);
}

function rulesOf({ playbook }: Deps): WidgetRules {
  if (playbook.widget !== undefined) return playbook.widget;
  throw new BadRequestError(
    503,
    'There is no widget here: name its websites under "widget" in the playbook and restart.',
  );
}
