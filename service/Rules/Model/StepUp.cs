using System.Globalization;
using System.Text.Json;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Model;

/// <summary>How a caller must have logged in (RFC 9470), for a rule that requires it and for the caller who is told.</summary>
/// <param name="Acr">Any of them will do; empty where none is asked for.</param>
/// <param name="MaxAge">Since the login; whole seconds. Null where any age will do.</param>
internal sealed record StepUp(IReadOnlyList<string> Acr, TimeSpan? MaxAge)
{
    /// <summary>How far Keycloak's clock may be ahead of ours, as for the times of tokens by default. It makes no login older than allowed fresh.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(30);

    /// <summary>For <c>acr_values</c>: separated by spaces; null where none is asked for.</summary>
    public string? AcrValues => Acr.Count == 0 ? null : string.Join(' ', Acr);

    /// <summary>For <c>max_age</c>, in seconds.</summary>
    public long? MaxAgeSeconds => MaxAge is { } age ? (long)age.TotalSeconds : null;

    /// <returns>What the caller's login lacks, for the audit log; null where it will do.</returns>
    public string? Lacks(CallerView caller)
    {
        if (Acr.Count > 0 && (caller.Caller.Acr is not { } acr || !Acr.Contains(acr)))
        {
            return $"acr is {Brought(caller.Caller)}, wanted is {ExplanationText.AnyOf(Acr)}";
        }

        // A login further in the future than clocks differ is no proof of a recent one.
        return MaxAge is not { } most ? null
            : caller.Caller.AuthenticatedAt is not { } login ? "auth_time is absent or no whole number of seconds"
            : login > caller.Now + MostAhead ? string.Create(CultureInfo.InvariantCulture, $"auth_time is {(long)(login - caller.Now).TotalSeconds} s in the future, clocks may differ by {(long)MostAhead.TotalSeconds}")
            : caller.Now - login > most ? string.Create(CultureInfo.InvariantCulture, $"the login is {(long)(caller.Now - login).TotalSeconds} s old, at most {MaxAgeSeconds} are allowed")
            : null;
    }

    /// <summary>Fewer conditions before more, an older login before a younger one, more ways to log in before fewer.</summary>
    public static readonly IComparer<StepUp> ByDemand = Comparer<StepUp>.Create(static (left, right) =>
    {
        var conditions = Conditions(left).CompareTo(Conditions(right));
        var age = Nullable.Compare(right.MaxAge, left.MaxAge);
        return conditions != 0 ? conditions : age != 0 ? age : right.Acr.Count.CompareTo(left.Acr.Count);
    });

    /// <summary>What the token holds need be no string, and is not absent then.</summary>
    private static string Brought(CallerIdentity caller) =>
        caller.Acr is { } text ? Quoted.Text(text)
        : BuiltInClaims.Places[BuiltInClaims.Acr].Read(caller.Claims).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "absent"
        : "no string";

    private static int Conditions(StepUp challenge) => (challenge.Acr.Count > 0 ? 1 : 0) + (challenge.MaxAge is null ? 0 : 1);
}
