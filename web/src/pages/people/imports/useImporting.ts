/** From a file to a started import: prepared, uploaded, started. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { upload } from '@/pages/people/imports/upload';
import { useSession } from '@/session/session';

type Body = components['schemas']['NewImportBody'];
export type ImportOptions = Omit<Body, 'file_id' | 'mapping'> & Required<Pick<Body, 'mapping'>>;

/** What the page of an import is told by the form: the file was only checked, and how. */
export interface Checked {
  checked?: ImportOptions;
}

interface Wanted {
  options: ImportOptions;
  /** A new one, or the id of the import whose file it is. */
  file: File | string;
}

export function useImporting() {
  const navigate = useNavigate();
  const { api } = useSession();
  const [percent, setPercent] = useState(0);
  const importing = useMutation({
    mutationFn: async ({ options, file }: Wanted) => {
      const file_id = typeof file === 'string' ? file : '';
      const body = { ...options, file_id };
      const made = await answered(api.POST('/v1/customer-imports', { body }));
      if (made.upload !== null && typeof file !== 'string') {
        await upload(made.upload, file, setPercent);
      }
      const path = { import_id: made.job.id };
      await answered(api.POST('/v1/customer-imports/{import_id}/start', { params: { path } }));
      return made.job.id;
    },
    onSuccess: (id, { options }) => {
      const told: Checked = options.dry_run ? { checked: options } : {};
      void navigate(`/imports/${id}`, { state: told });
    },
  });
  return { ...importing, percent };
}
