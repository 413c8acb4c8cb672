using System.Net;
using System.Text.Json;
using TokenBridge.Rules.Model;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>Verified callers for benchmarks of the rules alone.</summary>
internal static class Callers
{
    private const string Claims =
        """{"preferred_username":"alice","department":"research","cost_center":"4711","email":"alice@ml.example","projects":["atlas","lidar-2"]}""";

    public static RequestContext Context { get; } = new(IPAddress.Loopback, DateTimeOffset.UnixEpoch);

    public static CallerIdentity InGroups(params string[] groups) => new()
    {
        IssuerId = "research",
        Issuer = "https://kc.example/realms/ml",
        Subject = "00000000-0000-4000-8000-000000000001",
        Client = "notebook",
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(5),
        Groups = groups,
        Claims = JsonDocument.Parse(Claims).RootElement,
    };
}
