import type { ProfessionalGroup } from '../job-plan/professional-groups.ts'

/** Words in the name of a unit or a post that say what kind of place it is. Whole words, or their beginnings where they end in `…`. */
export const PLACE_WORDS = {
  ward: [
    'ward',
    'intensive care',
    'critical care',
    'high dependency',
    'assessment unit',
    'acute medical unit',
    'coronary care',
    'labour ward',
    'delivery suite',
    'neonatal unit',
    'emergency department',
  ],
  therapy: [
    'therap…',
    'physio…',
    'rehab…',
    'speech and language',
    'dietet…',
    'dietit…',
    'nutrition',
    'podiat…',
    'orthopt…',
    'orthotic…',
    'prosthe…',
    'imaging',
    'radiograph…',
    'radiother…',
    'operating department',
    'ambulance',
  ],
} as const satisfies Record<string, readonly string[]>

/** Words in a post's name that name a profession, where the job role does not. */
export const POST_WORDS: readonly {
  readonly words: readonly string[]
  readonly professionalGroup: ProfessionalGroup
}[] = [
  { words: ['physio…'], professionalGroup: 'physiotherapist' },
  { words: ['occupational therap…'], professionalGroup: 'occupational-therapist' },
  { words: ['speech and language'], professionalGroup: 'speech-and-language-therapist' },
  { words: ['dietit…', 'dietet…'], professionalGroup: 'dietitian' },
  { words: ['podiat…'], professionalGroup: 'podiatrist' },
  { words: ['paramedic'], professionalGroup: 'paramedic' },
  { words: ['radiographer therapeutic', 'therapeutic radiograph…'], professionalGroup: 'therapeutic-radiographer' },
  { words: ['radiograph…', 'sonograph…'], professionalGroup: 'diagnostic-radiographer' },
  { words: ['orthopt…'], professionalGroup: 'orthoptist' },
  { words: ['orthotist'], professionalGroup: 'orthotist' },
  { words: ['prosthetist'], professionalGroup: 'prosthetist' },
  { words: ['art therap…', 'art psychotherap…'], professionalGroup: 'art-therapist' },
  { words: ['drama therap…', 'dramatherap…'], professionalGroup: 'dramatherapist' },
  { words: ['music therap…'], professionalGroup: 'music-therapist' },
  { words: ['operating department practitioner'], professionalGroup: 'operating-department-practitioner' },
  { words: ['osteopath'], professionalGroup: 'osteopath' },
  { words: ['pharmac…'], professionalGroup: 'pharmacy' },
  { words: ['psycholog…'], professionalGroup: 'psychology' },
]

/** Whether a normal name (lower case, single spaces) has one of the words. */
export function hasWord(name: string, words: readonly string[]): boolean {
  const padded = ` ${name} `
  return words.some((word) => padded.includes(word.endsWith('…') ? ` ${word.slice(0, -1)}` : ` ${word} `))
}
