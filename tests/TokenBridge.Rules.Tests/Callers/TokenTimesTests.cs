using System.Text.Json;
using TokenBridge.Rules.Callers;

namespace TokenBridge.Rules.Tests.Callers;

/// <summary>RFC 7519, 4.1: NumericDate. Here in whole seconds, from 1970 to the year 5138.</summary>
public sealed class TokenTimesTests
{
    [Fact]
    public void The_three_times_are_read_and_a_token_is_good_from_the_later_of_two()
    {
        var times = Read("""{"exp":300,"iat":100,"nbf":200}""");

        times.ExpiresAt.ToUnixTimeSeconds().ShouldBe(300);
        times.IssuedAt.ToUnixTimeSeconds().ShouldBe(100);
        times.NotBefore.ToUnixTimeSeconds().ShouldBe(200);
        Read("""{"exp":300,"iat":100,"nbf":50}""").NotBefore.ToUnixTimeSeconds().ShouldBe(100);
    }

    [Theory]
    [InlineData("""{"exp":300,"iat":100}""")]
    [InlineData("""{"exp":300,"iat":100,"nbf":null}""")]
    public void Without_nbf_a_token_is_good_from_its_issue(string payload) => Read(payload).NotBefore.ToUnixTimeSeconds().ShouldBe(100);

    [Theory]
    [InlineData("""{"iat":100}""", true, "no exp")]
    [InlineData("""{"exp":null,"iat":100}""", true, "no exp")]
    [InlineData("""{"exp":300}""", true, "no iat")]
    [InlineData("""{"exp":"300","iat":100}""", false, "exp is no integer of seconds")]
    [InlineData("""{"exp":300,"iat":1e2}""", false, "iat is no integer of seconds")]
    [InlineData("""{"exp":300,"iat":100,"nbf":"x"}""", false, "nbf is no integer of seconds")]
    [InlineData("""{"exp":300,"iat":100,"nbf":-1}""", false, "nbf is no integer of seconds")]
    public void A_time_that_is_missing_and_one_of_the_wrong_shape_are_told_apart(string payload, bool isMissing, string detail)
    {
        var fault = TokenTimes.Read(JsonDocument.Parse(payload).RootElement).Fault.ShouldNotBeNull();

        fault.IsMissing.ShouldBe(isMissing);
        fault.Detail.ShouldBe(detail);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-1", false)]
    [InlineData("99999999999", true)]
    [InlineData("100000000000", false)]
    [InlineData("1.0", false)]
    [InlineData("\"1\"", false)]
    [InlineData("18446744073709551616", false)]
    public void Seconds_are_digits_within_bounds(string json, bool reads) =>
        TokenTimes.TryGetSeconds(JsonDocument.Parse(json).RootElement, out _).ShouldBe(reads);

    private static TokenTimes Read(string payload) =>
        TokenTimes.Read(JsonDocument.Parse(payload).RootElement).Match(times => times, fault => throw new InvalidOperationException(fault.Detail));
}
