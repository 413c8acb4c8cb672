using Amazon.Runtime;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

/// <summary>Alone: where the AWS SDK looks for credentials is said by the process's environment.</summary>
[Collection(nameof(Alone))]
public sealed class SelfReferenceTests
{
    private const string Container = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private const string Sts = "AWS_ENDPOINT_URL_STS";

    private const string Own = "http://127.0.0.1:8693/v1/credentials";

    private static readonly string[] Variables =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ENDPOINT_URL_STS",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", Container, "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
    ];

    [Theory]
    [InlineData("http://127.0.0.1:8693/v1/credentials", "http://127.0.0.1:8693")]
    [InlineData("http://localhost:8693/v1/credentials/ds-vision", "http://127.0.0.1:8693")]
    [InlineData("http://[::1]:8693/v1/credentials", "http://localhost:8693")]
    [InlineData("http://127.0.0.1:8080/v1/credentials", "http://0.0.0.0:8080")]
    [InlineData("http://127.0.0.1:8080/v1/credentials", "http://*:8080")]
    [InlineData("http://127.0.0.1:8080/v1/credentials", "https://tb.example:8443; http://+:8080/")]
    [InlineData("http://127.0.0.1:8080/v1/credentials", "http://[::]:8080")]
    [InlineData("https://TB.example:8443/v1/credentials", "https://tb.example:8443")]
    [InlineData("https://tb.example/v1/credentials", "https://tb.example")]
    public void An_address_that_the_service_listens_on_leads_to_itself(string address, string urls) => SelfReference.LeadsHere(address, Split(urls)).ShouldBeTrue();

    [Theory]
    [InlineData("http://127.0.0.1:8694/v1/credentials", "http://127.0.0.1:8693")]
    [InlineData("http://169.254.170.23/v1/credentials", "http://*:8080")]
    [InlineData("http://127.0.0.1:8080/v1/credentials", "http://10.0.0.5:8080")]
    [InlineData("http://10.0.0.6:8080/v1/credentials", "http://10.0.0.5:8080")]
    [InlineData("http://127.0.0.1:8080", "")]
    [InlineData("nonsense", "http://127.0.0.1:8693")]
    [InlineData(null, "http://127.0.0.1:8693")]
    public void Every_other_address_leads_elsewhere(string? address, string urls) => SelfReference.LeadsHere(address, Split(urls)).ShouldBeFalse();

    [Fact]
    public void The_variables_of_a_client_in_the_services_environment_are_named()
    {
        Find(typeof(GenericContainerCredentials), (Container, Own)).ShouldNotBeNull().ShouldContain($"unset {Container}, and give the service a role");
        Find(typeof(AssumeRoleWithWebIdentityCredentials), (Sts, Own))
            .ShouldNotBeNull().ShouldContain("unset AWS_ENDPOINT_URL_STS, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN");
    }

    [Fact]
    public void Where_the_sdk_finds_credentials_elsewhere_first_nothing_is_wrong()
    {
        Find(typeof(BasicAWSCredentials), (Container, Own), (Sts, Own)).ShouldBeNull();
        Find(typeof(GenericContainerCredentials), (Container, "http://127.0.0.1:9999/v1/credentials"), (Sts, Own)).ShouldBeNull();
        Find(null, (Container, Own)).ShouldBeNull();
        Find(typeof(GenericContainerCredentials)).ShouldBeNull();
    }

    /// <summary>The AWS SDK keeps what it found first, so this can be asked of one process once.</summary>
    [Fact]
    public void The_chain_of_the_sdk_says_which_of_its_links_it_would_take()
    {
        var before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
        try
        {
            foreach (var name in Variables)
            {
                Environment.SetEnvironmentVariable(name, name == Container ? Own : name is "AWS_SHARED_CREDENTIALS_FILE" or "AWS_CONFIG_FILE" ? "/no/such/file" : null);
            }

            SelfReference.DefaultChain().ShouldBe(typeof(GenericContainerCredentials));
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    [Fact]
    public async Task A_service_that_would_ask_itself_asks_nobody()
    {
        var options = TestOptions.Sts with { AsksItself = "it leads here", Endpoint = new Uri("http://127.0.0.1:9") };
        using var clients = new StsClients(options, identity: null);
        using var own = new StsClients(options, new BasicAWSCredentials("AKIAEXAMPLE000000000", "secret"));

        var failed = (await Assumer(options, clients).AssumeAsync(StsScenes.Request(), CancellationToken.None)).ShouldBeOfType<StsOutcome.Failed>();
        (failed.Failure, failed.Detail).ShouldBe((StsFailure.ServiceCredentials, "it leads here"));
        (await new ServiceIdentity(options, clients, new StsFault(options, null)).AskAsync(SessionStrategy.AssumeRole, CancellationToken.None))
            .Fault.ShouldNotBeNull().Detail.ShouldBe("it leads here");
        (await Assumer(options, own).AssumeAsync(StsScenes.Request(), CancellationToken.None)).ShouldBeOfType<StsOutcome.Failed>().Failure.ShouldBe(StsFailure.StsUnavailable);
    }

    private static RoleAssumer Assumer(StsOptions options, StsClients clients) => new(options, clients, new StsFault(options, null), mint: null, TimeProvider.System);

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.TrimEntries);

    private static string? Find(Type? chain, params (string Name, string Value)[] variables) => SelfReference.Find(
        name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault(), ["http://127.0.0.1:8693"], () => chain);
}
