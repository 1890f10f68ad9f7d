import { sql } from 'kysely';
import type { UserTable } from './user-table.js';

export const wordpress: UserTable = {
  name: 'WordPress wp_users',
  source:
    'WordPress 6.1.9, wp-admin/includes/schema.php, as a network (multisite) has it; ' +
    '6.8.12, wp_hash_password()',
  tables: ['wp_users'],
  ddl: {
    mysql: [
      `CREATE TABLE wp_users (
        ID bigint(20) unsigned NOT NULL auto_increment,
        user_login varchar(60) NOT NULL default '',
        user_pass varchar(255) NOT NULL default '',
        user_nicename varchar(50) NOT NULL default '',
        user_email varchar(100) NOT NULL default '',
        user_url varchar(100) NOT NULL default '',
        user_registered datetime NOT NULL default '0000-00-00 00:00:00',
        user_activation_key varchar(255) NOT NULL default '',
        user_status int(11) NOT NULL default '0',
        display_name varchar(250) NOT NULL default '',
        spam tinyint(2) NOT NULL default '0',
        deleted tinyint(2) NOT NULL default '0',
        PRIMARY KEY  (ID),
        KEY user_login_key (user_login),
        KEY user_nicename (user_nicename),
        KEY user_email (user_email)
      ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    ],
  },
  mapping: {
    table: 'wp_users',
    idType: 'bigint',
    columns: {
      id: 'ID',
      email: 'user_email',
      passwordHash: 'user_pass',
      displayName: 'display_name',
      disabled: ['spam', 'deleted'],
    },
  },
  hash: {
    password: 'correct horse',
    passwordHash: '$wp$2y$04$JGyoANWIY9N71IjsHgLf3eiTac5mDcTC9WEwiz6s4opE.bxekqAdK',
  },
  id: BigInt,
  rows: ({ number, email, passwordHash, disabled = false }) => ({
    wp_users: {
      ID: number,
      user_login: `user${number}`,
      user_pass: passwordHash ?? '',
      user_nicename: `user${number}`,
      user_email: email,
      user_activation_key: '1767225600:$P$Bof.a.link.that.WordPress.sent',
      display_name: 'Ada',
      deleted: disabled,
    },
  }),
  keepsCase: true,
  can: { lackPassword: true, disable: true },
  password: { table: 'wp_users', column: 'user_pass', alsoWritten: ['user_activation_key'] },
  // Or a link that WordPress itself has sent stays good.
  onPasswordChange: async (tx, id) => {
    await sql`update wp_users set user_activation_key = '' where ID = ${String(id)}`.execute(tx);
  },
};
