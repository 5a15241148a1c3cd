/** With the prefix, browsers hold the cookie to this host and to https; without https they would refuse such a name. */
export const sessionCookieName = (publicUrl: URL) => (publicUrl.protocol === 'https:' ? '__Host-youwen' : 'youwen')
