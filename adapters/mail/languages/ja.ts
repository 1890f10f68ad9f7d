import type { Language, NoticeWords } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';

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

  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `${product}のアカウントのパスワードが、${instant}に、新しいパスワードを設定するためのリンクまたはコードを使って変更されました。`,
    ),
    change: changed(
      ({ product, instant }) =>
        `${product}のアカウントのパスワードが、${instant}に変更されました。ログインしたうえで、以前のパスワードを入力して変更されています。`,
    ),
    initial: {
      ...changed(
        ({ product, instant }) =>
          `${product}のアカウントの最初のパスワードが、${instant}に設定されました。今後はこのパスワードでログインできます。`,
      ),
      subject: ({ product }) => `${product}のアカウントにパスワードが設定されました`,
      heading: () => 'パスワードが設定されました',
    },
    direct_set: {
      subject: ({ product }) => `管理者が${product}のパスワードを設定しました`,
      preheader: () => 'ご存じの場合は、特にお手続きは必要ありません。',
      heading: () => '管理者がパスワードを設定しました',
      body: ({ product, instant }) =>
        `${product}の管理者が、${instant}に、お使いのアカウントの新しいパスワードを設定しました。以前のパスワードは使えません。`,
      expected: 'ご存じの場合は、特にお手続きは必要ありません。',
      disavow:
        'お心当たりのない場合は、こちらからお知らせください。開いたページでメールアドレスを入力すると、すべてのセッションを終了し、新しいパスワードが設定されるまでパスワードをロックします。',
      unexpected: ({ hasSupport }) =>
        `お心当たりのない場合は、すぐにパスワードを再設定してください。${hasSupport ? 'そのうえで、こちらへお知らせください。' : ''}`,
    },
  },
  addressChanged: {
    subject: ({ product }) => `${product}のメールアドレスが変更されました`,
    preheader: () => 'アカウントに関するメールは、今後こちらには届きません。',
    heading: () => 'メールアドレスが変更されました',
    body: ({ product, instant }) =>
      `${product}のアカウントのメールアドレスが、${instant}に、別のアドレスへ変更されました。アカウントに関するメールは、今後そちらに届きます。`,
    expected: 'ご本人による変更の場合は、特にお手続きは必要ありません。',
    disavow:
      'お心当たりのない場合は、こちらからお知らせください。開いたページでこのメールが届いたアドレスを入力すると、すべてのセッションを終了し、パスワードをロックします。',
    unexpected: ({ hasSupport }) =>
      hasSupport
        ? 'お心当たりのない場合は、すぐにこちらへお知らせください。'
        : 'お心当たりのない場合は、すぐにお問い合わせください。',
  },
  disavow: {
    button: '心当たりがありません',
    lifetime: ({ lifetime }) => `このリンクは${lifetime}有効です。`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `${product}のパスワードが変更されました`,
    preheader: () => 'ご本人による変更の場合は、特にお手続きは必要ありません。',
    heading: () => 'パスワードが変更されました',
    body,
    expected: 'ご本人による変更の場合は、特にお手続きは必要ありません。',
    disavow:
      'お心当たりのない場合は、こちらからお知らせください。開いたページでメールアドレスを入力すると、すべてのセッションを終了し、新しいパスワードが設定されるまでパスワードをロックします。',
    unexpected: ({ hasSupport }) =>
      `お心当たりのない場合は、すぐにパスワードを再設定し、ほかの人にメールを読まれていないかご確認ください。${
        hasSupport ? 'そのうえで、こちらへお知らせください。' : ''
      }`,
  };
}
