import type { Language } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';
import { spanishNotices } from './notices/es.js';

const once = ({ lifetime }: { lifetime: string }) =>
  `Este enlace solo se puede usar una vez y es válido durante ${lifetime}.`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)} Pasado ese tiempo, solicite uno nuevo en «¿Ha olvidado su contraseña?».`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)} Si ha recibido varios mensajes como este, use el más reciente.`;

/** The mails in Spanish. */
export const es: Language = {
  tag: 'es',
  direction: 'ltr',

  greeting: (name) => (name === null ? 'Hola:' : `Hola, ${name}:`),
  duration: spanOfTime('es', {
    day: { one: 'un día', other: '# días' },
    hour: { one: 'una hora', other: '# horas' },
    minute: { one: 'un minuto', other: '# minutos' },
  }),
  instant: instantIn('es'),
  spelledOut: 'Si el botón no funciona, copie esta dirección en su navegador:',
  help: '¿Tiene preguntas? Aquí encontrará ayuda:',
  sentTo: ({ product, address }) => `${product} ha enviado este mensaje a ${address}.`,
  open: ({ product }) => `Ir a ${product}`,
  device: ({ browser, system }) => `${browser} en ${system}`,
  afterLabel: ': ',
  facts: {
    ofRequest: 'Sobre esta solicitud',
    ofChange: 'Sobre este cambio',
    time: 'Fecha y hora',
    place: 'Lugar',
    device: 'Dispositivo',
    ip: 'Dirección IP',
  },

  resetLink: {
    subject: ({ product }) => `Restablezca su contraseña de ${product}`,
    preheader: () => 'Elija una nueva contraseña con el enlace de este mensaje.',
    heading: () => 'Restablezca su contraseña',
    body: ({ product }) =>
      `Hemos recibido una solicitud para restablecer la contraseña de su cuenta de ${product}. Si fue usted, elija una nueva aquí:`,
    button: 'Elegir una nueva contraseña',
    lifetime: (names) =>
      `${once(names)} Si lo ha solicitado varias veces, use el mensaje más reciente.`,
    closing: 'Si no lo ha solicitado, ignore este mensaje: su contraseña no cambiará.',
  },
  administrativeLink: {
    subject: ({ product }) => `Elija una nueva contraseña para ${product}`,
    preheader: () => 'Elija una nueva contraseña con el enlace de este mensaje.',
    heading: () => 'Elija una nueva contraseña',
    body: ({ product }) =>
      `Un administrador de ${product} le envía este enlace para que pueda elegir una nueva contraseña:`,
    button: 'Elegir una nueva contraseña',
    lifetime: onceOfSeveral,
    closing: 'Si no esperaba este mensaje, ignórelo: su contraseña no cambiará.',
  },
  initialPasswordLink: {
    subject: ({ product }) => `Cree una contraseña para ${product}`,
    preheader: () => 'Cree su primera contraseña con el enlace de este mensaje.',
    heading: () => 'Cree una contraseña',
    body: ({ product }) => `Su cuenta de ${product} aún no tiene contraseña. Cree una aquí:`,
    button: 'Crear la contraseña',
    lifetime: onceOfSeveral,
    closing: 'Si no esperaba este mensaje, ignórelo: su cuenta seguirá como está.',
  },
  invitation: {
    subject: ({ product }) => `Su invitación a ${product}`,
    preheader: () => 'Elija una contraseña para su nueva cuenta.',
    heading: ({ product }) => `Le damos la bienvenida a ${product}`,
    body: ({ product }) => `Su cuenta de ${product} está lista. Elija una contraseña aquí:`,
    button: 'Crear la contraseña',
    lifetime: (names) => `${once(names)} Si ha caducado, pida una nueva invitación.`,
    closing: 'Si no esperaba este mensaje, ignórelo.',
  },
  breachLock: {
    subject: ({ product }) => `Su contraseña de ${product} ya no es segura`,
    preheader: () => 'Elija una nueva para volver a iniciar sesión.',
    heading: () => 'Su contraseña ya no es segura',
    body: ({ product }) =>
      `La contraseña de su cuenta de ${product} figura en una filtración de datos, quizá de otro sitio donde usa la misma. Para proteger su cuenta, hemos bloqueado la contraseña y cerrado todas las sesiones. Elija una nueva aquí:`,
    button: 'Elegir una nueva contraseña',
    lifetime: onceForNow,
    closing: 'Si usa la contraseña anterior en otros sitios, cámbiela también allí.',
  },
  disavowal: {
    subject: ({ product }) => `Su cuenta de ${product} está bloqueada`,
    preheader: () => 'Elija una nueva contraseña para volver a iniciar sesión.',
    heading: () => 'Su cuenta está bloqueada',
    body: ({ product }) =>
      `Nos han comunicado que un cambio en su cuenta de ${product} no lo hizo usted. Hemos cerrado todas las sesiones, y ninguna contraseña dará acceso a la cuenta hasta que elija una nueva:`,
    button: 'Elegir una nueva contraseña',
    lifetime: onceForNow,
    closing:
      'Asegúrese de que nadie más lea su correo. En caso de duda, cambie también la contraseña de su correo.',
  },
  operatorLock: {
    subject: ({ product }) => `Su contraseña de ${product} está bloqueada`,
    preheader: () => 'Elija una nueva para volver a iniciar sesión.',
    heading: () => 'Su contraseña está bloqueada',
    body: ({ product }) =>
      `Para proteger su cuenta, un administrador de ${product} ha bloqueado su contraseña y cerrado todas las sesiones. Elija una nueva aquí:`,
    button: 'Elegir una nueva contraseña',
    lifetime: onceForNow,
    closing: 'Si usa la contraseña anterior en otros sitios, cámbiela también allí.',
  },
  resetCode: {
    subject: ({ product }) => `Su código de ${product}`,
    preheader: () => 'Escríbalo en la página donde lo solicitó.',
    heading: () => 'Su código',
    body: ({ product }) =>
      `Hemos recibido una solicitud para restablecer la contraseña de su cuenta de ${product}. Si fue usted, escriba este código en la página donde lo solicitó:`,
    lifetime: ({ lifetime }) =>
      `El código solo se puede usar una vez y es válido durante ${lifetime}. Si lo ha solicitado varias veces, use el más reciente.`,
    secrecy: 'No dé este código a nadie. Nunca se lo pediremos, ni por teléfono ni en un mensaje.',
    closing: 'Si no lo ha solicitado, ignore este mensaje: su contraseña no cambiará.',
  },

  providerAccount: {
    subject: ({ product }) => `Inicio de sesión en ${product}`,
    preheader: () => 'Su cuenta no tiene una contraseña propia.',
    heading: ({ product }) => `Cómo iniciar sesión en ${product}`,
    body: ({ product, provider }) =>
      `Hemos recibido una solicitud para restablecer su contraseña, pero su cuenta de ${product} no tiene ninguna: usted inicia sesión con ${provider}. Elija ${provider} en la página de inicio de sesión. Si ha olvidado su contraseña de ${provider}, restablézcala allí.`,
    closing: 'Si no lo ha solicitado, ignore este mensaje: no ha cambiado nada.',
  },
  passwordlessAccount: {
    subject: ({ product }) => `Inicio de sesión en ${product}`,
    preheader: () => 'Su cuenta no tiene contraseña.',
    heading: ({ product }) => `Cómo iniciar sesión en ${product}`,
    body: ({ product }) =>
      `Hemos recibido una solicitud para restablecer su contraseña, pero su cuenta de ${product} no tiene ninguna. Inicie sesión como hasta ahora, sin contraseña.`,
    closing: 'Si no lo ha solicitado, ignore este mensaje: no ha cambiado nada.',
  },
  unknownAddress: {
    subject: ({ product }) => `Inicio de sesión en ${product}`,
    preheader: () => 'No existe ninguna cuenta con esta dirección.',
    heading: () => 'Ninguna cuenta con esta dirección',
    body: ({ product }) =>
      `Alguien ha solicitado restablecer, con su dirección, la contraseña de una cuenta de ${product}, pero esa cuenta no existe. Si fue usted, pruebe con otra dirección que pueda haber usado.`,
    closing: 'Si no lo ha solicitado, ignore este mensaje.',
  },

  ...spanishNotices,
};
