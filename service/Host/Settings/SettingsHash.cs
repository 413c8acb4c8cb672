using System.Security.Cryptography;
using System.Text;

namespace TokenBridge.Host.Settings;

/// <summary>A short name for all settings, to see in records whether two runs had the same ones. Settings hold no secrets, only paths to them.</summary>
internal static class SettingsHash
{
    /// <returns>SHA-256 of everything under <c>TokenBridge</c> that has a value, in the order of the keys, whatever the source; lower-case hex.</returns>
    public static string Of(IConfiguration configuration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var values = configuration.GetSection("TokenBridge").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key.ToUpperInvariant()}\0{value}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
