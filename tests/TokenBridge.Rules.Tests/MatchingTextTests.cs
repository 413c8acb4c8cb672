using System.Net;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Tests;

/// <summary>What the small matchers say of texts, each by itself.</summary>
public sealed class MatchingTextTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("-1", true)]
    [InlineData("007", true)]
    [InlineData("1.50", true)]
    [InlineData("-0.5", true)]
    [InlineData("1234567890123456789012345678", true)] // 28 characters
    [InlineData("12345678901234567890123456789", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("+1", false)]
    [InlineData(".5", false)]
    [InlineData("-.5", false)]
    [InlineData("5.", false)]
    [InlineData("1e3", false)]
    [InlineData("1,000", false)]
    [InlineData("--1", false)]
    [InlineData("1-", false)]
    [InlineData("1.2.3", false)]
    [InlineData(" 1", false)]
    [InlineData("1 ", false)]
    [InlineData("(1)", false)]
    [InlineData("٣", false)]
    public void A_number_is_digits_with_at_most_one_sign_and_one_point(string text, bool isNumber) => NumberText.TryParse(text, out _).ShouldBe(isNumber);

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", false)]
    [InlineData("a", "A", false)]
    [InlineData("*", "", true)]
    [InlineData("**", "x", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "ba", false)]
    [InlineData("*a", "ba", true)]
    [InlineData("*a", "ab", false)]
    [InlineData("ab*ba", "aba", false)] // the two ends do not share a letter
    [InlineData("ab*ba", "abba", true)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("a*b*c", "axc", false)]
    [InlineData("a*bc*bd", "abcbd", true)]
    [InlineData("a*bb*b", "abb", false)] // the middle does not share one with the end
    [InlineData("a*x*x*b", "axb", false)] // one x is not two
    [InlineData("a*x*x*b", "axxb", true)]
    public void A_glob_is_anchored_and_its_pieces_stand_in_order(string glob, string text, bool matches) => new TextGlob(glob).Matches(text).ShouldBe(matches);

    [Theory]
    [InlineData("*a", "xa", true)]
    [InlineData("*ab", "aab", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*b*", "axxb", true)]
    [InlineData("a*b*", "axx", false)]
    [InlineData("*a*b", "aaab", true)]
    [InlineData("*a*b", "aaa", false)]
    [InlineData("A*", "abc", true)]
    [InlineData("*C", "abc", true)]
    [InlineData("ab", "abc", false)]
    [InlineData("abc", "ab", false)]
    [InlineData("ab**", "ab", true)]
    public void A_glob_over_roles_goes_back_to_its_last_star(string end, string role, bool matches)
    {
        RoleGlob.Read($"*:role/{end}").TryGet(out var glob, out _).ShouldBeTrue();

        glob!.Matches($"arn:aws:iam::111122223333:role/{role}").ShouldBe(matches);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/a*b", "arn:aws:iam::111122223333:role/a")]
    [InlineData("arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/a")]
    [InlineData("*", "")]
    public void A_glob_over_roles_begins_with_what_stands_before_its_first_star(string text, string beginning)
    {
        RoleGlob.Read(text).TryGet(out var glob, out _).ShouldBeTrue();

        glob!.Beginning.ShouldBe(beginning);
    }

    [Theory]
    [InlineData("a*", true)]
    [InlineData("ar*", true)]
    [InlineData("b*", false)]
    [InlineData("arn:*", true)]
    [InlineData("arn:aws*", true)]
    [InlineData("arn:aws-*", true)]
    [InlineData("arn:aws-cn*", true)]
    [InlineData("arn:gcp*", false)]
    [InlineData("arn:aws:i*", true)]
    [InlineData("arn:aws:s*", false)]
    [InlineData("arn:aws:iam:x*", false)]
    [InlineData("arn:aws:iam::1*", true)]
    [InlineData("arn:aws:iam::1111222233334*", false)]
    [InlineData("arn:aws:iam::x*", false)]
    [InlineData("arn:aws:iam::11112222333:*", false)]
    [InlineData("arn:aws:iam::111122223333:r*", true)]
    [InlineData("arn:aws:iam::111122223333:role*", true)]
    [InlineData("arn:aws:iam::111122223333:rolle*", false)]
    [InlineData("arn:aws:iam::111122223333:role/a*", true)]
    [InlineData("arn:aws:iam::111122223333:role//a*", false)]
    [InlineData("arn:aws:iam::111122223333:role/a:b*", false)]
    [InlineData("arn:aws:iam:::role/a*", true)]
    public void A_glob_over_roles_begins_like_some_role(string text, bool taken) => RoleGlob.Read(text).Succeeded.ShouldBe(taken);

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/16", true)]
    [InlineData("10.0.0.0/16", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0/16", false)]
    [InlineData("0.0.0.0/0", "::/0", false)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    public void A_network_covers_what_lies_in_it(string outer, string inner, bool covers) => Read(outer).Covers(Read(inner)).ShouldBe(covers);

    [Theory]
    [InlineData("10.0.0.0/31", "10.0.0.1", true)]
    [InlineData("10.0.0.0/31", "10.0.0.2", false)]
    [InlineData("10.0.0.1/32", "10.0.0.1", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("10.128.0.0/9", "10.127.255.255", false)]
    [InlineData("10.128.0.0/9", "10.255.255.255", true)]
    [InlineData("2001:db8::/127", "2001:db8::1", true)]
    [InlineData("2001:db8::/127", "2001:db8::2", false)]
    [InlineData("::ffff:0:0/96", "10.0.0.1", true)] // the whole of IPv4
    public void A_network_ends_where_its_prefix_says(string network, string address, bool contains) =>
        Read(network).Contains(Network.Normal(IPAddress.Parse(address))).ShouldBe(contains);

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.2/30")]
    [InlineData("10.0.0.1/31")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::1/127")]
    [InlineData("/8")]
    public void A_network_has_an_address_a_prefix_that_fits_and_no_bits_behind_it(string text) => Network.Read(text).Succeeded.ShouldBeFalse();

    private static Network Read(string text) => Network.Read(text).Match(network => network, fault => throw new InvalidOperationException(fault));
}
