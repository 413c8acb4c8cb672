using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

public sealed class CredentialCacheTests
{
    private static readonly Grant Alice = StsScenes.Grant;

    private readonly ManualClock _clock = new();

    public static TheoryData<string> EveryOutput => ["issuer", "subject", "role", "session name", "source identity", "no source identity", "tag value", "tag key", "more tags", "transitive", "duration", "strategy", "token", "policy", "policy arns", "external id", "region"];

    [Fact]
    public void The_same_decision_made_anew_is_the_same_key() =>
        KeyOf(Alice).ShouldBe(KeyOf(Alice with { Tags = [new SessionTag("team", "vision")], TransitiveTagKeys = ["team"] }));

    [Fact]
    public void Equal_policies_made_anew_are_the_same_key()
    {
        static CredentialKey Narrowed() => KeyOf(Alice with { Policy = new string('x', 3), PolicyArns = [Policy("arn:aws:iam::aws:policy/ReadOnlyAccess")], ExternalId = "xy", Region = "eu-west-1" });

        Narrowed().ShouldBe(Narrowed());
    }

    [Theory]
    [MemberData(nameof(EveryOutput))]
    public void A_decision_that_differs_in_any_output_is_another_key(string output)
    {
        var other = output switch
        {
            "issuer" => KeyOf(Alice with { IssuerId = "other" }),
            "subject" => KeyOf(Alice with { Subject = "u-2" }),
            "role" => KeyOf(Alice with { Role = RoleArn.Parse("arn:aws:iam::111122223333:role/ds-speech") }),
            "session name" => KeyOf(Alice with { SessionName = "bob" }),
            "source identity" => KeyOf(Alice with { SourceIdentity = "u-2" }),
            "no source identity" => KeyOf(Alice with { SourceIdentity = null }),
            "tag value" => KeyOf(Alice with { Tags = [new SessionTag("team", "speech")] }),
            "tag key" => KeyOf(Alice with { Tags = [new SessionTag("teams", "vision")] }),
            "more tags" => KeyOf(Alice with { Tags = [new SessionTag("team", "vision"), new SessionTag("user", "u-1")] }),
            "transitive" => KeyOf(Alice with { TransitiveTagKeys = [] }),
            "duration" => KeyOf(Alice, TimeSpan.FromMinutes(30)),
            "strategy" => KeyOf(Alice, strategy: SessionStrategy.WebIdentity),
            "policy" => KeyOf(Alice with { Policy = "{}" }),
            "policy arns" => KeyOf(Alice with { PolicyArns = [Policy("arn:aws:iam::aws:policy/ReadOnlyAccess")] }),
            "external id" => KeyOf(Alice with { ExternalId = "xy" }),
            "region" => KeyOf(Alice with { Region = "eu-west-1" }),
            _ => KeyOf(Alice, digest: "ff"),
        };

        other.ShouldNotBe(KeyOf(Alice));
    }

    [Theory]
    [InlineData(60, 0, "Fresh")]
    [InlineData(60, 29, "Fresh")]
    [InlineData(60, 30, "Aging")]
    [InlineData(60, 44, "Aging")]
    [InlineData(60, 45, "Ending")]
    [InlineData(60, 58, "Ending")]
    [InlineData(60, 59, null)]
    [InlineData(15, 7, "Fresh")]
    [InlineData(15, 8, "Ending")]
    [InlineData(1, 0, null)]
    public void What_a_session_is_still_good_for_follows_its_age(int lifeMinutes, int minutes, string? age)
    {
        var cache = new CredentialCache(new CredentialCacheOptions(10), _clock);
        cache.Store(KeyOf(Alice), Credentials(TimeSpan.FromMinutes(lifeMinutes)));

        _clock.Advance(TimeSpan.FromMinutes(minutes));

        cache.Find(KeyOf(Alice))?.Age.ToString().ShouldBe(age);
        cache.Find(KeyOf(Alice)).HasValue.ShouldBe(age is not null);
    }

    [Fact]
    public void A_session_that_aws_refuses_by_now_is_gone()
    {
        var cache = new CredentialCache(new CredentialCacheOptions(10), _clock);
        cache.Store(KeyOf(Alice), Credentials(TimeSpan.FromHours(1)));

        cache.Remove(KeyOf(Alice));

        cache.Find(KeyOf(Alice)).ShouldBeNull();
        cache.Count.ShouldBe(0);
    }

    [Fact]
    public void The_cache_never_holds_more_than_its_capacity_and_always_the_newest()
    {
        var cache = new CredentialCache(new CredentialCacheOptions(10), _clock);

        for (var number = 0; number < 1000; number++)
        {
            var key = KeyOf(Alice with { Subject = $"u-{number}" });
            cache.Store(key, Credentials(TimeSpan.FromHours(1)));
            cache.Find(key).ShouldNotBeNull();
            cache.Count.ShouldBeLessThanOrEqualTo(10);
        }
    }

    private static PolicyArn Policy(string text) => PolicyArn.Read(text).TryGet(out var arn, out var fault) ? arn : throw new FormatException(fault);

    private AwsCredentials Credentials(TimeSpan life) => new()
    {
        AccessKeyId = "ASIAEXAMPLE",
        SecretAccessKey = "s",
        SessionToken = "t",
        Expiration = _clock.GetUtcNow() + life,
        IssuedAt = _clock.GetUtcNow(),
        Account = "111122223333",
        AssumedRoleArn = "arn:aws:sts::111122223333:assumed-role/ds-vision/alice",
    };

    private static CredentialKey KeyOf(Grant grant, TimeSpan? duration = null, SessionStrategy strategy = SessionStrategy.AssumeRole, string? digest = null) =>
        new(grant, new EffectiveDuration(duration ?? grant.Duration, null), strategy, digest);
}
