import { counted } from '../counted.js';
import { policyTexts } from './by-code.js';
import { listedKinds } from './listed-kinds.js';

const characters = counted('ar', {
  one: 'حرف واحد',
  two: 'حرفين',
  few: '# أحرف',
  many: '# حرفًا',
  other: '# حرف',
});
const bytes = counted('ar', {
  one: 'بايت واحد',
  two: 'بايتين',
  few: '# بايتات',
  many: '# بايتًا',
  other: '# بايت',
});
const lastPasswords = counted('ar', {
  two: 'آخر كلمتي مرور استخدمتهما',
  few: 'آخر # كلمات مرور استخدمتها',
  many: 'آخر # كلمة مرور استخدمتها',
  other: 'آخر # كلمة مرور استخدمتها',
});
const times = counted('ar', {
  one: 'مرة واحدة',
  two: 'مرتين',
  few: '# مرات',
  many: '# مرة',
  other: '# مرة',
});
const lastDays = counted('ar', {
  one: 'آخر يوم',
  two: 'آخر يومين',
  few: 'آخر # أيام',
  many: 'آخر # يومًا',
  other: 'آخر # يوم',
});
const inHours = counted('ar', {
  one: 'ساعة واحدة',
  two: 'ساعتين',
  few: '# ساعات',
  many: '# ساعة',
  other: '# ساعة',
});
const kinds = listedKinds('ar', {
  lower: 'أحرف صغيرة',
  upper: 'أحرف كبيرة',
  digit: 'أرقام',
  special: 'رموز خاصة',
});

/** What rules ask and what passwords broke, in Arabic. */
export const arabicPolicy = policyTexts(
  {
    length: ({ min, max }) => `من ${min} إلى ${characters(max)}، وتُحتسب المسافات.`,
    too_short: ({ min }) => `استخدم ما لا يقل عن ${characters(min)}.`,
    too_long: ({ max, maxBytes }) =>
      `استخدم ما لا يزيد على ${characters(max)} (و${bytes(maxBytes)}).`,
    common_password: () => 'اختر كلمة مرور غير شائعة ويصعب تخمينها.',
    contains_account_data: () => 'اختر كلمة مرور لا تحتوي على اسمك أو عنوان بريدك.',
    context_word: () => 'اختر كلمة مرور لا تقوم على كلمات خاصة بهذه الخدمة، مثل اسمها.',
    breached_password: () => 'اختر كلمة مرور لا ترد في أي قائمة لكلمات المرور المسروقة.',
    too_weak: () => 'اختر كلمة مرور يصعب تخمينها.',
    character_classes: (asked) => {
      const { list, all } = kinds(asked);
      return all
        ? `استخدم ما يلي: ${list}.`
        : `استخدم ${asked.atLeast} على الأقل من هذه الأنواع: ${list}.`;
    },
    identical_run: ({ max }) => `لا تستخدم أي حرف أكثر من ${times(max)} على التوالي.`,
    sequential_run: ({ max, keyboard }) =>
      `لا تستخدم تسلسلًا مثل ${keyboard ? 'abc أو 321 أو qwe' : 'abc أو 321'} يزيد على ${characters(max)}.`,
    too_recent: ({ hours }) =>
      `لا يمكن تغيير كلمة مرورك مجددًا إلا بعد ${inHours(hours)} من آخر تغيير.`,
    reused_password: ({ last }) =>
      last === 1 ? 'اختر كلمة مرور غير الحالية.' : `اختر كلمة مرور ليست من ${lastPasswords(last)}.`,
    reusedWithinDays: ({ withinDays }) =>
      `اختر كلمة مرور لم تستخدمها خلال ${lastDays(withinDays)}.`,
    reusedLastOrWithinDays: ({ last, withinDays }) =>
      `اختر كلمة مرور ليست من ${lastPasswords(last)} ولم تستخدمها خلال ${lastDays(withinDays)}.`,
  },
  {
    breached_password: () =>
      'كلمة المرور هذه واردة في قائمة لكلمات المرور المسروقة. اختر كلمة أخرى.',
    too_weak: () => 'كلمة المرور هذه سهلة التخمين. اختر كلمة أخرى.',
  },
);
