using TokenBridge.Tokens;

namespace TokenBridge.Mapping;

/// <summary>One caller as the tests of one evaluation see them: claims read when first asked for, groups matched once.</summary>
internal sealed class CallerView(CallerIdentity caller, int claims, GroupMatches groups)
{
    private readonly ClaimValue?[] _claims = new ClaimValue?[claims];

    public CallerIdentity Caller { get; } = caller;

    public GroupMatches Groups { get; } = groups;

    public ClaimValue Read(ClaimSource source) => _claims[source.Slot] ??= source.Read(Caller);
}
