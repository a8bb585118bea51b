import { English } from '@/states/English';
import { useProblemParts } from '@/states/problemText';

/** What went wrong, as a sentence in the viewer's language; what the API adds is marked as English. */
export function ProblemSentence({ error }: { error: unknown }) {
  const { sentence, detail } = useProblemParts()(error);
  return (
    <>
      {sentence}
      {detail !== '' && (
        <>
          {' ('}
          <English text={detail} />)
        </>
      )}
    </>
  );
}
