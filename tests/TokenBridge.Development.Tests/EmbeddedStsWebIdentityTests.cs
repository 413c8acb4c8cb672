using System.Text.Json.Nodes;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Tests;

public sealed class EmbeddedStsWebIdentityTests : IAsyncLifetime
{
    private const string Tags = "https://aws.amazon.com/tags";
    private const string SourceIdentity = "https://aws.amazon.com/source_identity";
    private const string Roles = "https://aws.amazon.com/roles";

    private StsScene _scene = null!;

    public async Task InitializeAsync() => _scene = await StsScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task A_token_of_a_registered_provider_gets_a_session_without_any_aws_credentials()
    {
        var answer = await _scene.AssumeRoleWithWebIdentityAsync();

        answer.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::111122223333:assumed-role/ds-vision/alice");
        answer.SubjectFromWebIdentityToken.ShouldBe("00000000-0000-4000-8000-000000000001");
        answer.Audience.ShouldBe("notebook");
        answer.Provider.ShouldBe(_scene.Realm.Issuer);
        answer.Credentials.Expiration!.Value.ToUniversalTime().ShouldBe(_scene.Clock.GetUtcNow().UtcDateTime.AddHours(1));
        _scene.Sts.Requests.All.ShouldHaveSingleItem().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task Tags_source_identity_and_transitive_keys_come_from_the_claims()
    {
        var answer = await _scene.AssumeRoleWithWebIdentityAsync(claims: claims =>
        {
            claims[Tags] = new JsonObject
            {
                ["principal_tags"] = new JsonObject { ["team"] = new JsonArray("vision"), ["department"] = new JsonArray("research") },
                ["transitive_tag_keys"] = new JsonArray("team"),
            };
            claims[SourceIdentity] = "alice";
        });

        answer.SourceIdentity.ShouldBe("alice");
        var recorded = _scene.Sts.Requests.All.ShouldHaveSingleItem();
        recorded.Session!.Tags.ShouldBe([new SessionTag("team", "vision"), new SessionTag("department", "research")]);
        recorded.Session.TransitiveTagKeys.ShouldBe(["team"]);
        recorded.WebIdentityClaims!.Value.GetProperty("preferred_username").GetString().ShouldBe("alice");
    }

    [Fact]
    public async Task A_token_signed_with_es256_is_good()
    {
        _scene.Sts.Add(new OidcProvider(_scene.Realm.Issuer, ["es256"]));

        var answer = await _scene.AssumeRoleWithWebIdentityAsync(
            request => request.WebIdentityToken = _scene.Realm.AccessToken(DemoUser.Named("alice"), "es256"));

        answer.Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_newline_at_the_end_of_a_token_file_does_no_harm() =>
        (await _scene.AssumeRoleWithWebIdentityAsync(request => request.WebIdentityToken += "\n")).Credentials.ShouldNotBeNull();

    [Fact]
    public async Task An_issuer_without_a_provider_is_an_invalid_identity_token()
    {
        var message = await RefusedTokenAsync(claims => claims["iss"] = "https://elsewhere.example");

        message.ShouldBe("No OpenIDConnect provider found in your account for https://elsewhere.example");
    }

    [Fact]
    public async Task A_token_with_another_signature_is_an_invalid_identity_token()
    {
        var parts = _scene.Realm.AccessToken(DemoUser.Named("alice")).Split('.');
        var other = _scene.Realm.AccessToken(DemoUser.Named("bob")).Split('.');

        await StsScene.RefusedAsync(
            () => _scene.AssumeRoleWithWebIdentityAsync(request => request.WebIdentityToken = $"{parts[0]}.{parts[1]}.{other[2]}"), 400, "InvalidIdentityToken");
    }

    [Fact]
    public async Task What_is_no_jwt_is_an_invalid_identity_token() =>
        await StsScene.RefusedAsync(
            () => _scene.AssumeRoleWithWebIdentityAsync(request => request.WebIdentityToken = "not-a-token"), 400, "InvalidIdentityToken");

    [Fact]
    public async Task The_authorized_party_is_the_audience_that_counts()
    {
        _scene.Sts.Add(new OidcProvider(_scene.Realm.Issuer, ["tokenbridge"]));

        (await RefusedTokenAsync(_ => { })).ShouldBe("Incorrect token audience");
        (await _scene.AssumeRoleWithWebIdentityAsync(claims: claims => claims.Remove("azp"))).Audience.ShouldBe("tokenbridge");
    }

    [Fact]
    public async Task An_expired_token_has_a_code_of_its_own()
    {
        var token = _scene.Realm.AccessToken(DemoUser.Named("alice"));
        _scene.Clock.Advance(TimeSpan.FromMinutes(5));

        await StsScene.RefusedAsync(() => _scene.AssumeRoleWithWebIdentityAsync(request => request.WebIdentityToken = token), 400, "ExpiredTokenException");
    }

    [Fact]
    public async Task Times_with_fractions_are_refused() => await RefusedTokenAsync(claims => claims["exp"] = 4_000_000_000.5);

    [Theory]
    [InlineData("""{"principal_tags":{"team":"vision"}}""")]
    [InlineData("""{"principal_tags":{"team":["vision","speech"]}}""")]
    [InlineData("""{"principal_tags":{"team":[]}}""")]
    [InlineData("""{"principal_tags":["team"]}""")]
    [InlineData("""{"transitive_tag_keys":"team"}""")]
    [InlineData("\"team\"")]
    public async Task Tag_claims_of_another_form_are_refused(string tags) => await RefusedTokenAsync(claims => claims[Tags] = JsonNode.Parse(tags));

    [Fact]
    public async Task The_limits_hold_for_claims_too()
    {
        var message = await StsScene.RefusedAsync(
            () => _scene.AssumeRoleWithWebIdentityAsync(claims: claims => claims[SourceIdentity] = "f:1:alice"), 400, "ValidationError");

        message.ShouldContain("'sourceIdentity'");
    }

    [Theory]
    [InlineData("\"arn:aws:iam::111122223333:role/other\"")]
    [InlineData("""["arn:aws:iam::111122223333:role/other"]""")]
    [InlineData("[]")]
    [InlineData("7")]
    public async Task A_token_pinned_to_other_roles_is_refused(string roles) => await RefusedTokenAsync(claims => claims[Roles] = JsonNode.Parse(roles));

    [Theory]
    [InlineData($"\"{StsScene.Role}\"")]
    [InlineData($"[\"{StsScene.Role}\"]")]
    public async Task A_token_pinned_to_the_role_is_good(string roles) =>
        (await _scene.AssumeRoleWithWebIdentityAsync(claims: claims => claims[Roles] = JsonNode.Parse(roles))).Credentials.ShouldNotBeNull();

    [Fact]
    public async Task A_role_that_does_not_trust_the_provider_denies()
    {
        _scene.AddRole(role => role with { TrustedIssuers = [] });

        var message = await StsScene.RefusedAsync(() => _scene.AssumeRoleWithWebIdentityAsync(), 403, "AccessDenied");

        message.ShouldBe("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    [Fact]
    public async Task No_chaining_happens_here_so_the_roles_own_maximum_holds()
    {
        _scene.AddRole(role => role with { MaxSessionDuration = TimeSpan.FromHours(12) });

        (await _scene.AssumeRoleWithWebIdentityAsync(request => request.DurationSeconds = 43200)).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_a_communication_error()
    {
        _scene.Realm.IsDown = true;

        await StsScene.RefusedAsync(() => _scene.AssumeRoleWithWebIdentityAsync(), 400, "IDPCommunicationError");
    }

    private Task<string> RefusedTokenAsync(Action<JsonObject> claims) =>
        StsScene.RefusedAsync(() => _scene.AssumeRoleWithWebIdentityAsync(claims: claims), 400, "InvalidIdentityToken");
}
