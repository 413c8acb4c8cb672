using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TokenBridge.Rules.Tests.Naive;

/// <summary>A rule set as the property suite thinks of it: the plainest model that the language allows, and how it is written down.</summary>
internal sealed record NaiveRules(IReadOnlyList<NaiveRule> Rules)
{
    /// <summary>Declared in every generated file.</summary>
    public static readonly string[] Claims = ["x", "y", "user", "m", "o"];

    /// <summary>Of the claim m, which is x with some values replaced.</summary>
    public static readonly IReadOnlyDictionary<string, string> Map = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a"] = "b",
        ["b"] = "a",
        ["#"] = "zoë",
        ["2.5"] = "a",
        ["true"] = "3",
        ["a:b"] = "",
        [""] = "1",
    };

    public string Yaml => $$"""
        version: 1
        claims: { x: /x, y: /nested/y, user: { from: /user, default: nobody }, o: /organization, m: { from: /x, map: { {{string.Join(", ", Map.Select(pair => $"\"{pair.Key}\": \"{pair.Value}\""))}} } } }
        defaults: { session_name: "{user}", source_identity: "s-{sub}" }
        rules:
        {{string.Join('\n', Rules.Select(rule => "  - " + rule.Yaml))}}

        """;

    public override string ToString() => Yaml;
}

/// <param name="Id">Unique.</param>
/// <param name="When">The condition.</param>
/// <param name="Captures">The names that it captures.</param>
/// <param name="Grant">Null for a deny.</param>
/// <param name="DeniedRoles">Globs; null for a grant.</param>
internal sealed record NaiveRule(string Id, NaiveTest When, IReadOnlyList<string> Captures, NaiveGrant? Grant, IReadOnlyList<string>? DeniedRoles)
{
    public string Yaml
    {
        get
        {
            var yaml = new StringBuilder($"{{ id: {Id}, when: {(When is NaiveTest.All { Parts.Count: 0 } ? "everyone" : When.Yaml)}, ");
            if (Grant is null)
            {
                return yaml.Append(CultureInfo.InvariantCulture, $"deny: {{ roles: [{string.Join(", ", DeniedRoles!.Select(Quote))}] }} }}").ToString();
            }

            if (Grant.Acr is not null || Grant.MaxAge is not null)
            {
                var acr = Grant.Acr is null ? "" : $"acr: [{string.Join(", ", Grant.Acr)}]";
                var age = Grant.MaxAge is null ? "" : $"max_auth_age: {Grant.MaxAge}s";
                yaml.Append(CultureInfo.InvariantCulture, $"require: {{ {acr}{(acr.Length > 0 && age.Length > 0 ? ", " : "")}{age} }}, ");
            }

            yaml.Append(CultureInfo.InvariantCulture, $"grant: {{ role: {Quote("arn:aws:iam::111122223333:role/" + Text(Grant.Role))}");
            if (Grant.Tag is { } tag)
            {
                yaml.Append(CultureInfo.InvariantCulture, $", tags: {{ t: {Quote(Text(tag))} }}");
            }
            else if (Grant.Joined is { } joined)
            {
                yaml.Append(CultureInfo.InvariantCulture, $", tags: {{ t: {{ claim: {joined}, join: \":\" }} }}");
            }

            return yaml.Append(" } }").ToString();
        }
    }

    public static string Quote(string text) => $"\"{text}\"";

    public static string Text(IEnumerable<NaivePart> parts) => string.Concat(parts.Select(part => part.Name is null ? part.Literal : $"{{{part.Name}{(part.Optional ? "?" : "")}}}"));
}

/// <param name="Role">Behind <c>role/</c>.</param>
/// <param name="Tag">The tag t; null where there is none.</param>
/// <param name="Joined">The claim of the tag t, joined by colons.</param>
/// <param name="Acr">Any of them.</param>
/// <param name="MaxAge">Seconds.</param>
internal sealed record NaiveGrant(IReadOnlyList<NaivePart> Role, IReadOnlyList<NaivePart>? Tag, string? Joined, IReadOnlyList<string>? Acr, int? MaxAge);

/// <summary>A literal, or a capture or claim.</summary>
internal sealed record NaivePart(string? Literal, string? Name, bool Optional = false);

internal abstract record NaiveTest
{
    public abstract string Yaml { get; }

    /// <param name="Key"><c>group</c>, <c>realm_role</c>, <c>client_role</c> or <c>organization</c>.</param>
    /// <param name="Client">Of a client role that is written apart; else null.</param>
    /// <param name="Patterns">Segments; a segment may hold one <c>{name}</c>; <c>**</c> only last.</param>
    internal sealed record Member(string Key, string? Client, IReadOnlyList<IReadOnlyList<string>> Patterns) : NaiveTest
    {
        public override string Yaml => $"{{ {Key}: [{string.Join(", ", Patterns.Select(Write))}] }}";

        private string Write(IReadOnlyList<string> pattern)
        {
            var text = NaiveRule.Quote((Key == "group" ? "/" : "") + string.Join('/', pattern));
            return Client is null ? text : $"{{ client: {Client}, role: {text} }}";
        }
    }

    internal sealed record Equal(string Claim, IReadOnlyList<string> Values) : NaiveTest
    {
        public override string Yaml => $"{{ claims: {{ {Claim}: [{string.Join(", ", Values.Select(NaiveRule.Quote))}] }} }}";
    }

    internal sealed record Unequal(string Claim, IReadOnlyList<string> Values) : NaiveTest
    {
        public override string Yaml => $"{{ claims: {{ {Claim}: {{ not: [{string.Join(", ", Values.Select(NaiveRule.Quote))}] }} }} }}";
    }

    internal sealed record Like(string Claim, string Glob) : NaiveTest
    {
        public override string Yaml => $"{{ claims: {{ {Claim}: {{ like: {NaiveRule.Quote(Glob)} }} }} }}";
    }

    internal sealed record Exists(string Claim, bool Value) : NaiveTest
    {
        public override string Yaml => $"{{ claims: {{ {Claim}: {{ exists: {(Value ? "true" : "false")} }} }} }}";
    }

    internal sealed record Range(string Claim, int? AtLeast, int? AtMost) : NaiveTest
    {
        public override string Yaml =>
            $"{{ claims: {{ {Claim}: {{ {string.Join(", ", new[] { AtLeast is null ? null : $"at_least: {AtLeast}", AtMost is null ? null : $"at_most: {AtMost}" }.OfType<string>())} }} }} }}";
    }

    internal sealed record Built(string Key, IReadOnlyList<string> Values) : NaiveTest
    {
        public override string Yaml => $"{{ {Key}: [{string.Join(", ", Values)}] }}";
    }

    /// <summary>Networks of whole bytes: <c>10.0.0.0/8</c> is the text <c>10.</c> that an address begins with.</summary>
    internal sealed record From(IReadOnlyList<string> Networks) : NaiveTest
    {
        public override string Yaml => $"{{ source_ip: [{string.Join(", ", Networks)}] }}";
    }

    internal sealed record All(IReadOnlyList<NaiveTest> Parts) : NaiveTest
    {
        public override string Yaml => $"{{ all: [{string.Join(", ", Parts.Select(part => part.Yaml))}] }}";
    }

    internal sealed record Any(IReadOnlyList<NaiveTest> Parts) : NaiveTest
    {
        public override string Yaml => $"{{ any: [{string.Join(", ", Parts.Select(part => part.Yaml))}] }}";
    }

    internal sealed record Not(NaiveTest Part) : NaiveTest
    {
        public override string Yaml => $"{{ not: {Part.Yaml} }}";
    }
}

/// <summary>A caller as the property suite thinks of it.</summary>
/// <param name="Groups">As in the token.</param>
/// <param name="RealmRoles">As in the token.</param>
/// <param name="ClientRoles">Client and role.</param>
/// <param name="Claims">By name; JSON. Those that are built in are like the others.</param>
/// <param name="Client"><c>azp</c>.</param>
/// <param name="LoginAge">Seconds; negative is in the future; null where it is absent.</param>
/// <param name="Source">Null where it is not known.</param>
internal sealed record NaiveCaller(
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> RealmRoles,
    IReadOnlyList<(string Client, string Role)> ClientRoles,
    IReadOnlyDictionary<string, string> Claims,
    string? Client,
    int? LoginAge,
    string? Source)
{
    /// <param name="now">The login's age counts from here.</param>
    public string Payload(DateTimeOffset now) => $$"""
        {
          "sub": "{{NaiveEvaluator.Subject}}",
          "azp": {{JsonSerializer.Serialize(Client)}},
          "acr": {{Claims["acr"]}},
          "auth_time": {{JsonSerializer.Serialize(LoginAge is { } age ? now.AddSeconds(-age).ToUnixTimeSeconds() : (long?)null)}},
          "groups": {{JsonSerializer.Serialize(Groups)}},
          "realm_access": { "roles": {{JsonSerializer.Serialize(RealmRoles)}} },
          "resource_access": {{JsonSerializer.Serialize(ClientRoles.GroupBy(role => role.Client, role => role.Role).ToDictionary(roles => roles.Key, roles => new { roles }))}},
          "x": {{Claims["x"]}},
          "nested": { "y": {{Claims["y"]}} },
          "user": {{Claims["user"]}},
          "organization": {{Claims["organization"]}}
        }
        """;

    public override string ToString() =>
        $"groups [{string.Join(", ", Groups)}] realm [{string.Join(", ", RealmRoles)}] client [{string.Join(", ", ClientRoles)}] claims [{string.Join(", ", Claims)}] azp {Client} age {LoginAge} from {Source}";
}
