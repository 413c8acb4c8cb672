using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>One caller as the tests of one evaluation see them: claims read when first asked for, groups and roles matched once.</summary>
internal sealed class CallerView(CallerIdentity caller, RequestContext context, int claims, MembershipMatches memberships)
{
    private readonly ClaimValue?[] _claims = new ClaimValue?[claims];

    public CallerIdentity Caller { get; } = caller;

    public RequestContext Context { get; } = context;

    public MembershipMatches Memberships { get; } = memberships;

    /// <summary>The same caller with another value for one claim; for trying out.</summary>
    public CallerView With(ClaimSource source, ClaimValue value)
    {
        var other = new CallerView(Caller, Context, _claims.Length, Memberships);
        other._claims[source.Slot] = value;
        return other;
    }

    public ClaimValue Read(ClaimSource source) => _claims[source.Slot] ??= source.Read(Caller);
}
