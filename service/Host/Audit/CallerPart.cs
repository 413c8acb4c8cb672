using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Audit;

/// <summary>Who asked, as far as it is known.</summary>
/// <param name="IssuerId">The configured issuer that the token named.</param>
/// <param name="Verified">Null where the token was not accepted: nothing that it says is believed then.</param>
internal sealed record CallerPart(string IssuerId, CallerIdentity? Verified);
