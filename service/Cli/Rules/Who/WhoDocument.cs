using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules.Who;

/// <summary>Who can get a role, as <c>rules who --format json</c> prints it.</summary>
/// <param name="Role">As asked.</param>
/// <param name="RulesHash">Of the rules that were read.</param>
/// <param name="GrantedBy">Every rule that may grant it.</param>
/// <param name="CutBy">Every rule that may forbid it.</param>
internal sealed record WhoDocument(string Role, string RulesHash, IReadOnlyList<WhoRoute> GrantedBy, IReadOnlyList<WhoCut> CutBy)
{
    public static WhoDocument Of(RoleReach reach, string hash) => new(reach.Wanted, hash, [.. reach.Routes.Select(WhoRoute.Of)], [.. reach.Cuts.Select(WhoCut.Of)]);
}

/// <param name="Rule">Its id.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Name">Of the grant, as written.</param>
/// <param name="Role">As written.</param>
/// <param name="Where">What captures must be for it to be the role that was asked for.</param>
/// <param name="When">Its condition.</param>
/// <param name="Require">Of the login; null for nothing.</param>
internal sealed record WhoRoute(
    string Rule, string File, int Line, string Name, string Role, IReadOnlyDictionary<string, string> Where, WhoTest When, WhoLogin? Require)
{
    public static WhoRoute Of(RoleRoute route) => new(
        route.RuleId, route.At.File, route.At.Line, route.Name, route.Role, route.Captures, WhoTest.Of(route.When), WhoLogin.Of(route.Require));
}

/// <param name="Rule">Its id.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Reason">As the rule gives it.</param>
/// <param name="Roles">That it forbids.</param>
/// <param name="Cuts">Ids of the granting rules that it meets.</param>
/// <param name="When">Its condition.</param>
internal sealed record WhoCut(
    string Rule, string File, int Line, string? Reason, IReadOnlyList<string> Roles, IReadOnlyList<string> Cuts, WhoTest When)
{
    public static WhoCut Of(RoleCut cut) => new(cut.RuleId, cut.At.File, cut.At.Line, cut.Reason, cut.Roles, cut.Routes, WhoTest.Of(cut.When));
}

/// <param name="Acr">Any of these; empty for any.</param>
/// <param name="MaxAuthAgeSeconds">Null for any age.</param>
internal sealed record WhoLogin(IReadOnlyList<string> Acr, long? MaxAuthAgeSeconds)
{
    public static WhoLogin? Of(StepUp? require) => require is null ? null : new WhoLogin(require.Acr, require.MaxAgeSeconds);
}

/// <param name="Test">As the language calls it.</param>
/// <param name="Expected">What the rule wants; null for combinations.</param>
/// <param name="Parts">Of a combination.</param>
internal sealed record WhoTest(string Test, string? Expected, IReadOnlyList<WhoTest>? Parts)
{
    public static WhoTest Of(PredicateOutline test) =>
        test.Parts.Count == 0 ? new WhoTest(test.Kind, test.Expected, Parts: null) : new WhoTest(test.Kind, Expected: null, [.. test.Parts.Select(Of)]);
}
