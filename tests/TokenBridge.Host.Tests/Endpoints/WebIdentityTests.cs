using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TokenBridge.Development.Realm;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class WebIdentityTests
{
    [Fact]
    public async Task The_service_needs_no_aws_credentials_and_sts_takes_its_token()
    {
        await using var bridge = await Bridge.StartAsync("WebIdentity");

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var request = bridge.Sts.Requests.All.ShouldHaveSingleItem();
        request.Action.ShouldBe("AssumeRoleWithWebIdentity");
        request.Authorization.ShouldBeNull();
        request.Parameters["WebIdentityToken"].ShouldNotBe(bridge.TokenOf("alice"));
    }

    [Fact]
    public async Task The_signed_token_lives_a_minute_names_one_role_and_carries_tags_and_source_identity()
    {
        await using var bridge = await Bridge.StartAsync("WebIdentity");
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var claims = bridge.Sts.Requests.All[0].WebIdentityClaims.ShouldNotBeNull();

        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(60);
        claims.GetProperty("aud").GetString().ShouldBe("sts.amazonaws.com");
        claims.GetProperty("sub").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        claims.GetProperty("https://aws.amazon.com/roles").EnumerateArray().ShouldHaveSingleItem().GetString()
            .ShouldBe("arn:aws:iam::111122223333:role/ds-vision");
        claims.GetProperty("https://aws.amazon.com/source_identity").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        JsonSerializer.Serialize(claims.GetProperty("https://aws.amazon.com/tags")).ShouldBe(
            """{"principal_tags":{"department":["research"],"team":["vision"],"user":["00000000-0000-4000-8000-000000000001"]},"transitive_tag_keys":["team"]}""");
        (await bridge.Audit.RecordAsync(1)).GetProperty("web_identity_sub").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
    }

    [Fact]
    public async Task With_several_issuers_the_subject_names_the_issuer_so_that_no_two_people_are_one()
    {
        await using var lab = await EmbeddedRealm.StartAsync();
        await using var bridge = await Bridge.StartAsync(
            "WebIdentity",
            rules: Bridge.Rules.Replace("version: 1", "version: 1\nissuer: any", StringComparison.Ordinal),
            settings: [("Issuers:lab:Issuer", lab.Issuer), ("Issuers:lab:Audiences:0", "tokenbridge")]);
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials", lab.AccessToken(DemoUser.Named("alice"))).ShouldBeCredentialsAsync();

        string[] subjects = ["research:00000000-0000-4000-8000-000000000001", "lab:00000000-0000-4000-8000-000000000001"];
        bridge.Sts.Requests.All.Select(request => request.WebIdentityClaims.ShouldNotBeNull().GetProperty("sub").GetString()).ShouldBe(subjects);
        (await bridge.Audit.RecordAsync(1)).GetProperty("web_identity_sub").GetString().ShouldBe(subjects[0]);
        (await bridge.Audit.RecordAsync(2)).GetProperty("web_identity_sub").GetString().ShouldBe(subjects[1]);
    }

    [Fact]
    public async Task Discovery_and_keys_are_served_with_the_certificate_of_the_key()
    {
        await using var bridge = await Bridge.StartAsync("WebIdentity");

        var discovery = await bridge.GetAsync("/.well-known/openid-configuration").JsonAsync();
        var keys = await bridge.GetAsync(new Uri(discovery.GetProperty("jwks_uri").GetString()!).AbsolutePath).JsonAsync();

        discovery.GetProperty("issuer").GetString().ShouldBe(bridge.Client.BaseAddress!.ToString().TrimEnd('/'));
        var key = keys.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(key.GetProperty("x5c")[0].GetString()!));
        using var rsa = certificate.GetRSAPublicKey().ShouldNotBeNull();
        Convert.ToBase64String(rsa.ExportParameters(false).Modulus!).TrimEnd('=').Replace('+', '-').Replace('/', '_').ShouldBe(key.GetProperty("n").GetString());
        key.TryGetProperty("d", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task PassThrough_sends_the_callers_own_token()
    {
        await using var bridge = await Bridge.StartAsync("PassThrough");
        var token = bridge.TokenOf("alice");

        await bridge.GetAsync("/v1/credentials", $"Bearer {token}").ShouldBeCredentialsAsync();

        bridge.Sts.Requests.All.ShouldHaveSingleItem().Parameters["WebIdentityToken"].ShouldBe(token);
    }

    [Fact]
    public async Task PassThrough_says_that_the_rules_tags_were_not_sent()
    {
        await using var bridge = await Bridge.StartAsync("PassThrough");

        using var response = await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));

        response.Headers.GetValues("TokenBridge-Notice").ShouldHaveSingleItem().ShouldContain("not of the rule");
        var record = await bridge.Audit.RecordAsync(1);
        record.GetProperty("tags_from").GetString().ShouldBe("token");
        record.TryGetProperty("tags", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_rule_longer_than_the_configuration_allows_is_shortened_and_the_answer_says_so()
    {
        await using var bridge = await Bridge.StartAsync(rules: Bridge.Rules.Replace("transitive_tags: [team]", "transitive_tags: [team]\n      duration: 2h", StringComparison.Ordinal));

        using var response = await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));

        response.Headers.GetValues("TokenBridge-Notice").ShouldHaveSingleItem().ShouldContain("shortens the rule's 02:00:00");
        bridge.Sts.Requests.All.ShouldHaveSingleItem().Parameters["DurationSeconds"].ShouldBe("3600");
        (await bridge.Audit.RecordAsync(1)).GetProperty("duration_clamp").GetString()!.ShouldContain("MaxDuration");
    }

    [Fact]
    public async Task PassThrough_asks_again_for_another_token_because_the_token_decides_the_tags()
    {
        await using var bridge = await Bridge.StartAsync("PassThrough");

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials", bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims => claims["jti"] = "another"))
            .ShouldBeCredentialsAsync();

        bridge.Sts.Requests.All.Count.ShouldBe(2);
    }
}
