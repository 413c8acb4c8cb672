using System.Net;
using System.Text;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>A caller who may tell two rule sets apart.</summary>
/// <param name="Origin">What it was made from, for people: <c>rule team-scientists</c>.</param>
/// <param name="Caller">Read from the payload as a token is.</param>
/// <param name="Context">Of the request.</param>
/// <param name="Payload">As JSON.</param>
internal sealed record Witness(string Origin, CallerIdentity Caller, RequestContext Context, string Payload)
{
    /// <summary>2026-01-01, as in tests that say nothing else.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    private const string Subject = "u-1";

    /// <summary>As tests have it where nobody names one.</summary>
    private const string Issuer = "test";

    /// <summary>Alike for callers before whom no rules can differ.</summary>
    public string Identity => $"{Caller.IssuerId}\n{Context.Source}\n{Context.Now.ToUnixTimeSeconds()}\n{Payload}";

    /// <param name="origin">What the draft was made from.</param>
    /// <param name="draft">Stays as it is.</param>
    /// <param name="issuer">Where the draft does not mind; null for any.</param>
    /// <returns>Null where no token looks like the draft.</returns>
    public static Witness? Of(string origin, CallerDraft draft, string? issuer)
    {
        var whole = draft.Copy();
        whole.Set("/sub", Subject);
        var source = whole.Source is { } text && IPAddress.TryParse(text, out var address) ? address : null;
        return Of(origin, whole.Json, whole.IssuerId ?? issuer ?? Issuer, new RequestContext(source, Now));
    }

    public static Witness? Of(RuleTest test) =>
        Of($"test '{test.Name}'", Encoding.UTF8.GetString(test.Payload), test.IssuerId, new RequestContext(test.Source, test.Now));

    private static Witness? Of(string origin, string payload, string issuer, RequestContext context) =>
        UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload), issuer, context.Now).TryGet(out var caller, out _) ? new Witness(origin, caller, context, payload) : null;
}
