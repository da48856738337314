// Takes a stream of events apart as it comes, in whatever pieces.
import type { Heard } from './protocol.ts';

export function createEventReader(hear: (heard: Heard, id?: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).replace(/\r\n?/g, '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const { event, data, id } = fieldsOf(block);
      const heard = event === undefined ? undefined : decode(event, data);
      if (heard !== undefined) hear(heard, id);
    }
  };
}

function fieldsOf(block: string): { event?: string; data?: string; id?: string } {
  const fields: Record<string, string> = {};
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
  }
  return fields;
}

/** Undefined: the door of tomorrow speaks of something that this script does not know. */
function decode(kind: string, data = '{}'): Heard | undefined {
  try {
    return { ...(JSON.parse(data) as object), kind } as Heard;
  } catch {
    return undefined;
  }
}
