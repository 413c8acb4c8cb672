using System.Collections.Concurrent;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace TokenBridge.Rules.Tests.Naive;

/// <summary>Random rule sets and callers from few words, so that they meet often.</summary>
internal static class NaiveGenerators
{
    private const int MaxDepth = 3;

    private static readonly string[] Words = ["ml", "ops", "vision", "speech", "pre-a", "pre-a-post", "b-post", "x y", "é", "\U00020BB7", "12-a", "pre-12_b", "a-b-c", "7"];
    private static readonly string[] OddGroups = ["ml/vision", "/ml//vision", "/ml/vision/", "/ml/vi~sion", "/", "//", "/~"];
    private static readonly string[] OddRoles = ["", "ml/", "/ml", "ml//vision", "a~b"];
    private static readonly string[] ClaimNames = ["x", "y", "m", "m", "acr", "acr", "client", "sub", "o"];
    private static readonly string[] ClaimTexts = ["a", "b", "1", "3", "true", "a:b", "a/b", "", "zoë", "2.5", "#", "gold", "hub", "u-1", "\U00020BB7"];
    private static readonly string[] Networks = ["10.0.0.0/8", "192.0.0.0/8", "0.0.0.0/0", "fd00::/16", "::/0"];

    private static readonly string[] ClaimJson =
    [
        "null", "{}", "[]", "[\"a\"]", "[\"b\", 1]", "[\"a\", {}]", "[null]", "[2.5]", "[\"a:b\"]", "1", "3", "2.5", "true", "false", "\"\"", "\"a\"", "\"b\"",
        "\"3\"", "\"zoë\"", "\"a/b\"", "\"#\"", "\"ab\"", "\"\U00020BB7\"", "\"\U0001F600\"", $"\"{new string('l', 70)}\"",
    ];

    private static readonly string[] Aliases = ["ml", "vision", "pre-a", "b-post", "é", "12-a", "a-b-c", "7"];

    /// <summary>What Keycloak never writes into organization.</summary>
    private static readonly string[] OddOrganizations =
    [
        "\"ml\"", "7", "true", "\"\"", "[\"ml\", 7]", "[\"ml\", null]", "[[\"ml\"]]", "[{}]", "[\"ml/vision\"]", "[\"ml\", \"\"]", "[\"/\"]", "{\"ml\": null}", "{\"ml\": \"vision\"}",
        "{\"ml\": []}", "{\"ml\": {}, \"ops\": 1}", "{\"\": {}}", "{\"ml/vision\": {}}",
    ];

    private static readonly ConcurrentDictionary<(string Captures, int Depth), Gen<NaiveTest>> Tests = new();

    public static Gen<NaiveCaller> Caller { get; } =
        from groups in Few(Gen.Frequency((6, Path.Select(path => "/" + path)), (1, Gen.Elements(OddGroups))), 4)
        from realm in Few(Gen.Frequency((6, Path), (1, Gen.Elements(OddRoles))), 2)
        from client in Few(from id in Gen.Elements("hub", "app", "a/b") from role in Gen.Frequency((6, Path), (1, Gen.Elements(OddRoles))) select (id, role), 2)
        from claims in Claims
        from azp in Gen.Elements("notebook", "hub", null!)
        from age in Gen.Elements<int?>(0, 60, 899, 900, 901, -30, -31, null)
        from source in Gen.Elements("10.1.2.3", "::ffff:10.1.2.3", "192.0.2.1", "fd00::1", "2001:db8::1", null!)
        select new NaiveCaller(groups, realm, client, claims, azp, age, source);

    public static Gen<NaiveRules> Rules { get; } =
        from count in Gen.Choose(1, 6)
        from rules in Gen.CollectToList(Enumerable.Range(0, count), index => Rule($"r{index}"))
        select new NaiveRules([.. rules]);

    public static Gen<NaiveRule> Deny(string id) =>
        from captures in Gen.Frequency((4, Gen.Constant<string[]>([])), (1, Gen.Constant<string[]>(["t"])))
        from when in Test(captures, MaxDepth)
        from globs in Gen.NonEmptyListOf(Gen.Elements("*", "*role/v*", "arn:aws:iam::111122223333:role/*", "*:role/ROLE", "arn:aws:iam::9*", "*o*s*")).Select(globs => globs.Take(2).ToList())
        select new NaiveRule(id, when, captures, null, globs);

    private static Gen<string> Path => Gen.Choose(1, 3).SelectMany(length => Gen.ArrayOf(Gen.Elements(Words), length)).Select(words => string.Join('/', words));

    private static Gen<Dictionary<string, string>> Claims =>
        from x in Gen.Elements(ClaimJson)
        from y in Gen.Elements(ClaimJson)
        from user in Gen.Frequency((3, Gen.Constant("\"alice\"")), (2, Gen.Elements(ClaimJson)))
        from acr in Gen.Frequency((2, Gen.Elements("\"gold\"", "\"silver\"", "null")), (1, Gen.Elements(ClaimJson)))
        from organization in Gen.Frequency((2, Gen.Constant("null")), (7, Organization), (1, Gen.Elements(OddOrganizations)))
        select new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = x, ["y"] = y, ["user"] = user, ["acr"] = acr, ["organization"] = organization };

    /// <summary>A list, in which one may stand twice, or an object of what Keycloak says of each.</summary>
    public static Gen<string> Organization { get; } =
        from aliases in Few(Gen.Elements(Aliases), 4)
        from said in Gen.Elements(null, "{}", "{\"id\": \"7\", \"tier\": [\"gold\"], \"groups\": [\"/ml/vision\"]}")
        select said is null ? JsonSerializer.Serialize(aliases) : $"{{{string.Join(", ", aliases.Distinct(StringComparer.Ordinal).Select(alias => $"{JsonSerializer.Serialize(alias)}: {said}"))}}}";

    public static Gen<string> OddOrganization { get; } = Gen.Elements(OddOrganizations);

    private static Gen<NaiveRule> Rule(string id) => Gen.Frequency((4, Grant(id)), (1, Deny(id)));

    private static Gen<NaiveRule> Grant(string id) =>
        from captures in Gen.Frequency((3, Gen.Constant<string[]>([])), (4, Gen.Constant<string[]>(["t"])), (1, Gen.Constant<string[]>(["t", "u"])))
        from when in Test(captures, MaxDepth)
        from role in Parts([.. captures, "x", "m", "acr"], optional: false)
        from tag in Gen.Frequency((1, Gen.Constant<NaivePart[]>(null!)), (2, Parts([.. captures, "x", "y", "m", "acr", "client"], optional: true)))
        from joined in Gen.Frequency((2, Gen.Constant<string>(null!)), (1, Gen.Elements(ClaimNames)))
        from acr in Gen.Frequency((4, Gen.Constant<string[]>(null!)), (1, Gen.Elements<string[]>(["gold"], ["gold", "silver"])))
        from age in Gen.Frequency((4, Gen.Constant<int?>(null)), (1, Gen.Elements<int?>(900, 60)))
        select new NaiveRule(id, when, captures, new NaiveGrant(role, tag, tag is null ? joined : null, acr, age), null);

    private static Gen<NaivePart[]> Parts(string[] names, bool optional) =>
        from literal in Gen.Elements("role", "v", "")
        from name in Gen.Frequency((1, Gen.Constant<string>(null!)), (3, Gen.Elements(names)))
        from mayBeAbsent in optional ? Gen.Elements(true, false) : Gen.Constant(false)
        select Parts(literal, name, mayBeAbsent && name is "x" or "y" or "m" or "acr" or "client");

    private static NaivePart[] Parts(string literal, string? name, bool optional) =>
        name is null ? [new NaivePart(literal.Length == 0 ? "role" : literal, null)]
        : literal.Length == 0 ? [new NaivePart(null, name, optional)]
        : [new NaivePart(literal, null), new NaivePart(null, name, optional)];

    /// <summary>A condition that captures exactly these names, each in every branch of an any.</summary>
    private static Gen<NaiveTest> Test(string[] captures, int depth) =>
        Tests.GetOrAdd((string.Concat(captures), depth), _ => depth == 0 ? OneTest(captures) : Combined(captures, depth - 1));

    private static Gen<NaiveTest> OneTest(string[] captures) => captures.Length == 0 ? Leaf : Member(captures);

    private static Gen<NaiveTest> Combined(string[] captures, int depth)
    {
        var own = Test(captures, depth);
        var free = Test([], depth);
        List<(int, Gen<NaiveTest>)> kinds =
        [
            (4, OneTest(captures)),
            (2, from left in own from right in own select (NaiveTest)new NaiveTest.Any([left, right])),
            (2, from left in own from right in own select (NaiveTest)new NaiveTest.All([left, right])),
            (3, from left in own from right in free select (NaiveTest)new NaiveTest.All([left, right])),
        ];
        if (captures.Length == 0)
        {
            kinds.Add((2, free.Select(part => (NaiveTest)new NaiveTest.Not(part))));
        }
        else if (captures.Length == 2)
        {
            kinds.Add((3, from left in Test(captures[..1], depth) from right in Test(captures[1..], depth) select (NaiveTest)new NaiveTest.All([left, right])));
        }

        return Gen.Frequency([.. kinds]);
    }

    private static Gen<NaiveTest> Leaf => Gen.Frequency(
        (4, Member([])),
        (3, from claim in Gen.Elements(ClaimNames) from values in Some(ClaimTexts) select (NaiveTest)new NaiveTest.Equal(claim, values)),
        (1, from claim in Gen.Elements(ClaimNames) from values in Some(ClaimTexts) select (NaiveTest)new NaiveTest.Unequal(claim, values)),
        (1, from claim in Gen.Elements(ClaimNames) from glob in Gen.Elements("*", "a*", "*b", "a*b", "*:*", "b", "*a*a*") select (NaiveTest)new NaiveTest.Like(claim, glob)),
        (1, from claim in Gen.Elements(ClaimNames) from value in Gen.Elements(true, false) select (NaiveTest)new NaiveTest.Exists(claim, value)),
        (1, from claim in Gen.Elements(ClaimNames) from range in Gen.Elements<(int?, int?)>((2, null), (null, 2), (1, 3), (3, 3)) select (NaiveTest)new NaiveTest.Range(claim, range.Item1, range.Item2)),
        (1, from networks in Some(Networks) select (NaiveTest)new NaiveTest.From(networks)),
        (1, from clients in Some(["notebook", "hub"]) select (NaiveTest)new NaiveTest.Built("client", clients)));

    private static Gen<NaiveTest> Member(string[] captures) =>
        from key in Gen.Frequency((5, Gen.Constant("group")), (1, Gen.Constant("realm_role")), (2, Gen.Constant("client_role")), (2, Gen.Constant("organization")))
        from client in key == "client_role" ? Gen.Elements<string>(null!, "hub", "a/b") : Gen.Constant<string>(null!)
        from count in Gen.Choose(1, 2)
        from patterns in Gen.ListOf(key == "organization" ? Alias(captures) : Pattern(captures, key == "client_role" && client is null), count)
        select (NaiveTest)new NaiveTest.Member(key, client, [.. patterns]);

    /// <summary>One segment.</summary>
    private static Gen<IReadOnlyList<string>> Alias(string[] captures) =>
        (captures switch
        {
            [] => Gen.Frequency((3, Gen.Elements(Aliases)), (1, Gen.Constant("*"))),
            [var name] => Gen.Elements($"{{{name}}}", $"{{{name}}}", $"pre-{{{name}}}", $"{{{name}}}-post", $"{{{name}:digits}}", $"{{{name}:digits}}-a"),
            _ => Gen.Elements("{t}-{u}", "{t:digits}-{u}", "{u}-{t}", "pre-{t:digits}_{u}"),
        }).Select(segment => (IReadOnlyList<string>)[segment]);

    private static Gen<IReadOnlyList<string>> Pattern(string[] captures, bool isClientRole) =>
        from words in Gen.Choose(isClientRole && captures.Length == 0 ? 1 : 0, 1).SelectMany(length => Gen.ListOf(Gen.Frequency((4, Gen.Elements(Words)), (1, Gen.Constant("*")), (isClientRole ? 3 : 0, Gen.Constant("hub"))), length))
        from opened in Gen.CollectToList(captures, name => Gen.Frequency((3, Gen.Constant($"{{{name}}}")), (1, Gen.Elements($"pre-{{{name}}}", $"{{{name}}}-post", $"pre-{{{name}}}-post")), (1, Gen.Elements($"{{{name}:digits}}", $"pre-{{{name}:digits}}", $"{{{name}:digits}}-a"))))
        from together in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(captures.Length == 2)))
        from both in Gen.Elements("{t}-{u}", "{t:digits}-{u}", "{t}_{u}", "{u}-{t}", "pre-{t:digits}_{u}", "{t}-b-{u}", "{u}-{t:digits}")
        from order in Gen.Shuffle(together ? (string[])[.. words, both] : [.. words, .. opened])
        from last in Gen.Elements("**", "*", "vision", "")
        let segments = (string[])[.. order, .. last.Length == 0 ? Array.Empty<string>() : [last]]
        select (IReadOnlyList<string>)(segments.Length > 1 || (segments.Length == 1 && !isClientRole && segments[0] != "**") ? segments : [.. segments.Where(segment => segment != "**"), .. captures.Length == 0 ? ["ml", "*"] : (string[])["*"]]);

    private static Gen<IReadOnlyList<string>> Some(string[] texts) =>
        from count in Gen.Choose(1, 2) from chosen in Gen.ArrayOf(Gen.Elements(texts), count) select (IReadOnlyList<string>)chosen;

    private static Gen<IReadOnlyList<T>> Few<T>(Gen<T> item, int most) =>
        Gen.Choose(0, most).SelectMany(count => Gen.ArrayOf(item, count)).Select(items => (IReadOnlyList<T>)items);
}
