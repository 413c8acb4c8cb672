using System.Globalization;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>Which keys the realm signs with, by their providers. The keys themselves are not looked at.</summary>
internal static class KeyReader
{
    private const string Providers = "org.keycloak.keys.KeyProvider";

    public static IReadOnlyList<RealmKey>? Read(RealmNode root)
    {
        var components = root.Object("components");
        return components.Has(Providers)
            ? [.. components.Objects(Providers).Where(provider => First(provider, "enabled") != "false").Select(Key).OfType<RealmKey>()]
            : null;
    }

    private static RealmKey? Key(RealmNode provider)
    {
        var name = provider.Text("name") ?? "";
        return Algorithm(provider) is { } algorithm
            ? new RealmKey(name, algorithm, Number(First(provider, "priority")) ?? 0, First(provider, "active") != "false", Number(First(provider, "keySize")))
            : null;
    }

    /// <returns>Null for keys that encrypt, and for those of Keycloak's own refresh tokens.</returns>
    private static string? Algorithm(RealmNode provider) => provider.Text("providerId") switch
    {
        "rsa-generated" or "rsa" or "java-keystore" => First(provider, "algorithm") ?? "RS256",
        "ecdsa-generated" => First(provider, "algorithm") ?? First(provider, "ecdsaEllipticCurveKey") switch { "P-384" => "ES384", "P-521" => "ES512", _ => "ES256" },
        "eddsa-generated" => "EdDSA",
        _ => null,
    };

    private static string? First(RealmNode provider, string setting) => provider.Object("config").Texts(setting) is [{ Length: > 0 } first, ..] ? first : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
