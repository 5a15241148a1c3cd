/**
 * The one place that decides how a phone number is shown: 138 0013 8000, 0571-87654321, else as the world writes it.
 * Who may see only a part of it will be decided here as well.
 */
export function formatPhone(e164: string): string {
  const [number = '', ext] = e164.split(';ext=')
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(number)
  const landline = /^\+86(10|2\d|[3-9]\d{2})(\d{7,8})$/.exec(number)
  const shown = mobile ? mobile.slice(1).join(' ') : landline ? `0${landline[1]}-${landline[2]}` : number
  return ext ? `${shown} #${ext}` : shown
}
