using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>One refusal of each status, as every route with a token may answer it.</summary>
internal static class RefusalExamples
{
    public const string DecisionId = "4c1f6f2a9b-2a";

    private const string SeveralRoles = "You may have several roles; ask for one of 'ds-speech', 'ds-vision'.";

    public static WireBody Request { get; } = WireBody.Json(new RefusalBody(
        "ValidationError",
        Told(SeveralRoles, "role_required"),
        CodeAgain: "ValidationError",
        MessageAgain: Told(SeveralRoles, "role_required"),
        "role_required",
        DecisionId,
        AcrValues: "gold",
        MaxAge: 300,
        Roles: ["ds-speech", "ds-vision"]));

    public static WireBody Token { get; } = Of("ExpiredToken", "expired", "The token has expired: get a new one from Keycloak.");

    public static WireBody Denied { get; } = Of("AccessDenied", "role_not_granted", NotGranted);

    public static WireBody Throttled { get; } = Of("Throttling", "rate_limited", TooMany);

    public static WireBody Later { get; } = Of("ServiceUnavailable", "sts_unavailable", Unreachable);

    public const string NotGranted = "No rule gives you the role 'admin'. Ask the owner of the rules for it.";

    public const string TooMany = "Too many requests; ask again in 30 s, and keep credentials until they expire.";

    public const string Unreachable = "AWS STS cannot be reached; ask again shortly.";

    /// <summary>As it stands in every answer.</summary>
    public static string Told(string message, string reason) => $"{message} [{reason}, decision {DecisionId}]";

    private static WireBody Of(string code, string reason, string message) => WireBody.Json(new RefusalBody(
        code, Told(message, reason), CodeAgain: code, MessageAgain: Told(message, reason), reason, DecisionId, AcrValues: null, MaxAge: null, Roles: null));
}
