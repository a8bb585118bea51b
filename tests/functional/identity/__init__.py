"""Who a person is: tokens, sign-up and sign-in, mails."""
