// What of a lead goes into a file for others, by column: the same names in a table and in JSON lines. Whatever a visitor is said
// to have said comes with their own words. The outcomes have the very columns that an import reads.
import type { LeadEvent } from './event.ts';
import { type Imported, importChannel } from './imported.ts';
import { type Answer, currentAnswers, type Lead, type PillarName, quoteOf } from './lead.ts';
import { person } from './person.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { howSaid } from './sayable.ts';
import { showValue } from './value.ts';

export const exportKinds = ['leads', 'answers', 'events', 'outcomes'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** `imported`: what a file said of it, where it came from one. */
export type Exported = { lead: Lead; imported: Imported | null };

export type Cell = string | number | boolean | null;
export type Column<Row> = { name: string; of: (row: Row) => Cell };

type Columns<Row> = Record<string, (row: Row) => Cell>;
const columnsOf = <Row>(all: Columns<Row>): Column<Row>[] => Object.entries(all).map(([name, of]) => ({ name, of }));

export function leadColumns(playbook: Playbook): Column<Exported>[] {
  const who =
    (part: 'name' | 'email' | 'phone' | 'company') =>
    ({ lead }: Exported) =>
      person(lead, playbook)[part];
  return columnsOf<Exported>({
    lead: ({ lead }) => lead.id,
    created_at: ({ lead }) => lead.createdAt,
    state: ({ lead }) => lead.state,
    channel: ({ lead }) => lead.channel,
    team: teamOf,
    name: who('name'),
    email: who('email'),
    phone: who('phone'),
    company: who('company'),
    page: ({ lead }) => lead.page?.url ?? null,
    source: ({ imported }) => imported?.source ?? null,
    playbook: ({ lead }) => lead.playbook,
    score: scoreOf,
    bar: ({ lead }) => lead.bar?.points ?? null,
    verdict: ({ lead }) => lead.verdict,
    intent: pillar('intent'),
    context: pillar('context'),
    continuity: pillar('continuity'),
    next_step: pillar('nextStep'),
    rep: ({ lead }) => lead.rep?.name ?? null,
    ...verdictColumns,
    verdict_by: ({ lead }) => lead.repVerdict?.by.name ?? null,
    verdict_at: ({ lead }) => lead.repVerdict?.at ?? null,
    note: ({ lead: { repVerdict: said } }) => (said === null || said.kind === 'claimed' ? null : said.note || null),
    meeting_at: ({ lead }) => (lead.booking?.meeting ?? lead.booking?.calledOff?.meeting)?.startsAt ?? null,
    meeting_with: ({ lead }) => lead.booking?.meeting?.hosts.map(({ name }) => name).join(', ') ?? null,
    ...outcomeColumns,
    deal_at: ({ lead }) => lead.deal?.at ?? null,
    crm: ({ lead }) => lead.crm?.place?.kind ?? null,
    crm_id: ({ lead }) => lead.crm?.place?.id ?? null,
    crm_link: ({ lead }) => lead.crm?.place?.link ?? null,
  });
}

/** Beside the columns of its lead: by field of the page the value, the visitor's words and the day. */
export function fieldColumns({ fields }: Playbook): Column<Exported>[] {
  return fields.flatMap(({ id, kind, options }) => {
    const told =
      (part: (answer: Answer, lead: Lead) => Cell) =>
      ({ lead }: Exported) => {
        const answer = currentAnswers(lead).find(({ field }) => field === id);
        return answer === undefined ? null : part(answer, lead);
      };
    return columnsOf<Exported>({
      [`answer_${id}`]: told(({ value }) => showValue(kind, value, options)),
      [`answer_${id}_quote`]: told(({ evidence }, lead) => quoteOf(lead, evidence)),
      [`answer_${id}_date`]: told(({ at }) => at.slice(0, 10)),
    });
  });
}

export type ExportedAnswer = { lead: Lead; answer: Answer };

export function answersOf({ lead }: Exported): ExportedAnswer[] {
  return currentAnswers(lead).map((answer) => ({ lead, answer }));
}

/** Also of fields that the page no longer has. */
export function answerColumns(playbook: Playbook): Column<ExportedAnswer>[] {
  return columnsOf<ExportedAnswer>({
    lead: ({ lead }) => lead.id,
    field: ({ answer }) => answer.field,
    label: ({ answer }) => fieldOf(playbook, answer.field)?.label ?? answer.field,
    value: ({ answer: { field: id, value } }) => {
      const field = fieldOf(playbook, id);
      return showValue(field?.kind ?? 'text', value, field?.options);
    },
    quote: ({ lead, answer }) => quoteOf(lead, answer.evidence),
    evidence: ({ answer }) => howSaid(answer.evidence),
    carried_from: ({ answer: { evidence } }) => (evidence.kind === 'carried' ? evidence.lead : null),
    confidence: ({ answer }) => answer.confidence ?? null,
    at: ({ answer }) => answer.at,
  });
}

export function eventColumns(): Column<LeadEvent>[] {
  return columnsOf<LeadEvent>({
    id: ({ id }) => id,
    lead: ({ lead }) => lead,
    kind: ({ kind }) => kind,
    by: ({ by }) => by,
    at: ({ at }) => at,
    data: ({ data }) => JSON.stringify(data),
  });
}

/** As `npm run import` reads them. */
export function importColumns(playbook: Playbook): Column<Exported>[] {
  return columnsOf<Exported>({
    when: ({ lead }) => lead.createdAt,
    id: ({ lead }) => (lead.channel === importChannel ? lead.conversation : lead.id),
    email: ({ lead }) => person(lead, playbook).email,
    score: scoreOf,
    ...verdictColumns,
    ...outcomeColumns,
    team: teamOf,
    source: ({ lead, imported }) => (imported === null ? lead.channel : imported.source),
  });
}

/** Of something that is known: nobody has said anything of the others yet. */
export function hasOutcome({ lead: { repVerdict, booking, deal } }: Exported): boolean {
  return repVerdict !== null || booking?.outcome != null || deal !== null;
}

const saidBy = { claimed: 'accepted', rejected: 'rejected', nurtured: 'nurtured' } as const;

const verdictColumns: Columns<Exported> = {
  outcome: ({ lead }) => lead.repVerdict && saidBy[lead.repVerdict.kind],
  reason: ({ lead: { repVerdict: said } }) => (said?.kind === 'rejected' ? said.reason || null : null),
};

const outcomeColumns: Columns<Exported> = {
  meeting: ({ lead }) => lead.booking?.outcome ?? null,
  deal: ({ lead }) => lead.deal?.state ?? null,
  amount: ({ lead: { deal } }) => (deal?.amountCents == null ? null : deal.amountCents / 100),
  currency: ({ lead }) => lead.deal?.currency ?? null,
};

function teamOf({ lead, imported }: Exported): string | null {
  return imported?.team ?? lead.offer?.team ?? lead.bar?.team ?? null;
}

/** A file that had no score has none now. */
function scoreOf({ lead, imported }: Exported): number | null {
  return imported === null ? lead.score : imported.score;
}

function pillar(name: PillarName): (row: Exported) => Cell {
  return ({ lead, imported }) => (imported === null ? lead.pillars[name] : null);
}
