import { spanishAdmin } from './admin/es.js';
import { spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { spanishPolicy } from './policy/es.js';

const span = spanOfTime('es', {
  hour: { one: 'una hora', other: '# horas' },
  minute: { one: 'un minuto', other: '# minutos' },
  second: { one: 'un segundo', other: '# segundos' },
});

/** Every sentence of the hosted pages, in Spanish. */
export const spanish: Texts = {
  lang: 'es',
  dir: 'ltr',
  errorPrefix: 'Error: ',
  problem: 'Hay un problema',
  signIn: 'Ir al inicio de sesión',
  goOn: 'Continuar',
  requestNewLink: 'Solicitar un enlace nuevo',
  showPassword: 'Mostrar',
  hidePassword: 'Ocultar',
  showPasswordLabel: 'Mostrar la contraseña',
  rulesHeading: 'Su nueva contraseña:',
  ruleMet: 'cumplido',
  ruleNotMet: 'aún no cumplido',
  rule: spanishPolicy.rule,
  violation: spanishPolicy.violation,

  forgot: {
    title: '¿Ha olvidado su contraseña?',
    lead: 'Escriba su correo electrónico y le enviaremos un enlace para elegir una nueva contraseña.',
    identifier: 'Correo electrónico',
    submit: 'Enviarme un enlace',
    identifierInvalid: 'Escriba una sola dirección de correo, como nombre@example.com',
    code: {
      lead: 'Escriba su correo electrónico y le enviaremos un código para elegir una nueva contraseña.',
      submit: 'Enviarme un código',
    },
    choice: {
      lead: 'Escriba su correo electrónico y le ayudaremos a elegir una nueva contraseña.',
      submit: 'Enviar',
      legend: '¿Qué quiere que le enviemos?',
      link: 'Un enlace para abrir',
      code: 'Un código para escribir aquí',
      byMail: {
        link: 'Un enlace por correo electrónico',
        code: 'Un código por correo electrónico',
      },
    },
  },
  checkMail: {
    title: 'Revise su correo',
    lead: 'Si existe una cuenta con la dirección que ha escrito, ya va en camino un mensaje con un enlace.',
    lifetime: (minutes) =>
      `El enlace solo se puede usar una vez y es válido durante ${span(minutes * 60)}.`,
    nothingHeading: '¿No ha llegado nada en unos minutos?',
    spam: 'Mire en la carpeta de correo no deseado.',
    typo: 'Compruebe que escribió la dirección con la que se registró.',
    again: 'Intentarlo de nuevo',
  },
  code: {
    title: 'Escriba el código',
    lead: 'Si existe una cuenta con la dirección que ha escrito, ya va en camino un código.',
    lifetime: (minutes) => `Es válido durante ${span(minutes * 60)} y solo en este navegador.`,
    label: 'Código recibido',
    submit: 'Continuar',
    again: 'Solicitar un código nuevo',
    linkInstead: 'Solicitar un enlace en su lugar',
    required: 'Escriba el código',
    malformed: 'Escriba el código completo, solo con cifras',
    invalid: 'Este código no funciona. Compruébelo o solicite uno nuevo.',
    dead: 'Este código ya no funciona. Solicite uno nuevo.',
    used: {
      title: 'Este código ya se ha usado',
      lead: 'Con él se estableció una contraseña, y cada código solo se puede usar una vez. Si no fue usted, solicite uno nuevo ahora.',
    },
    lost: {
      title: 'Solicite un código nuevo',
      lead: 'Esta página está abierta en otro navegador o desde hace demasiado tiempo. Solicite un código nuevo en este navegador para continuar.',
    },
  },
  channels: {
    sms: {
      way: 'Un código por mensaje de texto (SMS)',
      lead: 'Si existe una cuenta con número de teléfono para la dirección que ha escrito, ya va en camino un mensaje de texto con un código.',
      nothing:
        'No todas las cuentas tienen un número de teléfono. Si la suya no lo tiene, elija otra opción.',
    },
  },
  reset: {
    title: 'Elija una nueva contraseña',
    titleInitial: 'Elija una contraseña',
    leadFor: (email) => `Para ${email}`,
    newPassword: 'Nueva contraseña',
    submit: 'Guardar la contraseña',
  },
  secondFactor: {
    title: 'Confirme que es usted',
    methods: {
      totp: {
        lead: 'Escriba el código que muestra ahora su aplicación de autenticación.',
        label: 'Código de la aplicación',
        switchTo: 'Usar la aplicación de autenticación',
      },
      recovery_code: {
        lead: 'Escriba uno de los códigos de recuperación que guardó. Cada uno sirve una sola vez.',
        label: 'Código de recuperación',
        switchTo: 'Usar un código de recuperación',
      },
      other: {
        lead: 'Escriba el código del segundo paso de su inicio de sesión.',
        label: 'Código',
        switchTo: 'Confirmar de otra manera',
      },
    },
    submit: 'Continuar',
    required: 'Escriba el código',
    invalid: 'Este código no es correcto o ya se ha usado',
    unavailable: 'Ahora mismo no podemos comprobar el código. Inténtelo de nuevo en un momento.',
    denied: 'No hemos podido confirmar que es usted.',
  },
  done: {
    title: 'Se ha guardado su contraseña',
    lead: 'A partir de ahora, inicie sesión con su nueva contraseña.',
    message: 'Se ha guardado su contraseña.',
  },
  change: {
    title: 'Cambie su contraseña',
    currentPassword: 'Contraseña actual',
    newPassword: 'Nueva contraseña',
    submit: 'Cambiar la contraseña',
    wrongPassword: 'Esta no es su contraseña actual',
    notPossible: 'La contraseña de esta cuenta no se puede cambiar aquí.',
    changedMeanwhile:
      'Su contraseña se acaba de cambiar desde otro lugar. Compruébelo antes de intentarlo de nuevo.',
  },
  changed: {
    title: 'Se ha cambiado su contraseña',
    lead: 'A partir de ahora, inicie sesión con su nueva contraseña.',
  },
  invite: {
    title: 'Le damos la bienvenida',
    lead: 'Elija una contraseña para su nueva cuenta.',
    newPassword: 'Contraseña',
    submit: 'Crear la contraseña',
  },
  invited: {
    title: 'Su cuenta está lista',
    lead: 'A partir de ahora, inicie sesión con su contraseña.',
  },
  forcedChange: {
    title: 'Elija una nueva contraseña para continuar',
    lead: 'Necesita una contraseña nueva antes de iniciar sesión.',
  },
  initial: {
    title: 'Cree una contraseña',
    lead: 'Hasta ahora ha iniciado sesión sin contraseña. Cree una para iniciar sesión también con ella.',
    newPassword: 'Contraseña',
    submit: 'Crear la contraseña',
    hasPassword: 'Esta cuenta ya tiene una contraseña.',
  },
  disavow: {
    title: '¿No fue usted?',
    lead: 'Si no hizo el cambio del que le avisamos, escriba la dirección en la que recibió nuestro mensaje. De inmediato:',
    consequences: [
      'se cierran todas las sesiones, en todos los dispositivos;',
      'la contraseña actual deja de funcionar, igual que cualquier enlace o código pendiente;',
      'le enviamos un enlace para elegir una nueva contraseña.',
    ],
    address: 'Correo electrónico',
    submit: 'Bloquear la cuenta',
    itWasMe: 'Si fue usted, cierre esta página. No ha pasado nada.',
    mismatch: 'Esta no es la dirección en la que recibió nuestro mensaje',
    done: {
      title: 'La cuenta está bloqueada',
      lead: 'Se han cerrado todas las sesiones y la contraseña anterior ya no funciona. Va en camino un mensaje con un enlace para elegir una nueva.',
      further:
        'Si en otros mensajes le avisamos de cambios que usted no hizo, use también los enlaces que contienen.',
    },
    contact: {
      title: 'La cuenta está bloqueada',
      lead: 'Se han cerrado todas las sesiones y la contraseña ya no funciona. Ya no podemos enviar un enlace a su dirección: póngase en contacto con nosotros y le ayudaremos a recuperar el acceso.',
    },
    expired: {
      title: 'Este enlace ha caducado',
      lead: 'Si algo no está bien en su cuenta, elija ahora una nueva contraseña y póngase en contacto con nosotros.',
    },
    used: {
      title: 'Ya nos lo ha comunicado',
      lead: 'La cuenta se bloqueó entonces y, si tiene su dirección, se envió allí un enlace para elegir una nueva contraseña. Si no ha llegado, solicite otro. Si no llega ninguno, póngase en contacto con nosotros.',
    },
  },
  denied: {
    title: 'Esto no es posible',
    lead: 'Su contraseña no se puede cambiar de esta manera. Si cree que es un error, póngase en contacto con nosotros.',
  },
  field: {
    required: 'Escriba una contraseña',
    tooLong: 'Esta contraseña es demasiado larga',
    invalid: 'Esta contraseña contiene caracteres que no se pueden usar',
  },
  link: {
    expired: {
      title: 'Este enlace ha caducado',
      lead: 'Por su seguridad, los enlaces funcionan poco tiempo. Solicite uno nuevo para continuar.',
    },
    used: {
      title: 'Este enlace ya se ha usado',
      lead: 'Con él se estableció una contraseña, y cada enlace solo se puede usar una vez. Si no fue usted, solicite uno nuevo ahora.',
    },
    superseded: {
      title: 'Este enlace ya no funciona',
      lead: 'Puede que haya un mensaje más reciente, que se haya cambiado la contraseña o que se haya anulado el enlace. Solicite uno nuevo.',
    },
    invalid: {
      title: 'Este enlace no funciona',
      lead: 'Puede que esté cortado. Abra de nuevo el enlace completo del mensaje o solicite uno nuevo.',
    },
    cookieLost: {
      title: 'Abra el enlace de nuevo',
      lead: 'Esta página está abierta en otro navegador o desde hace demasiado tiempo. Abra aquí otra vez el enlace del mensaje para continuar.',
    },
  },
  flowLost: {
    title: 'Empiece de nuevo',
    lead: 'Esta página está abierta en otro navegador o desde hace demasiado tiempo. Si llegó por un enlace, ábralo aquí otra vez. Si no, empiece de nuevo.',
    again: 'Empezar de nuevo',
  },
  throttled: {
    title: 'Demasiados intentos',
    lead: (seconds) => `Espere ${span(seconds)} antes de intentarlo de nuevo.`,
  },
  unavailable: {
    title: 'Inténtelo de nuevo en un momento',
    lead: 'No hemos podido terminar la operación. Vuelva atrás e inténtelo dentro de poco.',
  },
  failed: {
    title: 'Algo ha salido mal',
    lead: 'El error es nuestro, no suyo. Inténtelo de nuevo más tarde.',
  },
  notFound: { title: 'Página no encontrada', lead: 'No hay nada en esta dirección.' },
  signedOut: {
    title: 'Inicie sesión',
    lead: 'Inicie sesión para cambiar su contraseña.',
  },
  refused: {
    title: 'Esta solicitud se ha rechazado',
    lead: 'No venía de nuestras páginas, o no en una forma que entendamos. Abra la página de nuevo e inténtelo otra vez.',
  },
  admin: spanishAdmin,
};
