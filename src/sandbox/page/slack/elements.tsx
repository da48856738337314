// Draws one interactive element and wires it to its surface. The library draws them too, but gives no way to hear a press.
import { Icon } from '../icons.tsx';
import type { Block, Element } from './block-kit.ts';
import { ChoiceList, MultiSelect, Select } from './choice-elements.tsx';
import { Menu } from './menu.tsx';
import { useSurface } from './surface.tsx';
import { DateField, TextField } from './typed-elements.tsx';

export type ElementProps = { block: Block; element: Element; fieldId?: string };

export function InteractiveElement(props: ElementProps) {
  switch (props.element.type) {
    case 'button':
      return <Button {...props} />;
    case 'icon_button':
      return <Button {...props} />;
    case 'feedback_buttons':
      return <FeedbackButtons {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return <Select {...props} />;
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return <MultiSelect {...props} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <ChoiceList {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateField {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextField {...props} />;
    default:
      return <span className="not-drawn">This stand-in does not draw “{props.element.type}”.</span>;
  }
}

function Button({ block, element }: ElementProps) {
  const surface = useSurface();
  const press = () => {
    if (element.url !== undefined) window.open(element.url, '_blank', 'noopener');
    surface.press(block, element);
  };
  return (
    <button
      type="button"
      className={`sl-button ${element.style ?? ''}`}
      aria-label={element.accessibility_label}
      onClick={press}
    >
      {element.text?.text}
    </button>
  );
}

function FeedbackButtons({ block, element }: ElementProps) {
  const surface = useSurface();
  const buttons = [element.positive_button, element.negative_button].filter((button) => button !== undefined);
  return buttons.map((button) => (
    <button
      key={button.value}
      type="button"
      className="sl-button"
      onClick={() => surface.press(block, element, button)}
    >
      {button.text.text}
    </button>
  ));
}

function Overflow({ block, element }: ElementProps) {
  const surface = useSurface();
  return (
    <Menu label="More actions" className="sl-button icon-only" face={<Icon name="more" />}>
      {(close) =>
        element.options?.map((option) => (
          <button
            key={option.value}
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              if (option.url !== undefined) window.open(option.url, '_blank', 'noopener');
              surface.press(block, element, option);
            }}
          >
            {option.text.text}
            {option.description === undefined ? null : <small>{option.description.text}</small>}
          </button>
        ))
      }
    </Menu>
  );
}
