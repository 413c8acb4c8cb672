using System.Net;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>Whoever gets nothing learns why.</summary>
public sealed class RefusalTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndFact]
    public Task A_member_of_two_teams_must_name_one_and_then_gets_it() => ProveAsync(async () =>
    {
        var token = await Parts.Keycloak.LogInAsync("erin");

        var (status, body) = await Parts.Service.AskAsync("/v1/credentials", $"Bearer {token}");
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("reason").GetString().ShouldBe("role_required");
        body.TryGetProperty("AccessKeyId", out _).ShouldBeFalse();

        (status, body) = await Parts.Service.AskAsync("/v1/credentials/ds-speech", $"Bearer {token}");
        status.ShouldBe(HttpStatusCode.OK, $"{body.TryGetProperty("reason", out var reason)} {reason}");
        body.GetProperty("AccessKeyId").GetString().ShouldNotBeNullOrEmpty();
    });

    [EndToEndFact]
    public Task Tokens_of_keycloak_that_are_no_access_tokens_are_refused() => ProveAsync(async () =>
    {
        var login = await Parts.Keycloak.LogInForAllAsync("alice");

        foreach (var kind in new[] { "id_token", "refresh_token" })
        {
            var (status, body) = await Parts.Service.AskAsync("/v1/credentials", $"Bearer {login.GetProperty(kind).GetString()}");
            status.ShouldBe(HttpStatusCode.Unauthorized);
            body.TryGetProperty("AccessKeyId", out _).ShouldBeFalse();
            Say($"REFUSE alice's {kind}: {body.GetProperty("reason").GetString()}");
        }
    });

    [EndToEndFact]
    public Task A_token_with_another_payload_under_its_signature_is_refused() => ProveAsync(async () =>
    {
        var dave = (await Parts.Keycloak.LogInAsync("dave")).Split('.');
        var alice = (await Parts.Keycloak.LogInAsync("alice")).Split('.');

        var (status, body) = await Parts.Service.AskAsync("/v1/credentials", $"Bearer {dave[0]}.{alice[1]}.{dave[2]}");

        status.ShouldBe(HttpStatusCode.Unauthorized);
        body.GetProperty("reason").GetString().ShouldBe("invalid_signature");
        body.TryGetProperty("AccessKeyId", out _).ShouldBeFalse();
        Say("REFUSE alice's claims under dave's signature: invalid_signature");
    });
}
