using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Rules.Rendering;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class SessionNameTextTests
{
    private static readonly RuleSet Rules = Granting($"{{ role: \"{Role}\", session_name: \"{{x}}\" }}");

    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("f:1:alice", "f=3A1=3Aalice")]
    [InlineData("a=b", "a=3Db")]
    [InlineData("zoë", "zo=C3=AB")]
    [InlineData("a", "a=.")]
    [InlineData("é", "=C3=A9")]
    [InlineData("\U00020BB7", "=F0=A0=AE=B7")]
    public void The_encoding_keeps_what_it_can(string value, string name) => Encode(value).ShouldBe(name);

    [Fact]
    public void Sixty_four_characters_stand_as_they_are_and_one_more_is_cut_with_a_hash_of_the_plain_text()
    {
        var fits = new string('a', 64);
        var longer = new string('a', 65);

        Encode(fits).ShouldBe(fits);
        Encode(longer).ShouldBe(new string('a', 46) + "=." + "635361c48bb9eab1");
        Encode(longer).Length.ShouldBe(64);
    }

    [Fact]
    public void Two_values_never_share_a_name_and_every_name_is_legal()
    {
        var pairs = ArbMap.Default.ArbFor<(NonNull<string> Left, NonNull<string> Right)>();
        Prop.ForAll(pairs, pair =>
        {
            var (left, right) = (pair.Left.Get, pair.Right.Get);
            if (left.Length == 0 || right.Length == 0 || !SessionNameText.IsWellFormed(left) || !SessionNameText.IsWellFormed(right))
            {
                return true;
            }

            var (first, second) = (Encode(left), Encode(right));
            return first.Length is >= 2 and <= 64 && SessionNameText.IsLegal(first) && (left == right || first != second);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Half_a_surrogate_pair_is_told()
    {
        // Not a theory: test names are UTF-8, which has no such thing.
        SessionNameText.IsWellFormed("\ud800").ShouldBeFalse();
        SessionNameText.IsWellFormed("a\udc00b").ShouldBeFalse();
        SessionNameText.IsWellFormed("\ud842\udfb7").ShouldBeTrue();
        SessionNameText.IsWellFormed("").ShouldBeTrue();
    }

    private static string Encode(string value) =>
        Rules.Evaluate(Caller($"{{\"x\": {System.Text.Json.JsonSerializer.Serialize(value)}}}")).Select(null).Granted().SessionName;
}
