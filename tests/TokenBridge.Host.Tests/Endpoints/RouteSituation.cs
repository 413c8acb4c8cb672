using System.Text.Json.Nodes;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>Somebody asks for credentials while something is as it is, and what each protocol must say to that.</summary>
internal sealed record RouteSituation(string Name, string? Reason, (int Status, string? Code) Resource, (int Status, string? Code) OAuth, (int Status, string? Code) Sts)
{
    private const string Vision = "arn:aws:iam::111122223333:role/ds-vision";

    private const string Special = """
        version: 1
        claims: { user: /preferred_username, color: /color, department: /department }
        rules:
          - { id: fresh, when: everyone, require: { acr: [gold] }, grant: { name: gold, role: "arn:aws:iam::111122223333:role/ds-vision" } }
          - { id: colored, when: everyone, grant: { name: colored, role: "arn:aws:iam::111122223333:role/ds-vision", tags: { color: "{color}" } } }
          - { id: placed, when: everyone, grant: { name: placed, role: "arn:aws:iam::111122223333:role/ds-vision", tags: { department: "{department}" } } }
        """;

    public string User { get; init; } = "alice";

    public string? Role { get; init; }

    public string Client { get; init; } = "notebook";

    public string? Rules { get; init; }

    public Action<JsonObject>? Claims { get; init; }

    public Func<string, string> Token { get; init; } = token => token;

    public (string Key, string? Value)[] Settings { get; init; } = [];

    public Action<EmbeddedRealm, EmbeddedSts>? Before { get; init; }

    public bool KeysFirst { get; init; } = true;

    /// <summary>Brings the situation about; returns how many exchanges that took.</summary>
    public Func<Bridge, Task<int>> Begin { get; init; } = _ => Task.FromResult(0);

    public bool IsTransient => Resource.Status is 429 or 503;

    public (int Status, string? Code) For(string kind) => kind switch { "oauth" => OAuth, "sts" => Sts, _ => Resource };

    public static readonly IReadOnlyList<RouteSituation> All =
    [
        Granted("granted, no role named"),
        Granted("granted, role named") with { Role = "ds-vision" },
        Granted("granted, role ARN named") with { Role = Vision },
        Refused("no rule", "no_rule_matches", 403, "AccessDenied", "invalid_request", 403, "AccessDenied") with { User = "dave" },
        Refused("denied by rule", "denied_by_rule", 403, "AccessDenied", "invalid_target", 403, "AccessDenied") with { User = "bob", Role = "prod-vision" },
        Refused("several roles, none named", "role_required", 400, "ValidationError", "invalid_request", 400, "ValidationError") with { User = "erin" },
        Refused("unknown role", "role_not_granted", 403, "AccessDenied", "invalid_target", 403, "AccessDenied") with { Role = "<admin>&\"'\u0001" },
        Refused("step-up", "step_up_required", 401, "StepUpRequired", "invalid_request", 403, "AccessDenied") with { Rules = Special, Role = "gold" },
        Refused("missing value", "missing_value", 403, "AccessDenied", "invalid_target", 403, "AccessDenied") with { Rules = Special, Role = "colored" },
        Refused("invalid value", "invalid_value", 403, "AccessDenied", "invalid_target", 403, "AccessDenied") with
        {
            Rules = Special, Role = "placed", Claims = claims => claims["department"] = "a<b>&c",
        },
        Refused("no token", "missing_token", 401, "MissingAuthenticationToken", "invalid_request", 400, "ValidationError") with { Token = _ => "" },
        Refused("expired token", "expired", 401, "ExpiredToken", "invalid_request", 400, "ExpiredTokenException") with
        {
            Claims = claims => (claims["iat"], claims["exp"]) = (1_700_000_000, 1_700_000_300),
        },
        BadToken("token for others", "wrong_audience") with { Client = "no-audience" },
        BadToken("bad signature", "invalid_signature") with { Token = Broken },
        BadToken("unknown issuer", "unknown_issuer") with { Claims = claims => claims["iss"] = "https://evil.example/realms/ml" },
        BadToken("no JWT", "malformed_token") with { Token = _ => "rubbish" },
        Refused("token revoked", "revoked", 401, "InvalidIdentityToken", "invalid_request", 403, "IDPRejectedClaim") with
        {
            Before = (realm, _) => realm.NotBefore = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1),
        },
        Later("keys never fetched", "keys_unavailable", 400, "IDPCommunicationError") with { Before = (realm, _) => realm.IsDown = true, KeysFirst = false },
        Refused("STS refuses", "sts_refused", 403, "AccessDenied", "invalid_request", 403, "AccessDenied") with { Before = (_, sts) => sts.Disturbances.DeniedRoles[Vision] = true },
        Later("STS down", "sts_unavailable", 503, "ServiceUnavailable") with { Before = (_, sts) => sts.Disturbances.IsDown = true },
        new("rate limited", "rate_limited", (429, "Throttling"), (429, "temporarily_unavailable"), (400, "Throttling"))
        {
            Settings = [("RateLimits:PerSubjectPerMinute", "1")], Begin = SpendAsync,
        },
        Later("overloaded", "overloaded", 503, "ServiceUnavailable") with { Settings = [("Sts:Concurrency", "1")], Begin = FillAsync },
    ];

    private static RouteSituation Granted(string name) => new(name, null, (200, null), (200, null), (200, null));

    private static RouteSituation Refused(string name, string reason, int status, string code, string error, int stsStatus, string stsCode) =>
        new(name, reason, (status, code), (400, error), (stsStatus, stsCode));

    private static RouteSituation BadToken(string name, string reason) =>
        Refused(name, reason, 401, "InvalidIdentityToken", "invalid_request", 400, "InvalidIdentityToken");

    private static RouteSituation Later(string name, string reason, int stsStatus, string stsCode) =>
        new(name, reason, (503, "ServiceUnavailable"), (503, "temporarily_unavailable"), (stsStatus, stsCode));

    private static string Broken(string token)
    {
        var signature = token.LastIndexOf('.') + 1;
        return string.Concat(token.AsSpan(0, signature), token[signature] == 'A' ? "B" : "A", token.AsSpan(signature + 1));
    }

    private static async Task<int> SpendAsync(Bridge bridge)
    {
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        return 1;
    }

    /// <summary>One call stands at a closed STS and sixteen wait for it; all others come back, and then there is no room left.</summary>
    private static async Task<int> FillAsync(Bridge bridge)
    {
        const int Room = 17;
        const int Calls = 20;
        bridge.Sts.Disturbances.CloseGate();
        var calls = Enumerable.Range(0, Calls)
            .Select(number => bridge.GetAsync("/v1/credentials", bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims => claims["sub"] = $"u-{number}")))
            .ToList();
        for (var ended = 0; ended < Calls - Room; ended++)
        {
            calls.Remove(await Task.WhenAny(calls));
        }

        return Calls - Room;
    }
}
