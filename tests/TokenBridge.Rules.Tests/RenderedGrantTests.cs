using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Random values in every field of a grant, against the patterns of the STS service model written out anew: what AWS would refuse is never rendered.</summary>
[Trait(PropertyCases.Trait, "random")]
public sealed class RenderedGrantTests
{
    private static readonly Regex Arn = Shape("arn:aws:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}");
    private static readonly Regex Name = Shape("[A-Za-z0-9_+=,.@-]{2,64}");
    private static readonly Regex ExternalId = Shape("[A-Za-z0-9_+=,.@:/-]{2,1224}");
    private static readonly Regex ManagedPolicy = Shape("arn:aws:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]{1,512}");
    private static readonly Regex Policy = Shape(@"[\u0009\u000A\u000D\u0020-\u00FF]+");

    /// <summary>As AWS writes it; a character beyond the basic plane, which is a letter to AWS, is two halves to .NET.</summary>
    private static readonly Regex TagText = Shape(@"([\p{L}\p{Z}\p{N}_.:/=+\-@]|\p{Cs}\p{Cs})*");

    private const string SessionPolicy = """
        { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: ["arn:aws:s3:::{x}/*", "arn:aws:s3:::b/{y}"], Condition: { StringLike: { "aws:x": "{x}-{y}?" } } }] }
        """;

    private static readonly RuleSet[] Rules =
    [
        Granting("""{ role: "arn:aws:iam::111122223333:role/{x}", session_name: "{y}", source_identity: "{x}", tags: { a: "{x}", b: "{y}", c: "{x}{y}" }, transitive_tags: [a, c] }"""),
        Granting("""{ role: "arn:aws:iam::{x}:role/p/{y}", session_name: "s-{x}.{y}", tags: { k: "{x?}" } }"""),
        Granting("""{ role: "arn:aws:iam::111122223333:role/r", external_id: "{x}", policy_arns: ["arn:aws:iam::111122223333:policy/{x}", "arn:aws:iam::aws:policy/{y}"] }"""),
        Granting("""{ role: "arn:aws:iam::111122223333:role/r", tags: { l: { claim: x, join: ":" }, m: { claim: y, join: " / " } } }"""),
        Granting($$"""{ role: "arn:aws:iam::111122223333:role/r", policy: {{SessionPolicy}} }"""),
        Granting($$"""{ role: "arn:aws:iam::111122223333:role/r", policy: {{SessionPolicy}}, policy_arns: ["arn:aws:iam::aws:policy/x{x?}"] }"""),
    ];

    /// <summary>What stands in the place of a value above: a list of aliases, an object of them, or neither.</summary>
    private static readonly RuleSet Tenants = Compile("""
        version: 1
        rules:
          - id: r
            when: { organization: "{x}" }
            grant: { name: "{x}", role: "arn:aws:iam::111122223333:role/{x}", session_name: "{x}", tags: { a: "{x}", b: "{x}/{x}" }, policy_arns: ["arn:aws:iam::aws:policy/{x}"] }
        """);

    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Gen.Elements("vision", "a", "ab", "", "111122223333", "a/b", "A_+=,.@-z", "x:y", "é", "日本", "a b", "\u00a0", "\u2028", "𝒳")),
        (3, Gen.Elements("*", "?", "$", "${aws:username}", "{x}", "{", "\"", "\\", "\u0000", "\n", "\ud800", "<", "%2f", "..", "//", "/", ":", "aws:x", "\"}],\"Effect\":\"Deny\"")),
        (2, ArbMap.Default.ArbFor<UnicodeString>().Generator.Select(text => text.Get ?? "")),
        (2, from letter in Gen.Elements("a", "é", "𝒳", "=", "\"") from length in Gen.Elements(31, 32, 46, 63, 64, 65, 127, 128, 255, 256, 257, 1_000, 1_224, 2_000, 2_100) select string.Concat(Enumerable.Repeat(letter, length))));

    private static readonly Gen<string> Value = Gen.Frequency(
        (3, Gen.Elements("vision", "111122223333").Select(Json)),
        (5, Text.Select(Json)),
        (2, from one in Text from two in Text select Json(one + two)),
        (2, from items in Gen.ListOf(Text) select $"[{string.Join(", ", items.Take(60).Select(Json))}]"),
        (1, Gen.Elements("1", "-1", "1.5", "true", "null", "{}", "[]", "[1, \"a\"]", "1e400", "123456789012345678901")));

    [Fact]
    public void Whatever_a_token_holds_a_grant_is_within_the_limits_of_STS()
    {
        var given = from rules in Gen.Elements(Rules) from x in Value from y in Value select (rules, Claims: $$"""{ "sub": "u-1", "x": {{x}}, "y": {{y}} }""");
        PropertyCases.Check(
            given,
            one => one.rules.Evaluate(Unread(one.Claims)).Eligible.SelectMany(Faults).FirstOrDefault() is { } fault ? throw new InvalidOperationException(fault) : true);
    }

    [Fact]
    public void Whatever_organizations_a_token_names_a_grant_is_within_the_limits_of_STS()
    {
        var organizations = Gen.OneOf(
            from items in Gen.ListOf(Text) select $"[{string.Join(", ", items.Take(60).Select(Json))}]",
            from items in Gen.ListOf(Text) select $"{{{string.Join(", ", items.Take(60).Distinct(StringComparer.Ordinal).Select(alias => $"{Json(alias)}: {{}}"))}}}",
            Value);
        PropertyCases.Check(
            organizations,
            claim => Tenants.Evaluate(Unread($$"""{ "sub": "u-1", "organization": {{claim}} }""")).Eligible.SelectMany(Faults).FirstOrDefault() is { } fault ? throw new InvalidOperationException(fault) : true);
        Gen.Sample(organizations, 200, new Rnd(1, 1), 5).Count(claim => Tenants.Grants(Unread($$"""{ "sub": "u-1", "organization": {{claim}} }"""))).ShouldBeInRange(1, 199);
    }

    /// <summary>A control: rules that never grant anything prove nothing.</summary>
    [Fact]
    public void Each_of_the_rules_grants_sometimes_and_refuses_sometimes()
    {
        var claims = Gen.Sample(from x in Value from y in Value select $$"""{ "sub": "u-1", "x": {{x}}, "y": {{y}} }""", 500, new Rnd(1, 1), 50);
        foreach (var rules in Rules)
        {
            var granted = claims.Count(one => rules.Grants(Unread(one)));
            granted.ShouldBeInRange(1, 4_999);
        }
    }

    private static Regex Shape(string pattern) => new($"^({pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    /// <summary>Not as the service reads callers: it refuses halves of characters, and the rules must stay within the limits without that.</summary>
    private static CallerIdentity Unread(string claims) => new()
    {
        IssuerId = "research",
        Issuer = "https://kc.example/realms/ml",
        Subject = "u-1",
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(5),
        Claims = JsonDocument.Parse(claims).RootElement,
    };

    /// <summary>A JSON escape for each half, so that halves of characters reach the rules too.</summary>
    private static string Json(string text) => $"\"{string.Concat(text.Select(character => $"\\u{(int)character:x4}"))}\"";

    private static List<string> Faults(Grant grant)
    {
        var faults = new List<string>();
        Require(Arn.IsMatch(grant.Role.Value), "role", grant.Role.Value);
        Require(Name.IsMatch(grant.SessionName), "session name", grant.SessionName);
        Require(grant.SourceIdentity is null || Name.IsMatch(grant.SourceIdentity), "source identity", grant.SourceIdentity);
        Require(grant.ExternalId is null || ExternalId.IsMatch(grant.ExternalId), "external id", grant.ExternalId);
        Require(grant.Tags.Count <= 50, "tags", "too many");
        foreach (var tag in grant.Tags)
        {
            Require(tag.Key.Length is >= 1 and <= 128 && TagText.IsMatch(tag.Key) && !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase), "tag key", tag.Key);
            Require(tag.Value.Length <= 256 && TagText.IsMatch(tag.Value) && tag.Value.EnumerateRunes().All(IsTagRune), "tag value", tag.Value);
        }

        Require(grant.Tags.Select(tag => tag.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() == grant.Tags.Count, "tags", "one key twice");
        Require(grant.TransitiveTagKeys.All(key => grant.Tags.Any(tag => tag.Key == key)), "transitive tags", "without a tag");
        Require(grant.PolicyArns.Count <= 10 && grant.PolicyArns.All(arn => ManagedPolicy.IsMatch(arn.Value)), "policy ARNs", string.Join(' ', grant.PolicyArns));
        Require((grant.Policy?.Length ?? 0) + grant.PolicyArns.Sum(arn => arn.Value.Length) <= 2048, "policy and policy ARNs", "too long together");
        Require(grant.Policy is null || (grant.Policy.Length <= 2048 && Policy.IsMatch(grant.Policy) && IsThePolicyThatWasWritten(grant.Policy)), "policy", grant.Policy);
        return faults;

        void Require(bool holds, string what, string? value)
        {
            if (!holds)
            {
                faults.Add($"{what}: {value}");
            }
        }
    }

    /// <summary>Beyond the basic plane, where the pattern sees halves; a lone half is read as U+FFFD.</summary>
    private static bool IsTagRune(Rune rune) => rune.IsBmp ? rune != Rune.ReplacementChar : Rune.IsLetter(rune) || Rune.IsNumber(rune);

    /// <summary>No value adds a statement, a member or a wildcard.</summary>
    private static bool IsThePolicyThatWasWritten(string text)
    {
        var policy = JsonDocument.Parse(text).RootElement;
        var statement = policy.GetProperty("Statement").EnumerateArray().ShouldHaveSingleItem();
        var resources = statement.GetProperty("Resource").EnumerateArray().Select(resource => resource.GetString()!).ToList();
        var condition = statement.GetProperty("Condition").GetProperty("StringLike").GetProperty("aws:x").GetString()!;
        return policy.EnumerateObject().Count() == 2
            && statement.EnumerateObject().Count() == 4
            && statement.GetProperty("Effect").GetString() == "Allow"
            && statement.GetProperty("Action").GetString() == "s3:Get*"
            && resources is [var wild, var plain]
            && wild.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) && wild.EndsWith("/*", StringComparison.Ordinal)
            && wild.Count(character => character is '*' or '?') == 1 && !wild.Contains("${", StringComparison.Ordinal)
            && plain.StartsWith("arn:aws:s3:::b/", StringComparison.Ordinal) && !plain.Any(character => character is '*' or '?') && !plain.Contains("${", StringComparison.Ordinal)
            && condition.Count(character => character is '*' or '?') == 1 && condition[^1] == '?';
    }
}
