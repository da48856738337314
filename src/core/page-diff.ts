// Where two versions of a page differ, line by line: what lies between the lines they begin and end with alike.

/** `line`: the first one that differs, in the old page, counted from one. */
export type PageDiff = { line: number; removed: string[]; added: string[] };

export function pageDiff(before: string, after: string): PageDiff {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return { line: head + 1, removed: old.slice(head, old.length - tail), added: now.slice(head, now.length - tail) };
}

/** As `git apply` and `patch` take it, with three lines around. */
export function patchOf(path: string, { before, after }: { before: string; after: string }): string {
  if (before === after) return '';
  const { line, removed, added } = pageDiff(before, after);
  const old = before.split('\n');
  const head = old.slice(Math.max(0, line - 4), line - 1);
  const tail = old.slice(line - 1 + removed.length, line + 2 + removed.length);
  const start = line - head.length;
  const rows = [
    ...head.map((row) => ` ${row}`),
    ...removed.map((row) => `-${row}`),
    ...added.map((row) => `+${row}`),
    ...tail.map((row) => ` ${row}`),
  ];
  const span = (own: readonly string[]) => `${start},${head.length + own.length + tail.length}`;
  return `--- a/${path}\n+++ b/${path}\n@@ -${span(removed)} +${span(added)} @@\n${rows.join('\n')}\n`;
}
