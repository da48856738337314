// One write of one record. A field that will not take its value is left out and the rest is written; by a name of ours, the
// record is made where there is none.
import type { CrmValue } from '../../core/crm.ts';
import type { Salesforce } from './salesforce-access.ts';
import { notSalesforce, type Refusal } from './salesforce-error.ts';
import { ourId } from './salesforce-fields.ts';

export type Target = { type: string } & ({ id: string } | { ref: string });
export type Wrote =
  | { kind: 'wrote'; id: string; body: Record<string, CrmValue>; blamed: ReadonlyMap<string, Refusal> }
  | { kind: 'refused'; refusals: readonly Refusal[] };

const ownerRefusals = ['INACTIVE_OWNER_OR_USER', 'OP_WITH_INVALID_USER_TYPE_EXCEPTION'];
/** Without it, rules that give new leads to people or queues would do so again at every change. */
export const ownerStays = { 'Sforce-Auto-Assign': 'FALSE' };
const savesDuplicates = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
/** Of these, it says itself what is missing or wrong, and leaving it out would not help. */
const notOfFields = ['REQUIRED_FIELD_MISSING', 'DUPLICATE_VALUE', 'DUPLICATES_DETECTED'];

export async function writeRecord(
  salesforce: Salesforce,
  target: Target,
  { body, headers = {} }: { body: Record<string, CrmValue>; headers?: Record<string, string> },
): Promise<Wrote> {
  const { type } = target;
  const path = 'id' in target ? target.id : `${ourId}/${encodeURIComponent(target.ref)}`;
  const left = { ...body };
  const blamed = new Map<string, Refusal>();
  for (;;) {
    const said = await salesforce.send({ method: 'PATCH', path: `/sobjects/${type}/${path}`, body: left, headers });
    if (said.kind === 'done') {
      return { kind: 'wrote', id: 'id' in target ? target.id : idIn(said.body), body: left, blamed };
    }
    const found = blame(said.refusals, Object.keys(left));
    if (found.length === 0) return said;
    for (const [column, refusal] of found) {
      delete left[column];
      blamed.set(column, refusal);
    }
  }
}

/**
 * Makes a record under a name of ours, unless a rule against duplicates names one that is `alike`. Where it names none, it saw
 * somebody else, or whom Baton may not see; if it leaves the choice to us, the record is made all the same.
 */
export async function makeRecord<Like>(
  salesforce: Salesforce,
  target: Target,
  about: {
    body: Record<string, CrmValue>;
    headers?: Record<string, string>;
    alike: (refusals: readonly Refusal[]) => Promise<Like | null>;
  },
): Promise<Wrote | { kind: 'alike'; like: Like }> {
  const { body, headers = {}, alike } = about;
  const wrote = await writeRecord(salesforce, target, { body, headers });
  if (wrote.kind === 'wrote' || !hasCode(wrote.refusals, 'DUPLICATES_DETECTED')) return wrote;
  const like = await alike(wrote.refusals);
  if (like !== null) return { kind: 'alike', like };
  const mayMake = wrote.refusals.every(({ duplicates }) => duplicates?.allowSave === true);
  return mayMake ? writeRecord(salesforce, target, { body, headers: { ...headers, ...savesDuplicates } }) : wrote;
}

function blame(refusals: readonly Refusal[], columns: readonly string[]): [string, Refusal][] {
  return refusals.flatMap((refusal): [string, Refusal][] => {
    if (notOfFields.includes(refusal.code)) return [];
    const named = [
      ...refusal.fields,
      ...(ownerRefusals.includes(refusal.code) ? ['OwnerId'] : []),
      ...(/No such column '([^']+)'/.exec(refusal.message)?.slice(1) ?? []),
    ];
    return columns.filter((column) => named.includes(column)).map((column) => [column, refusal]);
  });
}

export async function insertRecord(
  salesforce: Salesforce,
  type: string,
  body: Record<string, CrmValue>,
): Promise<{ id: string } | { refusals: readonly Refusal[] }> {
  const said = await salesforce.send({ method: 'POST', path: `/sobjects/${type}`, body });
  return said.kind === 'refused' ? { refusals: said.refusals } : { id: idIn(said.body) };
}

function idIn(body: unknown): string {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : null;
  if (typeof id !== 'string') throw notSalesforce('answer to a write');
  return id;
}

export const hasCode = (refusals: readonly Refusal[], ...codes: readonly string[]): boolean =>
  refusals.some(({ code }) => codes.includes(code));
