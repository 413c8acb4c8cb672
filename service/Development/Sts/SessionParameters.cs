using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>What a caller asks of a new role session, wherever it stood: in parameters (<c>AssumeRole</c>) or in the token's claims.</summary>
internal sealed record SessionParameters
{
    public string? RoleArn { get; init; }

    public string? SessionName { get; init; }

    /// <summary>As written; null asks for an hour.</summary>
    public string? DurationSeconds { get; init; }

    public string? SourceIdentity { get; init; }

    public string? ExternalId { get; init; }

    public string? Policy { get; init; }

    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    public IReadOnlyList<SessionTag> Tags { get; init; } = [];

    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Good only after <see cref="ParameterLimits"/> found nothing.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(DurationSeconds is null ? 3600 : int.Parse(DurationSeconds));

    /// <summary>What both operations take from the request; <c>AssumeRoleWithWebIdentity</c> adds the claims of its token.</summary>
    public static SessionParameters Of(QueryRequest request) => new()
    {
        RoleArn = request["RoleArn"],
        SessionName = request["RoleSessionName"],
        DurationSeconds = request["DurationSeconds"],
        Policy = request["Policy"],
        PolicyArns = [.. request.Parameters.Where(IsPolicyArn).Select(parameter => parameter.Value)],
    };

    /// <summary>All of them, for <c>AssumeRole</c>.</summary>
    public static SessionParameters OfAssumeRole(QueryRequest request) => Of(request) with
    {
        SourceIdentity = request["SourceIdentity"],
        ExternalId = request["ExternalId"],
        Tags = request.Tags(),
        TransitiveTagKeys = request.List("TransitiveTagKeys"),
    };

    private static bool IsPolicyArn(KeyValuePair<string, string> parameter) =>
        parameter.Key.StartsWith("PolicyArns.member.", StringComparison.Ordinal) && parameter.Key.EndsWith(".arn", StringComparison.Ordinal);
}
