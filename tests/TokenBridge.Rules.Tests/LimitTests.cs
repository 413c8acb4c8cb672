using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Each bound of the language: what just fits is taken, and one more is a fault.</summary>
public sealed class LimitTests
{
    private const string Arn = "arn:aws:iam::111122223333:role/";

    [Theory]
    [InlineData("claims of a file", 256, "TB110")]
    [InlineData("tests of a rule", 256, "TB110")]
    [InlineData("values of a claim", 1_000, "TB110")]
    [InlineData("globs of a claim", 1_000, "TB110")]
    [InlineData("networks", 1_000, "TB110")]
    [InlineData("patterns of groups", 256, "TB110")]
    [InlineData("captures of a rule", 16, "TB110")]
    [InlineData("denied roles", 256, "TB110")]
    [InlineData("acr values", 16, "TB110")]
    [InlineData("letters of an acr", 128, "TB134")]
    [InlineData("letters of an id", 128, "TB111")]
    [InlineData("letters of a reason", 500, "TB107")]
    [InlineData("letters of a claim's glob", 256, "TB128")]
    [InlineData("letters of a denied role", 512, "TB123")]
    [InlineData("letters of a group pattern", 1_024, "TB114")]
    [InlineData("segments of a group pattern", 32, "TB114")]
    [InlineData("letters of a grant's name", 256, "TB116")]
    [InlineData("letters of a template", 4_096, "TB116")]
    [InlineData("letters of a claim's name", 64, "TB113")]
    [InlineData("letters of a claim's place", 512, "TB113")]
    [InlineData("letters of a role's name", 64, "TB118")]
    [InlineData("letters of a tag's key", 128, "TB121")]
    [InlineData("letters of a tag's value", 256, "TB121")]
    [InlineData("letters of a separator", 8, "TB121")]
    [InlineData("tags of a grant", 50, "TB121")]
    [InlineData("policy ARNs", 10, "TB130")]
    [InlineData("letters of a policy's name", 128, "TB130")]
    [InlineData("letters of an external id", 1_224, "TB131")]
    [InlineData("priority", 1_000_000, "TB125")]
    [InlineData("priority below zero", 1_000_000, "TB125")]
    public void What_just_fits_is_taken_and_one_more_is_a_fault(string what, int most, string code)
    {
        Faults(Yaml(what, most)).Select(fault => $"{fault}").ShouldBeEmpty();
        Faults(Yaml(what, most + 1)).Select(fault => fault.Code).Distinct().ShouldBe([code]);
    }

    [Theory]
    [InlineData("899s", false)]
    [InlineData("900s", true)]
    [InlineData("14m59s", false)]
    [InlineData("15m", true)]
    [InlineData("12h", true)]
    [InlineData("12h0m1s", false)]
    [InlineData("43200s", true)]
    [InlineData("43201s", false)]
    [InlineData("0015m", true)]
    [InlineData("00015m", true)]
    [InlineData("000015m", false)]
    [InlineData("1h15", false)]
    [InlineData("h", false)]
    [InlineData("+15m", false)]
    [InlineData("15M", false)]
    public void A_session_lives_15_minutes_to_12_hours(string duration, bool taken)
    {
        Faults(Granting($"duration: {duration}")).Count.ShouldBe(taken ? 0 : 1);
        SessionDuration.Read(duration).Succeeded.ShouldBe(taken);
    }

    [Theory]
    [InlineData("1s", true)]
    [InlineData("0s", false)]
    [InlineData("8760h", true)]
    [InlineData("8760h0m1s", false)]
    public void A_login_may_be_up_to_a_year_old(string age, bool taken) =>
        Faults($"version: 1\nrules: [{{ id: r, when: everyone, require: {{ max_auth_age: {age} }}, grant: {{ role: \"{Role}\" }} }}]\n").Count.ShouldBe(taken ? 0 : 1);

    [Theory]
    [InlineData("eu-central-1", true)]
    [InlineData("us-gov-west-1", true)]
    [InlineData("ap-southeast-12", true)]
    [InlineData("ap-southeast-123", false)]
    [InlineData("eu-central", false)]
    [InlineData("eu-1", false)]
    [InlineData("eu--1", false)]
    [InlineData("eu-central-", false)]
    [InlineData("eu-central-x", false)]
    [InlineData("EU-central-1", false)]
    [InlineData("eu-central.evil-1", false)]
    [InlineData("aa-bbbbbbbbbbbbbbbbbbbbbbbbbbb-1", true)] // 32 characters
    [InlineData("aa-bbbbbbbbbbbbbbbbbbbbbbbbbbbb-1", false)]
    public void A_region_becomes_part_of_a_host_name_and_looks_like_one_of_aws(string region, bool taken) =>
        Faults(Granting($"region: \"{region}\"")).Count.ShouldBe(taken ? 0 : 1);

    [Theory]
    [InlineData("a", false)]
    [InlineData("ab", true)]
    [InlineData("a:/b", true)]
    [InlineData("a b", false)]
    public void An_external_id_has_at_least_two_legal_characters(string id, bool taken)
    {
        (Faults(Granting($"external_id: \"{id}\"")).Count == 0).ShouldBe(taken);
        ExternalIdText.Check(id).ShouldBe(taken ? null : "is not 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-");
    }

    private static string Yaml(string what, int count) => what switch
    {
        "claims of a file" => $"version: 1\nclaims: {{ {Each(", ", count, index => $"c{index}: /c")} }}\nrules: [{{ id: r, when: everyone, deny: {{ roles: \"*\" }} }}]\n",
        "tests of a rule" => Denying($"{{ any: [{Each(", ", count - 1, index => $"{{ group: /g{index} }}")}] }}"),
        "values of a claim" => Denying($"{{ claims: {{ level: [{Each(", ", count, index => $"v{index}")}] }} }}"),
        "globs of a claim" => Denying($"{{ claims: {{ level: {{ like: [{Each(", ", count, index => $"v{index}*")}] }} }} }}"),
        "networks" => Denying($"{{ source_ip: [{Each(", ", count, index => $"10.0.{index / 250}.{index % 250}")}] }}"),
        "patterns of groups" => Denying($"{{ group: [{Each(", ", count, index => $"/g{index}")}] }}"),
        "captures of a rule" => Denying($"{{ group: \"/{Each("/", count, index => $"{{c{index}}}")}\" }}"),
        "denied roles" => Deny($"roles: [{Each(", ", count, index => $"\"{Arn}d{index}-*\"")}]"),
        "letters of a denied role" => Deny($"roles: \"*{Letters(count - 1)}\""),
        "letters of a reason" => Deny($"roles: \"*\", reason: {Letters(count)}"),
        "acr values" => Requiring($"[{Each(", ", count, index => $"a{index}")}]"),
        "letters of an acr" => Requiring(Letters(count)),
        "letters of an id" => $"version: 1\nrules: [{{ id: {Letters(count)}, when: everyone, deny: {{ roles: \"*\" }} }}]\n",
        "letters of a claim's glob" => Denying($"{{ claims: {{ level: {{ like: {Letters(count)} }} }} }}"),
        "letters of a group pattern" => Denying($"{{ group: /{Letters(count - 1)} }}"),
        "segments of a group pattern" => Denying($"{{ group: {Each("", count, _ => "/a")} }}"),
        "letters of a claim's name" => Claims($"{{ {Letters(count)}: /x }}"),
        "letters of a claim's place" => Claims($"{{ x: /{Letters(count - 1)} }}"),
        "letters of a role's name" => $"version: 1\nrules: [{{ id: r, when: everyone, grant: {{ role: \"{Arn}{Letters(count)}\" }} }}]\n",
        _ => Granting(Field(what, count)),
    };

    private static string Field(string what, int count) => what switch
    {
        "letters of a grant's name" => $"name: {Letters(count)}",
        "letters of a template" => $"session_name: {Letters(count)}",
        "letters of a tag's key" => $"tags: {{ {Letters(count)}: v }}",
        "letters of a tag's value" => $"tags: {{ t: {Letters(count)} }}",
        "letters of a separator" => $"tags: {{ t: {{ claim: level, join: \"{new string(':', count)}\" }} }}",
        "tags of a grant" => $"tags: {{ {Each(", ", count, index => $"t{index}: v")} }}",
        "policy ARNs" => $"policy_arns: [{Each(", ", count, index => $"\"arn:aws:iam::aws:policy/p{index}\"")}]",
        "letters of a policy's name" => $"policy_arns: [\"arn:aws:iam::aws:policy/{Letters(count)}\"]",
        "letters of an external id" => $"external_id: {Letters(count)}",
        "priority" => $"priority: {count}",
        "priority below zero" => $"priority: -{count}",
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static string Denying(string when) =>
        $"version: 1\nclaims: {{ level: /level }}\nrules: [{{ id: r, when: {when}, deny: {{ roles: \"*\" }} }}]\n";

    private static string Deny(string deny) => $"version: 1\nrules: [{{ id: r, when: everyone, deny: {{ {deny} }} }}]\n";

    private static string Requiring(string acr) => $"version: 1\nrules: [{{ id: r, when: everyone, require: {{ acr: {acr} }}, grant: {{ role: \"{Role}\" }} }}]\n";

    private static string Claims(string claims) => $"version: 1\nclaims: {claims}\nrules: [{{ id: r, when: everyone, deny: {{ roles: \"*\" }} }}]\n";

    private static string Granting(string field) =>
        $"version: 1\nclaims: {{ level: /level }}\nrules: [{{ id: r, when: everyone, grant: {{ role: \"{Role}\", {field} }} }}]\n";

    private static string Letters(int count) => new('a', count);

    private static string Each(string between, int count, Func<int, string> part) => string.Join(between, Enumerable.Range(0, count).Select(part));
}
