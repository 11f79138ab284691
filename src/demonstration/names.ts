/** Names for invented people; none is meant to be anyone. ISO-8859-1 letters only, as the staff record can hold no others. */

export const FIRST_NAMES: readonly string[] = `
Aaliyah Aaron Abigail Adaeze Adam Aisha Alan Alice Amelia Amina Amir Andrew Angharad Anita Anjali Anna Anthony Arjun
Ben Beth Bilal Bronwen Callum Carys Catherine Chen Chidi Chloé Chloe Claire Colin Daniel David Deepa Dylan Eilidh Elaine
Elin Emeka Emily Emma Esther Ewan Faith Farah Fatima Fiona Folasade George Grace Graham Gwen Hamza Hannah Harpreet Harry
Helen Ian Ibrahim Imani Imran Isla Ivy Jack Jacqueline James Jamal Jasmine Jaspreet Jennifer Joan José Joseph Joyce Karen
Kavita Keiko Kerry Kwame Laura Layla Leah Leon Linda Lucy Luke Mairi Malik Marcus Maria Mark Mary Maya Megan Mei Mohammed
Naomi Natalie Neha Niamh Nia Nicole Ngozi Oliver Olivia Omar Oluwaseun Owen Patrick Paul Peter Pooja Rachel Rahul Raj
Rebecca Renée Rhys Riya Robert Rosa Rory Ruby Samira Samuel Sanjay Sarah Seán Shabnam Shanice Simon Sinéad Sophie Stella
Stephen Sunita Susan Tariq Teresa Thomas Tunde Uzma Victoria Wei William Yasmin Yusuf Zainab Zara
`
  .trim()
  .split(/\s+/)

export const LAST_NAMES: readonly string[] = `
Abbott Abdi Achebe Adams Adeleke Afolabi Ahmed Akhtar Ali Allen Amoah Anderson Appiah Ashworth Bailey Baker Banerjee
Barker Begum Bell Bennett Bhatt Birch Boateng Booth Bowen Brennan Brown Burke Byrne Campbell Carter Chan Chaudhry
Chukwu Clark Clarke Cole Collins Cooper Cox Davies Dawson Desai Diaz Dixon Doherty Douglas Edwards Ellis Evans Fernandes
Fisher Fletcher Ford Foster Fraser Gallagher García Gill Gordon Graham Grant Gray Green Griffiths Gupta Hall Hamilton
Hargreaves Harris Hassan Hill Holmes Hossain Hughes Hussain Ibrahim Iqbal Jackson James Jenkins Johnson Jones Joshi Kapoor
Kaur Kelly Khan Kim Kowalski Kumar Lam Lawson Lee Lewis Li Lloyd MacDonald Mahmood Malik Marshall Martin Mason Mbeki
McCarthy Mehta Mensah Mills Mistry Mitchell Moore Morris Müller Murphy Murray Mwangi Nair Ncube Nguyen Nkosi Nowak
Okafor Okoye Oladipo Owusu Palmer Parker Parry Patel Pearson Perera Phillips Powell Price Rahman Rao Reddy Rees Reid
Richards Roberts Robinson Rodríguez Rogers Ross Russell Sandhu Santos Scott Shah Sharma Shaw Silva Simpson Singh Smith
Stewart Taylor Thomas Thompson Turner Walker Walsh Ward Watson White Williams Wilson Wong Wood Wright Yates Young Yusuf
Zaman Zhang
`
  .trim()
  .split(/\s+/)

/** An address at the invented trust, in plain letters. */
export function emailOf(firstName: string, lastName: string): string {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
  return `${plain(firstName)}.${plain(lastName)}@northmoor.example`
}
