// Slack's limits, written down a second time from Slack's documentation: cards and their check must not share a mistake.
// `problemsOf` names everything for which Slack would refuse a message or view, or parse what somebody else typed.

type Json = Record<string, unknown>;
type Surface = 'message' | 'modal' | 'home';

const control = /<[!@#]|<https?:|<mailto:/;

export function problemsOfMessage(message: { text: string; blocks: readonly unknown[] }): string[] {
  const problems = problemsOfBlocks(message.blocks, 'message');
  if (message.text.trim() === '') problems.push('text: empty');
  if (message.text.length > 4_000) problems.push(`text: ${message.text.length} characters`);
  if (/[<>]/.test(message.text)) problems.push('text: an unescaped angle bracket');
  if (/&(?!amp;|lt;|gt;)/.test(message.text)) problems.push('text: an unescaped or cut entity');
  if (!message.text.isWellFormed()) problems.push('text: half a character');
  return problems;
}

export function problemsOfView(view: object): string[] {
  const { type, blocks, title, submit, close, private_metadata: metadata } = view as Json;
  const surface = type as Surface;
  const problems = problemsOfBlocks(blocks as unknown[], surface);
  if (surface === 'modal') {
    const hasInputs = (blocks as Json[]).some((block) => block.type === 'input');
    const named = hasInputs || submit !== undefined ? { title, submit, close } : { title, close };
    for (const [name, element] of Object.entries(named)) {
      problems.push(...text(element, `modal ${name}`, { max: 24, plain: true }));
    }
    if (String(metadata).length > 3_000) problems.push('private_metadata: too long');
  }
  return problems;
}

function problemsOfBlocks(blocks: readonly unknown[], surface: Surface): string[] {
  const problems: string[] = [];
  if (blocks.length === 0) problems.push('no blocks');
  if (blocks.length > (surface === 'message' ? 50 : 100)) problems.push(`${blocks.length} blocks`);
  const ids = blocks.flatMap((block) => (block as Json).block_id ?? []);
  if (new Set(ids).size < ids.length) problems.push('a block_id twice');
  for (const block of blocks) problems.push(...blockProblems(block as Json, surface));
  const characters = JSON.stringify(blocks.map(textsIn)).length;
  if (characters > 16_000) problems.push(`${characters} characters in all blocks`);
  return problems;
}

function blockProblems(block: Json, surface: Surface): string[] {
  switch (block.type) {
    case 'divider':
      return [];
    case 'header':
      return text(block.text, 'header', { max: 150, plain: true });
    case 'context': {
      const elements = block.elements as unknown[];
      const count = elements.length < 1 || elements.length > 10 ? [`context: ${elements.length} elements`] : [];
      return [...count, ...elements.flatMap((each) => text(each, 'context', { max: 3_000, plain: false }))];
    }
    case 'actions': {
      const elements = block.elements as Json[];
      const count = elements.length < 1 || elements.length > 25 ? [`actions: ${elements.length} elements`] : [];
      return [...count, ...elements.flatMap(pressableProblems), ...twice(elements)];
    }
    case 'input':
      return surface === 'message' ? ['an input in a message'] : inputProblems(block);
    case 'rich_text':
      return richProblems(block);
    default:
      return [`an unexpected block: ${String(block.type)}`];
  }
}

function pressableProblems(element: Json): string[] {
  switch (element.type) {
    case 'static_select':
      return [...idProblems(element), ...selectProblems(element)];
    case 'users_select':
    case 'multi_users_select':
      return [...idProblems(element), ...text(element.placeholder, 'placeholder', { max: 150, plain: true })];
    case 'datetimepicker': {
      const { initial_date_time: at } = element;
      return [...idProblems(element), ...(at === undefined || /^\d{10}$/.test(String(at)) ? [] : ['datetimepicker'])];
    }
    case 'overflow': {
      const options = element.options as Json[];
      const count = options.length > 5 ? [`overflow: ${options.length} options`] : [];
      return [...count, ...idProblems(element), ...selectProblems(element)];
    }
    default:
      return buttonProblems(element);
  }
}

function twice(elements: readonly Json[]): string[] {
  const ids = elements.map(({ action_id }) => action_id);
  return new Set(ids).size < ids.length ? ['an action_id twice in one block'] : [];
}

function idProblems({ action_id: id }: Json): string[] {
  return String(id ?? '').length < 1 || String(id).length > 255 ? ['action_id'] : [];
}

function selectProblems(element: Json): string[] {
  const groups = (element.option_groups ?? [{ options: element.options }]) as Json[];
  const options = groups.flatMap((group) => group.options as Json[]);
  const problems = groups.length > 100 ? [`select: ${groups.length} groups`] : [];
  for (const { label } of groups)
    if (label !== undefined) problems.push(...text(label, 'group', { max: 75, plain: true }));
  if (new Set(options.map(({ value }) => value)).size < options.length) problems.push('select: a value twice');
  if (options.length < 1 || options.length > 100) problems.push(`select: ${options.length} options`);
  for (const option of options) {
    problems.push(...text(option.text, 'option', { max: 75, plain: true }));
    if (String(option.value).length < 1 || String(option.value).length > 150) problems.push('option: value');
  }
  const { initial_option: initial, placeholder } = element;
  const known = initial === undefined || options.some((option) => JSON.stringify(option) === JSON.stringify(initial));
  if (!known) problems.push('select: an initial option that is not one of its options');
  if (placeholder !== undefined) problems.push(...text(placeholder, 'placeholder', { max: 150, plain: true }));
  return problems;
}

function buttonProblems(button: Json): string[] {
  const problems = text(button.text, 'button', { max: 75, plain: true });
  if (button.type !== 'button') problems.push(`actions: ${String(button.type)}`);
  problems.push(...idProblems(button));
  if (String(button.value).length > 2_000) problems.push('button: value too long');
  if (button.confirm !== undefined) problems.push(...confirmProblems(button.confirm as Json));
  return problems;
}

function confirmProblems({ title, text: says, confirm, deny }: Json): string[] {
  return [
    ...text(title, 'confirm title', { max: 100, plain: true }),
    ...text(says, 'confirm text', { max: 300, plain: false }),
    ...text(confirm, 'confirm button', { max: 30, plain: true }),
    ...text(deny, 'confirm button', { max: 30, plain: true }),
  ];
}

function inputProblems(block: Json): string[] {
  const element = block.element as Json;
  const problems = text(block.label, 'label', { max: 2_000, plain: true });
  if (block.hint !== undefined) problems.push(...text(block.hint, 'hint', { max: 2_000, plain: true }));
  if (element.type === 'plain_text_input' && Number(element.max_length) > 3_000) problems.push('input: max_length');
  if (element.type === 'static_select' || element.type === 'radio_buttons') problems.push(...selectProblems(element));
  const { initial_value: initial, max_length: max } = element;
  if (initial !== undefined && String(initial).length > Number(max ?? 3_000)) problems.push('input: initial_value');
  return problems;
}

function richProblems(block: Json): string[] {
  const sections = (block.elements as Json[]).flatMap((element) =>
    element.type === 'rich_text_list' ? (element.elements as Json[]) : [element],
  );
  if (sections.length === 0) return ['rich_text: empty'];
  const problems = sections.flatMap((section) => {
    const elements = section.elements as Json[];
    return elements.length === 0 ? [`${String(section.type)}: empty`] : elements.flatMap(elementProblems);
  });
  const characters = textsIn(block).join('').length;
  if (characters > 3_000) problems.push(`rich_text: ${characters} characters`);
  return problems;
}

function elementProblems(element: Json): string[] {
  switch (element.type) {
    case 'text': {
      const value = String(element.text);
      return [
        ...(value === '' ? ['rich_text: empty text'] : []),
        ...(value.isWellFormed() ? [] : ['half a character']),
      ];
    }
    case 'user':
      return /^[UW][A-Z0-9]{2,30}$/.test(String(element.user_id)) ? [] : ['rich_text: not a user id'];
    case 'channel':
      return /^[CG][A-Z0-9]{2,30}$/.test(String(element.channel_id)) ? [] : ['rich_text: not a channel id'];
    case 'date':
      return Number.isInteger(element.timestamp) &&
        /^\{(?:ago|time|date_short_pretty\} at \{time)\}$/.test(String(element.format))
        ? []
        : ['rich_text: date'];
    // Of links, only Slack's own to a card, what Google gave to an event, and a record in the CRM.
    case 'link': {
      const isCard = /^https?:\/\/[\w.:-]+\/archives\/[CG][A-Z0-9]+\/p\d+$/.test(String(element.url));
      const isEvent = /^https:\/\/(?:meet|www)\.google\.com\/[\w/?=-]+$/.test(String(element.url));
      const isRecord = /^https:\/\/crm\.example\/\w+$/.test(String(element.url));
      return (isCard || isEvent || isRecord) && String(element.text) !== ''
        ? []
        : [`rich_text: a link to ${String(element.url)}`];
    }
    default:
      // Other links, broadcasts and emoji would act on what somebody typed.
      return [`rich_text: ${String(element.type)}`];
  }
}

function text(value: unknown, where: string, limit: { max: number; plain: boolean }): string[] {
  const { type, text: words, emoji } = value as Json;
  const problems: string[] = [];
  if (typeof words !== 'string' || words.length < 1) problems.push(`${where}: empty`);
  if (String(words).length > limit.max) problems.push(`${where}: ${String(words).length} characters`);
  if (!String(words).isWellFormed()) problems.push(`${where}: half a character`);
  if (type === 'plain_text' && emoji !== false) problems.push(`${where}: turns :words: into emoji`);
  if (type === 'mrkdwn' && limit.plain) problems.push(`${where}: must be plain text`);
  if (type === 'mrkdwn' && control.test(String(words))) problems.push(`${where}: a control sequence`);
  return problems;
}

/** Every text under a block, wherever it is. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}
