/** One line of text under its label. */
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';

interface TextFieldProps {
  label: string;
  about?: string;
  value: string;
  change: (value: string) => void;
  error: string | undefined;
  type?: InputProps.Type;
  placeholder?: string;
}

export function TextField({ label, about, value, change, error, ...rest }: TextFieldProps) {
  return (
    <FormField label={label} description={about} errorText={error} stretch>
      <Input
        value={value}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => change(detail.value)}
        {...rest}
      />
    </FormField>
  );
}
