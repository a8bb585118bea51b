import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { EditPage } from '@/pages/people/editing/EditPage';
import { Snippet } from '@/pages/people/widget/Snippet';
import { WidgetFields } from '@/pages/people/widget/WidgetFields';
import { useSession } from '@/session/session';

type Widget = components['schemas']['ChatWidgetShape'];

export default function WidgetPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const edited = useEdited<Widget>({
    queryKey: ['people', 'widget'],
    load: () => answeredWithVersion(api.GET('/v1/chat-widget')),
    save: async (body, etag) => {
      await answered(
        api.PUT('/v1/chat-widget', { params: { header: { 'If-Match': etag } }, body }),
      );
      return undefined;
    },
  });
  const errorOf = useFieldErrors(edited.error);
  const facts = (widget: Widget) => [
    { label: t('widget.enabled'), text: common(widget.enabled ? 'yes' : 'no') },
    { label: t('widget.origins'), text: widget.allowed_origins.join(', ') },
    { label: t('languages'), text: widget.languages.join(', ') || t('widget.allLanguages') },
    ...Object.entries(widget.greeting ?? {}).map(([code, text]) => ({
      label: `${t('widget.greeting')} · ${code}`,
      text,
    })),
  ];
  return (
    <EditPage
      edited={edited}
      title={t('widget.title')}
      description={t('widget.intro')}
      facts={facts}
      fields={(widget, change) => (
        <WidgetFields widget={widget} change={change} errorOf={errorOf} />
      )}
    >
      <Snippet />
    </EditPage>
  );
}
