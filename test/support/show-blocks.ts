// Shows blocks as a person would see them, for snapshots: `# header`, *bold*, _italic_, > quote, [Button], [[Primary]].

type Json = { [key: string]: unknown; type: string };

export function showBlocks(blocks: readonly unknown[]): string {
  return blocks.map((block) => showBlock(block as Json)).join('\n\n');
}

function showBlock(block: Json): string {
  const elements = (block.elements ?? []) as Json[];
  switch (block.type) {
    case 'header':
      return `# ${textOf(block.text)}`;
    case 'divider':
      return '----';
    case 'context':
      return elements.map((element) => `(${String(element.text)})`).join('\n');
    case 'actions':
      return elements.map(showButton).join(' ');
    case 'input':
      return showInput(block);
    case 'rich_text':
      return elements.map(showRich).join('\n');
    default:
      return JSON.stringify(block);
  }
}

function showButton(button: Json): string {
  if (button.type === 'static_select') {
    const initial = button.initial_option as Json | undefined;
    return `<${textOf(initial === undefined ? button.placeholder : initial.text)} ▾>`;
  }
  if (button.type === 'overflow')
    return `[⋯ ${(button.options as Json[]).map(({ text }) => textOf(text)).join(' | ')}]`;
  if (button.type === 'users_select') return `<${button.initial_user ?? textOf(button.placeholder)} ▾>`;
  if (button.type === 'multi_users_select') {
    return `<${textOf(button.placeholder)}: ${((button.initial_users ?? []) as string[]).join(', ')} ▾>`;
  }
  if (button.type === 'datetimepicker') return `<${button.initial_date_time ?? 'day and time'} ▾>`;
  return button.style === 'primary' ? `[[${textOf(button.text)}]]` : `[${textOf(button.text)}]`;
}

function showInput(block: Json): string {
  const element = block.element as Json;
  const groups = (element.option_groups ?? [{ options: element.options ?? [] }]) as { options: Json[] }[];
  const options = groups.flatMap((group) => group.options);
  const label = `${textOf(block.label)}${block.optional === true ? ' (optional)' : ''}`;
  const hint = block.hint === undefined ? [] : [`(${textOf(block.hint)})`];
  const initial = element.initial_date ?? element.initial_time ?? element.initial_value;
  const start = initial === undefined ? element.type : `${element.type} ${String(initial)}`;
  return [label, `<${start}>`, ...options.map((option) => `  ${textOf(option.text)}`), ...hint].join('\n');
}

function showRich(element: Json): string {
  const inner = (element.elements ?? []) as Json[];
  switch (element.type) {
    case 'rich_text_list':
      return inner.map((section) => `• ${showRich(section)}`).join('\n');
    case 'rich_text_quote':
      return inner.map(showPiece).join('').replace(/^/gm, '> ');
    default:
      return inner.map(showPiece).join('');
  }
}

function showPiece(piece: Json): string {
  const style = (piece.style ?? {}) as { bold?: boolean; italic?: boolean };
  if (piece.type === 'link') return `[${String(piece.text)}](${String(piece.url)})`;
  if (piece.type === 'user') return `@${String(piece.user_id)}`;
  if (piece.type === 'channel') return `#${String(piece.channel_id)}`;
  if (piece.type === 'date') return String(piece.fallback);
  if (style.bold === true) return `*${String(piece.text)}*`;
  return style.italic === true ? `_${String(piece.text)}_` : String(piece.text);
}

function textOf(value: unknown): string {
  return String((value as { text: string }).text);
}
