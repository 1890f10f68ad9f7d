import type { Notices, NoticeWords } from '../../language.js';

const expected = 'ご本人による変更の場合は、特にお手続きは必要ありません。';

/** What all notices say but those of a password. */
const ofAccount = {
  preheader: () => expected,
  expected,
  disavow:
    'お心当たりのない場合は、こちらからお知らせください。開いたページでこのメールが届いたアドレスを入力すると、すべてのセッションを終了し、パスワードをロックします。',
  unexpected: ({ hasSupport }) =>
    hasSupport
      ? 'お心当たりのない場合は、すぐにこちらへお知らせください。'
      : 'お心当たりのない場合は、すぐにお問い合わせください。',
} satisfies Partial<NoticeWords>;

/** The notices in Japanese. No space sets a product apart. */
export const japaneseNotices: Notices = {
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
    ...ofAccount,
    subject: ({ product }) => `${product}のメールアドレスが変更されました`,
    preheader: () => 'アカウントに関するメールは、今後こちらには届きません。',
    heading: () => 'メールアドレスが変更されました',
    body: ({ product, instant }) =>
      `${product}のアカウントのメールアドレスが、${instant}に、別のアドレスへ変更されました。アカウントに関するメールは、今後そちらに届きます。`,
  },
  accountChanged: {
    second_factor_added: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントに2段階認証の方法が追加されました`,
      heading: () => '2段階認証の方法が追加されました',
      body: ({ product, instant }) =>
        `${instant}に、${product}のアカウントへ、2段階認証の方法（アプリのコードなど）が追加されました。今後は、ログインの際にこの認証も必要です。`,
    },
    second_factor_removed: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントから2段階認証の方法が削除されました`,
      heading: () => '2段階認証の方法が削除されました',
      body: ({ product, instant }) =>
        `${instant}に、${product}のアカウントから、2段階認証の方法（アプリのコードなど）が削除されました。今後は、ログインの際にこの認証は必要ありません。`,
    },
    recovery_codes_replaced: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントのリカバリーコードが再発行されました`,
      heading: () => 'リカバリーコードが再発行されました',
      body: ({ product, instant }) =>
        `${product}のアカウントのリカバリーコードが、${instant}に再発行されました。以前のコードは使えません。`,
    },
    telephone_changed: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントの電話番号が変更されました`,
      heading: () => '電話番号が変更されました',
      body: ({ product, instant }) =>
        `${product}のアカウントの電話番号が、${instant}に変更されました。`,
    },
    passkey_added: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントにパスキーが追加されました`,
      heading: () => 'パスキーが追加されました',
      body: ({ product, instant }) =>
        `${instant}に、${product}のアカウントへ、パスキーが追加されました。今後は、このパスキーでログインできます。`,
    },
    passkey_removed: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントからパスキーが削除されました`,
      heading: () => 'パスキーが削除されました',
      body: ({ product, instant }) =>
        `${instant}に、${product}のアカウントから、パスキーが削除されました。今後、このパスキーではログインできません。`,
    },
    provider_linked: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントが外部サービスと連携されました`,
      heading: () => '外部サービスと連携されました',
      body: ({ product, instant }) =>
        `${product}のアカウントが、${instant}に、外部サービス（Googleなど）と連携されました。今後は、そのサービスのアカウントでログインできます。`,
    },
    provider_unlinked: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントと外部サービスの連携が解除されました`,
      heading: () => '外部サービスとの連携が解除されました',
      body: ({ product, instant }) =>
        `${product}のアカウントと外部サービス（Googleなど）との連携が、${instant}に解除されました。今後、そのサービスのアカウントではログインできません。`,
    },
    account_closed: {
      ...ofAccount,
      subject: ({ product }) => `${product}のアカウントが閉鎖されました`,
      heading: () => 'アカウントが閉鎖されました',
      body: ({ product, instant }) => `${product}のアカウントが、${instant}に閉鎖されました。`,
    },
  },
  disavow: {
    button: '心当たりがありません',
    lifetime: ({ lifetime }) => `このリンクは${lifetime}有効です。`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `${product}のパスワードが変更されました`,
    preheader: () => expected,
    heading: () => 'パスワードが変更されました',
    body,
    expected,
    disavow:
      'お心当たりのない場合は、こちらからお知らせください。開いたページでメールアドレスを入力すると、すべてのセッションを終了し、新しいパスワードが設定されるまでパスワードをロックします。',
    unexpected: ({ hasSupport }) =>
      `お心当たりのない場合は、すぐにパスワードを再設定し、ほかの人にメールを読まれていないかご確認ください。${
        hasSupport ? 'そのうえで、こちらへお知らせください。' : ''
      }`,
  };
}
