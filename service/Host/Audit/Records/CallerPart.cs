using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Audit.Records;

/// <summary>Who asked, as far as it is known.</summary>
/// <param name="IssuerId">The configured issuer that the token named.</param>
/// <param name="Verified">Null where the token was not accepted.</param>
/// <param name="Signed">Of a token that was not accepted although its realm has signed it; nothing that another one says is believed.</param>
internal sealed record CallerPart(string IssuerId, CallerIdentity? Verified, SignedPart? Signed = null);

/// <param name="Issuer"><c>iss</c>.</param>
/// <param name="Subject"><c>sub</c>; null where it is no string.</param>
/// <param name="Client"><c>azp</c>; null where it is no string.</param>
internal sealed record SignedPart(string Issuer, string? Subject, string? Client);
