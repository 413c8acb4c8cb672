using System.Text.Json;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary><c>doctor</c> with the shipped rules on a realm, as the service would trust it.</summary>
internal sealed class RealmDoctor(RealParts parts, Uri realm)
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Installation.RunFolder, "realm-review")).FullName;

    /// <summary>Of what it writes nothing may be secret.</summary>
    public static string File(string name) => Path.Combine(Folder, name);

    /// <param name="words">That say which way the realm is read.</param>
    /// <returns>What it says of the realm.</returns>
    public async Task<IReadOnlyList<RealmRow>> RunAsync(params string[] words)
    {
        string[] settings =
        [
            "--TokenBridge:Issuers:reviewed:Issuer", $"{realm}",
            "--TokenBridge:Issuers:reviewed:Audiences:0", "tokenbridge",
            "--TokenBridge:Issuers:reviewed:Clients:0", "notebook",
            "--TokenBridge:Issuers:reviewed:Clients:1", "nightly-training",
            "--TokenBridge:Rules:Path", Installation.ShippedRules,
            "--TokenBridge:Sts:Region", "us-east-1",
            "--TokenBridge:Sts:Endpoint", parts.Gateway.Endpoint.GetLeftPart(UriPartial.Authority),
        ];
        var said = (await Command.RunAsync(Installation.Service, ["doctor", .. settings, .. words, "--format", "json"])).Output;
        said.ShouldNotContain(PlantedRealm.Secret);
        return
        [
            .. JsonDocument.Parse(said).RootElement.GetProperty("checks").EnumerateArray()
                .Where(row => row.GetProperty("check").GetString()!.StartsWith("realm", StringComparison.Ordinal))
                .Select(row => new RealmRow(row.GetProperty("state").GetString()!, row.GetProperty("seen").GetString()!, row.TryGetProperty("mend", out var remedy) ? remedy.GetString()! : "")),
        ];
    }

    /// <returns>The code of each finding and its place.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(params string[] words) =>
        [.. (await RunAsync(words)).Where(row => row.State != "ok").Select(row => row.Seen.Split(": ")).Select(parts => parts is [var code, var where, ..] ? $"{code} {where}" : string.Join(": ", parts))];
}

/// <summary>One line of the review.</summary>
internal sealed record RealmRow(string State, string Seen, string Remedy);
