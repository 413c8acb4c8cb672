using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Tests.Credentials;

public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8693/v1/credentials", "/v1/credentials", "--url http://127.0.0.1:8693,")]
    [InlineData("http://127.0.0.1:8693/v1/credentials/", "/v1/credentials", "--url http://127.0.0.1:8693,")]
    [InlineData("http://127.0.0.1:8693//V1//Credentials//", "/v1/credentials", "--url http://127.0.0.1:8693,")]
    [InlineData("https://bridge.example/v1/credentials/ds-vision", "/v1/credentials", "--url https://bridge.example, and the role as --role ds-vision,")]
    [InlineData("https://bridge.example/v1/credentials/arn:aws:iam::111122223333:role%2Fteams/ds", "/v1/credentials", "--role arn:aws:iam::111122223333:role/teams/ds,")]
    [InlineData("https://aws.example/bridge/v1/roles", "/v1/roles", "--url https://aws.example/bridge,")]
    [InlineData("https://bridge.example/v1/explain", "/v1/explain", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/v1", "/v1", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/sts", "/sts", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/sts/", "/sts", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/oauth/token", "/oauth/token", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/health/ready", "/health/ready", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/metrics", "/metrics", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/openapi/v1.json", "/openapi/v1.json", "--url https://bridge.example,")]
    [InlineData("https://bridge.example/.well-known/jwks.json", "/.well-known/jwks.json", "--url https://bridge.example,")]
    public void A_route_of_the_service_is_named_with_what_to_write_instead(string url, string route, string instead)
    {
        ServiceAddress.Read(url, allowHttp: false).TryGet(out _, out var fault).ShouldBeFalse();

        fault!.Message.ShouldContain($"names a route of the service, {route}, ");
        fault.Message.ShouldContain(instead);
    }

    [Theory]
    [InlineData("https://bridge.example/v1/credentials?role=ds", "--url https://bridge.example")]
    [InlineData("https://bridge.example/?role=ds", "--url https://bridge.example")]
    [InlineData("https://bridge.example/x/#top", "--url https://bridge.example/x")]
    [InlineData("https://me:secret@bridge.example:8443/sts", "--url https://bridge.example:8443")]
    public void A_url_with_more_than_a_place_is_shown_without(string url, string instead)
    {
        ServiceAddress.Read(url, allowHttp: false).TryGet(out _, out var fault).ShouldBeFalse();

        fault!.Message.ShouldEndWith(instead);
    }

    [Theory]
    [InlineData("https://bridge.example/", "https://bridge.example")]
    [InlineData("https://bridge.example///", "https://bridge.example")]
    [InlineData("https://aws.example/team/bridge/", "https://aws.example/team/bridge")]
    [InlineData("https://aws.example/sts/bridge", "https://aws.example/sts/bridge")]
    [InlineData("https://aws.example/v1.0", "https://aws.example/v1.0")]
    public void A_root_is_taken_with_a_proxys_folder_and_without_its_final_slashes(string url, string root)
    {
        ServiceAddress.Read(url, allowHttp: false).TryGet(out var address, out var fault).ShouldBeTrue(fault?.Message);

        address!.Root.ShouldBe(root);
    }

    [Theory]
    [InlineData("--url")]
    [InlineData("TOKENBRIDGE_URL")]
    public async Task A_route_is_said_before_anything_is_read_or_sent(string place)
    {
        using var run = new CredentialsRun();
        run.Variables["TOKENBRIDGE_URL"] = "http://127.0.0.1:9/sts";
        string[] url = place == "--url" ? [place, "http://127.0.0.1:9/sts"] : [];

        var (exit, output, error) = await run.RunAsync([.. url, "--token-file", run.TokenFile]);

        (exit, output).ShouldBe((ExitCode.Usage, ""));
        error.ShouldBe("tokenbridge: the service's URL names a route of the service, /sts, which this command adds itself; write --url http://127.0.0.1:9, or set TOKENBRIDGE_URL to that URL\n");
    }
}
