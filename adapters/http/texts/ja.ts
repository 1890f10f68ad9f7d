import { counted, spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { japanesePolicy } from './policy/ja.js';

const span = spanOfTime('ja', {
  hour: { other: '#時間' },
  minute: { other: '#分' },
  second: { other: '#秒' },
});
const endedSessions = counted('ja', { other: '#件のセッションを終了しました。' });

/** Every sentence of the hosted pages, in Japanese. */
export const japanese: Texts = {
  lang: 'ja',
  dir: 'ltr',
  errorPrefix: 'エラー：',
  problem: '入力内容をご確認ください',
  signIn: 'ログイン画面へ',
  requestNewLink: '新しいリンクを請求する',
  showPassword: '表示',
  hidePassword: '非表示',
  showPasswordLabel: 'パスワードを表示',
  rulesHeading: '新しいパスワードの条件：',
  ruleMet: '条件を満たしています',
  ruleNotMet: 'まだ条件を満たしていません',
  rule: japanesePolicy.rule,
  violation: japanesePolicy.violation,

  forgot: {
    title: 'パスワードをお忘れですか？',
    lead: 'メールアドレスを入力してください。新しいパスワードを設定するためのリンクをお送りします。',
    identifier: 'メールアドレス',
    submit: 'リンクを送信する',
    identifierInvalid: 'メールアドレスを1つ入力してください（例：name@example.com）',
  },
  checkMail: {
    title: 'メールをご確認ください',
    lead: '入力されたアドレスのアカウントがある場合は、リンクを記載したメールをお送りします。',
    lifetime: (minutes) => `リンクは${span(minutes * 60)}有効で、使えるのは1回だけです。`,
    nothingHeading: '数分たっても届かない場合',
    spam: '迷惑メールフォルダーをご確認ください。',
    typo: 'ご登録のメールアドレスを入力されたかご確認ください。',
    again: 'もう一度試す',
  },
  reset: {
    title: '新しいパスワードの設定',
    titleInitial: 'パスワードの設定',
    leadFor: (email) => `対象のアカウント：${email}`,
    newPassword: '新しいパスワード',
    submit: 'パスワードを保存する',
  },
  secondFactor: {
    title: 'ご本人の確認',
    methods: {
      totp: {
        lead: '認証アプリに現在表示されているコードを入力してください。',
        label: 'アプリのコード',
        switchTo: '認証アプリを使う',
      },
      recovery_code: {
        lead: '保管しているリカバリーコードを1つ入力してください。各コードは1回だけ使えます。',
        label: 'リカバリーコード',
        switchTo: 'リカバリーコードを使う',
      },
      other: {
        lead: '2段階目の認証コードを入力してください。',
        label: '認証コード',
        switchTo: '別の方法で確認する',
      },
    },
    submit: '続ける',
    required: 'コードを入力してください',
    invalid: 'コードが正しくないか、すでに使用されています',
    unavailable: '現在コードを確認できません。しばらくしてからもう一度お試しください。',
    denied: 'ご本人であることを確認できませんでした。',
  },
  done: {
    title: 'パスワードを保存しました',
    lead: '今後は新しいパスワードでログインしてください。',
    message: 'パスワードを保存しました。',
  },
  change: {
    title: 'パスワードの変更',
    currentPassword: '現在のパスワード',
    newPassword: '新しいパスワード',
    submit: 'パスワードを変更する',
    wrongPassword: '現在のパスワードと一致しません',
    notPossible: 'このアカウントのパスワードは、ここでは変更できません。',
    changedMeanwhile:
      'たった今、別の場所でパスワードが変更されました。ご確認のうえ、もう一度お試しください。',
  },
  changed: {
    title: 'パスワードを変更しました',
    lead: '今後は新しいパスワードでログインしてください。',
  },
  invite: {
    title: 'ようこそ',
    lead: '新しいアカウントのパスワードを設定してください。',
    newPassword: 'パスワード',
    submit: 'パスワードを設定する',
  },
  forcedChange: {
    title: '続けるには新しいパスワードを設定してください',
    lead: 'ログインするには、新しいパスワードが必要です。',
  },
  initial: {
    title: 'パスワードの設定',
    lead: '現在はパスワードなしでログインされています。設定すると、パスワードでもログインできます。',
    newPassword: 'パスワード',
    submit: 'パスワードを設定する',
    hasPassword: 'このアカウントには、すでにパスワードが設定されています。',
  },
  denied: {
    title: 'この操作はできません',
    lead: 'この方法ではパスワードを変更できません。誤りと思われる場合は、お問い合わせください。',
  },
  field: {
    required: 'パスワードを入力してください',
    tooLong: 'パスワードが長すぎます',
    invalid: 'パスワードに使用できない文字が含まれています',
  },
  link: {
    expired: {
      title: 'リンクの有効期限が切れています',
      lead: '安全のため、リンクの有効期間は短くなっています。続けるには新しいリンクを請求してください。',
    },
    used: {
      title: 'このリンクは使用済みです',
      lead: 'このリンクでパスワードが設定されました。リンクは1回だけ使えます。お心当たりのない場合は、すぐに新しいリンクを請求してください。',
    },
    superseded: {
      title: '新しいリンクがあります',
      lead: '最新のリンクだけが有効です。後から届いたメールをご確認いただくか、新しいリンクを請求してください。',
    },
    invalid: {
      title: 'このリンクは無効です',
      lead: 'リンクが途中で切れている可能性があります。メールのリンク全体をもう一度開くか、新しいリンクを請求してください。',
    },
    cookieLost: {
      title: 'リンクをもう一度開いてください',
      lead: '別のブラウザーで開いたか、開いてから時間がたっています。続けるには、このブラウザーでメールのリンクをもう一度開いてください。',
    },
  },
  throttled: {
    title: '試行回数が多すぎます',
    lead: (seconds) => `${span(seconds)}ほど待ってから、もう一度お試しください。`,
  },
  unavailable: {
    title: 'しばらくしてからもう一度お試しください',
    lead: '処理を完了できませんでした。前の画面に戻り、少し待ってからもう一度お試しください。',
  },
  failed: {
    title: '問題が発生しました',
    lead: 'サーバー側の問題です。ご迷惑をおかけしますが、後ほどもう一度お試しください。',
  },
  notFound: { title: 'ページが見つかりません', lead: 'このアドレスにはページがありません。' },
  signedOut: {
    title: 'ログインしてください',
    lead: 'パスワードを変更するには、ログインが必要です。',
  },
  refused: {
    title: 'リクエストを受け付けられませんでした',
    lead: '当サイトのページ以外から送信されたか、対応していない形式です。ページを開き直して、もう一度お試しください。',
  },
  admin: {
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
        breached:
          'パスワードが他人に知られた可能性がある（すべてのセッションがただちに終了します）',
      },
      submit: '変更を求める',
      done: '次回のログインから変更を求めます。',
    },
    sendReset: {
      heading: '再設定メールを送信する',
      submit: 'メールを送信する',
      done: 'メールを送信しています。',
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
      disabled: 'このアカウントは無効になっています。',
      noAddress: 'このアカウントにはメールアドレスがありません。',
      changedMeanwhile:
        'このアカウントは少し前に別の場所で変更されました。確認してから、もう一度お試しください。',
      noSessionStore: 'ここからセッションを終了することはできません。',
    },
  },
};
