/** Links within the pages: an address to open elsewhere, and no new load of the pages here. */
import { useNavigate } from 'react-router';

interface Followed {
  preventDefault(): void;
}

export function useGo() {
  const navigate = useNavigate();
  return (href: string) => ({
    href,
    onFollow: (event: Followed) => {
      event.preventDefault();
      void navigate(href);
    },
  });
}
