import { counted } from '../counted.js';
import { policyTexts } from './by-code.js';
import { listedKinds } from './listed-kinds.js';

const inHours = counted('ja', { other: '#時間' });
const kinds = listedKinds('ja', {
  lower: '小文字',
  upper: '大文字',
  digit: '数字',
  special: '記号などその他の文字',
});

/** What rules ask and what passwords broke, in Japanese. */
export const japanesePolicy = policyTexts(
  {
    length: ({ min, max }) => `${min}～${max}文字にしてください（空白も数えます）。`,
    too_short: ({ min }) => `${min}文字以上にしてください。`,
    too_long: ({ max, maxBytes }) => `${max}文字（${maxBytes}バイト）以内にしてください。`,
    common_password: () => 'よく使われるものや推測されやすいものは避けてください。',
    contains_account_data: () => 'お名前やメールアドレスを含まないものにしてください。',
    context_word: () =>
      '本サービスの名称など、本サービスに関する言葉をもとにしたものは避けてください。',
    breached_password: () => '流出したパスワードの一覧に載っていないものにしてください。',
    too_weak: () => '推測されにくいパスワードにしてください。',
    character_classes: (asked) => {
      const { list, all } = kinds(asked);
      return all
        ? `${list}を使ってください。`
        : `${list}のうち${asked.atLeast}種類以上を使ってください。`;
    },
    identical_run: ({ max }) => `同じ文字を連続して使えるのは${max}回までです。`,
    sequential_run: ({ max, keyboard }) =>
      `${keyboard ? '「abc」「321」「qwe」' : '「abc」「321」'}のような並びは${max}文字以内にしてください。`,
    too_recent: ({ hours }) =>
      `パスワードは、前回の変更から${inHours(hours)}が過ぎるまで再び変更できません。`,
    reused_password: ({ last }) =>
      last === 1
        ? '現在とは異なるパスワードにしてください。'
        : `直近${last}回分とは異なるパスワードにしてください。`,
    reusedWithinDays: ({ withinDays }) =>
      `過去${withinDays}日以内に使用していないパスワードにしてください。`,
    reusedLastOrWithinDays: ({ last, withinDays }) =>
      `直近${last}回分とは異なり、過去${withinDays}日以内に使用していないパスワードにしてください。`,
  },
  {
    breached_password: () =>
      'このパスワードは流出したパスワードの一覧に載っています。別のパスワードにしてください。',
    too_weak: () => 'このパスワードは推測されやすいため、別のパスワードにしてください。',
  },
);
