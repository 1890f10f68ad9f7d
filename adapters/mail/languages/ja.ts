import type { Language } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';
import { japaneseNotices } from './notices/ja.js';

const once = ({ lifetime }: { lifetime: string }) =>
  `このリンクは${lifetime}有効で、使えるのは1回だけです。`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)}期限が切れた場合は、「パスワードをお忘れですか？」から新しいリンクをリクエストしてください。`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)}同じようなメールが複数届いている場合は、最新のメールをお使いください。`;

/**
 * The mails in Japanese. No space sets a product apart, whatever letters it is in. An address has
 * them, since what makes addresses links might take in the words beside it.
 */
export const ja: Language = {
  tag: 'ja',
  direction: 'ltr',

  greeting: (name) => (name === null ? 'お客様へ' : `${name} 様`),
  duration: spanOfTime('ja', {
    day: { other: '#日間' },
    hour: { other: '#時間' },
    minute: { other: '#分間' },
  }),
  instant: instantIn('ja'),
  spelledOut:
    'ボタンを押しても開かない場合は、次のアドレスをコピーして、ブラウザーに貼り付けてください。',
  help: 'ご不明な点は、こちらをご覧ください。',
  sentTo: ({ product, address }) =>
    `このメールは、${product}から ${address} 宛てにお送りしています。`,
  open: ({ product }) => `${product}を開く`,
  device: ({ browser, system }) => `${browser}（${system}）`,
  afterLabel: '：',
  facts: {
    ofRequest: 'このリクエストについて',
    ofChange: 'この変更について',
    time: '日時',
    place: '場所',
    device: '端末',
    ip: 'IPアドレス',
  },

  resetLink: {
    subject: ({ product }) => `${product}のパスワードの再設定`,
    preheader: () => 'このメールのリンクから、新しいパスワードを設定してください。',
    heading: () => 'パスワードの再設定',
    body: ({ product }) =>
      `${product}のアカウントについて、パスワード再設定のリクエストがありました。ご自身でリクエストされた場合は、こちらから新しいパスワードを設定してください。`,
    button: 'パスワードを再設定する',
    lifetime: (names) =>
      `${once(names)}複数回リクエストされた場合は、最新のメールをお使いください。`,
    closing: 'お心当たりのない場合は、このメールを無視してください。パスワードは変更されません。',
  },
  administrativeLink: {
    subject: ({ product }) => `${product}の新しいパスワードの設定`,
    preheader: () => 'このメールのリンクから、新しいパスワードを設定してください。',
    heading: () => '新しいパスワードの設定',
    body: ({ product }) =>
      `${product}の管理者から、新しいパスワードを設定するためのリンクをお送りします。`,
    button: 'パスワードを再設定する',
    lifetime: onceOfSeveral,
    closing: 'お心当たりのない場合は、このメールを無視してください。パスワードは変更されません。',
  },
  initialPasswordLink: {
    subject: ({ product }) => `${product}のパスワードの設定`,
    preheader: () => 'このメールのリンクから、最初のパスワードを設定してください。',
    heading: () => 'パスワードの設定',
    body: ({ product }) =>
      `${product}のアカウントには、まだパスワードがありません。こちらから設定してください。`,
    button: 'パスワードを設定する',
    lifetime: onceOfSeveral,
    closing:
      'お心当たりのない場合は、このメールを無視してください。アカウントはそのまま変わりません。',
  },
  invitation: {
    subject: ({ product }) => `${product}へのご招待`,
    preheader: () => '新しいアカウントのパスワードを設定してください。',
    heading: ({ product }) => `${product}へようこそ`,
    body: ({ product }) =>
      `${product}のアカウントをご用意しました。こちらからパスワードを設定してください。`,
    button: 'パスワードを設定する',
    lifetime: (names) => `${once(names)}期限が切れた場合は、もう一度招待を依頼してください。`,
    closing: 'お心当たりのない場合は、このメールを無視してください。',
  },
  breachLock: {
    subject: ({ product }) => `${product}のパスワードが安全ではなくなりました`,
    preheader: () => 'ログインするには、新しいパスワードを設定してください。',
    heading: () => 'パスワードが安全ではなくなりました',
    body: ({ product }) =>
      `${product}のアカウントのパスワードが、データ漏えいにより流出していることがわかりました。同じパスワードをお使いの別のサイトから漏れた可能性もあります。安全のため、パスワードをロックし、すべてのセッションを終了しました。こちらから新しいパスワードを設定してください。`,
    button: 'パスワードを再設定する',
    lifetime: onceForNow,
    closing: '以前のパスワードをほかでもお使いの場合は、そちらも変更してください。',
  },
  disavowal: {
    subject: ({ product }) => `ご連絡を受け、${product}のアカウントをロックしました`,
    preheader: () => 'ログインするには、新しいパスワードを設定してください。',
    heading: () => 'アカウントをロックしました',
    body: ({ product }) =>
      `${product}のアカウントの変更にお心当たりがないとのご連絡をいただきました。すべてのセッションを終了し、新しいパスワードが設定されるまで、どのパスワードでもログインできないようにしました。こちらから設定してください。`,
    button: 'パスワードを再設定する',
    lifetime: onceForNow,
    closing:
      'ほかの人にメールを読まれていないかご確認ください。ご不安な場合は、メールアカウントのパスワードも変更してください。',
  },
  operatorLock: {
    subject: ({ product }) => `${product}のパスワードをロックしました`,
    preheader: () => 'ログインするには、新しいパスワードを設定してください。',
    heading: () => 'パスワードをロックしました',
    body: ({ product }) =>
      `アカウントを保護するため、${product}の管理者がパスワードをロックし、すべてのセッションを終了しました。こちらから新しいパスワードを設定してください。`,
    button: 'パスワードを再設定する',
    lifetime: onceForNow,
    closing: '以前のパスワードをほかでもお使いの場合は、そちらも変更してください。',
  },
  resetCode: {
    subject: ({ product }) => `${product}のパスワード再設定コード`,
    preheader: () => 'コードをリクエストしたページに入力してください。',
    heading: () => 'コードのお知らせ',
    body: ({ product }) =>
      `${product}のアカウントについて、パスワード再設定のリクエストがありました。ご自身でリクエストされた場合は、手続きを始めたページに、次のコードを入力してください。`,
    lifetime: ({ lifetime }) =>
      `コードは${lifetime}有効で、使えるのは1回だけです。複数回リクエストされた場合は、最新のコードをお使いください。`,
    secrecy:
      'このコードは誰にも教えないでください。電話やメッセージでお尋ねすることは決してありません。',
    closing: 'お心当たりのない場合は、このメールを無視してください。パスワードは変更されません。',
  },

  providerAccount: {
    subject: ({ product }) => `${product}へのログイン`,
    preheader: () => 'お使いのアカウントには、専用のパスワードがありません。',
    heading: ({ product }) => `${product}へのログイン方法`,
    body: ({ product, provider }) =>
      `パスワード再設定のリクエストがありましたが、お使いの${product}のアカウントにはパスワードがありません。ログインには${provider}をご利用いただいています。ログイン画面で${provider}を選んでください。${provider}のパスワードをお忘れの場合は、${provider}で再設定してください。`,
    closing: 'お心当たりのない場合は、このメールを無視してください。何も変わっていません。',
  },
  passwordlessAccount: {
    subject: ({ product }) => `${product}へのログイン`,
    preheader: () => 'お使いのアカウントには、パスワードがありません。',
    heading: ({ product }) => `${product}へのログイン方法`,
    body: ({ product }) =>
      `パスワード再設定のリクエストがありましたが、お使いの${product}のアカウントにはパスワードがありません。これまでどおり、パスワードなしでログインしてください。`,
    closing: 'お心当たりのない場合は、このメールを無視してください。何も変わっていません。',
  },
  unknownAddress: {
    subject: ({ product }) => `${product}へのログイン`,
    preheader: () => 'このアドレスのアカウントはありません。',
    heading: () => 'このアドレスのアカウントはありません',
    body: ({ product }) =>
      `このメールアドレスで、${product}のアカウントのパスワード再設定のリクエストがありましたが、該当するアカウントはありません。ご自身でリクエストされた場合は、ほかにお使いのアドレスをお試しください。`,
    closing: 'お心当たりのない場合は、このメールを無視してください。',
  },

  ...japaneseNotices,
};
