using System.Net;
using TokenBridge.EndToEnd.Clients;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>Tokens that were issued before Keycloak went away keep working while it is away.</summary>
public sealed class KeycloakOutageTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndFact]
    public Task The_keys_fetched_last_serve_while_keycloak_is_down() => ProveAsync(async () =>
    {
        var token = await Parts.Keycloak.LogInAsync("alice");
        await using var service = await Parts.StartSecondAsync("outage", ("Issuers:research:KeyRefresh", "00:00:01"));
        try
        {
            await Parts.Keycloak.StopAsync();
            // Several refreshes have failed by then.
            await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
            (await LoopbackHttp.StatusOfAsync(Parts.Keycloak.Realm)).ShouldBeNull("Keycloak still answers");

            // Nothing is cached in this process yet: the token is checked and STS is asked while Keycloak is away.
            var read = await AwsClients.DebianBoto3.ReadAsync(WayIn.Container, service.Url, token, Parts.Gateway.Endpoint, "research/greeting.txt");
            read.ExitCode.ShouldBe(0, read.Error);
            (await LoopbackHttp.StatusOfAsync(new Uri(service.Url, "/health/ready"))).ShouldBe(HttpStatusCode.OK);
            Say("ALLOW  alice, boto3, with Keycloak stopped: research/greeting.txt");
        }
        finally
        {
            await Parts.Keycloak.StartAsync(fresh: false);
        }
    });
}
