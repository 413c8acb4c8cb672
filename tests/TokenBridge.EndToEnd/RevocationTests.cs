using System.Net;
using System.Text.Json;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>An administrator's "not before" in Keycloak ends every older token, though its signature and its time are good.</summary>
public sealed class RevocationTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [EndToEndFact]
    public Task A_token_from_before_the_realms_not_before_is_revoked_and_a_newer_one_is_not() => ProveAsync(async () =>
    {
        await using var service = await Parts.StartSecondAsync("revocation", ("Issuers:research:KeyRefresh", "00:00:01"));
        var token = await Parts.Keycloak.LogInAsync("alice");
        (await service.AskAsync("/v1/credentials", $"Bearer {token}")).Status.ShouldBe(HttpStatusCode.OK);
        try
        {
            await Parts.Keycloak.SetNotBeforeAsync(JwtPart.IssuedAt(token) + 1);

            JsonElement refusal = default;
            await Eventually.TrueAsync("the token is refused", Limit, async () =>
            {
                (var status, refusal) = await service.AskAsync("/v1/credentials", $"Bearer {token}");
                return status == HttpStatusCode.Unauthorized;
            });
            refusal.GetProperty("reason").GetString().ShouldBe("revoked");
            refusal.TryGetProperty("AccessKeyId", out _).ShouldBeFalse();

            var newer = await Parts.Keycloak.LogInAsync("alice");
            (await service.AskAsync("/v1/credentials", $"Bearer {newer}")).Status.ShouldBe(HttpStatusCode.OK);
            Say("REFUSE alice's token from before the realm's not-before: revoked; a newer one is served");
        }
        finally
        {
            await Parts.Keycloak.SetNotBeforeAsync(0);
        }
    });
}
