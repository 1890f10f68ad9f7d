import type { Language, NoticeWords } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';

const once = ({ lifetime }: { lifetime: string }) =>
  `يعمل هذا الرابط مرة واحدة فقط، لمدة ${lifetime}.`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)} بعد ذلك، اطلب رابطًا جديدًا من صفحة «هل نسيت كلمة المرور؟».`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)} إذا وصلتك أكثر من رسالة كهذه، فاستخدم أحدثها.`;

/** The mails in Arabic. Spans of time are in the genitive, since all of them stand after لمدة. */
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
  spelledOut: 'إذا لم يعمل الزر، فانسخ هذا العنوان إلى متصفحك:',
  help: 'هل لديك أسئلة؟ تجد المساعدة هنا:',
  sentTo: ({ product, address }) => `أرسل ${product} هذه الرسالة إلى ${address}.`,
  open: ({ product }) => `الانتقال إلى ${product}`,
  device: ({ browser, system }) => `${browser} على ${system}`,
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
    preheader: () => 'اختر كلمة مرور جديدة عبر الرابط الوارد في هذه الرسالة.',
    heading: () => 'إعادة تعيين كلمة المرور',
    body: ({ product }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرور حسابك في ${product}. إذا كنت أنت من طلب ذلك، فاختر كلمة مرور جديدة من هنا:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: (names) => `${once(names)} إذا طلبته أكثر من مرة، فاستخدم أحدث رسالة.`,
    closing: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة: ستبقى كلمة مرورك كما هي.',
  },
  administrativeLink: {
    subject: ({ product }) => `اختيار كلمة مرور جديدة في ${product}`,
    preheader: () => 'اختر كلمة مرور جديدة عبر الرابط الوارد في هذه الرسالة.',
    heading: () => 'اختر كلمة مرور جديدة',
    body: ({ product }) => `أرسل إليك مسؤول في ${product} هذا الرابط لتختار كلمة مرور جديدة:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceOfSeveral,
    closing: 'إذا لم تكن تتوقع هذه الرسالة، فتجاهلها: ستبقى كلمة مرورك كما هي.',
  },
  initialPasswordLink: {
    subject: ({ product }) => `تعيين كلمة مرور لحسابك في ${product}`,
    preheader: () => 'عيّن أول كلمة مرور لك عبر الرابط الوارد في هذه الرسالة.',
    heading: () => 'تعيين كلمة مرور',
    body: ({ product }) => `ليست لحسابك في ${product} كلمة مرور بعد. عيّن واحدة من هنا:`,
    button: 'تعيين كلمة المرور',
    lifetime: onceOfSeveral,
    closing: 'إذا لم تكن تتوقع هذه الرسالة، فتجاهلها: سيبقى حسابك كما هو.',
  },
  invitation: {
    subject: ({ product }) => `دعوتك إلى ${product}`,
    preheader: () => 'اختر كلمة مرور لحسابك الجديد.',
    heading: ({ product }) => `أهلًا بك في ${product}`,
    body: ({ product }) => `حسابك في ${product} جاهز. اختر كلمة مرور له من هنا:`,
    button: 'تعيين كلمة المرور',
    lifetime: (names) => `${once(names)} إذا انتهت صلاحيته، فاطلب دعوة جديدة.`,
    closing: 'إذا لم تكن تتوقع هذه الرسالة، فتجاهلها.',
  },
  breachLock: {
    subject: ({ product }) => `لم تعد كلمة مرورك في ${product} آمنة`,
    preheader: () => 'اختر كلمة مرور جديدة لتسجيل الدخول مرة أخرى.',
    heading: () => 'لم تعد كلمة مرورك آمنة',
    body: ({ product }) =>
      `كلمة مرور حسابك في ${product} معروفة بسبب تسريب بيانات، ربما من موقع آخر تستخدم فيه الكلمة نفسها. حفاظًا على أمانك، قفلناها وأنهينا جميع الجلسات. اختر كلمة مرور جديدة من هنا:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceForNow,
    closing: 'إذا كنت تستخدم كلمة المرور القديمة في مكان آخر، فغيّرها هناك أيضًا.',
  },
  disavowal: {
    subject: ({ product }) => `تم قفل حسابك في ${product} كما طلبت`,
    preheader: () => 'اختر كلمة مرور جديدة لتسجيل الدخول مرة أخرى.',
    heading: () => 'تم قفل حسابك',
    body: ({ product }) =>
      `أبلغتنا بأن تغييرًا في حسابك في ${product} لم يكن منك. أنهينا جميع الجلسات، ولن تفتح الحساب أي كلمة مرور حتى تختار كلمة جديدة:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceForNow,
    closing: 'تأكد من أن لا أحد غيرك يقرأ بريدك. وعند الشك، غيّر كلمة مرور بريدك الإلكتروني أيضًا.',
  },
  operatorLock: {
    subject: ({ product }) => `تم قفل كلمة مرورك في ${product}`,
    preheader: () => 'اختر كلمة مرور جديدة لتسجيل الدخول مرة أخرى.',
    heading: () => 'تم قفل كلمة مرورك',
    body: ({ product }) =>
      `لحماية حسابك، قفل مسؤول في ${product} كلمة مرورك وأنهى جميع الجلسات. اختر كلمة مرور جديدة من هنا:`,
    button: 'اختيار كلمة مرور جديدة',
    lifetime: onceForNow,
    closing: 'إذا كنت تستخدم كلمة المرور القديمة في مكان آخر، فغيّرها هناك أيضًا.',
  },
  resetCode: {
    subject: ({ product }) => `رمزك في ${product}`,
    preheader: () => 'أدخله في الصفحة التي طلبته منها.',
    heading: () => 'رمزك',
    body: ({ product }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرور حسابك في ${product}. إذا كنت أنت من طلب ذلك، فأدخل هذا الرمز في الصفحة التي طلبته منها:`,
    lifetime: ({ lifetime }) =>
      `يعمل الرمز مرة واحدة فقط، لمدة ${lifetime}. إذا طلبته أكثر من مرة، فاستخدم أحدث رمز.`,
    secrecy: 'لا تعطِ هذا الرمز لأحد. نحن لا نطلبه أبدًا، لا بالهاتف ولا في رسالة.',
    closing: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة: ستبقى كلمة مرورك كما هي.',
  },

  providerAccount: {
    subject: ({ product }) => `تسجيل الدخول إلى ${product}`,
    preheader: () => 'ليست لحسابك كلمة مرور خاصة به.',
    heading: ({ product }) => `طريقة تسجيل الدخول إلى ${product}`,
    body: ({ product, provider }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرورك، لكن ليست لحسابك في ${product} كلمة مرور: أنت تسجّل الدخول عبر ${provider}. اختر ${provider} في صفحة تسجيل الدخول. وإذا نسيت كلمة مرورك في ${provider}، فأعد تعيينها هناك.`,
    closing: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لم يتغير شيء.',
  },
  passwordlessAccount: {
    subject: ({ product }) => `تسجيل الدخول إلى ${product}`,
    preheader: () => 'ليست لحسابك كلمة مرور.',
    heading: ({ product }) => `طريقة تسجيل الدخول إلى ${product}`,
    body: ({ product }) =>
      `وصلنا طلب لإعادة تعيين كلمة مرورك، لكن ليست لحسابك في ${product} كلمة مرور. سجّل الدخول كما فعلت من قبل، من دون كلمة مرور.`,
    closing: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لم يتغير شيء.',
  },
  unknownAddress: {
    subject: ({ product }) => `تسجيل الدخول إلى ${product}`,
    preheader: () => 'لا يوجد حساب بهذا العنوان.',
    heading: () => 'لا يوجد حساب بهذا العنوان',
    body: ({ product }) =>
      `طلب شخص ما إعادة تعيين كلمة مرور حساب في ${product} بعنوانك، لكن لا يوجد حساب كهذا. إذا كنت أنت من طلب ذلك، فجرّب عنوانًا آخر ربما استخدمته.`,
    closing: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة.',
  },

  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `تم تغيير كلمة مرور حسابك في ${product} يوم ${instant}، عبر رسالة من صفحة «هل نسيت كلمة المرور؟».`,
    ),
    change: changed(
      ({ product, instant }) =>
        `تم تغيير كلمة مرور حسابك في ${product} يوم ${instant}، على يد شخص كان قد سجّل الدخول ويعرف كلمة المرور القديمة.`,
    ),
    initial: {
      ...changed(
        ({ product, instant }) =>
          `تم تعيين أول كلمة مرور لحسابك في ${product} يوم ${instant}. من الآن فصاعدًا، يمكنك تسجيل الدخول بها.`,
      ),
      subject: ({ product }) => `أصبحت لحسابك في ${product} كلمة مرور`,
      heading: () => 'أصبحت لحسابك كلمة مرور',
    },
    direct_set: {
      subject: ({ product }) => `عيّن مسؤول كلمة مرورك في ${product}`,
      preheader: () => 'إذا كنت على علم بذلك، فليس عليك فعل شيء.',
      heading: () => 'عيّن مسؤول كلمة مرورك',
      body: ({ product, instant }) =>
        `عيّن مسؤول في ${product} كلمة مرور جديدة لحسابك يوم ${instant}. لم تعد كلمة المرور القديمة تعمل.`,
      expected: 'إذا كنت على علم بذلك، فليس عليك فعل شيء.',
      disavow:
        'إذا لم تكن على علم بذلك، فأبلغنا من هنا. تسأل الصفحة أولًا عن بريدك الإلكتروني، ثم تنهي جميع الجلسات وتقفل كلمة المرور حتى تختار كلمة جديدة.',
      unexpected: ({ hasSupport }) =>
        `إذا لم تكن على علم بذلك، فأعد تعيين كلمة مرورك فورًا.${hasSupport ? ' ثم أبلغنا هنا:' : ''}`,
    },
  },
  addressChanged: {
    subject: ({ product }) => `تم تغيير عنوان حسابك في ${product}`,
    preheader: () => 'لن تصل الرسائل المتعلقة به إلى هنا بعد الآن.',
    heading: () => 'تم تغيير بريدك الإلكتروني',
    body: ({ product, instant }) =>
      `تم تغيير البريد الإلكتروني لحسابك في ${product} إلى عنوان آخر يوم ${instant}. من الآن فصاعدًا، تصل الرسائل المتعلقة به إلى هناك.`,
    expected: 'إذا كنت أنت من فعل ذلك، فليس عليك فعل شيء.',
    disavow:
      'إذا لم تكن أنت من فعل ذلك، فأبلغنا من هنا. تسأل الصفحة عن العنوان الذي وصلت إليه هذه الرسالة، ثم تنهي جميع الجلسات وتقفل كلمة المرور.',
    unexpected: ({ hasSupport }) =>
      hasSupport
        ? 'إذا لم تكن أنت من فعل ذلك، فأبلغنا فورًا هنا:'
        : 'إذا لم تكن أنت من فعل ذلك، فتواصل معنا فورًا.',
  },
  disavow: {
    button: 'لم أكن أنا',
    lifetime: ({ lifetime }) => `يعمل هذا الرابط لمدة ${lifetime}.`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `تم تغيير كلمة مرورك في ${product}`,
    preheader: () => 'إذا كنت أنت من فعل ذلك، فليس عليك فعل شيء.',
    heading: () => 'تم تغيير كلمة المرور',
    body,
    expected: 'إذا كنت أنت من فعل ذلك، فليس عليك فعل شيء.',
    disavow:
      'إذا لم تكن أنت من فعل ذلك، فأبلغنا من هنا. تسأل الصفحة أولًا عن بريدك الإلكتروني، ثم تنهي جميع الجلسات وتقفل كلمة المرور حتى تختار كلمة جديدة.',
    unexpected: ({ hasSupport }) =>
      `إذا لم تكن أنت من فعل ذلك، فأعد تعيين كلمة مرورك فورًا، وتأكد من أن لا أحد غيرك يقرأ بريدك.${
        hasSupport ? ' ثم أبلغنا هنا:' : ''
      }`,
  };
}
