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
    too_short: ({ min }) => `يجب ألا تقل كلمة المرور عن ${characters(min)}.`,
    too_long: ({ max, maxBytes }) =>
      `يجب ألا تزيد كلمة المرور على ${characters(max)} (و${bytes(maxBytes)}).`,
    common_password: () => 'يجب ألا تكون كلمة المرور شائعة أو سهلة التخمين.',
    contains_account_data: () => 'يجب ألا تحتوي كلمة المرور على اسمك أو عنوان بريدك.',
    context_word: () => 'يجب ألا تقوم كلمة المرور على كلمات خاصة بهذه الخدمة، مثل اسمها.',
    breached_password: () => 'يجب ألا ترد كلمة المرور في أي قائمة لكلمات المرور المسروقة.',
    too_weak: () => 'يجب أن يصعب تخمين كلمة المرور.',
    character_classes: (asked) => {
      const { list, all } = kinds(asked);
      return all
        ? `يجب استخدام ما يلي: ${list}.`
        : `يجب استخدام ${asked.atLeast} على الأقل من هذه الأنواع: ${list}.`;
    },
    identical_run: ({ max }) => `يجب ألا يتكرر أي حرف أكثر من ${times(max)} على التوالي.`,
    sequential_run: ({ max, keyboard }) =>
      `يجب ألا يزيد أي تسلسل مثل ${keyboard ? 'abc أو 321 أو qwe' : 'abc أو 321'} على ${characters(max)}.`,
    too_recent: ({ hours }) =>
      `لا يمكن تغيير كلمة مرورك مجددًا إلا بعد ${inHours(hours)} من آخر تغيير.`,
    reused_password: ({ last }) =>
      last === 1
        ? 'يجب أن تختلف كلمة المرور عن الحالية.'
        : `يجب ألا تكون كلمة المرور من ${lastPasswords(last)}.`,
    reusedWithinDays: ({ withinDays }) =>
      `يجب ألا تكون كلمة المرور قد استُخدمت خلال ${lastDays(withinDays)}.`,
    reusedLastOrWithinDays: ({ last, withinDays }) =>
      `يجب ألا تكون كلمة المرور من ${lastPasswords(last)} وألا تكون قد استُخدمت خلال ${lastDays(withinDays)}.`,
  },
  {
    breached_password: () =>
      'كلمة المرور هذه واردة في قائمة لكلمات المرور المسروقة. يُرجى اختيار كلمة مرور أخرى.',
    too_weak: () => 'كلمة المرور هذه سهلة التخمين. يُرجى اختيار كلمة مرور أخرى.',
  },
);
