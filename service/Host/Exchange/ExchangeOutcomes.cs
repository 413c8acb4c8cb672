using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>Every wire format and every reason that an exchange can end with: what metrics show before it happens.</summary>
internal static class ExchangeOutcomes
{
    public static IReadOnlyList<string> Routes { get; } = ["container", "process", "env", "oauth", "sts"];

    public static IReadOnlyList<string> Reasons { get; } =
    [
        Refusals.InvalidRequestReason,
        Refusals.RateLimitedReason,
        Refusals.KeysUnavailableReason,
        .. Enum.GetValues<TokenRejection>().Select(rejection => rejection.ToReason()),
        .. Enum.GetValues<DenialReason>().Select(denial => denial.ToReason()),
        .. Enum.GetValues<StsFailure>().Select(failure => failure.ToReason()),
    ];
}
