import type { Notices, NoticeWords } from '../../language.js';

const expected = 'إذا كان هذا التغيير منك، فليس عليك فعل شيء.';

/** What all notices say but those of a password. */
const ofAccount = {
  preheader: () => expected,
  expected,
  disavow:
    'إذا لم يكن هذا التغيير منك، فيُرجى إبلاغنا من هنا. تطلب الصفحة العنوان الذي وصلت إليه هذه الرسالة، ثم تنهي جميع الجلسات وتقفل كلمة المرور.',
  unexpected: ({ hasSupport }) =>
    hasSupport
      ? 'إذا لم يكن هذا التغيير منك، فيُرجى إبلاغنا فورًا هنا:'
      : 'إذا لم يكن هذا التغيير منك، فيُرجى التواصل معنا فورًا.',
} satisfies Partial<NoticeWords>;

/** The notices in Arabic, in words that speak to women and men alike. */
export const arabicNotices: Notices = {
  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `تم تغيير كلمة مرور حسابك في ${product} يوم ${instant}، عبر رابط أو رمز لاختيار كلمة مرور جديدة.`,
    ),
    change: changed(
      ({ product, instant }) =>
        `تم تغيير كلمة مرور حسابك في ${product} يوم ${instant}، من قِبل شخص كان قد سجّل الدخول وكان يعرف كلمة المرور القديمة.`,
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
      subject: ({ product }) => `تم تعيين كلمة مرورك في ${product} من قِبل أحد المسؤولين`,
      preheader: () => 'إذا كان لديك علم بذلك، فليس عليك فعل شيء.',
      heading: () => 'تم تعيين كلمة مرورك من قِبل أحد المسؤولين',
      body: ({ product, instant }) =>
        `عيّن أحد المسؤولين في ${product} كلمة مرور جديدة لحسابك يوم ${instant}. لم تعد كلمة المرور القديمة تعمل.`,
      expected: 'إذا كان لديك علم بذلك، فليس عليك فعل شيء.',
      disavow:
        'إذا لم يكن لديك علم بذلك، فيُرجى إبلاغنا من هنا. تطلب الصفحة أولًا بريدك الإلكتروني، ثم تنهي جميع الجلسات وتقفل كلمة المرور حتى يتم اختيار كلمة مرور جديدة.',
      unexpected: ({ hasSupport }) =>
        `إذا لم يكن لديك علم بذلك، فيُرجى إعادة تعيين كلمة مرورك فورًا${hasSupport ? '، ثم إبلاغنا هنا:' : '.'}`,
    },
  },
  addressChanged: {
    ...ofAccount,
    subject: ({ product }) => `تم تغيير عنوان حسابك في ${product}`,
    preheader: () => 'لن تصل الرسائل المتعلقة بحسابك إلى هنا بعد الآن.',
    heading: () => 'تم تغيير بريدك الإلكتروني',
    body: ({ product, instant }) =>
      `تم تغيير البريد الإلكتروني لحسابك في ${product} إلى عنوان آخر يوم ${instant}. من الآن فصاعدًا، تصل الرسائل المتعلقة بحسابك إلى العنوان الجديد.`,
  },
  accountChanged: {
    second_factor_added: {
      ...ofAccount,
      subject: ({ product }) => `تمت إضافة خطوة ثانية لتسجيل الدخول إلى حسابك في ${product}`,
      heading: () => 'تمت إضافة خطوة ثانية لتسجيل الدخول',
      body: ({ product, instant }) =>
        `تمت إضافة خطوة ثانية، مثل رمز من تطبيق، لتسجيل الدخول إلى حسابك في ${product} يوم ${instant}. من الآن فصاعدًا، تُطلب هذه الخطوة أيضًا عند تسجيل الدخول.`,
    },
    second_factor_removed: {
      ...ofAccount,
      subject: ({ product }) => `تمت إزالة خطوة ثانية لتسجيل الدخول إلى حسابك في ${product}`,
      heading: () => 'تمت إزالة خطوة ثانية لتسجيل الدخول',
      body: ({ product, instant }) =>
        `تمت إزالة خطوة ثانية، مثل رمز من تطبيق، لتسجيل الدخول إلى حسابك في ${product} يوم ${instant}. لم تعد هذه الخطوة مطلوبة عند تسجيل الدخول.`,
    },
    recovery_codes_replaced: {
      ...ofAccount,
      subject: ({ product }) => `تم إصدار رموز استرداد جديدة لحسابك في ${product}`,
      heading: () => 'تم إصدار رموز استرداد جديدة',
      body: ({ product, instant }) =>
        `تم إصدار رموز استرداد جديدة لحسابك في ${product} يوم ${instant}. لم تعد الرموز القديمة تعمل.`,
    },
    telephone_changed: {
      ...ofAccount,
      subject: ({ product }) => `تم تغيير رقم الهاتف لحسابك في ${product}`,
      heading: () => 'تم تغيير رقم هاتفك',
      body: ({ product, instant }) => `تم تغيير رقم الهاتف لحسابك في ${product} يوم ${instant}.`,
    },
    passkey_added: {
      ...ofAccount,
      subject: ({ product }) => `تمت إضافة مفتاح مرور إلى حسابك في ${product}`,
      heading: () => 'تمت إضافة مفتاح مرور',
      body: ({ product, instant }) =>
        `تمت إضافة مفتاح مرور إلى حسابك في ${product} يوم ${instant}. من الآن فصاعدًا، يمكن تسجيل الدخول به.`,
    },
    passkey_removed: {
      ...ofAccount,
      subject: ({ product }) => `تمت إزالة مفتاح مرور من حسابك في ${product}`,
      heading: () => 'تمت إزالة مفتاح مرور',
      body: ({ product, instant }) =>
        `تمت إزالة مفتاح مرور من حسابك في ${product} يوم ${instant}. لم يعد من الممكن تسجيل الدخول به.`,
    },
    provider_linked: {
      ...ofAccount,
      subject: ({ product }) => `تم ربط حسابك في ${product} بخدمة لتسجيل الدخول`,
      heading: () => 'تم ربط حسابك بخدمة لتسجيل الدخول',
      body: ({ product, instant }) =>
        `تم ربط حسابك في ${product} بخدمة لتسجيل الدخول، مثل Google، يوم ${instant}. من الآن فصاعدًا، يمكن تسجيل الدخول عبرها.`,
    },
    provider_unlinked: {
      ...ofAccount,
      subject: ({ product }) => `تم إلغاء ربط حسابك في ${product} بخدمة لتسجيل الدخول`,
      heading: () => 'تم إلغاء ربط حسابك بخدمة لتسجيل الدخول',
      body: ({ product, instant }) =>
        `تم إلغاء ربط حسابك في ${product} بخدمة لتسجيل الدخول، مثل Google، يوم ${instant}. لم يعد من الممكن تسجيل الدخول عبرها.`,
    },
    account_closed: {
      ...ofAccount,
      subject: ({ product }) => `تم إغلاق حسابك في ${product}`,
      heading: () => 'تم إغلاق حسابك',
      body: ({ product, instant }) => `تم إغلاق حسابك في ${product} يوم ${instant}.`,
    },
  },
  disavow: {
    button: 'لست أنا من فعل ذلك',
    lifetime: ({ lifetime }) => `هذا الرابط صالح لمدة ${lifetime}.`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `تم تغيير كلمة مرورك في ${product}`,
    preheader: () => expected,
    heading: () => 'تم تغيير كلمة مرورك',
    body,
    expected,
    disavow:
      'إذا لم يكن هذا التغيير منك، فيُرجى إبلاغنا من هنا. تطلب الصفحة أولًا بريدك الإلكتروني، ثم تنهي جميع الجلسات وتقفل كلمة المرور حتى يتم اختيار كلمة مرور جديدة.',
    unexpected: ({ hasSupport }) =>
      `إذا لم يكن هذا التغيير منك، فيُرجى إعادة تعيين كلمة مرورك فورًا والتأكد من أن لا أحد غيرك يقرأ بريدك${
        hasSupport ? '، ثم إبلاغنا هنا:' : '.'
      }`,
  };
}
