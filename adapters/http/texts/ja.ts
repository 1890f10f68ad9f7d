import { japaneseAdmin } from './admin/ja.js';
import { spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { japanesePolicy } from './policy/ja.js';

const span = spanOfTime('ja', {
  hour: { other: '#時間' },
  minute: { other: '#分' },
  second: { other: '#秒' },
});

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
    code: {
      lead: 'メールアドレスを入力してください。新しいパスワードを設定するためのコードをお送りします。',
      submit: 'コードを送信する',
    },
    choice: {
      lead: 'メールアドレスを入力してください。新しいパスワードの設定をご案内します。',
      submit: '送信する',
      legend: '何をお送りしますか？',
      link: '開いて使うリンク',
      code: 'この画面に入力するコード',
    },
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
  code: {
    title: 'コードを入力してください',
    lead: '入力されたアドレスのアカウントがある場合は、コードをお送りします。',
    lifetime: (minutes) => `コードは${span(minutes * 60)}有効で、このブラウザーでのみ使えます。`,
    label: '届いたコード',
    submit: '続ける',
    again: '新しいコードを請求する',
    linkInstead: '代わりにリンクを請求する',
    required: 'コードを入力してください',
    malformed: '届いたコードの数字をすべて入力してください',
    invalid: 'このコードは使えません。ご確認いただくか、新しいコードを請求してください。',
    dead: 'このコードは無効になりました。新しいコードを請求してください。',
    lost: {
      title: '新しいコードを請求してください',
      lead: '別のブラウザーで開いたか、開いてから時間がたっています。続けるには、このブラウザーで新しいコードを請求してください。',
    },
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
  invited: {
    title: 'アカウントの準備ができました',
    lead: '今後は設定したパスワードでログインしてください。',
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
  disavow: {
    title: 'お心当たりがありませんか？',
    lead: 'お知らせした変更にお心当たりがない場合は、当方のメールが届いたアドレスを入力してください。ただちに次の処理を行います。',
    consequences: [
      'すべての端末で、すべてのセッションを終了します。',
      '現在のパスワードと、未使用のリンクやコードをすべて無効にします。',
      '新しいパスワードを設定するためのリンクをお送りします。',
    ],
    address: 'メールアドレス',
    submit: 'アカウントをロックする',
    itWasMe: 'ご自身による変更の場合は、このページを閉じてください。まだ何も行われていません。',
    mismatch: '当方のメールが届いたアドレスと一致しません',
    done: {
      title: 'アカウントをロックしました',
      lead: 'すべてのセッションを終了し、以前のパスワードを無効にしました。新しいパスワードを設定するためのリンクをメールでお送りします。',
    },
    contact: {
      title: 'アカウントをロックしました',
      lead: 'すべてのセッションを終了し、パスワードを無効にしました。このアドレスにはリンクをお送りできなくなっています。アカウントの復旧については、お問い合わせください。',
    },
    expired: {
      title: 'リンクの有効期限が切れています',
      lead: 'アカウントに不審な点がある場合は、すぐに新しいパスワードを設定し、お問い合わせください。',
    },
    used: {
      title: 'すでにご連絡いただいています',
      lead: 'その際にアカウントをロックし、新しいパスワードを設定するためのリンクをお送りしました。届いていない場合は、新しいリンクを請求してください。',
    },
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
  admin: japaneseAdmin,
};
