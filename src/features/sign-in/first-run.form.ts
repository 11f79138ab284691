import { z } from 'zod'

export const firstRunForm = z.object({
  trust: z
    .string({ error: 'Enter the name of your trust or health board' })
    .max(200, 'Enter a name of 200 characters or fewer'),
  odsCode: z
    .string({ error: 'Enter the ODS code, such as RXX' })
    .toUpperCase()
    .regex(/^[A-Z0-9]{3,6}$/, 'Enter the ODS code as 3 to 6 letters and figures, such as RXX'),
  nation: z.enum(['england', 'wales'], { error: 'Choose England or Wales' }),
  firstName: z.string({ error: 'Enter your first name' }).max(100, 'Enter a name of 100 characters or fewer'),
  lastName: z.string({ error: 'Enter your last name' }).max(100, 'Enter a name of 100 characters or fewer'),
  email: z.email({ error: 'Enter your e-mail address, such as name@trust.example' }).toLowerCase(),
  password: z.string({ error: 'Choose a password' }),
})

export type FirstRun = z.infer<typeof firstRunForm>
