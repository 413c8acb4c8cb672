using System.Net;

namespace TokenBridge.Host.Exchange;

/// <summary>What every route makes of its request: a token and the role that is asked for, or why it cannot be read.</summary>
internal readonly record struct ExchangeRequest
{
    /// <summary>The wire format, for audit and metrics: <c>container</c>, <c>process</c>, <c>env</c>, <c>oauth</c>, <c>sts</c>, <c>roles</c>, <c>explain</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Trimmed and without a scheme; empty where there is none.</summary>
    public ReadOnlyMemory<char> Token { get; init; }

    /// <summary>A grant name, a rule id or a role ARN; null where none is named.</summary>
    public string? Role { get; init; }

    /// <summary>The caller wants no session that lasts longer; null takes the rule's duration.</summary>
    public TimeSpan? LongestSession { get; init; }

    /// <summary>Set where the request is wrong in itself.</summary>
    public Refusal? Fault { get; init; }

    /// <summary>The caller's address, after trusted forwarding; null where nobody knows it.</summary>
    public IPAddress? Source { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>Never prints the token.</summary>
    public override string ToString() => $"ExchangeRequest {{ {Route} }}";
}
