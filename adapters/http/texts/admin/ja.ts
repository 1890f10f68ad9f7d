import { counted } from '../counted.js';
import type { AdminTexts } from './en.js';

const endedSessions = counted('ja', { other: '#件のセッションを終了しました。' });
const revokedTickets = counted('ja', { other: '#件のリンクとコードを無効にしました。' });

/** Every sentence of the administrator's page, in Japanese. */
export const japaneseAdmin: AdminTexts = {
  title: '危険な操作：パスワードの変更',
  notAllowed: {
    title: '管理者専用のページです',
    lead: 'お使いのアカウントには、ほかの人のパスワードを管理する権限がありません。',
  },
  find: {
    label: 'メールアドレスまたはユーザーID',
    submit: 'アカウントを検索する',
    none: '該当するアカウントはありません。',
    several: '複数のアカウントが見つかりました。1つ選んでください。',
    another: '別のアカウントを検索する',
  },
  account: {
    heading: 'アカウント',
    name: '表示名',
    id: 'ユーザーID',
    email: 'メールアドレス',
    verified: 'メールアドレスの確認',
    disabled: '無効化',
    provider: 'ログイン方法',
    hasPassword: 'パスワードの設定',
    passwordChanged: 'パスワードの最終変更',
    changeRequired: '変更の要求',
    openTickets: '有効なリンクとコード',
    yes: 'あり',
    no: 'なし',
  },
  yourPassword: {
    label: 'ご自身のパスワード',
    lead: '安全のため、ご自身のパスワードを入力してください。',
    wrong: 'ご自身のパスワードと一致しません',
  },
  setPassword: {
    heading: 'パスワードを設定する',
    newPassword: '新しいパスワード',
    mustChange: '次回のログイン時に変更を求める',
    notify: '本人にメールで知らせる',
    submit: 'パスワードを設定する',
    done: 'パスワードを設定しました。',
    sessionsPending: 'まだすべてのセッションを終了できていません。引き続き試行します。',
  },
  requireChange: {
    heading: '変更を求める',
    lead: '次回のログイン時に、新しいパスワードの設定を求めます。',
    reason: '理由',
    reasons: {
      administrative: '管理者の要求',
      expired: 'パスワードが古い',
      policy: 'パスワードが現在の条件を満たしていない',
      breached: 'パスワードが他人に知られた可能性がある（すべてのセッションがただちに終了します）',
      disavowed: '本人が変更に心当たりがないと申告（ロック中）',
      disputed:
        '以前のアドレスから変更に心当たりがないと申告（管理者が係争を終了するまでロック中）',
      locked: '管理者がパスワードをロック',
    },
    submit: '変更を求める',
    done: '次回のログインから変更を求めます。',
  },
  sendReset: {
    heading: '再設定メールを送信する',
    submit: 'メールを送信する',
    done: 'メールを送信しています。',
  },
  sendInvitation: {
    heading: '招待を送信する',
    lead: '最初のパスワードを設定するためのリンクをメールで送ります。以前の招待は使えなくなります。',
    submit: '招待を送信する',
    done: '招待を送信しています。',
  },
  ticketLink: {
    heading: 'リンクを作成する',
    lead: 'このリンクを開いた人は、このアカウントのパスワードを設定できます。安全な方法で渡してください。',
    submit: 'リンクを作成する',
    done: 'リンクを作成しました。表示されるのは1回だけです。',
    copy: 'コピー',
    copied: 'コピーしました',
    label: '渡すためのリンク',
    expires: (instant) => `有効期限：${instant}`,
  },
  revokeTickets: {
    heading: 'リンクとコードを無効にする',
    lead: '対象を選んでください',
    all: 'すべて（送信待ちのメールを含む）',
    kinds: {
      reset: '再設定用のリンク',
      code: '再設定用のコード',
      administrative: '管理者が作成したリンク',
      invite: '招待',
      forced_change: '変更要求のリンク',
    },
    submit: '無効にする',
    done: (count) => (count === 0 ? '無効にするものはありませんでした。' : revokedTickets(count)),
  },
  lock: {
    heading: 'パスワードをロックする',
    lead: 'すべてのセッション、リンク、コードが無効になります。その後は、メールで届くリンクか管理者による解除が必要です。',
    notify: '新しいパスワードを設定するためのリンクを本人に送る',
    submit: 'パスワードをロックする',
    done: 'パスワードをロックしました。',
  },
  unlock: {
    heading: 'パスワードのロックを解除する',
    lead: 'パスワードが再び使えるようになります。ほかの人に知られていないことを確認してください。',
    submit: 'ロックを解除する',
    done: 'ロックを解除しました。',
  },
  endDispute: {
    heading: '係争を終了する',
    lead: 'まず本人が誰かを確かめてください。メールアドレスを正しいものに直し、ほかに変更されたもの（2段階認証など）があれば元に戻してください。どちらもこのページではできません。次のアドレスが本人のものである場合にのみ続けてください。',
    link: '新しいパスワードを設定するためのリンクがこのアドレスに送られます。設定されるまでパスワードはロックされたままで、これまでの通知のリンクはすべて使えなくなります。',
    noLink:
      'アカウントの現在の状態では、このアドレスにリンクを送れません。パスワードはロックされたままで、これまでの通知のリンクはすべて使えなくなります。',
    submit: '係争を終了する',
    done: '係争を終了しました。本人が新しいパスワードを設定するまで、ロックは続きます。',
  },
  endSessions: {
    heading: 'すべてのセッションを終了する',
    submit: 'すべてのセッションを終了する',
    done: (count) =>
      count === 0 ? '終了するセッションはありませんでした。' : endedSessions(count),
  },
  refused: {
    identityProvider:
      'このアカウントは外部サービスでログインするため、ここにはパスワードがありません。',
    noPassword: 'このアカウントにはまだパスワードがありません。',
    hasPassword: 'このアカウントには、すでにパスワードが設定されています。',
    notLocked: 'このアカウントのパスワードはロックされていません。',
    inDispute:
      'このアカウントは係争中です。メールアドレスが他人のものである可能性があります。係争を終了するまで、アカウントに入れるようになる操作は表示されません。',
    notDisputed: 'このアカウントは係争中ではありません。',
    disabled: 'このアカウントは無効になっています。',
    noAddress: 'このアカウントにはメールアドレスがありません。',
    changedMeanwhile:
      'このアカウントは少し前に別の場所で変更されました。確認してから、もう一度お試しください。',
    noSessionStore: 'ここからセッションを終了することはできません。',
  },
};
