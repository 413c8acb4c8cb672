using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Where a realm hands out tokens, and where it is administered.</summary>
/// <param name="Token">Of the realm's own clients.</param>
/// <param name="Admin">Without a slash at its end.</param>
internal sealed record AdminAddress(Uri Token, string Admin)
{
    private const string Discovery = "/.well-known/openid-configuration";

    private const string Realms = "/realms/";

    /// <summary>Of all its realms; without a slash at its end.</summary>
    public string Server => Admin[..Admin.LastIndexOf("/admin/realms/", StringComparison.Ordinal)];

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
            : new AdminAddress(new Uri($"{address[..realms]}{Realms}{realm}/protocol/openid-connect/token"), $"{address[..realms]}/admin/realms/{realm}");
    }
}
