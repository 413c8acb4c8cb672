using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Development.Tests;

/// <summary>An embedded STS with one role, one user and one identity provider (the embedded realm), and real SDK clients for it.</summary>
internal sealed class StsScene : IAsyncDisposable
{
    public const string Account = "111122223333";
    public const string Role = $"arn:aws:iam::{Account}:role/data/ds-vision";

    private StsScene(EmbeddedRealm realm, EmbeddedSts sts, ManualClock clock)
    {
        Realm = realm;
        Sts = sts;
        Clock = clock;
        User = sts.AddUser(Account, "tokenbridge");
        sts.Add(new OidcProvider(realm.Issuer, ["notebook"]));
        AddRole(role => role);
    }

    public EmbeddedRealm Realm { get; }

    public EmbeddedSts Sts { get; }

    public ManualClock Clock { get; }

    public StsPrincipal User { get; }

    public static async Task<StsScene> StartAsync()
    {
        var clock = new ManualClock();
        return new StsScene(await EmbeddedRealm.StartAsync(clock: clock, key: TestKey.OfTheRealm.Value), await EmbeddedSts.StartAsync(clock: clock), clock);
    }

    /// <summary>Puts the role in place that trusts the user and the realm, changed as the test says.</summary>
    public void AddRole(Func<EmbeddedRole, EmbeddedRole> change) => Sts.Add(change(new EmbeddedRole(RoleArn.Parse(Role))
    {
        TrustedPrincipals = [User.Arn],
        TrustedIssuers = [Realm.Issuer],
        MaxSessionDuration = TimeSpan.FromHours(2),
    }));

    public AmazonSecurityTokenServiceClient ClientOf(AWSCredentials credentials) => new(credentials, new AmazonSecurityTokenServiceConfig
    {
        ServiceURL = Sts.Endpoint.ToString(),
        AuthenticationRegion = "eu-central-1",
        MaxErrorRetry = 0,
    });

    public AmazonSecurityTokenServiceClient ClientOf(StsPrincipal principal) => ClientOf(principal.SessionToken is null
        ? new BasicAWSCredentials(principal.AccessKeyId, principal.SecretAccessKey)
        : new SessionAWSCredentials(principal.AccessKeyId, principal.SecretAccessKey, principal.SessionToken));

    public async Task<AssumeRoleResponse> AssumeRoleAsync(Action<AssumeRoleRequest>? change = null, StsPrincipal? caller = null)
    {
        var request = new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "alice" };
        change?.Invoke(request);
        using var client = ClientOf(caller ?? User);
        return await client.AssumeRoleAsync(request);
    }

    public async Task<AssumeRoleWithWebIdentityResponse> AssumeRoleWithWebIdentityAsync(
        Action<AssumeRoleWithWebIdentityRequest>? change = null, Action<JsonObject>? claims = null)
    {
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = Role,
            RoleSessionName = "alice",
            WebIdentityToken = Realm.AccessToken(DemoUser.Named("alice"), change: claims),
        };
        change?.Invoke(request);
        using var client = ClientOf(new AnonymousAWSCredentials());
        return await client.AssumeRoleWithWebIdentityAsync(request);
    }

    /// <summary>The call must be refused with this status and code, and no session may have come of it.</summary>
    /// <returns>The text of the refusal.</returns>
    public static async Task<string> RefusedAsync(Func<Task> call, int status, string code)
    {
        var refusal = await Should.ThrowAsync<AmazonServiceException>(call);
        refusal.ErrorCode.ShouldBe(code, refusal.Message);
        ((int)refusal.StatusCode).ShouldBe(status);
        return refusal.Message;
    }

    public async ValueTask DisposeAsync()
    {
        Sts.Disturbances.OpenGate();
        await Sts.DisposeAsync();
        await Realm.DisposeAsync();
    }
}
