using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenBridge.Rules.Tests.Naive;

/// <summary>
/// The rules language in the plainest words: every rule is tried with every value that any capture could have. Slow, and shares no code with the
/// service.
/// </summary>
internal sealed class NaiveEvaluator(NaiveRules rules, NaiveCaller caller)
{
    public const string Subject = "u-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<string>? _organizations = ReadOrganizations(caller);

    /// <summary>One line for each grant and each refusal, sorted.</summary>
    public IReadOnlyList<string> Evaluate()
    {
        var values = Values();
        var denying = rules.Rules.Where(rule => rule.Grant is null && Bindings(rule, values).Any(binding => Test(rule.When, binding, true) != false)).ToList();
        var lines = new List<string>();
        foreach (var rule in rules.Rules.Where(rule => rule.Grant is not null))
        {
            lines.AddRange(Bindings(rule, values).Where(binding => Test(rule.When, binding, false) == true).Select(binding => Decide(rule, binding, denying)));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    // --- which values a capture could have: every piece of every segment that the caller brings

    private List<string> Values() =>
    [
        .. Paths("group").Concat(Paths("realm_role")).Concat(Paths("client_role")).SelectMany(path => path.Segments).Concat(_organizations ?? []).SelectMany(Pieces).Distinct(StringComparer.Ordinal),
        // What an organization could be called that nobody can read, and nothing else is.
        .. _organizations is null ? ["\a"] : Array.Empty<string>(),
    ];

    /// <summary>Null where the token holds anything but a list of aliases or an object of objects.</summary>
    private static List<string>? ReadOrganizations(NaiveCaller caller)
    {
        using var document = JsonDocument.Parse(caller.Claims["organization"]);
        var root = document.RootElement;
        List<(string Alias, bool IsGood)> found = root.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. root.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? (item.GetString()!, true) : ("", false))],
            JsonValueKind.Object => [.. root.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind == JsonValueKind.Object))],
            _ => [("", false)],
        };
        return found.TrueForAll(item => item.IsGood && item.Alias.Length > 0 && !item.Alias.Contains('/', StringComparison.Ordinal)) ? [.. found.Select(item => item.Alias)] : null;
    }

    /// <summary>Whatever could be taken between the literals of the generator's patterns.</summary>
    private static IEnumerable<string> Pieces(string segment)
    {
        var cuts = new[] { 0, segment.Length }.Concat(Enumerable.Range(0, segment.Length).Where(at => segment[at] is '-' or '_').SelectMany(at => new[] { at, at + 1 })).ToList();
        return Ends(segment).Concat(cuts.SelectMany(start => cuts.Where(end => end > start).Select(end => segment[start..end])));
    }

    private static IEnumerable<string> Ends(string segment) => new[] { segment, Strip(segment, "pre-", ""), Strip(segment, "", "-post"), Strip(segment, "pre-", "-post") }.OfType<string>();

    private static string? Strip(string segment, string before, string after) =>
        segment.Length > before.Length + after.Length && segment.StartsWith(before, StringComparison.Ordinal) && segment.EndsWith(after, StringComparison.Ordinal)
            ? segment[before.Length..^after.Length]
            : null;

    private static IEnumerable<Dictionary<string, string>> Bindings(NaiveRule rule, List<string> values)
    {
        IEnumerable<Dictionary<string, string>> bindings = [[]];
        foreach (var name in rule.Captures)
        {
            bindings = bindings.SelectMany(binding => values.Select(value => new Dictionary<string, string>(binding) { [name] = value }));
        }

        return bindings;
    }

    // --- true, false, or null for undecidable

    private bool? Test(NaiveTest test, Dictionary<string, string> binding, bool forDenying) => test switch
    {
        NaiveTest.All all => And(all.Parts.Select(part => Test(part, binding, forDenying))),
        NaiveTest.Any any => !And(any.Parts.Select(part => !Test(part, binding, forDenying))),
        NaiveTest.Not not => !Test(not.Part, binding, !forDenying),
        NaiveTest.Member { Key: "organization" } member => _organizations?.Exists(alias => member.Patterns.Any(pattern => Matches(pattern, [alias], binding))),
        NaiveTest.Member member => member.Patterns.Any(pattern => (member.Client is null ? Paths(member.Key) : OfClient(member.Client)).Any(path => (forDenying || !path.Odd) && Matches(pattern, path.Segments, binding))),
        NaiveTest.Equal equal => Claim(equal.Claim, text => equal.Values.Contains(text)),
        NaiveTest.Unequal unequal => !Claim(unequal.Claim, text => unequal.Values.Contains(text)),
        NaiveTest.Like like => Claim(like.Claim, text => Glob(like.Glob, text, RegexOptions.None)),
        NaiveTest.Exists exists => (Read(exists.Claim) is not null) == exists.Value,
        NaiveTest.Range range => Claim(range.Claim, text => InRange(text, range)),
        NaiveTest.Built { Key: "client" } built => Claim("client", text => built.Values.Contains(text)),
        NaiveTest.Built { Key: "issuer" } built => built.Values.Contains("research"),
        NaiveTest.From from => caller.Source is null ? null : from.Networks.Any(network => InNetwork(network, caller.Source)),
        _ => throw new InvalidOperationException(test.ToString()),
    };

    private static bool? And(IEnumerable<bool?> parts)
    {
        var all = parts.ToList();
        return all.Contains(false) ? false : all.Contains(null) ? null : true;
    }

    private IEnumerable<(string[] Segments, bool Odd)> Paths(string key) => key switch
    {
        "group" => caller.Groups.Where(group => group.StartsWith('/'))
            .Select(group => (Split(group), group.Contains('~', StringComparison.Ordinal) || HasEmpty(group[1..]))),
        "realm_role" => caller.RealmRoles.Select(role => (Split(role), HasEmpty(role))),
        _ => caller.ClientRoles.Select(role => (Split($"{role.Client}/{role.Role}"), role.Client.Contains('/', StringComparison.Ordinal) || HasEmpty($"{role.Client}/{role.Role}"))),
    };

    private IEnumerable<(string[] Segments, bool Odd)> OfClient(string client) =>
        caller.ClientRoles.Where(role => role.Client == client).Select(role => (Split(role.Role), HasEmpty(role.Role)));

    private static bool HasEmpty(string path) => path.Split('/').Contains("");

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(IReadOnlyList<string> pattern, string[] segments, Dictionary<string, string> binding)
    {
        var below = pattern[^1] == "**";
        var own = below ? pattern.Take(pattern.Count - 1).ToList() : pattern;
        return (below ? segments.Length >= own.Count : segments.Length == own.Count)
            && own.Zip(segments).All(pair => pair.First == "*" || (Fill(pair.First, binding) == pair.Second && IsTheOneWay(pair.First, binding)));
    }

    /// <summary>A capture of digits takes digits; one that another follows takes no character with which the literal between them begins.</summary>
    private static bool IsTheOneWay(string segment, Dictionary<string, string> binding)
    {
        var captures = Regex.Matches(segment, @"\{(?<name>\w+)(?<digits>:digits)?\}(?<behind>[^{]*)", RegexOptions.ExplicitCapture, Patience);
        return captures.Take(captures.Count).All(capture => !capture.Groups["digits"].Success || Regex.IsMatch(binding[capture.Groups["name"].Value], @"\A[0-9]+\z", RegexOptions.None, Patience))
            && captures.Take(captures.Count - 1).All(capture => !binding[capture.Groups["name"].Value].Contains(capture.Groups["behind"].Value[0], StringComparison.Ordinal));
    }

    private static string Fill(string segment, Dictionary<string, string> binding) =>
        binding.Aggregate(segment, (text, capture) => text
            .Replace($"{{{capture.Key}}}", capture.Value, StringComparison.Ordinal)
            .Replace($"{{{capture.Key}:digits}}", capture.Value, StringComparison.Ordinal));

    // --- claims

    /// <summary>The texts of a claim; null where it is absent, empty with Opaque where it cannot be judged.</summary>
    private (List<string> Texts, bool Opaque, bool IsList, bool Fraction)? Read(string name)
    {
        // What is built in is a claim like any other.
        var json = name switch
        {
            "sub" => $"\"{Subject}\"",
            "client" => JsonSerializer.Serialize(caller.Client),
            "m" => caller.Claims["x"],
            "o" => caller.Claims["organization"],
            _ => caller.Claims[name],
        };
        if (json == "null")
        {
            return name == "user" ? (["nobody"], false, false, false) : null;
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var elements = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root];
        var texts = elements.Select(Scalar).ToList();
        return texts.Contains(null)
            ? ([], true, false, false)
            : ([.. texts.OfType<string>().Select(text => Seen(name, text))],
                false,
                root.ValueKind == JsonValueKind.Array,
                elements.Exists(element => element.ValueKind == JsonValueKind.Number && Seen(name, element.GetRawText()) == element.GetRawText() && element.GetRawText().Contains('.', StringComparison.Ordinal)));
    }

    private static string Seen(string name, string text) => name == "m" ? NaiveRules.Map.GetValueOrDefault(text, text) : text;

    private static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private bool? Claim(string name, Func<string, bool?> test)
    {
        if (Read(name) is not { } claim)
        {
            return false;
        }

        var results = claim.Texts.Select(test).ToList();
        return claim.Opaque ? null : results.Contains(true) ? true : results.Contains(null) ? null : false;
    }

    private static bool? InRange(string text, NaiveTest.Range range) =>
        !Regex.IsMatch(text, @"\A-?[0-9]+(\.[0-9]+)?\z", RegexOptions.ExplicitCapture, Patience) ? null
        : decimal.Parse(text, CultureInfo.InvariantCulture) is var number && (range.AtLeast is null || number >= range.AtLeast) && (range.AtMost is null || number <= range.AtMost);

    private static bool Glob(string glob, string text, RegexOptions options) =>
        Regex.IsMatch(text, $@"\A{Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal)}\z", options | RegexOptions.Singleline, Patience);

    private static bool InNetwork(string network, string source)
    {
        var start = network.Split('/')[0];
        var plain = source.Replace("::ffff:", "", StringComparison.Ordinal);
        return network.EndsWith("/0", StringComparison.Ordinal) ? plain.Contains(':', StringComparison.Ordinal) == start.Contains(':', StringComparison.Ordinal)
            : plain.StartsWith(start.Replace(".0.0.0", ".", StringComparison.Ordinal).Replace("::", ":", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // --- what comes of a rule that matches

    private string Decide(NaiveRule rule, Dictionary<string, string> binding, List<NaiveRule> denying)
    {
        var grant = rule.Grant!;
        var name = RoleName(grant.Role, binding, out var roleReason);
        var arn = name is null ? null : $"arn:aws:iam::111122223333:role/{name}";
        if (arn is not null && denying.Exists(deny => deny.DeniedRoles!.Any(glob => Glob(glob, arn, RegexOptions.IgnoreCase))))
        {
            return $"{rule.Id} denied_by_rule";
        }

        var reason = roleReason ?? SessionReason() ?? TagReason(grant, binding) ?? StepUpReason(grant);
        return reason is not null
            ? $"{rule.Id} {reason}"
            : $"{rule.Id} {arn} {SessionName(Read("user")!.Value.Texts[0])} {string.Join(';', Tags(grant, binding))}";
    }

    private string? RoleName(IReadOnlyList<NaivePart> parts, Dictionary<string, string> binding, out string? reason)
    {
        var text = new StringBuilder();
        reason = null;
        foreach (var part in parts)
        {
            var value = Value(part, binding, out reason);
            if (reason is null && part.Name is not null && (!Regex.IsMatch(value, @"\A[A-Za-z0-9_+=,.@-]*\z", RegexOptions.None, Patience) || (value.Length == 0 && !part.Optional)))
            {
                reason = "invalid_value";
            }

            if (reason is not null)
            {
                return null;
            }

            text.Append(value);
        }

        reason = text.Length > 64 ? "invalid_value" : null;
        return reason is null ? text.ToString() : null;
    }

    private string Value(NaivePart part, Dictionary<string, string> binding, out string? reason)
    {
        reason = null;
        if (part.Name is null || binding.ContainsKey(part.Name))
        {
            return part.Literal ?? binding[part.Name!];
        }

        if (Read(part.Name) is not { } claim)
        {
            reason = part.Optional ? null : "missing_value";
            return "";
        }

        reason = claim.Opaque || claim.IsList || claim.Fraction ? "invalid_value" : null;
        return reason is null ? claim.Texts[0] : "";
    }

    private string? SessionReason() => Read("user") is { Opaque: false, IsList: false, Fraction: false, Texts: [{ Length: > 0 }] } ? null : "invalid_value";

    private string? TagReason(NaiveGrant grant, Dictionary<string, string> binding)
    {
        if (grant.Joined is { } joined)
        {
            return Read(joined) is not { } claim ? "missing_value"
                : claim.Opaque || claim.Fraction || claim.Texts.Exists(text => text.Contains(':', StringComparison.Ordinal)) || !IsTag(Join(claim.Texts)) ? "invalid_value"
                : null;
        }

        foreach (var part in grant.Tag ?? [])
        {
            Value(part, binding, out var reason);
            if (reason is not null)
            {
                return reason;
            }
        }

        return Tags(grant, binding).All(IsTag) ? null : "invalid_value";
    }

    private IEnumerable<string> Tags(NaiveGrant grant, Dictionary<string, string> binding) =>
        grant.Joined is { } joined ? [Join(Read(joined)!.Value.Texts)]
        : grant.Tag is not { } tag || (tag is [{ Optional: true, Name: { } only }] && Read(only) is null) ? []
        : [string.Concat(tag.Select(part => Value(part, binding, out _)))];

    private static string Join(IEnumerable<string> texts) => string.Join(':', texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static bool IsTag(string value) => value.Length <= 256
        && value.EnumerateRunes().All(rune => Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator || "_.:/=+-@".Contains(rune.ToString(), StringComparison.Ordinal));

    private string? StepUpReason(NaiveGrant grant)
    {
        var acr = grant.Acr is null || grant.Acr.Any(wanted => caller.Claims["acr"] == $"\"{wanted}\"");
        var age = grant.MaxAge is null || (caller.LoginAge is >= -30 && caller.LoginAge <= grant.MaxAge);
        return acr && age ? null : "step_up_required";
    }

    private static string SessionName(string text)
    {
        var encoded = string.Concat(Encoding.UTF8.GetBytes(text).Select(unit =>
            unit < 128 && (char.IsAsciiLetterOrDigit((char)unit) || "_+,.@-".Contains((char)unit, StringComparison.Ordinal)) ? ((char)unit).ToString() : $"={unit:X2}"));
        return encoded.Length == 1 ? encoded + "=."
            : encoded.Length <= 64 ? encoded
            : encoded[..46] + "=." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
