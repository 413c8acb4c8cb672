using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Where a realm hands out tokens, and where it is administered.</summary>
/// <param name="Server">Of all its realms; without a slash at its end.</param>
/// <param name="Realm">As it stands in addresses.</param>
internal sealed record AdminAddress(string Server, string Realm)
{
    private const string Discovery = "/.well-known/openid-configuration";

    private const string Realms = "/realms/";

    /// <summary>Without a slash at its end.</summary>
    public string Admin => $"{Server}/admin{Realms}{Realm}";

    /// <summary>Where the realm's own clients log in.</summary>
    public Uri Token => TokenOf(Realm);

    /// <returns>By the way on which the service reads the realm's keys; null where that is not Keycloak's form.</returns>
    public static AdminAddress? Of(IssuerOptions issuer)
    {
        var address = issuer.MetadataAddress.GetLeftPart(UriPartial.Path);
        var realms = address.LastIndexOf(Realms, StringComparison.Ordinal);
        if (realms < 0 || !address.EndsWith(Discovery, StringComparison.Ordinal))
        {
            return null;
        }

        var realm = address[(realms + Realms.Length)..^Discovery.Length];
        return realm.Length == 0 || realm.Contains('/', StringComparison.Ordinal)
            ? null
            : new AdminAddress(address[..realms], realm);
    }

    /// <param name="realm">Of the same server, as it stands in addresses.</param>
    public Uri TokenOf(string realm) => new($"{Server}{Realms}{realm}/protocol/openid-connect/token");
}
