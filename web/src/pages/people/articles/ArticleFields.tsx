import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { languageName } from '@/i18n/names';
import type { ArticleBody } from '@/pages/people/articles/article';
import { Line } from '@/pages/people/parts/Line';
import { WordList } from '@/pages/people/parts/WordList';
import { useTenant } from '@/session/me';

interface ArticleFieldsProps {
  article: ArticleBody;
  change: (changed: Partial<ArticleBody>) => void;
  errorOf: FieldErrors;
}

export function ArticleFields({ article, change, errorOf }: ArticleFieldsProps) {
  const { t, i18n } = useTranslation('people');
  const languages = useTenant().data?.languages ?? [];
  return (
    <SpaceBetween size="l">
      <Line
        label={t('title')}
        value={article.title}
        error={errorOf('title')}
        change={(title) => change({ title })}
      />
      <ColumnLayout columns={2}>
        <Choice
          label={t('language')}
          value={article.language}
          options={languages.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          none={t('articles.anyLanguage')}
          error={errorOf('language')}
          change={(language) => change({ language })}
        />
        <WordList
          label={t('tags')}
          values={article.tags}
          error={errorOf('tags')}
          change={(tags) => change({ tags })}
        />
      </ColumnLayout>
      <FormField
        label={t('articles.body')}
        constraintText={t('articles.bodyForm')}
        errorText={errorOf('body')}
        stretch
      >
        <Textarea
          rows={14}
          value={article.body}
          onChange={({ detail }) => change({ body: detail.value })}
        />
      </FormField>
      <Checkbox
        checked={article.published}
        description={t('articles.publishedHint')}
        onChange={({ detail }) => change({ published: detail.checked })}
      >
        {t('articles.published')}
      </Checkbox>
    </SpaceBetween>
  );
}
