// Every change to the tables, in order, forward only. A migration that has been released is never edited again:
// what it got wrong, the next one puts right.
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Reader } from '../db.ts';
import { firstTables } from './0001-first-tables.ts';
import { knowledge } from './0002-knowledge.ts';
import { confidence } from './0003-confidence.ts';
import { cardActions } from './0004-card-actions.ts';
import { takeover } from './0005-takeover.ts';
import { groups } from './0006-groups.ts';
import { desk } from './0007-desk.ts';
import { ladder } from './0008-ladder.ts';
import { repPreferences } from './0009-rep-preferences.ts';
import { installations } from './0010-installations.ts';
import { booking } from './0011-booking.ts';
import { calendarConnections } from './0012-calendar-connections.ts';
import { bars } from './0013-bars.ts';
import { reports } from './0015-reports.ts';
import { reviews } from './0016-reviews.ts';
import { arms } from './0017-arms.ts';
import { crm } from './0018-crm.ts';
import { nurture } from './0019-nurture.ts';
import { lookups } from './0020-lookups.ts';
import { deals } from './0021-deals.ts';
import { dealLookups } from './0022-deal-lookups.ts';
import { crmProduct } from './0023-crm-product.ts';
import { form } from './0024-form.ts';
import { leftOut } from './0025-left-out.ts';
import { conversations } from './0026-conversations.ts';
import { counts } from './0028-counts.ts';
import { oneMemory } from './0029-one-memory.ts';
import { widgetCounts } from './0030-widget-counts.ts';
import { earlyLines } from './0031-early-lines.ts';

type Kind = Reader['kind'];
export type Step = (q: Kysely<unknown>, kind: Kind) => Promise<void>;

const steps: Record<string, Step> = {
  '0001-first-tables': firstTables,
  '0002-knowledge': knowledge,
  '0003-confidence': confidence,
  '0004-card-actions': cardActions,
  '0005-takeover': takeover,
  '0006-groups': groups,
  '0007-desk': desk,
  '0008-ladder': ladder,
  '0009-rep-preferences': repPreferences,
  '0010-installations': installations,
  '0011-booking': booking,
  '0012-calendar-connections': calendarConnections,
  '0013-bars': bars,
  '0015-reports': reports,
  '0016-reviews': reviews,
  '0017-arms': arms,
  '0018-crm': crm,
  '0019-nurture': nurture,
  '0020-lookups': lookups,
  '0021-deals': deals,
  '0022-deal-lookups': dealLookups,
  '0023-crm-product': crmProduct,
  '0024-form': form,
  '0025-left-out': leftOut,
  '0026-conversations': conversations,
  '0028-counts': counts,
  '0029-one-memory': oneMemory,
  '0030-widget-counts': widgetCounts,
  '0031-early-lines': earlyLines,
};

export function migrationsFor(kind: Kind): Record<string, Migration> {
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, { up: (q) => step(q, kind) }]));
}
