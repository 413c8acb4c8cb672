using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Audit.Records;

/// <summary>What an exchange began with, before anybody was believed.</summary>
/// <param name="Time">When it began.</param>
/// <param name="DecisionId">Also in the answer, so that a caller's report leads here.</param>
/// <param name="Route">The wire format that the caller spoke: <c>container</c>.</param>
/// <param name="RequestedRole">As the caller named it, cut to <see cref="LongestRole"/>; null where none was named.</param>
/// <param name="SourceAddress">The caller's, after trusted forwarding; null where nobody knows it.</param>
/// <param name="UserAgent">Cut to <see cref="LongestUserAgent"/>.</param>
/// <param name="TraceId">Null where nothing is traced.</param>
internal sealed record RequestPart(
    DateTimeOffset Time, string DecisionId, string Route, string? RequestedRole, string? SourceAddress, string? UserAgent, string? TraceId)
{
    /// <summary>Characters.</summary>
    private const int LongestRole = 2048;

    /// <summary>Characters.</summary>
    private const int LongestUserAgent = 256;

    public string? RequestedRole { get; } = SafeText.Cut(RequestedRole, LongestRole);

    public string? UserAgent { get; } = SafeText.Cut(UserAgent, LongestUserAgent);
}
