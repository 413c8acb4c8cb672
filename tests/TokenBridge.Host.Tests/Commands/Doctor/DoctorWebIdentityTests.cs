using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorWebIdentityTests : IClassFixture<ReadyWebIdentityBridge>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Bridge _bridge;

    public DoctorWebIdentityTests(ReadyWebIdentityBridge fixture) => _bridge = fixture.Bridge;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Web_identity_is_looked_at_from_outside()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(_bridge);

        exit.ShouldBe(ExitCode.Done, output);
        output.ShouldContain($"{_bridge.Settings["TokenBridge:WebIdentity:Issuer"]} publishes this key");
    }

    [Fact]
    public async Task Before_the_service_is_started_a_public_url_that_does_not_answer_is_no_fault()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(
            _bridge, "--format", "json", "--Urls", "http://127.0.0.1:9", "--TokenBridge:WebIdentity:Issuer", "http://127.0.0.1:9");

        exit.ShouldBe(ExitCode.Done, output);
        var row = DoctorRun.Rows(output).Single(row => row.Check == "web identity discovery");
        row.State.ShouldBe("warning");
        row.Seen.ShouldContain("the service does not run here yet (http://127.0.0.1:9)");
    }

    [Fact]
    public async Task While_the_service_runs_a_public_url_that_does_not_lead_to_it_is_a_fault()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--format", "json", "--TokenBridge:WebIdentity:Issuer", "http://127.0.0.1:9");

        exit.ShouldBe(ExitCode.Failed);
        DoctorRun.Rows(output).Single(row => row.State == "FAULT").Check.ShouldBe("web identity discovery");
    }

    [Fact]
    public async Task A_public_url_that_publishes_another_key_is_a_fault()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);

        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--TokenBridge:WebIdentity:SigningKeyPath", _folder.Write("other.pem", key.ExportPkcs8PrivateKeyPem()));

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("the keys there are of another signing key");
    }

    [Fact]
    public async Task A_signing_key_that_cannot_be_read_is_a_fault_without_its_text()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--TokenBridge:WebIdentity:SigningKeyPath", _folder.Write("bad.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"));

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("bad.pem holds no unencrypted RSA or P-256 private key");
        output.ShouldNotContain("c2VjcmV0");
    }
}
