// The times that the product would offer in the cases of a file, in UTC, and why it would not offer others. The answer
// depends on nothing but the file: neither today nor the machine's own time zone counts.
import { DateTime } from 'luxon';
import type { z } from 'zod';
import { type ExplainedSlot, explainSlot, type SlotReason } from '../../core/explain-slot.ts';
import { slots } from '../../core/slots.ts';
import { ConfigError } from '../../errors.ts';
import type { Evaluation, Printed } from './lines.ts';
import { caseSchema, type SlotCase } from './slots-case.ts';

/** `differing`: the cases whose `expect` was not met. */
export function evalSlots(text: string): Evaluation & { differing: string[] } {
  const { cases, isList } = readCases(text);
  const counted = cases.map((given, i) => evaluate(given, isList ? (given.id ?? String(i + 1)) : given.id));
  const expected = counted.filter(({ data }) => 'asExpected' in data);
  const differing = expected.filter(({ data }) => data.asExpected === false).map(({ data }) => data.id ?? 'the case');
  const lines = counted.map(({ data, text: times }): Printed => {
    return { data, text: isList ? [`${data.id}:`, ...times].join('\n') : times.join('\n') };
  });
  const met = expected.length - differing.length;
  const which = differing.length === 0 ? '' : `; not ${differing.join(', ')}`;
  return {
    lines,
    differing,
    summary: expected.length === 0 ? [] : [`as expected: ${met} of ${expected.length}${which}`],
  };
}

function readCases(text: string): { cases: SlotCase[]; isList: boolean } {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ConfigError([`This is not JSON: ${error instanceof Error ? error.message : error}`]);
  }
  const isList = Array.isArray(data);
  const problems: string[] = [];
  const cases = [data].flat().flatMap((given, i) => {
    const read = caseSchema.safeParse(given);
    if (read.success) return [read.data];
    for (const issue of read.error.issues) problems.push(sentence(issue, isList ? [i] : []));
    return [];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { cases, isList };
}

function sentence({ path, message }: z.core.$ZodIssue, before: PropertyKey[]): string {
  return `${[...before, ...path].join('.') || 'case'}: ${message}`;
}

type Data = {
  id?: string;
  starts: string[];
  slots: { start: string; hosts: string[]; visitor?: string }[];
  explained?: ({ time: string } & ExplainedSlot)[];
  asExpected?: boolean;
};

function evaluate(
  { rules, visitorZone, explain, expect }: SlotCase,
  id: string | null,
): { data: Data; text: string[] } {
  const found = slots(rules).map((slot) => ({
    ...slot,
    ...(visitorZone !== null && { visitor: DateTime.fromISO(slot.start, { zone: visitorZone }).toISO() ?? '' }),
  }));
  const starts = found.map(({ start }) => start);
  const explained = explain.map((time) => ({ time, ...explainSlot(rules, time) }));
  const data: Data = {
    ...(id !== null && { id }),
    starts,
    slots: found,
    ...(explained.length > 0 && { explained }),
    ...(expect !== null && { asExpected: starts.join() === expect.toSorted().join() }),
  };
  const pool = (hosts: string[]) => (rules.mode === 'pool' ? [hosts.join(', ')] : []);
  const times = found.map(({ start, hosts, visitor }) =>
    [start, ...(visitor ? [visitor] : []), ...pool(hosts)].join('  '),
  );
  const whys = explained.map((each) => `${each.time}  ${each.kind === 'offered' ? 'is offered' : why(each.reasons)}`);
  return { data, text: [...times, ...whys] };
}

/** Every reason with what it is about, in the words of the data. */
function why(reasons: readonly SlotReason[]): string {
  const about = ({ kind, ...rest }: SlotReason) =>
    [kind, ...Object.entries(rest).map(([name, value]) => `${name} ${value}`)].join(' ');
  return `is not offered: ${reasons.map(about).join('; ')}`;
}
