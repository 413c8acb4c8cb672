using System.Net;
using System.Text.Json.Nodes;
using TokenBridge.EndToEnd.Clients;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>
/// Strategy PassThrough: the gateway trusts Keycloak, whose token carries the tags that <c>provision keycloak --scope aws-session-tags</c> had mappers
/// write, be it TokenBridge that hands the token on or an AWS SDK.
/// </summary>
public sealed class PassThroughTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private const string Role = "arn:aws:iam:::role/department-reader";

    private static readonly string Rules = Path.Combine(Installation.SuiteFolder, "pass-through.yaml");

    [EndToEndFact]
    public Task The_tags_in_keycloaks_token_decide_what_its_bearer_reads() => ProveAsync(async () =>
    {
        var realm = await TrustedRealmAsync();
        await using var service = await Parts.StartSecondAsync(
            "pass-through", ("Issuers:research:Issuer", $"{realm.Url}"), ("Rules:Path", Rules), ("Sts:Strategy", "PassThrough"));
        var alice = await new KeycloakBrowser(realm.Url, "alice").LogInAsync();

        await AsksTokenBridgeAsync(service, alice);
        await AsksTheGatewayAsync(alice, "alice", own: "research", other: "external");
        await AsksTheGatewayAsync(await new KeycloakBrowser(realm.Url, "bob").LogInAsync(), "bob", own: "external", other: "research");
        foreach (var (user, why) in (IEnumerable<(string, string)>)[("carol", "the trust policy does not know her department"), ("dave", "he has no department")])
        {
            var refused = await ReadDirectlyAsync(await new KeycloakBrowser(realm.Url, user).LogInAsync(), "research/greeting.txt");
            refused.ExitCode.ShouldNotBe(0, refused.Output);
            refused.Error.ShouldContain("AssumeRoleWithWebIdentity");
            Say($"DENY   {user}, straight to the gateway with Keycloak's token: {why}");
        }

        await PassesByADenyAsync(service, await new KeycloakBrowser(realm.Url, "ivan").LogInAsync());
    });

    /// <summary>A realm without anything, then what the command writes for it, and the gateway's trust in it.</summary>
    private async Task<BareRealm> TrustedRealmAsync()
    {
        var realm = new BareRealm(Parts.Keycloak, "pass-through");
        await realm.CreateAsync();
        var document = JsonNode.Parse((await ProvisionAsync()).OrThrow("provision keycloak"))!;
        await realm.ImportAsync(document);
        await realm.DeclareProfileAsync(document["userProfile"]!.DeepClone());

        // Mappers make everything of these rules but the deny, and the command says so.
        var scope = await ProvisionAsync("--scope", "aws-session-tags");
        scope.Error.ShouldContain("warning: rule 'people-on-leave': a deny cannot be expressed");
        (await ProvisionAsync("--scope", "aws-session-tags", "--strict")).ExitCode.ShouldBe(1);
        await realm.GiveScopeAsync("notebook", JsonNode.Parse(scope.OrThrow("provision keycloak --scope aws-session-tags"))!);

        await realm.PutSigningKeyFirstAsync();
        await Parts.Gateway.TrustKeycloakAsync(realm.Url);
        return realm;
    }

    private async Task AsksTokenBridgeAsync(TokenBridgeProcess service, string token)
    {
        var trail = new AuditTrail(service, RealParts.AuditFile("pass-through"));
        CommandResult? allowed = null;

        var records = await trail.WatchAsync(async () => allowed = await ReadByTokenBridgeAsync(service, token, "research/greeting.txt"));

        allowed!.ExitCode.ShouldBe(0, allowed.Error);
        var record = records.Single(record => record.TryGetProperty("tags_from", out _));
        record.GetProperty("tags_from").GetString().ShouldBe("token");
        record.GetProperty("role").GetString().ShouldBe(Role);
        Say("ALLOW  alice by TokenBridge, PassThrough (department=research in Keycloak's token): research/greeting.txt");

        var denied = await ReadByTokenBridgeAsync(service, token, "external/greeting.txt");
        denied.Error.ShouldContain("AccessDenied");
        Say("DENY   alice by TokenBridge, PassThrough: external/greeting.txt");
    }

    private async Task AsksTheGatewayAsync(string token, string user, string own, string other)
    {
        var allowed = await ReadDirectlyAsync(token, $"{own}/greeting.txt");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
        Say($"ALLOW  {user}, straight to the gateway with Keycloak's token (department={own}): {own}/greeting.txt");

        var denied = await ReadDirectlyAsync(token, $"{other}/greeting.txt");
        denied.ExitCode.ShouldNotBe(0, denied.Output);
        denied.Error.ShouldContain("GetObject");
        denied.Error.ShouldContain("AccessDenied");
        Say($"DENY   {user}, straight to the gateway: {other}/greeting.txt");
    }

    /// <summary>What the command warned of: mappers know no rules, so only TokenBridge keeps a deny.</summary>
    private async Task PassesByADenyAsync(TokenBridgeProcess service, string token)
    {
        var (status, refusal) = await service.AskAsync("/v1/credentials", $"Bearer {token}");
        (status, refusal.GetProperty("reason").GetString()).ShouldBe((HttpStatusCode.Forbidden, "denied_by_rule"));

        (await ReadDirectlyAsync(token, "research/greeting.txt")).ExitCode.ShouldBe(0);
        Say("DENY   ivan, on leave, by TokenBridge; straight to the gateway he reads on, as provision keycloak warns");
    }

    private static Task<CommandResult> ProvisionAsync(params string[] words) => Command.RunAsync(Installation.Command, ["provision", "keycloak", Rules, .. words]);

    private Task<CommandResult> ReadByTokenBridgeAsync(TokenBridgeProcess service, string token, string key) =>
        AwsClients.DebianBoto3.ReadAsync(WayIn.Container, service.Url, token, Parts.Gateway.Endpoint, key);

    /// <summary>An SDK that asks the gateway's STS itself, as it would ask AWS.</summary>
    private Task<CommandResult> ReadDirectlyAsync(string token, string key) =>
        AwsClients.Named("boto3 1.44").ReadAsync(
            WayIn.Sts, Parts.Gateway.Endpoint, token, Parts.Gateway.Endpoint, key,
            ("AWS_ENDPOINT_URL_STS", Parts.Gateway.Endpoint.GetLeftPart(UriPartial.Authority)), ("AWS_ROLE_ARN", Role), ("AWS_ROLE_SESSION_NAME", "notebook"));
}
