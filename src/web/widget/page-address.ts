// Where the visitor is. Pages that change their address without loading anew are followed.
export const pageAddress = (): string => location.href.replace(/#.*$/, '');

type Navigation = EventTarget;

export function onNewAddress(tell: () => void): void {
  let last = pageAddress();
  const look = () => {
    if (pageAddress() === last) return;
    last = pageAddress();
    tell();
  };
  const { navigation } = window as { navigation?: Navigation };
  navigation?.addEventListener('navigatesuccess', look);
  addEventListener('popstate', look);
}
