using System.Net;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>One caller as the tests of one evaluation see them: claims read when first asked for, groups and roles matched once.</summary>
/// <remarks>
/// The only way to the request's address and time, so that it knows what an evaluation depends on: tests are pure, and what was never asked for
/// cannot have changed anything.
/// </remarks>
internal sealed class CallerView(CallerIdentity caller, RequestContext context, int claims, MembershipMatches memberships)
{
    private readonly ClaimValue?[] _claims = new ClaimValue?[claims];

    public CallerIdentity Caller { get; } = caller;

    /// <summary>The request's address was asked for: the answer may be another one for another address.</summary>
    public bool HasLookedAtSource { get; private set; }

    /// <summary>The request's time was asked for: the answer may be another one at another time.</summary>
    public bool HasLookedAtTime { get; private set; }

    /// <summary>The caller's address; null where nobody knows it.</summary>
    public IPAddress? Source
    {
        get
        {
            HasLookedAtSource = true;
            return context.Source;
        }
    }

    /// <summary>The time of the request.</summary>
    public DateTimeOffset Now
    {
        get
        {
            HasLookedAtTime = true;
            return context.Now;
        }
    }

    public MembershipMatches Memberships { get; } = memberships;

    /// <summary>The same caller with another value for one claim; for trying out.</summary>
    public CallerView With(ClaimSource source, ClaimValue value)
    {
        var other = new CallerView(Caller, context, _claims.Length, Memberships);
        other._claims[source.Slot] = value;
        return other;
    }

    public ClaimValue Read(ClaimSource source) => _claims[source.Slot] ??= source.Read(Caller);
}
