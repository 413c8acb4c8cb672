using TokenBridge.Development.Sts;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Tests;

public sealed class ParameterLimitsTests
{
    private static readonly SessionParameters Good = new() { RoleArn = StsScene.Role, SessionName = "alice" };

    [Fact]
    public void Good_parameters_pass() => ParameterLimits.Check(Good).ShouldBeNull();

    [Theory]
    [InlineData("ab", true)]
    [InlineData("a", false)]
    [InlineData("_+=,.@-", true)]
    [InlineData("f:1:alice", false)]
    [InlineData("zoë", false)]
    [InlineData("alice\n", false)]
    public void Session_names_and_source_identities_hold_ascii_name_characters(string name, bool isGood)
    {
        (ParameterLimits.Check(Good with { SessionName = name }) is null).ShouldBe(isGood);
        (ParameterLimits.Check(Good with { SourceIdentity = name }) is null).ShouldBe(isGood);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Session_names_end_at_64_characters(int length, bool isGood) =>
        (ParameterLimits.Check(Good with { SessionName = new string('a', length) }) is null).ShouldBe(isGood);

    [Theory]
    [InlineData("899", "greater than or equal to 900")]
    [InlineData("43201", "less than or equal to 43200")]
    [InlineData("1h", "must be an integer")]
    [InlineData("-900", "must be an integer")]
    public void Durations_out_of_range_are_named(string seconds, string constraint) =>
        ParameterLimits.Check(Good with { DurationSeconds = seconds })!.Message.ShouldContain(constraint);

    [Theory]
    [InlineData("team", "", true)]
    [InlineData("team", "a b_.:/=+-@é", true)]
    [InlineData("team", "a,b", false)]
    [InlineData("team", "a;b", false)]
    [InlineData("", "x", false)]
    [InlineData("te(am", "x", false)]
    [InlineData("\U00020BB7", "\U00020BB7野", true)]
    [InlineData("team", "\U0001F600", false)]
    [InlineData("team", "a\ud842", false)]
    public void Tags_hold_letters_numbers_separators_and_a_few_signs(string key, string value, bool isGood) =>
        (ParameterLimits.Check(Good with { Tags = [new SessionTag(key, value)] }) is null).ShouldBe(isGood);

    [Theory]
    [InlineData(128, 256, true)]
    [InlineData(129, 1, false)]
    [InlineData(1, 257, false)]
    public void Tag_keys_end_at_128_and_values_at_256_characters(int key, int value, bool isGood) =>
        (ParameterLimits.Check(Good with { Tags = [new SessionTag(new string('k', key), new string('v', value))] }) is null).ShouldBe(isGood);

    [Fact]
    public void Fifty_tags_are_the_most()
    {
        SessionTag[] tags = [.. Enumerable.Range(0, 51).Select(number => new SessionTag($"key{number}", ""))];

        ParameterLimits.Check(Good with { Tags = tags[..50] }).ShouldBeNull();
        ParameterLimits.Check(Good with { Tags = tags }).ShouldNotBeNull();
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var fault = ParameterLimits.Check(new SessionParameters { SessionName = "a b", DurationSeconds = "1" })!;

        fault.ShouldBe(QueryFault.Invalid(
            "3 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; "
            + @"Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*; "
            + "Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"));
    }

    [Fact]
    public void A_token_is_never_quoted_back() =>
        ParameterLimits.CheckToken(new string('s', 20001))!.Message.ShouldNotContain("sss");

    [Fact]
    public void Tag_keys_are_unique_without_case_and_not_reserved()
    {
        SessionTagRules.Check(Good with { Tags = [new("team", "a"), new("Team", "b")] })!.Message.ShouldContain("case insensitive");
        SessionTagRules.Check(Good with { Tags = [new("aws:team", "a")] }).ShouldNotBeNull();
        SessionTagRules.Check(Good with { Tags = [new("team", "a")], TransitiveTagKeys = ["other"] }).ShouldNotBeNull();
        SessionTagRules.Check(Good with { Tags = [new("team", "a")], TransitiveTagKeys = ["team"] }).ShouldBeNull();
    }
}
