/** Letters that are not a letter and an accent, in the order of what they are read as. */
const letters = 'øØłŁđĐðÐıŧŦħĦ'
const readAs = 'oOlLdDdDitThH'

/** A name in small letters without accents, as people are found and listed: the database's `sort_name` says the same (0014). */
export const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(new RegExp(`[${letters}]`, 'g'), (letter) => readAs.charAt(letters.indexOf(letter)))
    .toLowerCase()
