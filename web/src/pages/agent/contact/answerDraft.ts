/** What is being written in a chat outlives its tab, and a reload. */
import type { Draft } from '@/pages/agent/draft';
import type { Workbench } from '@/pages/agent/workbench/workbench';

export function answerDraft(workbench: Workbench, contact: string): Draft {
  const current = () => workbench.find(contact)?.answer ?? '';
  const write = (answer: string) => workbench.change(contact, { answer });
  return {
    text: current(),
    write,
    sent: (text) => {
      if (current() === text) {
        write('');
      }
    },
  };
}
