import { useKnownExpected } from '@/editing/expected';
import { English } from '@/states/English';

/** What the API expected: in the viewer's language, or in English where it cannot be said so. */
export function Expectation({ text }: { text: string }) {
  return useKnownExpected()(text) ?? <English text={text} />;
}
