/** What one of two versions says where they differ. */
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useTranslation } from 'react-i18next';

export interface Fact {
  label: string;
  text: string;
}

export function Version({ facts, other }: { facts: readonly Fact[]; other: readonly Fact[] }) {
  const { t } = useTranslation();
  const items = differing(facts, other).map(({ label, text }) => ({
    label,
    value: text === '' ? t('none') : text,
  }));
  return <KeyValuePairs columns={1} items={items} />;
}

/** The facts that the other version has not, and, empty, those that only the other one has. */
export function differing(facts: readonly Fact[], other: readonly Fact[]): Fact[] {
  const said = new Map(facts.map(({ label, text }) => [label, text]));
  const saidThere = new Map(other.map(({ label, text }) => [label, text]));
  return [...new Set([...said.keys(), ...saidThere.keys()])]
    .filter((label) => said.get(label) !== saidThere.get(label))
    .map((label) => ({ label, text: said.get(label) ?? '' }));
}
