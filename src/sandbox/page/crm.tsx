// The CRM as its users see it: what Baton wrote there, and what they do behind its back: change a value, convert a lead, close a
// deal, delete a record.
import { useEffect, useState } from 'react';
import type { SandboxRecord, SandboxState } from '../state.ts';
import { Icon } from './icons.tsx';
import { inSalesforce, type SalesforcePress } from './live-state.ts';

/** In this order; what nobody works with is not shown. */
const objects = [
  { object: 'Lead', label: 'Leads' },
  { object: 'Contact', label: 'Contacts' },
  { object: 'Account', label: 'Accounts' },
  { object: 'Opportunity', label: 'Opportunities' },
  { object: 'Task', label: 'Activities' },
  { object: 'Event', label: 'Meetings' },
];
/** Salesforce keeps these itself. */
const kept = /^(Id|IsDeleted|CreatedDate|SystemModstamp|Name|LastModified\w*|Who?Id|WhatId)$/;

type Press = (press: SalesforcePress) => void;

export function Crm({ state }: { state: SandboxState }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [named, setNamed] = useState(location.hash);
  useEffect(() => {
    const hear = () => setNamed(location.hash);
    addEventListener('hashchange', hear);
    return () => removeEventListener('hashchange', hear);
  }, []);
  const press: Press = (act) => void inSalesforce(act).then(setTrouble);
  const owners = new Map(state.crm.flatMap(({ object, id, name }) => (object === 'User' ? [[id, name]] : [])));
  const standing = state.crm.filter(({ isDeleted, values }) => !isDeleted && values.IsConverted !== true);
  const shown = objects.map((each) => ({ ...each, records: standing.filter(({ object }) => object === each.object) }));
  return (
    <section className="side-pane crm" aria-label="CRM">
      <header className="side-pane-head">
        <h2>
          <Icon name="people" /> Salesforce
        </h2>
        <p>Stood in for. Change, convert or close what Baton wrote, as a colleague would there.</p>
      </header>
      {trouble === null ? null : (
        <p className="chat-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div className="record-list">
        {shown.every(({ records }) => records.length === 0) ? (
          <p className="side-pane-empty">Nothing here yet. A lead lands when it is handed to the reps.</p>
        ) : null}
        {shown.map(({ object, label, records }) =>
          records.length === 0 ? null : (
            <section key={object} aria-label={label}>
              <h3>{label}</h3>
              {records.toReversed().map((record) => (
                <Entry
                  key={record.id}
                  record={record}
                  owners={owners}
                  isOpen={named === `#crm/${record.id}`}
                  press={press}
                />
              ))}
            </section>
          ),
        )}
      </div>
    </section>
  );
}

type EntryProps = {
  record: SandboxRecord;
  owners: ReadonlyMap<string, string>;
  isOpen: boolean;
  press: Press;
};

function Entry({ record: { object, id, name, values }, owners, isOpen, press }: EntryProps) {
  const fields = Object.entries(values).filter(([field, value]) => !kept.test(field) && value !== null && value !== '');
  return (
    <details open={isOpen} className="record">
      <summary>{name}</summary>
      <dl>
        {fields.map(([field, value]) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>{field === 'OwnerId' ? (owners.get(String(value)) ?? String(value)) : String(value)}</dd>
          </div>
        ))}
      </dl>
      <Change
        fields={fields.map(([field]) => field)}
        values={values}
        onSave={(change) => press({ kind: 'edit', id, ...change })}
      />
      <p className="record-tools">
        {object === 'Lead' ? (
          <Tool onPress={() => press({ kind: 'convert', lead: id, deal: `${name}, new business` })}>Convert</Tool>
        ) : null}
        {object === 'Opportunity' ? (
          <Tool onPress={() => press({ kind: 'close-deal', deal: id, state: 'won' })}>Won</Tool>
        ) : null}
        {object === 'Opportunity' ? (
          <Tool onPress={() => press({ kind: 'close-deal', deal: id, state: 'lost' })}>Lost</Tool>
        ) : null}
        <Tool onPress={() => press({ kind: 'delete', id })}>Delete</Tool>
      </p>
    </details>
  );
}

function Tool({ onPress, children }: { onPress(): void; children: string }) {
  return (
    <button type="button" className="side-pane-tool" onClick={onPress}>
      {children}
    </button>
  );
}

type ChangeProps = {
  fields: readonly string[];
  values: SandboxRecord['values'];
  onSave(change: { field: string; value: string | number | null }): void;
};

/** One field at a time, as a colleague would. */
function Change({ fields, values, onSave }: ChangeProps) {
  const [field, setField] = useState('');
  const [text, setText] = useState('');
  const choose = (name: string) => {
    setField(name);
    setText(String(values[name] ?? ''));
  };
  const save = () => {
    const isNumber = typeof values[field] === 'number' && text.trim() !== '';
    onSave({ field, value: text === '' ? null : isNumber ? Number(text) : text });
    setField('');
  };
  return (
    <form
      className="record-change"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <select aria-label="Field to change" value={field} onChange={({ target }) => choose(target.value)}>
        <option value="">Change a field…</option>
        {fields.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {field === '' ? null : (
        <>
          <input aria-label={`New value of ${field}`} value={text} onChange={({ target }) => setText(target.value)} />
          <button type="submit" className="side-pane-tool">
            Save
          </button>
        </>
      )}
    </form>
  );
}
