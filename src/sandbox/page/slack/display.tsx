// What is only looked at: mrkdwn, rich text, context, tables… drawn by slack-blocks-to-jsx. What can be pressed is ours.
import { type Block as DisplayBlock, Message } from 'slack-blocks-to-jsx';
import type { Block } from './block-kit.ts';
import { useDesk } from './desk.ts';
import { Emoji } from './emoji.tsx';

const drawn = new Set(
  'alert card carousel container context data_visualization divider file header image markdown plan rich_text section table task_card video'.split(
    ' ',
  ),
);

export function canDisplay(block: Block): boolean {
  return drawn.has(block.type);
}

export function Display({ block }: { block: Block }) {
  const { state, nameOf } = useDesk();
  // The library puts block ids into the DOM as they are; two messages may share one.
  const { block_id: _, ...rest } = block;
  return (
    <Message
      withoutWrapper
      theme="light"
      logo=""
      name=""
      blocks={[rest as unknown as DisplayBlock]}
      data={{ users: state.users.map(({ id }) => ({ id, name: nameOf(id) })), channels: state.channels }}
      hooks={{ emoji: (emoji, parse) => <Emoji name={emoji.name} unicode={parse(emoji)} /> }}
    />
  );
}

export function Mrkdwn({ text }: { text: string }) {
  return <Display block={{ type: 'section', block_id: '', text: { type: 'mrkdwn', text } }} />;
}
