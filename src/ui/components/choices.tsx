import { type Attributes, type Content, classes } from '../markup.ts'
import { describedBy, type FieldProps, FormGroup, Hint, HintAndError, Label } from './field.tsx'
import { Fieldset } from './fieldset.tsx'

export type Choice =
  | {
      value: string
      text: Content
      hint?: Content | undefined
      disabled?: boolean | undefined
      /** Further questions, shown only while this is chosen (always shown without JavaScript). */
      conditional?: Content | undefined
      /** “None of these”: choosing it clears the others. */
      isExclusive?: boolean | undefined
      attributes?: Attributes | undefined
    }
  | { divider: string }

type ChoicesProps = Omit<FieldProps, 'label'> & {
  /** Leave out only where a heading or a table cell already asks the question. */
  legend?: Content | undefined
  items: readonly Choice[]
  /** Smaller circles or boxes, for a working list or a filter. */
  small?: boolean | undefined
  inline?: boolean | undefined
}

type Kind = { block: 'nhsuk-radios' | 'nhsuk-checkboxes'; type: 'radio' | 'checkbox' }

const Choices = (
  props: ChoicesProps & { kind: Kind; isChosen: (value: string) => boolean; attributes?: Attributes | undefined },
) => {
  const { kind, name, id = name, legend, hint, error, items, small, inline } = props
  const { block, type } = kind
  const body = (
    <>
      <HintAndError id={id} hint={hint} error={error} />
      <div
        class={classes(block, small && `${block}--small`, inline && `${block}--inline`)}
        data-module={block}
        {...props.attributes}
      >
        {items.map((item, index) => {
          if ('divider' in item) return <div class={`${block}__divider`}>{item.divider}</div>
          // The first has no number, so that an error summary can link to the question by its own id.
          const itemId = index === 0 ? id : `${id}-${index + 1}`
          const chosen = props.isChosen(item.value)
          return (
            <>
              <div class={`${block}__item`}>
                <input
                  class={`${block}__input`}
                  id={itemId}
                  name={name}
                  type={type}
                  value={item.value}
                  checked={chosen}
                  disabled={item.disabled ?? props.disabled}
                  data-aria-controls={item.conditional ? `conditional-${itemId}` : undefined}
                  data-behaviour={item.isExclusive ? 'exclusive' : undefined}
                  aria-describedby={item.hint ? `${itemId}-item-hint` : undefined}
                  {...item.attributes}
                />
                <Label for={itemId} class={`${block}__label`}>
                  {item.text}
                </Label>
                {item.hint ? (
                  <Hint id={`${itemId}-item-hint`} class={`${block}__hint`}>
                    {item.hint}
                  </Hint>
                ) : null}
              </div>
              {item.conditional ? (
                <div
                  class={classes(`${block}__conditional`, !chosen && `${block}__conditional--hidden`)}
                  id={`conditional-${itemId}`}
                >
                  {item.conditional}
                </div>
              ) : null}
            </>
          )
        })}
      </div>
    </>
  )
  return (
    <FormGroup hasError={!!error}>
      {legend ? (
        <Fieldset
          legend={legend}
          size={props.size}
          isPageHeading={props.isPageHeading}
          describedBy={describedBy(id, props)}
        >
          {body}
        </Fieldset>
      ) : (
        body
      )}
    </FormGroup>
  )
}

export type RadiosProps = ChoicesProps & { value?: string | undefined; attributes?: Attributes | undefined }

/** One answer out of a few. */
export const Radios = (props: RadiosProps) => (
  <Choices {...props} kind={{ block: 'nhsuk-radios', type: 'radio' }} isChosen={(value) => value === props.value} />
)

export type CheckboxesProps = ChoicesProps & {
  values?: readonly string[] | undefined
  attributes?: Attributes | undefined
}

/** Any number of answers. */
export const Checkboxes = (props: CheckboxesProps) => (
  <Choices
    {...props}
    kind={{ block: 'nhsuk-checkboxes', type: 'checkbox' }}
    isChosen={(value) => props.values?.includes(value) ?? false}
  />
)
