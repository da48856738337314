// Who is in the Slack user groups that the playbook names.
import type { Step } from './index.ts';

export const groups: Step = async (q) => {
  await q.schema
    .createTable('group_members')
    .addColumn('group', 'text', (c) => c.notNull())
    .addColumn('member', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('one_membership', ['group', 'member'])
    .execute();
  await q.schema.createIndex('groups_of_member').on('group_members').column('member').execute();
};
