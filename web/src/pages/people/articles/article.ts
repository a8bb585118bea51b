import type { components } from '@/api/schema';

export type Article = components['schemas']['ArticleView'];
export type ArticleBody = components['schemas']['ArticleBody'];

export const ARTICLES = ['people', 'articles'] as const;
