import type { Language } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';
import { arabicNotices } from './notices/ar.js';

const once = ({ lifetime }: { lifetime: string }) =>
  `يمكن استخدام هذا الرابط مرة واحدة فقط، وهو صالح لمدة ${lifetime}.`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)} بعد ذلك، يمكنك طلب رابط جديد من صفحة «هل نسيت كلمة المرور؟».`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)} إذا وصلتك أكثر من رسالة كهذه، فيُرجى استخدام أحدثها.`;

/**
 * The mails in Arabic. Spans of time are in the genitive, since all of them stand after لمدة. Words
 * are chosen that speak to women and men alike: verbal nouns instead of imperatives.
 */
export const ar: Language = {
  tag: 'ar',
  direction: 'rtl',

  greeting: (name) => (name === null ? 'مرحبًا،' : `مرحبًا ${name}،`),
  duration: spanOfTime('ar', {
    day: { one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' },
    hour: { one: 'ساعة واحدة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' },
    minute: {
      one: 'دقيقة واحدة',
      two: 'دقيقتين',
      few: '# دقائق',
      many: '# دقيقة',
      other: '# دقيقة',
    },
  }),
  instant: instantIn('ar-u-ca-gregory-nu-latn'),
  spelledOut: 'إذا لم يعمل الزر، فيُرجى نسخ هذا العنوان إلى المتصفح:',
  help: 'هل لديك أسئلة؟ المساعدة متاحة هنا:',
  sentTo: ({ product, address }) => `أُرسلت هذه الرسالة من ${product} إلى ${address}.`,
  open: ({ product }) => `الانتقال إلى ${product}`,
  device: ({ browser, system }) => `${browser} على ${system}`,
  afterLabel: ': ',
  facts: {
    ofRequest: 'عن هذا الطلب',
    ofChange: 'عن هذا التغيير',
    time: 'الوقت',
    place: 'المكان',
    device: 'الجهاز',
    ip: 'عنوان IP',
  },

  resetLink: {
    subject: ({ product }) => `إعادة تعيين كلمة مرورك في ${product}`,
    preheader: () => 'يمكنك اختيار كلمة مرور جديدة عبر الرابط الوارد في هذه الرسالة.',
    heading: () => 'إعادة تعيين كلمة المرور',
    body: ({ product }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرور حسابك في ${product}. إذا كان هذا الطلب منك، فيمكنك اختيار كلمة مرور جديدة من هنا:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: (names) => `${once(names)} إذا طلبته أكثر من مرة، فيُرجى استخدام أحدث رسالة.`,
    closing: 'إذا لم يكن هذا الطلب منك، فيُرجى تجاهل هذه الرسالة: ستبقى كلمة مرورك كما هي.',
  },
  administrativeLink: {
    subject: ({ product }) => `اختيار كلمة مرور جديدة في ${product}`,
    preheader: () => 'يمكنك اختيار كلمة مرور جديدة عبر الرابط الوارد في هذه الرسالة.',
    heading: () => 'اختيار كلمة مرور جديدة',
    body: ({ product }) =>
      `أرسل إليك أحد المسؤولين في ${product} هذا الرابط لاختيار كلمة مرور جديدة:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceOfSeveral,
    closing: 'إذا لم تكن هذه الرسالة متوقعة، فيُرجى تجاهلها: ستبقى كلمة مرورك كما هي.',
  },
  initialPasswordLink: {
    subject: ({ product }) => `تعيين كلمة مرور لحسابك في ${product}`,
    preheader: () => 'يمكنك تعيين أول كلمة مرور لك عبر الرابط الوارد في هذه الرسالة.',
    heading: () => 'تعيين كلمة مرور',
    body: ({ product }) => `ليست لحسابك في ${product} كلمة مرور بعد. يمكنك تعيين كلمة مرور من هنا:`,
    button: 'تعيين كلمة المرور',
    lifetime: onceOfSeveral,
    closing: 'إذا لم تكن هذه الرسالة متوقعة، فيُرجى تجاهلها: سيبقى حسابك كما هو.',
  },
  invitation: {
    subject: ({ product }) => `دعوتك إلى ${product}`,
    preheader: () => 'يمكنك اختيار كلمة مرور لحسابك الجديد.',
    heading: ({ product }) => `أهلًا بك في ${product}`,
    body: ({ product }) => `حسابك في ${product} جاهز. يمكنك اختيار كلمة مرور له من هنا:`,
    button: 'تعيين كلمة المرور',
    lifetime: (names) => `${once(names)} إذا انتهت صلاحيته، فيُرجى طلب دعوة جديدة.`,
    closing: 'إذا لم تكن هذه الرسالة متوقعة، فيُرجى تجاهلها.',
  },
  breachLock: {
    subject: ({ product }) => `لم تعد كلمة مرورك في ${product} آمنة`,
    preheader: () => 'يلزم اختيار كلمة مرور جديدة لتسجيل الدخول مرة أخرى.',
    heading: () => 'لم تعد كلمة مرورك آمنة',
    body: ({ product }) =>
      `ظهرت كلمة مرور حسابك في ${product} ضمن بيانات مسرّبة، ربما من موقع آخر لك فيه كلمة المرور نفسها. حفاظًا على أمانك، قفلناها وأنهينا جميع الجلسات. يمكنك اختيار كلمة مرور جديدة من هنا:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceForNow,
    closing: 'إذا كانت كلمة المرور القديمة مستخدمة في مكان آخر، فيُرجى تغييرها هناك أيضًا.',
  },
  disavowal: {
    subject: ({ product }) => `تم قفل حسابك في ${product}`,
    preheader: () => 'يلزم اختيار كلمة مرور جديدة لتسجيل الدخول مرة أخرى.',
    heading: () => 'تم قفل حسابك',
    body: ({ product }) =>
      `تلقينا بلاغًا بأن تغييرًا في حسابك في ${product} لم يكن منك. أنهينا جميع الجلسات، ولا يمكن فتح الحساب بأي كلمة مرور حتى يتم اختيار كلمة مرور جديدة:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceForNow,
    closing:
      'يُرجى التأكد من أن لا أحد غيرك يقرأ بريدك. وعند الشك، يُرجى تغيير كلمة مرور بريدك الإلكتروني أيضًا.',
  },
  operatorLock: {
    subject: ({ product }) => `تم قفل كلمة مرورك في ${product}`,
    preheader: () => 'يلزم اختيار كلمة مرور جديدة لتسجيل الدخول مرة أخرى.',
    heading: () => 'تم قفل كلمة مرورك',
    body: ({ product }) =>
      `لحماية حسابك، قفل أحد المسؤولين في ${product} كلمة مرورك وأنهى جميع الجلسات. يمكنك اختيار كلمة مرور جديدة من هنا:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceForNow,
    closing: 'إذا كانت كلمة المرور القديمة مستخدمة في مكان آخر، فيُرجى تغييرها هناك أيضًا.',
  },
  resetCode: {
    subject: ({ product }) => `رمز حسابك في ${product}`,
    preheader: () => 'يُرجى إدخاله في الصفحة التي طلبته منها.',
    heading: () => 'رمزك',
    body: ({ product }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرور حسابك في ${product}. إذا كان هذا الطلب منك، فيُرجى إدخال هذا الرمز في الصفحة التي طلبته منها:`,
    lifetime: ({ lifetime }) =>
      `يمكن استخدام هذا الرمز مرة واحدة فقط، وهو صالح لمدة ${lifetime}. إذا طلبته أكثر من مرة، فيُرجى استخدام أحدث رمز.`,
    secrecy:
      'هذا الرمز سرّي ولا يجوز إعطاؤه لأي شخص. نحن لا نطلبه أبدًا، لا عبر الهاتف ولا في رسالة.',
    closing: 'إذا لم يكن هذا الطلب منك، فيُرجى تجاهل هذه الرسالة: ستبقى كلمة مرورك كما هي.',
  },

  providerAccount: {
    subject: ({ product }) => `تسجيل الدخول إلى ${product}`,
    preheader: () => 'ليست لحسابك كلمة مرور خاصة به.',
    heading: ({ product }) => `طريقة تسجيل الدخول إلى ${product}`,
    body: ({ product, provider }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرورك، لكن ليست لحسابك في ${product} كلمة مرور: تسجيل دخولك يتم عبر ${provider}. يُرجى اختيار ${provider} في صفحة تسجيل الدخول. وإذا نسيت كلمة مرورك في ${provider}، فيمكنك إعادة تعيينها هناك.`,
    closing: 'إذا لم يكن هذا الطلب منك، فيُرجى تجاهل هذه الرسالة: لم يتغير شيء.',
  },
  passwordlessAccount: {
    subject: ({ product }) => `تسجيل الدخول إلى ${product}`,
    preheader: () => 'ليست لحسابك كلمة مرور.',
    heading: ({ product }) => `طريقة تسجيل الدخول إلى ${product}`,
    body: ({ product }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرورك، لكن ليست لحسابك في ${product} كلمة مرور. يمكنك تسجيل الدخول كما في السابق، من دون كلمة مرور.`,
    closing: 'إذا لم يكن هذا الطلب منك، فيُرجى تجاهل هذه الرسالة: لم يتغير شيء.',
  },
  unknownAddress: {
    subject: ({ product }) => `تسجيل الدخول إلى ${product}`,
    preheader: () => 'لا يوجد حساب بهذا العنوان.',
    heading: () => 'لا يوجد حساب بهذا العنوان',
    body: ({ product }) =>
      `طلب شخص ما إعادة تعيين كلمة مرور حساب في ${product} باستخدام عنوانك، لكن لا يوجد حساب كهذا. إذا كان هذا الطلب منك، فيُرجى تجربة عنوان آخر ربما استخدمته.`,
    closing: 'إذا لم يكن هذا الطلب منك، فيُرجى تجاهل هذه الرسالة.',
  },

  ...arabicNotices,
};
