using System.Globalization;
using System.Net;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary><see cref="TestDocument"/> -> <see cref="RuleTest"/>.</summary>
/// <param name="context">What the rules are compiled against.</param>
/// <param name="ruleIds">Of every rule; null where a fault has lost some.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class RuleTestCompiler(RuleSetContext context, IReadOnlyCollection<string>? ruleIds, FaultList faults)
{
    /// <summary>2026-01-01, where neither the test nor its token says when it is.</summary>
    private const long DefaultNow = 1_767_225_600;

    /// <summary>For rules that name no issuer, where none is configured.</summary>
    private const string NoIssuer = "test";

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static readonly string[] Reasons = [.. Enum.GetValues<DenialReason>().Select(reason => reason.ToReason())];

    public IReadOnlyList<RuleTest> Compile(IReadOnlyList<RuleSetDocument> documents)
    {
        var named = documents.SelectMany(Issuers).Distinct(StringComparer.Ordinal).ToList();
        return [.. documents.SelectMany(document => document.Tests.Select(test => Compile(test, document, named)))];
    }

    private static IEnumerable<string> Issuers(RuleSetDocument document) =>
        (document.Issuers ?? [])
            .Concat(document.Rules.SelectMany(rule => rule.When ?? []).OfType<PredicateDocument.Issuer>().SelectMany(test => test.Ids))
            .Select(id => id.Text)
            .Where(id => id != AnyIssuer.Id);

    private RuleTest Compile(TestDocument test, RuleSetDocument document, IReadOnlyList<string> named) => new()
    {
        Name = test.Name.Text,
        At = test.At,
        Payload = Payload(test),
        IssuerId = Issuer(test, document, named),
        Now = Now(test),
        Role = test.Role?.Text,
        Source = test.SourceAddress is { } address ? Address(address) : null,
        Expect = Compile(test.Expect),
    };

    /// <summary>The test's own, else the only one there is.</summary>
    private string Issuer(TestDocument test, RuleSetDocument document, IReadOnlyList<string> named)
    {
        var known = context.IssuerIds.Count > 0 ? context.IssuerIds : named;
        if (test.Issuer is { } issuer)
        {
            if (known.Count > 0 && !known.Contains(issuer.Text))
            {
                faults.Add(issuer.At, FaultCode.Issuer, $"no issuer {SafeText.Quote(issuer.Text)} is configured or named{DidYouMean.Suggest(issuer.Text, known, $"write one of {SafeText.QuoteList(known)}")}");
            }

            return issuer.Text;
        }

        if (known.Count <= 1)
        {
            return known.Count == 0 ? NoIssuer : known[0];
        }

        if (document.Issuers is [{ Text: not AnyIssuer.Id and var only }])
        {
            return only;
        }

        faults.Add(test.At, FaultCode.Issuer, $"there are several issuers ({SafeText.QuoteList(known)}), and the test does not say whose token this is; write issuer: {known[0]}");
        return NoIssuer;
    }

    private byte[] Payload(TestDocument test)
    {
        var azp = Member(test, "azp");
        if (azp is not null && test.Client is { } client && client.Text != azp.Text)
        {
            faults.Add(client.At, FaultCode.Test, $"the token's azp is {SafeText.Quote(azp.Text)}; write the client in one place");
        }

        return YamlJson.Write(test.Token, azp is null && test.Client is { } added ? ("azp", added.Text) : null);
    }

    private DateTimeOffset Now(TestDocument test)
    {
        if (test.Now is { } text)
        {
            if (!DateTimeOffset.TryParseExact(text.Text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now))
            {
                faults.Add(text.At, FaultCode.Test, $"now {SafeText.Quote(text.Text)} is no RFC 3339 time; write it like 2026-01-01T12:00:00Z");
            }

            return now;
        }

        return Member(test, "iat") is { IsPlain: true } iat && uint.TryParse(iat.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.FromUnixTimeSeconds(DefaultNow);
    }

    private IPAddress? Address(Written text)
    {
        if (AddressText.TryRead(text.Text, out var address))
        {
            return address;
        }

        faults.Add(text.At, FaultCode.Network, $"source_ip {SafeText.Quote(text.Text)} is no address; write it like 10.1.2.3 or 2001:db8::1");
        return null;
    }

    private RuleTestExpectation Compile(ExpectDocument expect)
    {
        if (expect.Rule is { } rule && ruleIds?.Contains(rule.Text) == false)
        {
            faults.Add(rule.At, FaultCode.Test, $"no rule has the id {SafeText.Quote(rule.Text)}{DidYouMean.Suggest(rule.Text, ruleIds, "write the id of a rule of these files")}");
        }

        if (expect.Role is { } role && RoleArn.Read(role.Text).Fault is { } wrong)
        {
            faults.Add(role.At, FaultCode.RoleArn, $"role {SafeText.Quote(role.Text)} {wrong}");
        }

        return new RuleTestExpectation
        {
            Denied = expect.Denied is { } reason ? Reason(reason) : null,
            Rule = expect.Rule?.Text,
            Name = expect.Name?.Text,
            Role = expect.Role?.Text,
            SessionName = expect.SessionName?.Text,
            SourceIdentity = expect.SourceIdentity?.Text,
            Duration = expect.Duration is { } duration ? Duration(duration) : null,
            ExternalId = expect.ExternalId?.Text,
            Region = expect.Region?.Text,
            Strategy = expect.Strategy is { } strategy ? Strategy(strategy) : null,
            Tags = [.. expect.Tags.Select(tag => KeyValuePair.Create(tag.Key.Text, tag.Value?.Text))],
            TransitiveTags = Ordinal(expect.TransitiveTags),
            PolicyArns = Ordinal(expect.PolicyArns),
            Grants = Ordinal(expect.Grants),
        };
    }

    private DenialReason? Reason(Written text)
    {
        var index = Array.IndexOf(Reasons, text.Text);
        if (index >= 0)
        {
            return Enum.GetValues<DenialReason>()[index];
        }

        faults.Add(text.At, FaultCode.Test, $"no reason is called {SafeText.Quote(text.Text)}{DidYouMean.Suggest(text.Text, Reasons, $"reasons are {string.Join(", ", Reasons)}")}");
        return null;
    }

    private TimeSpan? Duration(Written text)
    {
        if (SessionDuration.Read(text.Text).TryGet(out var duration, out var wrong))
        {
            return duration;
        }

        faults.Add(text.At, FaultCode.Duration, $"duration {SafeText.Quote(text.Text)} {wrong}");
        return null;
    }

    private SessionStrategy? Strategy(Written text)
    {
        var names = Enum.GetNames<SessionStrategy>();
        if (names.Contains(text.Text))
        {
            return Enum.Parse<SessionStrategy>(text.Text);
        }

        faults.Add(text.At, FaultCode.Strategy, $"strategy {SafeText.Quote(text.Text)} is not known{DidYouMean.Suggest(text.Text, names, $"write one of {string.Join(", ", names)}")}");
        return null;
    }

    private static YamlNode.Scalar? Member(TestDocument test, string name) =>
        test.Token.Entries.FirstOrDefault(entry => entry.Key.Text == name).Value as YamlNode.Scalar;

    private static List<string>? Ordinal(IReadOnlyList<Written>? texts) =>
        texts is null ? null : [.. texts.Select(text => text.Text).Order(StringComparer.Ordinal)];
}
