// The workspaces that installed Baton, each with its sealed token, and in which workspace a card stands.
import type { Step } from './index.ts';

export const installations: Step = async (q) => {
  await q.schema
    .createTable('installations')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('enterprise_id', 'text')
    .addColumn('is_enterprise_install', 'integer', (c) => c.notNull())
    .addColumn('bot_user', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('installed_by', 'text', (c) => c.notNull())
    .addColumn('installed_at', 'text', (c) => c.notNull())
    .addColumn('used_at', 'text')
    .execute();
  await q.schema.alterTable('leads').addColumn('card_workspace', 'text').execute();
};
