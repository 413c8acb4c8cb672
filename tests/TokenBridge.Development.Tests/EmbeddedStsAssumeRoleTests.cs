using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Tests;

public sealed class EmbeddedStsAssumeRoleTests : IAsyncLifetime
{
    private StsScene _scene = null!;

    public async Task InitializeAsync() => _scene = await StsScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task A_trusted_user_gets_a_session_of_the_role()
    {
        var answer = await _scene.AssumeRoleAsync(request =>
        {
            request.SourceIdentity = "alice";
            request.Tags = [new Tag { Key = "team", Value = "vision" }];
            request.TransitiveTagKeys = ["team"];
        });

        answer.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::111122223333:assumed-role/ds-vision/alice");
        answer.AssumedRoleUser.AssumedRoleId.ShouldMatch("^AROA[A-Z2-7]{16}:alice$");
        answer.Credentials.AccessKeyId.ShouldMatch("^ASIA[A-Z2-7]{16}$");
        answer.Credentials.SecretAccessKey.Length.ShouldBe(40);
        answer.Credentials.Expiration!.Value.ToUniversalTime().ShouldBe(_scene.Clock.GetUtcNow().UtcDateTime.AddHours(1));
        answer.SourceIdentity.ShouldBe("alice");
        answer.ResponseMetadata.RequestId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Requests_are_recorded_with_what_they_asked_for()
    {
        await _scene.AssumeRoleAsync(request =>
        {
            request.DurationSeconds = 1800;
            request.Tags = [new Tag { Key = "team", Value = "vision" }, new Tag { Key = "empty", Value = "" }];
        });

        var recorded = _scene.Sts.Requests.All.ShouldHaveSingleItem();
        recorded.Action.ShouldBe("AssumeRole");
        recorded.Authorization.ShouldNotBeNull();
        recorded.Session!.RoleArn.ShouldBe(StsScene.Role);
        recorded.Session.Duration.ShouldBe(TimeSpan.FromMinutes(30));
        recorded.Session.Tags.ShouldBe([new SessionTag("team", "vision"), new SessionTag("empty", "")]);
        _scene.Sts.Requests.Count("AssumeRoleWithWebIdentity").ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_access_key_is_an_invalid_client_token()
    {
        using var client = _scene.ClientOf(new BasicAWSCredentials("AKIAAAAAAAAAAAAAAAAA", _scene.User.SecretAccessKey));

        await StsScene.RefusedAsync(() => client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = StsScene.Role, RoleSessionName = "alice" }), 403, "InvalidClientTokenId");
    }

    [Fact]
    public async Task Another_secret_key_makes_another_signature()
    {
        using var client = _scene.ClientOf(new BasicAWSCredentials(_scene.User.AccessKeyId, "wrong"));

        await StsScene.RefusedAsync(() => client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = StsScene.Role, RoleSessionName = "alice" }), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task An_unsigned_call_lacks_authentication()
    {
        using var client = _scene.ClientOf(new AnonymousAWSCredentials());

        await StsScene.RefusedAsync(() => client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = StsScene.Role, RoleSessionName = "alice" }), 403, "MissingAuthenticationToken");
    }

    [Fact]
    public async Task A_user_that_the_role_does_not_trust_is_denied_by_name()
    {
        var stranger = _scene.Sts.AddUser(StsScene.Account, "stranger");

        var message = await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(caller: stranger), 403, "AccessDenied");

        message.ShouldBe($"User: {stranger.Arn} is not authorized to perform: sts:AssumeRole on resource: {StsScene.Role}");
    }

    [Fact]
    public async Task An_account_root_in_the_trust_policy_lets_its_users_in()
    {
        _scene.AddRole(role => role with { TrustedPrincipals = [$"arn:aws:iam::{StsScene.Account}:root"] });

        (await _scene.AssumeRoleAsync()).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_role_that_does_not_exist_looks_like_one_that_does_not_trust() =>
        await StsScene.RefusedAsync(
            () => _scene.AssumeRoleAsync(request => request.RoleArn = "arn:aws:iam::111122223333:role/none"), 403, "AccessDenied");

    [Fact]
    public async Task Tags_need_permission_to_tag_the_session()
    {
        _scene.AddRole(role => role with { AllowsTagSession = false });

        var message = await StsScene.RefusedAsync(
            () => _scene.AssumeRoleAsync(request => request.Tags = [new Tag { Key = "team", Value = "vision" }]), 403, "AccessDenied");

        message.ShouldContain("sts:TagSession");
        (await _scene.AssumeRoleAsync()).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_source_identity_needs_permission_to_set_it()
    {
        _scene.AddRole(role => role with { AllowsSetSourceIdentity = false });

        var message = await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(request => request.SourceIdentity = "alice"), 403, "AccessDenied");

        message.ShouldContain("sts:SetSourceIdentity");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    public async Task A_missing_or_wrong_external_id_is_denied(string? externalId)
    {
        _scene.AddRole(role => role with { ExternalId = "tb-prod" });

        await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(request => request.ExternalId = externalId), 403, "AccessDenied");
        (await _scene.AssumeRoleAsync(request => request.ExternalId = "tb-prod")).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task More_than_the_role_allows_is_refused()
    {
        var message = await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(request => request.DurationSeconds = 7201), 400, "ValidationError");

        message.ShouldBe("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        (await _scene.AssumeRoleAsync(request => request.DurationSeconds = 7200)).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_role_session_that_assumes_a_role_gets_an_hour_at_most()
    {
        var session = _scene.Sts.AddSession(RoleArn.Parse("arn:aws:iam::999988887777:role/tokenbridge"), "pod");
        _scene.AddRole(role => role with { TrustedPrincipals = ["arn:aws:iam::999988887777:role/tokenbridge"] });

        var message = await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(request => request.DurationSeconds = 3601, session), 400, "ValidationError");

        message.ShouldBe("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        (await _scene.AssumeRoleAsync(request => request.DurationSeconds = 3600, session)).Credentials.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("a b")]
    public async Task Limits_are_refused_in_the_words_of_aws(string sessionName)
    {
        var message = await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(request => request.RoleSessionName = sessionName), 400, "ValidationError");

        message.ShouldBe(@"1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*");
    }

    [Fact]
    public async Task Too_much_in_tags_is_a_packed_policy_too_large()
    {
        List<Tag> tags = [.. Enumerable.Range(0, 50).Select(number => new Tag { Key = $"key{number}", Value = new string('x', 200) })];

        await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(request => request.Tags = tags), 400, "PackedPolicyTooLarge");
    }
}
