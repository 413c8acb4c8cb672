using Microsoft.Extensions.Configuration;
using TokenBridge.Host.Settings;

namespace TokenBridge.Host.Tests.Settings;

/// <summary>What is configured of the server: names, ports, limits.</summary>
public sealed class ServerSettingsTests
{
    [Fact]
    public void Nothing_of_it_need_be_written()
    {
        var settings = Read();

        settings.TokenLimit.Characters.ShouldBe(16_384);
        settings.TokenLimit.HeaderBytes.ShouldBe(65_536);
        settings.AllowedHosts.Names.ShouldBeEmpty();
        settings.Operations.Addresses.ShouldBeEmpty();
        settings.Operations.DrainDelay.ShouldBe(TimeSpan.Zero);
        settings.Operations.ShutdownLimit.ShouldBe(TimeSpan.FromSeconds(30));
        settings.Issuers.ShouldAllBe(issuer => issuer.IsRequired);
    }

    [Fact]
    public void The_limit_for_header_fields_follows_from_that_for_tokens()
    {
        Read(("TokenBridge:MaxTokenLength", "20000")).TokenLimit.HeaderBytes.ShouldBe(80_000);
        Read(("TokenBridge:MaxTokenLength", "1024")).TokenLimit.HeaderBytes.ShouldBe(65_536);
    }

    [Theory]
    [InlineData("TokenBridge:MaxTokenLength", "1023", "1024 to 20000")]
    [InlineData("TokenBridge:MaxTokenLength", "20001", "1024 to 20000")]
    [InlineData("TokenBridge:Operations:DrainDelay", "00:01:01", "00:00:00 to 00:01:00")]
    [InlineData("TokenBridge:Operations:DrainDelay", "5", "hh:mm:ss")]
    [InlineData("TokenBridge:Operations:Urls", "9090", "http://0.0.0.0:9090")]
    [InlineData("TokenBridge:Operations:Urls", "http://0.0.0.0:0", "http://0.0.0.0:9090")]
    [InlineData("TokenBridge:Operations:Urls", "http://0.0.0.0:9090/metrics", "http://0.0.0.0:9090")]
    [InlineData("TokenBridge:Operations:Urls", "http://unix:/tmp/s", "http://0.0.0.0:9090")]
    [InlineData("TokenBridge:Operations:Urls", "http://0.0.0.0:9090;http://127.0.0.1:8693", "whose port Urls has as well")]
    [InlineData("TokenBridge:Operations:Url", "http://0.0.0.0:9090", "did you mean Urls?")]
    [InlineData("TokenBridge:AllowedHosts:0", "https://bridge.example.org", "without scheme, port and path")]
    [InlineData("TokenBridge:AllowedHosts:0", "bridge.example.org:443", "without scheme, port and path")]
    [InlineData("TokenBridge:AllowedHosts:0", "*", "without scheme, port and path")]
    [InlineData("TokenBridge:AllowedHosts", "bridge.example.org", "is a list")]
    [InlineData("AllowedHosts", "bridge.example.org;b:1", "ASP.NET's AllowedHosts")]
    [InlineData("TokenBridge:Issuers:research:Required", "no", "true or false")]
    public void What_cannot_be_meant_is_a_fault_that_says_what_to_write(string key, string value, string said) =>
        Faults((key, value)).ShouldHaveSingleItem().ShouldContain(said);

    [Fact]
    public void Operations_may_have_several_addresses_where_the_service_itself_does_not_listen()
    {
        var operations = Read(("Urls", "http://0.0.0.0:80"), ("TokenBridge:Operations:Urls", "http://0.0.0.0:9090; http://[::1]:8693")).Operations;

        operations.Addresses.Select(address => address.Port).ShouldBe([9090, 8693]);
    }

    [Fact]
    public void Our_list_of_hosts_goes_before_asp_nets_where_a_star_is_no_name()
    {
        Read(("AllowedHosts", "a.example;*.b.example")).AllowedHosts.Names.ShouldBe(["a.example", "*.b.example"]);
        Read(("AllowedHosts", "a.example"), ("TokenBridge:AllowedHosts:0", "b.example")).AllowedHosts.Names.ShouldBe(["b.example"]);
        Read(("AllowedHosts", "a.example;*")).AllowedHosts.Names.ShouldBeEmpty();
    }

    private static TokenBridgeSettings Read(params (string Key, string Value)[] changes) => SettingsReader.Read(Configuration(changes)).Value.ShouldNotBeNull();

    private static IEnumerable<string> Faults(params (string Key, string Value)[] changes) =>
        SettingsReader.Read(Configuration(changes)).Fault.ShouldNotBeNull().Select(fault => fault.ToString());

    private static IConfigurationRoot Configuration((string Key, string Value)[] changes)
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
            values[key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
