using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>Verified callers for benchmarks of the rules alone.</summary>
internal static class Callers
{
    /// <summary>As many members as Keycloak's tokens have: what a rule reads is looked for among them.</summary>
    private const string Claims =
        """
        {
          "exp": 300, "iat": 1, "jti": "onrtac:1f6a2b9c-41a4-4a0f-9b1e-7d6a5e0c9b11", "iss": "https://kc.example/realms/ml", "aud": "tokenbridge",
          "sub": "00000000-0000-4000-8000-000000000001", "typ": "Bearer", "azp": "notebook", "sid": "uyRONUAaUEYJRRZxZftFN3e4", "acr": "1",
          "allowed-origins": ["https://notebook.example"], "scope": "openid email profile", "email_verified": true, "name": "Alice Liddell",
          "preferred_username": "alice", "given_name": "Alice", "family_name": "Liddell", "department": "research", "cost_center": "4711",
          "email": "alice@ml.example", "projects": ["atlas", "lidar-2"]
        }
        """;

    public static RequestContext Context { get; } = new(IPAddress.Loopback, DateTimeOffset.UnixEpoch);

    public static CallerIdentity InGroups(params string[] groups)
    {
        var payload = JsonNode.Parse(Claims)!.AsObject();
        payload["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        return UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload.ToJsonString()), "research", DateTimeOffset.UnixEpoch)
            .Match(caller => caller, fault => throw new InvalidOperationException(fault));
    }
}
