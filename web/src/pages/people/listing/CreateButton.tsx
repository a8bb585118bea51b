import Button from '@cloudscape-design/components/button';
import { useGo } from '@/shell/useGo';

/** Leads to the form of something new. */
export function CreateButton({ href, text }: { href: string; text: string }) {
  const go = useGo();
  return (
    <Button variant="primary" {...go(href)}>
      {text}
    </Button>
  );
}
