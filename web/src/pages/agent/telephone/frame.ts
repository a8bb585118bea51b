/**
 * The frame in which Amazon Connect's panel lives.
 *
 * It stands at the end of the document and is never moved: a browser loads a moved frame anew, and
 * that would end the call. So it also outlives the page that asked for it.
 */
const HIDDEN = 'position:fixed;left:-10000px;top:0;width:320px;height:480px';
const SHOWN =
  'position:fixed;right:16px;bottom:16px;width:320px;height:480px;z-index:2000;background:#fff;box-shadow:0 2px 16px rgba(0,0,0,.4)';

export class Frame {
  readonly element: HTMLDivElement;

  constructor(document: Document) {
    this.element = document.createElement('div');
    this.show(false);
    document.body.append(this.element);
  }

  show(isShown: boolean): void {
    this.element.style.cssText = isShown ? SHOWN : HIDDEN;
    // What is not shown is not reached by the keyboard either.
    this.element.inert = !isShown;
  }

  remove(): void {
    this.element.remove();
  }
}
