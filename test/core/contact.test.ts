import { expect, test } from 'vitest';
import { companyDomain, isFreeMail, mailDomain } from '../../src/core/contact.ts';

test('the domain of a company is the registrable one', () => {
  expect(mailDomain('ana@mail.northwind.co.uk')).toBe('northwind.co.uk');
  expect(companyDomain('Ana@Northwind.com')).toBe('northwind.com');
  expect(mailDomain('ana@northwind.con')).toBeNull();
  expect(companyDomain('ana@localhost')).toBeNull();
});

test.each(['a@gmail.com', 'a@GoogleMail.com', 'a@proton.me', 'a@web.de', 'a@yahoo.co.uk'])(
  '%s is free mail',
  (email) => {
    expect(isFreeMail(email)).toBe(true);
    expect(companyDomain(email)).toBeNull();
  },
);

test('a company address is no free mail', () => {
  expect(isFreeMail('ana@northwind.com')).toBe(false);
});
