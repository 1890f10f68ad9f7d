import { counted, spanOfTime } from './counted.js';
import type { Texts } from './en.js';
import { spanishPolicy } from './policy/es.js';

const span = spanOfTime('es', {
  hour: { one: 'una hora', other: '# horas' },
  minute: { one: 'un minuto', other: '# minutos' },
  second: { one: 'un segundo', other: '# segundos' },
});
const endedSessions = counted('es', {
  one: 'Se ha cerrado una sesión.',
  other: 'Se han cerrado # sesiones.',
});

/** Every sentence of the hosted pages, in Spanish. */
export const spanish: Texts = {
  lang: 'es',
  dir: 'ltr',
  errorPrefix: 'Error: ',
  problem: 'Hay un problema',
  signIn: 'Ir a iniciar sesión',
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
    lead: 'Escriba su correo electrónico y le enviaremos un enlace para elegir una nueva.',
    identifier: 'Correo electrónico',
    submit: 'Enviarme un enlace',
    identifierInvalid: 'Escriba una sola dirección de correo, como nombre@example.com',
  },
  checkMail: {
    title: 'Revise su correo',
    lead: 'Si existe una cuenta con la dirección que ha escrito, ya va en camino un mensaje con un enlace.',
    lifetime: (minutes) => `El enlace funciona una sola vez, durante ${span(minutes * 60)}.`,
    nothingHeading: '¿No ha llegado nada en unos minutos?',
    spam: 'Mire en la carpeta de correo no deseado.',
    typo: 'Compruebe que escribió la dirección con la que se registró.',
    again: 'Intentarlo de nuevo',
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
        lead: 'Escriba el código de su segundo paso de acceso.',
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
    title: 'Su contraseña se ha guardado',
    lead: 'A partir de ahora, inicie sesión con su nueva contraseña.',
    message: 'Su contraseña se ha guardado.',
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
    title: 'Su contraseña se ha cambiado',
    lead: 'A partir de ahora, inicie sesión con su nueva contraseña.',
  },
  invite: {
    title: 'Le damos la bienvenida',
    lead: 'Elija una contraseña para su nueva cuenta.',
    newPassword: 'Contraseña',
    submit: 'Crear la contraseña',
  },
  forcedChange: {
    title: 'Elija una nueva contraseña para continuar',
    lead: 'Necesita una contraseña nueva antes de iniciar sesión.',
  },
  initial: {
    title: 'Cree una contraseña',
    lead: 'Hasta ahora inicia sesión sin contraseña. Cree una para usarla también.',
    newPassword: 'Contraseña',
    submit: 'Crear la contraseña',
    hasPassword: 'Esta cuenta ya tiene una contraseña.',
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
      lead: 'Con él se estableció una contraseña, y cada enlace sirve una sola vez. Si no fue usted, solicite uno nuevo ahora.',
    },
    superseded: {
      title: 'Hay un enlace más reciente',
      lead: 'Solo funciona el enlace más reciente. Busque un mensaje posterior o solicite un enlace nuevo.',
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
  admin: {
    title: 'Zona de peligro: cambiar la contraseña',
    notAllowed: {
      title: 'Esta página es para administradores',
      lead: 'Su cuenta no puede gestionar las contraseñas de otras personas.',
    },
    find: {
      label: 'Correo electrónico o ID de usuario',
      submit: 'Buscar la cuenta',
      none: 'No existe esa cuenta.',
      several: 'Coinciden varias cuentas. Elija una.',
      another: 'Buscar otra cuenta',
    },
    account: {
      heading: 'Cuenta',
      name: 'Nombre visible',
      id: 'ID de usuario',
      email: 'Correo electrónico',
      verified: 'Correo electrónico verificado',
      disabled: 'Desactivada',
      provider: 'Inicia sesión con',
      hasPassword: 'Tiene contraseña',
      passwordChanged: 'Último cambio de contraseña',
      changeRequired: 'Cambio obligatorio',
      yes: 'Sí',
      no: 'No',
    },
    yourPassword: {
      label: 'Su propia contraseña',
      lead: 'Por seguridad, escriba su propia contraseña.',
      wrong: 'Esta no es su propia contraseña',
    },
    setPassword: {
      heading: 'Establecer una contraseña',
      newPassword: 'Nueva contraseña',
      mustChange: 'Pedir otra en el próximo inicio de sesión',
      notify: 'Avisar a la persona por correo',
      submit: 'Establecer la contraseña',
      done: 'La contraseña se ha establecido.',
      sessionsPending: 'Aún no se han podido cerrar todas las sesiones. Seguimos intentándolo.',
    },
    requireChange: {
      heading: 'Exigir un cambio',
      lead: 'En el próximo inicio de sesión habrá que elegir una nueva contraseña.',
      reason: 'Motivo',
      reasons: {
        administrative: 'Lo pide un administrador',
        expired: 'La contraseña es demasiado antigua',
        policy: 'La contraseña ya no cumple las reglas',
        breached:
          'Puede que otra persona conozca la contraseña; todas las sesiones se cierran de inmediato',
      },
      submit: 'Exigir un cambio',
      done: 'Se exigirá un cambio a partir del próximo inicio de sesión.',
    },
    sendReset: {
      heading: 'Enviar un correo de restablecimiento',
      submit: 'Enviar el correo',
      done: 'El correo va en camino.',
    },
    ticketLink: {
      heading: 'Crear un enlace',
      lead: 'Quien abra este enlace podrá establecer la contraseña de esta cuenta. Entréguelo por una vía segura.',
      submit: 'Crear un enlace',
      done: 'El enlace está listo. Solo se muestra una vez.',
      copy: 'Copiar',
      copied: 'Copiado',
      label: 'Enlace para entregar',
      expires: (instant) => `Válido hasta: ${instant}`,
    },
    endSessions: {
      heading: 'Cerrar todas las sesiones',
      submit: 'Cerrar todas las sesiones',
      done: (count) => (count === 0 ? 'No había ninguna sesión abierta.' : endedSessions(count)),
    },
    refused: {
      identityProvider: 'Esta cuenta inicia sesión con su proveedor y no tiene contraseña aquí.',
      noPassword: 'Esta cuenta todavía no tiene contraseña.',
      disabled: 'Esta cuenta está desactivada.',
      noAddress: 'Esta cuenta no tiene correo electrónico.',
      changedMeanwhile:
        'Esta cuenta se acaba de modificar en otro lugar. Compruébela antes de volver a intentarlo.',
      noSessionStore: 'Las sesiones no se pueden cerrar desde aquí.',
    },
  },
};
