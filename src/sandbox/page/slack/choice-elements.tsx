// Elements in which something is chosen: menus of options, people and channels; radio buttons and checkboxes.
import { useId } from 'react';
import { Icon } from '../icons.tsx';
import { bareValue, type Element, type Option, optionsOf } from './block-kit.ts';
import { type Desk, useDesk } from './desk.ts';
import { Mrkdwn } from './display.tsx';
import type { ElementProps } from './elements.tsx';
import { Menu } from './menu.tsx';
import { useSurface } from './surface.tsx';

type Choice = { key: string; label: string; value: unknown };
type Group = { label: string | null; choices: Choice[] };

function groupsOf(element: Element, { state }: Desk): Group[] {
  const people = () =>
    state.users.filter(({ isBot }) => !isBot).map(({ id, realName }) => ({ key: id, label: realName, value: id }));
  const channels = () => state.channels.map(({ id, name }) => ({ key: id, label: `#${name}`, value: id }));
  const options = (all: Option[]) =>
    all.map((option) => ({ key: option.value, label: option.text.text, value: option }));
  if (element.type.includes('users')) return [{ label: null, choices: people() }];
  if (element.type.includes('channels')) return [{ label: null, choices: channels() }];
  if (element.type.includes('conversations')) return [{ label: null, choices: [...channels(), ...people()] }];
  const { option_groups: groups } = element;
  if (groups === undefined) return [{ label: null, choices: options(optionsOf(element)) }];
  return groups.map((group) => ({ label: group.label.text, choices: options(group.options) }));
}

const keyOf = (value: unknown): string => (typeof value === 'string' ? value : ((value as Option | null)?.value ?? ''));

export function Select({ block, element, fieldId }: ElementProps) {
  const surface = useSurface();
  const groups = groupsOf(element, useDesk());
  const choices = groups.flatMap((group) => group.choices);
  const current = keyOf(bareValue(surface.values[block.block_id]?.[element.action_id], element));
  const option = ({ key, label }: Choice) => (
    <option key={key} value={key}>
      {label}
    </option>
  );
  return (
    <select
      id={fieldId}
      className={`sl-select ${current === '' ? 'unset' : ''}`}
      aria-label={fieldId === undefined ? (element.placeholder?.text ?? 'Choose') : undefined}
      value={current}
      onChange={({ target }) =>
        surface.choose(block, element, choices.find(({ key }) => key === target.value)?.value ?? null)
      }
    >
      <option value="" disabled={block.optional !== true} hidden={block.optional !== true && current !== ''}>
        {element.placeholder?.text ?? 'Choose an option'}
      </option>
      {groups.map((group) =>
        group.label === null ? (
          group.choices.map(option)
        ) : (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map(option)}
          </optgroup>
        ),
      )}
    </select>
  );
}

export function MultiSelect({ block, element }: ElementProps) {
  const surface = useSurface();
  const choices = groupsOf(element, useDesk()).flatMap((group) => group.choices);
  const current = (bareValue(surface.values[block.block_id]?.[element.action_id], element) as unknown[] | null) ?? [];
  const keys = current.map(keyOf);
  const full = element.max_selected_items !== undefined && keys.length >= element.max_selected_items;
  const toggle = ({ key, value }: Choice) =>
    surface.choose(
      block,
      element,
      keys.includes(key) ? current.filter((one) => keyOf(one) !== key) : [...current, value],
    );
  const labels = choices.filter(({ key }) => keys.includes(key)).map(({ label }) => label);
  const shown = labels.length === 0 ? (element.placeholder?.text ?? 'Choose options') : labels.join(', ');
  const face = (
    <>
      {shown} <Icon name="caret" size={12} />
    </>
  );
  return (
    <Menu label={shown} className={`sl-select multi ${labels.length === 0 ? 'unset' : ''}`} face={face}>
      {() =>
        choices.map((choice) => (
          <label key={choice.key} className="menu-item check">
            <input
              type="checkbox"
              checked={keys.includes(choice.key)}
              disabled={full && !keys.includes(choice.key)}
              onChange={() => toggle(choice)}
            />
            {choice.label}
          </label>
        ))
      }
    </Menu>
  );
}

export function ChoiceList({ block, element }: ElementProps) {
  const surface = useSurface();
  const group = useId();
  const many = element.type === 'checkboxes';
  const current = bareValue(surface.values[block.block_id]?.[element.action_id], element);
  const chosen = many ? ((current as Option[] | null) ?? []) : current === null ? [] : [current as Option];
  const has = (option: Option) => chosen.some(({ value }) => value === option.value);
  const choose = (option: Option) => {
    if (!many) return surface.choose(block, element, option);
    surface.choose(
      block,
      element,
      has(option) ? chosen.filter(({ value }) => value !== option.value) : [...chosen, option],
    );
  };
  return (
    <div className="choice-list">
      {optionsOf(element).map((option) => (
        <label key={option.value} className="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={group}
            checked={has(option)}
            onChange={() => choose(option)}
          />
          <span>
            {option.text.type === 'mrkdwn' ? <Mrkdwn text={option.text.text} /> : option.text.text}
            {option.description === undefined ? null : <small>{option.description.text}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
