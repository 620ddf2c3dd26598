/**
 * A certificate of localhost that is its own authority, valid until 2120, for servers of the tests. Its key is public, as
 * everybody can read: it protects nothing, and nobody trusts it.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJKQhy+0s7DwM68F
4eK0lqOZm5x6ol8PQGYy+8EL1sPM2K0sg5Xr78y8fMTdf2xg40JgHj6YH8DZZS7C
B/Zh4w2jTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBR2daTfvdZ2MWSKWtM0PVmecWEqGTAKBggqhkjOPQQD
AgNIADBFAiEAoUfte4GTAZyZ2BzP9IBfqNk+QE9us7kw6XFlb/e6KY8CIH30lk4Q
3grjkcyN9Tm6I7soSoI/xTsOrIGbMcMrcQH1
-----END CERTIFICATE-----
`;
export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDaraiRwG0Wg9aU2a
+fkgnIsbRB209p9gCjHQ+4VgTFahRANCAASSkIcvtLOw8DOvBeHitJajmZuceqJf
D0BmMvvBC9bDzNitLIOV6+/MvHzE3X9sYONCYB4+mB/A2WUuwgf2YeMN
-----END PRIVATE KEY-----
`;
