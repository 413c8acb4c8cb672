using TokenBridge.Host.Audit.Records;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>What a caller who gets nothing is told, before any wire format. Every refusal of every stage becomes one of these.</summary>
/// <param name="Status">HTTP status of the resource-style routes: 4xx for what will not change by itself, 503 for what may.</param>
/// <param name="Code">AWS-style error code, which SDKs print.</param>
/// <param name="Reason">Stable, in snake_case: the answer, the metric label and the audit field.</param>
/// <param name="Message">What to do next; printable ASCII without quotes and backslashes where it goes into a header.</param>
/// <param name="Detail">For the audit log only.</param>
internal sealed record Refusal(int Status, string Code, string Reason, string Message, string? Detail = null)
{
    /// <summary>What a person reads: in a notebook's traceback often alone, so reason and id stand in it.</summary>
    public string TextFor(string decisionId) => $"{Message} [{Reason}, decision {decisionId}]";

    /// <summary>The same for the record.</summary>
    public OutcomePart Outcome => new(Status, Reason, Detail ?? Message);

    /// <summary>The <c>error</c> of the <c>WWW-Authenticate</c> challenge (RFC 6750); null leaves it out.</summary>
    public string? ChallengeError { get; init; }

    /// <summary>What the route's protocol calls it, where the route itself found the fault; null where a stage behind it refused.</summary>
    public string? ProtocolCode { get; init; }

    /// <summary>The rule that refused.</summary>
    public string? RuleId { get; init; }

    /// <summary>Names to choose from.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What to ask Keycloak for; null where another login would not help.</summary>
    public StepUp? StepUp { get; init; }

    /// <summary>A fault of the request that no honest client makes: it counts as a bad token does.</summary>
    public bool CountsAgainstAddress { get; init; }

    /// <summary>Seconds after which it is worth asking again.</summary>
    public int? RetryAfter { get; init; }
}
