/** The title of the tab: the page's, and before it whoever rings on whatever page. */
let ofPage = 'Santral';
let ofCall: string | null = null;

export function titlePage(title: string): void {
  ofPage = title;
  show();
}

/** Null once nothing rings any more. */
export function titleCall(title: string | null): void {
  ofCall = title;
  show();
}

function show(): void {
  document.title = ofCall ?? ofPage;
}
