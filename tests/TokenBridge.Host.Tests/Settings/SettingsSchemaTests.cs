using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using TokenBridge.Host.Settings;

namespace TokenBridge.Host.Tests.Settings;

/// <summary>The schema and the reader are asked about the same files. A case is a key (<c>/</c> between names) and the JSON that stands there.</summary>
public sealed class SettingsSchemaTests
{
    private const string Sound = """
        { "Urls": "http://127.0.0.1:8693", "TokenBridge": {
          "Issuers": { "research": { "Issuer": "https://kc.example/realms/ml", "Audiences": ["tokenbridge"] } },
          "Rules": { "Path": "rules.yaml" },
          "Sts": { "Region": "eu-central-1" } } }
        """;

    private static readonly JsonSchema Schema = JsonSchema.FromText(SettingsSchema.Write());

    [Theory]
    [InlineData("Urls", "\"http://0.0.0.0:80\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"http://127.0.0.1:8080/realms/ml\"")]
    [InlineData("TokenBridge/Issuers/research/Clients", """["notebook", "hub"]""")]
    [InlineData("TokenBridge/Issuers/research/Clients", "null")]
    [InlineData("TokenBridge/Issuers/research/MetadataAddress", "null")]
    [InlineData("TokenBridge/Issuers/research/Algorithms", """["ES384", "RS512"]""")]
    [InlineData("TokenBridge/Issuers/research/MaxTokenLifetime", "\"1.00:00:00\"")]
    [InlineData("TokenBridge/Issuers/research/ClockSkew", "\"00:00:00\"")]
    [InlineData("TokenBridge/Rules/Reload", "false")]
    [InlineData("TokenBridge/Sts/Deadline", "\"00:00:00.9\"")]
    [InlineData("TokenBridge/Sts/Deadline", "null")]
    [InlineData("TokenBridge/Sts/Endpoint", "\"http://localhost:4566\"")]
    [InlineData("TokenBridge/Sts", """{ "Endpoint": "https://sts.example" }""")]
    [InlineData("TokenBridge/Sts/ExternalId", "\"tb:1/x\"")]
    [InlineData("TokenBridge/Sts/Concurrency", "4096")]
    [InlineData("TokenBridge/Sts/Strategy", "\"PassThrough\"")]
    [InlineData("TokenBridge/WebIdentity", """{ "Issuer": "https://tokenbridge.example", "SigningKeyPath": "signing.pem", "Audience": null }""")]
    [InlineData("TokenBridge/WebIdentity", "null")]
    [InlineData("TokenBridge/WebIdentity", "{}")]
    [InlineData("TokenBridge/CredentialCache/Capacity", "1")]
    [InlineData("TokenBridge/RateLimits/PerSubjectPerMinute", "0")]
    [InlineData("TokenBridge/Audit/Path", "\"/var/log/audit.log\"")]
    [InlineData("TokenBridge/Audit/ChainKeyPath", "null")]
    [InlineData("TokenBridge/TrustedProxies", "[]")]
    [InlineData("TokenBridge/TrustedProxies", """["10.0.0.0/8", "2001:db8::/32", "10.1.2.3"]""")]
    [InlineData("TokenBridge/BackchannelLogout/Enabled", "true")]
    public void Both_take_it(string key, string value)
    {
        Faults(key, value).ShouldBeEmpty();
        Fits(key, value).ShouldBeTrue();
    }

    [Theory]
    [InlineData("TokenBridge/Issuers", "{}")]
    [InlineData("TokenBridge/Issuers/two words", """{ "Issuer": "https://kc.example/realms/x", "Audiences": ["a"] }""")]
    [InlineData("TokenBridge/Issuers/research", "\"https://kc.example/realms/ml\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "null")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"kc.example/realms/ml\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"ftp://kc.example/realms/ml\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"https://kc.example/realms/ml?x=1\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"https://user:pw@kc.example/realms/ml\"")]
    [InlineData("TokenBridge/Issuers/research/Audiences", "null")]
    [InlineData("TokenBridge/Issuers/research/Audiences", "[]")]
    [InlineData("TokenBridge/Issuers/research/Audiences", "\"tokenbridge\"")]
    [InlineData("TokenBridge/Issuers/research/Audience", """["tokenbridge"]""")]
    [InlineData("TokenBridge/Issuers/research/Clients", "[]")]
    [InlineData("TokenBridge/Issuers/research/Clients", """[""]""")]
    [InlineData("TokenBridge/Issuers/research/Algorithms", """["HS256"]""")]
    [InlineData("TokenBridge/Issuers/research/AllowHttp", "\"perhaps\"")]
    [InlineData("TokenBridge/Issuers/research/ClockSkew", "\"30\"")]
    [InlineData("TokenBridge/Issuers/research/ClockSkew", "30")]
    [InlineData("TokenBridge/Issuers/research/ClockSkew", "\"00:00:60\"")]
    [InlineData("TokenBridge/Rules", "null")]
    [InlineData("TokenBridge/Rules/Path", "\"\"")]
    [InlineData("TokenBridge/Rules/Reload", "1")]
    [InlineData("TokenBridge/Sts", "{}")]
    [InlineData("TokenBridge/Sts/Region", "null")]
    [InlineData("TokenBridge/Sts/Region", "\"EU Central\"")]
    [InlineData("TokenBridge/Sts/Regoin", "\"eu-central-1\"")]
    [InlineData("TokenBridge/Sts/Strategy", "\"Magic\"")]
    [InlineData("TokenBridge/Sts/Strategy", "\"WebIdentity\"")]
    [InlineData("TokenBridge/Sts/ExternalId", "\"x\"")]
    [InlineData("TokenBridge/Sts/ExternalId", "\"two words\"")]
    [InlineData("TokenBridge/Sts/Concurrency", "0")]
    [InlineData("TokenBridge/Sts/Concurrency", "4097")]
    [InlineData("TokenBridge/Sts/Concurrency", "1.5")]
    [InlineData("TokenBridge/Sts/Concurrency", "{ \"Max\": 1 }")]
    [InlineData("TokenBridge/CredentialCache/Capacity", "1000001")]
    [InlineData("TokenBridge/RateLimits/PerSubjectPerMinute", "-1")]
    [InlineData("TokenBridge/RateLimit", """{ "PerSubjectPerMinute": 1 }""")]
    [InlineData("TokenBridge/Audit/ChainKeyPath", "\"/key\"")]
    [InlineData("TokenBridge/TrustedProxies", """["proxy.example"]""")]
    [InlineData("TokenBridge/TrustedProxies", """["fe80::1%eth0"]""")]
    [InlineData("TokenBridge/BackchannelLogout/Enabled", "\"yes\"")]
    public void Both_refuse_it(string key, string value)
    {
        Faults(key, value).ShouldNotBeEmpty();
        Fits(key, value).ShouldBeFalse();
    }

    /// <summary>What a schema cannot say, or only in a way that nobody could read.</summary>
    [Theory]
    [InlineData("TokenBridge/Issuers/research/ClockSkew", "\"00:05:01\"")]
    [InlineData("TokenBridge/Issuers/research/Issuer", "\"http://kc.example/realms/ml\"")]
    [InlineData("TokenBridge/Issuers/other", """{ "Issuer": "https://kc.example/realms/ml", "Audiences": ["a"] }""")]
    [InlineData("TokenBridge/Sts/Endpoint", "\"http://sts.example\"")]
    [InlineData("TokenBridge/TrustedProxies", """["10.1.0.0/8"]""")]
    public void Only_the_reader_refuses_it(string key, string value)
    {
        Faults(key, value).ShouldNotBeEmpty();
        Fits(key, value).ShouldBeTrue();
    }

    /// <summary>What the environment and flags need (all is text there), and what case allows.</summary>
    [Theory]
    [InlineData("TokenBridge/Sts/Concurrency", "\"64\"")]
    [InlineData("TokenBridge/Sts/Strategy", "\"passthrough\"")]
    [InlineData("TokenBridge/Rules/Reload", "\"TRUE\"")]
    [InlineData("TokenBridge/Sts/concurrency", "64")]
    [InlineData("TokenBridge/Sts/ExternalId", "\"\"")]
    public void Only_the_schema_refuses_it(string key, string value)
    {
        Faults(key, value).ShouldBeEmpty();
        Fits(key, value).ShouldBeFalse();
    }

    [Fact]
    public void The_part_that_a_chart_takes_refers_to_nothing_outside_of_it() =>
        JsonNode.Parse(SettingsSchema.Write())!["$defs"]!["TokenBridge"]!.ToJsonString().ShouldNotContain("$ref");

    private static bool Fits(string key, string value)
    {
        using var document = JsonDocument.Parse(Changed(key, value));
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static List<string> Faults(string key, string value)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Changed(key, value)));
        return [.. (SettingsReader.Read(new ConfigurationBuilder().AddJsonStream(file).Build()).Fault ?? []).Select(fault => fault.ToString())];
    }

    private static string Changed(string key, string value)
    {
        var file = JsonNode.Parse(Sound)!.AsObject();
        var names = key.Split('/');
        var section = names[..^1].Aggregate(file, (node, name) => (node[name] ??= new JsonObject()).AsObject());
        section[names[^1]] = JsonNode.Parse(value);
        return file.ToJsonString();
    }
}
