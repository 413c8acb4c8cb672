using Microsoft.Extensions.Configuration;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Settings.Keys;
using TokenBridge.Protocol;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void A_small_configuration_is_enough_and_the_rest_has_its_documented_default()
    {
        var settings = Read().Value.ShouldNotBeNull();

        var issuer = settings.Issuers.ShouldHaveSingleItem();
        issuer.Id.ShouldBe("research");
        issuer.MetadataAddress.ShouldBe(new Uri("https://kc.example/realms/ml/.well-known/openid-configuration"));
        issuer.Algorithms.ShouldBe(["RS256", "PS256", "ES256"]);
        issuer.Clients.ShouldBeNull();
        issuer.MaxTokenLifetime.ShouldBe(TimeSpan.FromHours(1));
        issuer.ClockSkew.ShouldBe(TimeSpan.FromSeconds(30));
        issuer.KeyRefresh.ShouldBe(TimeSpan.FromMinutes(5));
        issuer.UnknownKeyInterval.ShouldBe(TimeSpan.FromSeconds(10));
        settings.Sts.Strategy.ShouldBe(SessionStrategy.AssumeRole);
        settings.Sts.MaxDuration.ShouldBe(TimeSpan.FromHours(1));
        settings.Sts.Deadline.ShouldBe(TimeSpan.FromMilliseconds(900));
        settings.Sts.Concurrency.ShouldBe(64);
        settings.CredentialCache.Capacity.ShouldBe(10_000);
        settings.RateLimits.PerSubjectPerMinute.ShouldBe(120);
        settings.RateLimits.FailedPerAddressPerMinute.ShouldBe(60);
        settings.Audit.Path.ShouldBeNull();
        settings.TrustedProxies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Issuers:research:Audience", "tokenbridge", "Audiences")]
    [InlineData("Sts:Strateggy", "WebIdentity", "Strategy")]
    [InlineData("Sts:Regoin", "eu-central-1", "Region")]
    [InlineData("RateLimit:PerSubjectPerMinute", "5", "RateLimits")]
    [InlineData("WebIdentity:SigningKeyPth", "/x", "SigningKeyPath")]
    public void A_misspelt_key_is_a_fault_that_names_the_right_one(string key, string value, string meant) =>
        Faults((key, value)).ShouldContain(fault => fault.Contains($"did you mean {meant}?", StringComparison.Ordinal));

    [Fact]
    public void A_key_that_is_like_no_other_is_a_fault_too() =>
        Faults(("Sts:Zzzzzzzz", "1")).ShouldHaveSingleItem().ShouldStartWith("TokenBridge:Sts:Zzzzzzzz: is not a setting; known here: Endpoint, Region");

    /// <summary>A key that is read and stands in no table, or stands there and is not read, would show up here.</summary>
    [Fact]
    public void What_the_reader_knows_is_what_the_table_has()
    {
        foreach (var section in SettingKeys.Sections)
        {
            var path = section.Prefix.Replace("{id}", "research", StringComparison.Ordinal);
            var known = Faults(($"{path}Zzzzzzzzzzzzzzzz", "1")).Single(fault => fault.Contains("known here: ", StringComparison.Ordinal)).Split("known here: ")[1].Split(", ");

            var sections = section.Name.Length > 0 ? [] : SettingKeys.Sections.Select(other => other.Name).Where(name => name.Length > 0);
            known.ShouldBe(section.Keys.Select(key => key.Name).Concat(sections), ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData("Issuers:research:Clients")]
    [InlineData("Issuers:research:Algorithms")]
    public void An_empty_list_is_a_fault_because_it_could_mean_none_as_well_as_any(string key) =>
        Faults((key, "")).ShouldHaveSingleItem().ShouldBe($"TokenBridge:{key}: is an empty list; write entries, or leave the key out");

    [Fact]
    public void No_trusted_proxies_may_be_said_by_an_empty_list() => Faults(("TrustedProxies", "")).ShouldBeEmpty();

    [Fact]
    public void An_issuer_that_is_a_value_and_a_section_at_once_is_a_fault() =>
        Faults(("Issuers:research", "https://kc.example/realms/ml")).ShouldHaveSingleItem().ShouldContain("is a section with keys of its own");

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var faults = Faults(
            ("Issuers:research:ClockSkew", "00:30:00"),
            ("Issuers:research:Algorithms:0", "HS256"),
            ("Sts:Strategy", "Magic"),
            ("Sts:Concurrency", "0"),
            ("TrustedProxies:0", "10.0.0.0/99"));

        faults.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("http://kc.example/realms/ml")]
    [InlineData("kc.example/realms/ml")]
    [InlineData("https://kc.example/realms/ml?x=1")]
    [InlineData("https://user:pw@kc.example/realms/ml")]
    public void An_issuer_that_is_no_plain_https_url_is_a_fault(string issuer) =>
        Faults(("Issuers:research:Issuer", issuer)).ShouldHaveSingleItem().ShouldStartWith("TokenBridge:Issuers:research:Issuer: ");

    [Theory]
    [InlineData("http://127.0.0.1:8080/realms/ml")]
    [InlineData("http://[::1]:8080/realms/ml")]
    [InlineData("http://localhost:8080/realms/ml")]
    public void Http_is_taken_on_loopback(string issuer) =>
        Faults(("Issuers:research:Issuer", issuer)).ShouldBeEmpty();

    [Fact]
    public void A_region_that_aws_does_not_have_is_warned_of_where_aws_is_asked()
    {
        Read(("Sts:Region", "eu-centrl-1")).Value.ShouldNotBeNull().Warnings.ShouldHaveSingleItem().ShouldContain("did you mean 'eu-central-1'?");
        Read(("Sts:Region", "eu-centrl-1"), ("Sts:Endpoint", "http://127.0.0.1:9")).Value.ShouldNotBeNull().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void An_sts_endpoint_that_is_the_service_itself_is_a_fault() =>
        Faults(("Sts:Endpoint", "http://localhost:8693/sts")).ShouldHaveSingleItem().ShouldStartWith("TokenBridge:Sts:Endpoint: is an address of this service itself");

    [Fact]
    public void Http_elsewhere_is_refused_with_the_name_of_the_key_that_lets_it_pass()
    {
        Faults(("Issuers:research:Issuer", "http://kc.example/realms/ml")).ShouldHaveSingleItem().ShouldContain("or where AllowHttp is true");
        Faults(("Issuers:research:MetadataAddress", "http://kc.example/realms/ml")).ShouldHaveSingleItem().ShouldContain("or where AllowHttp is true");
        Faults(("Sts:Endpoint", "http://sts.example")).ShouldHaveSingleItem().ShouldNotContain("AllowHttp");
    }

    [Fact]
    public void Http_elsewhere_wants_AllowHttp() =>
        Faults(("Issuers:research:Issuer", "http://kc.example/realms/ml"), ("Issuers:research:AllowHttp", "true")).ShouldBeEmpty();

    [Fact]
    public void An_sts_endpoint_over_http_is_taken_on_loopback_only() =>
        Faults(("Sts:Endpoint", "http://sts.example")).ShouldHaveSingleItem().ShouldStartWith("TokenBridge:Sts:Endpoint: ");

    [Fact]
    public void A_bare_number_is_no_duration_because_dotnet_would_read_days() =>
        Faults(("Sts:Deadline", "30")).ShouldHaveSingleItem().ShouldContain("write hh:mm:ss");

    [Fact]
    public void Two_issuers_of_one_name_are_a_fault() =>
        Faults(("Issuers:other:Issuer", "https://kc.example/realms/ml"), ("Issuers:other:Audiences:0", "tokenbridge"))
            .ShouldHaveSingleItem().ShouldContain("research");

    [Fact]
    public void An_audience_written_as_a_single_value_is_told_how_to_write_a_list()
    {
        var faults = Faults(("Issuers:research:Audiences:0", null), ("Issuers:research:Audiences", "tokenbridge"));

        faults.ShouldContain(fault => fault.Contains("TokenBridge__Issuers__research__Audiences__0", StringComparison.Ordinal));
    }

    [Fact]
    public void WebIdentity_wants_an_issuer_and_a_key() =>
        Faults(("Sts:Strategy", "WebIdentity")).Select(fault => fault.Split(':')[2]).ShouldBe(["Issuer", "SigningKeyPath"], ignoreOrder: true);

    [Fact]
    public void A_chain_key_is_refused_because_this_version_chains_nothing() =>
        Faults(("Audit:ChainKeyPath", "/key")).ShouldHaveSingleItem().ShouldStartWith("TokenBridge:Audit:ChainKeyPath: ");

    [Fact]
    public void Backchannel_logout_is_taken_with_a_warning_because_this_version_has_none() =>
        Read(("BackchannelLogout:Enabled", "true")).Value.ShouldNotBeNull().Warnings.ShouldHaveSingleItem();

    [Fact]
    public void The_audience_that_every_token_of_a_realm_has_is_taken_with_a_warning()
    {
        Read(("Issuers:research:Audiences:1", "account")).Value.ShouldNotBeNull().Warnings.ShouldHaveSingleItem().ShouldContain("TokenBridge:Issuers:research:Audiences");
        Read(("Issuers:research:Audiences:1", "accounting")).Value.ShouldNotBeNull().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_null_and_an_empty_text_are_absent() =>
        Read(("Sts:Endpoint", ""), ("Sts:ExternalId", null)).Value.ShouldNotBeNull().Sts.Endpoint.ShouldBeNull();

    [Theory]
    [InlineData("0x0a.1.0.0/16", "is no address range")]
    [InlineData("010.0.0.0/8", "is no address range")]
    [InlineData("10.1/16", "is no address range")]
    [InlineData("167772161", "is no address range")]
    [InlineData("127.1", "is no address range")]
    [InlineData("fe80::1%eth0", "is no address range")]
    [InlineData("[2001:db8::1]:443", "is no address range")]
    [InlineData("unix:/run/proxy.sock", "is no address range")]
    [InlineData("10.1.0.0/8", "write 10.0.0.0/8")]
    [InlineData("10.0.0.0/08", "no prefix length")]
    public void A_proxy_that_is_no_plain_address_or_range_is_a_fault(string text, string wrong)
    {
        var fault = Faults(("TrustedProxies:0", text)).ShouldHaveSingleItem();

        fault.ShouldContain($"holds '{text}'");
        fault.ShouldContain(wrong);
    }

    [Fact]
    public void A_proxy_may_be_a_single_address() =>
        Read(("TrustedProxies:0", "10.1.2.3")).Value.ShouldNotBeNull().TrustedProxies.ShouldHaveSingleItem().Text.ShouldBe("10.1.2.3");

    private static List<string> Faults(params (string Key, string? Value)[] changes) =>
        [.. (Read(changes).Fault ?? []).Select(fault => fault.ToString())];

    private static Result<TokenBridgeSettings, IReadOnlyList<ConfigurationFault>> Read(params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["TokenBridge:Issuers:research:Issuer"] = "https://kc.example/realms/ml",
            ["TokenBridge:Issuers:research:Audiences:0"] = "tokenbridge",
            ["TokenBridge:Rules:Path"] = "rules.yaml",
            ["TokenBridge:Sts:Region"] = "eu-central-1",
        };
        foreach (var (key, value) in changes)
        {
            values[$"TokenBridge:{key}"] = value;
            if (value is null)
            {
                values.Remove($"TokenBridge:{key}");
            }
        }

        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
