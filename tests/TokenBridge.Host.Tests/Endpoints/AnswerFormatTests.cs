using System.Diagnostics;
using System.Text.Json;
using TokenBridge.Host.Endpoints.Credentials;
using TokenBridge.Host.Sts;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class AnswerFormatTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    /// <summary>The deny reason is what the owner of the rules wrote; here somebody who means harm.</summary>
    private const string HostileRules = """
        version: 1
        rules:
          - { id: all, when: everyone, grant: { name: ds-vision, role: "arn:aws:iam::111122223333:role/ds-vision" } }
          - { id: none, when: everyone, deny: { roles: ["*"], reason: "no '$(touch pwned)' `touch pwned` ${HOME} \\" } }
        """;

    [Fact]
    public async Task Format_container_is_what_comes_without_a_format()
    {
        var plain = await Bridge.GetAsync("/v1/credentials", Bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var asked = await Bridge.GetAsync("/v1/credentials?format=container", Bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        asked.ToString().ShouldBe(plain.ToString());
    }

    [Fact]
    public async Task Format_process_is_the_document_of_a_credential_process()
    {
        await using var bridge = await Bridge.StartAsync();

        var json = await bridge.GetAsync("/v1/credentials/ds-vision?format=process", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        json.EnumerateObject().Select(member => member.Name)
            .ShouldBe(["Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "AccountId"]);
        json.GetProperty("Version").ValueKind.ShouldBe(JsonValueKind.Number);
        json.GetProperty("Version").GetInt32().ShouldBe(1);
        json.GetProperty("Expiration").GetString()!.ShouldMatch(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z");
        (await bridge.Audit.RecordAsync(1)).GetProperty("route").GetString().ShouldBe("process");
    }

    [Theory]
    [InlineData("", "export AWS_ACCESS_KEY_ID='ASIA")]
    [InlineData("&shell=sh", "export AWS_ACCESS_KEY_ID='ASIA")]
    [InlineData("&shell=fish", "set -gx AWS_ACCESS_KEY_ID 'ASIA")]
    [InlineData("&shell=powershell", "$env:AWS_ACCESS_KEY_ID = 'ASIA")]
    public async Task Format_env_is_lines_for_a_shell(string shell, string start)
    {
        await using var bridge = await Bridge.StartAsync();

        using var response = await bridge.GetAsync($"/v1/credentials?format=env{shell}", bridge.TokenOf("alice"));

        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.Content.Headers.GetValues("Content-Type").ShouldBe(["text/plain; charset=utf-8"]);
        response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
        text.ShouldStartWith(start);
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
        text.ShouldContain("AWS_CREDENTIAL_EXPIRATION");
        (await bridge.Audit.RecordAsync(1)).GetProperty("route").GetString().ShouldBe("env");
    }

    [Theory]
    [InlineData("?format=env&shell=cmd")]
    [InlineData("?format=env&shell=")]
    [InlineData("?format=env&shell=sh&shell=sh")]
    [InlineData("?format=env&format=env")]
    [InlineData("?format=ENV")]
    [InlineData("?format=")]
    [InlineData("?shell=sh")]
    [InlineData("?format=process&shell=sh")]
    public async Task An_unclear_format_or_shell_is_refused_and_says_which_there_are(string query)
    {
        await Bridge.GetAsync($"/v1/credentials{query}", Bridge.TokenOf("alice")).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        StsCalls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("process")]
    [InlineData("env")]
    public async Task Refusals_keep_their_json_whatever_the_format(string format) =>
        await Bridge.GetAsync($"/v1/credentials?format={format}", Bridge.TokenOf("dave")).ShouldBeRefusalAsync(403, "AccessDenied", "no_rule_matches");

    [Theory]
    [InlineData("/bin/sh", "eval \"$LINES_TO_RUN\"")]
    [InlineData("/bin/sh", "eval $LINES_TO_RUN")]
    [InlineData("/bin/bash", "eval \"$LINES_TO_RUN\"")]
    public async Task A_shell_takes_every_value_as_it_stands(string shell, string eval)
    {
        const string Token = "it's$(touch${IFS}pwned)`touch${IFS}pwned`\\\"!*?;&|<>~#";

        var lines = EnvironmentAnswer.Lines(CredentialsWith(Token), AnswerFormat.EnvSh);

        var (said, made) = await RunAsync(shell, $"{eval}; printf %s \"$AWS_SESSION_TOKEN\"", lines);
        said.ShouldBe(Token);
        made.ShouldBeEmpty();
    }

    [Fact]
    public void Fish_and_powershell_get_their_own_quoting()
    {
        EnvironmentAnswer.Lines(CredentialsWith(@"a'b\c$d"), AnswerFormat.EnvFish).ShouldContain(@"set -gx AWS_SESSION_TOKEN 'a\'b\\c$d';");
        EnvironmentAnswer.Lines(CredentialsWith(@"a'b\c$d"), AnswerFormat.EnvPowerShell).ShouldContain(@"$env:AWS_SESSION_TOKEN = 'a''b\c$d';");
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("/bin/bash")]
    public async Task A_refusal_that_is_evaluated_runs_nothing_and_sets_nothing(string shell)
    {
        await using var bridge = await Bridge.StartAsync(rules: HostileRules);
        using var response = await bridge.GetAsync("/v1/credentials/ds-vision?format=env", bridge.TokenOf("alice"));
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldContain("touch pwned");

        var (said, made) = await RunAsync(shell, "eval \"$LINES_TO_RUN\" 2>/dev/null; printf %s \"$AWS_ACCESS_KEY_ID\"", body);

        said.ShouldBeEmpty();
        made.ShouldBeEmpty();
        body.ShouldNotContain("$");
        body.ShouldNotContain("`");
        JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!.ShouldContain("$(touch pwned)");
    }

    [Fact]
    public async Task A_refusal_of_the_format_itself_is_as_harmless()
    {
        using var response = await Bridge.GetAsync("/v1/credentials/$(reboot)?format=env&format=env", Bridge.TokenOf("alice"));

        (await response.Content.ReadAsStringAsync()).ShouldNotContain("$");
    }

    private static AwsCredentials CredentialsWith(string token) => new()
    {
        AccessKeyId = "ASIAEXAMPLE",
        SecretAccessKey = "secret",
        SessionToken = token,
        Expiration = ManualClock.Start,
        IssuedAt = ManualClock.Start,
        Account = "",
        AssumedRoleArn = "arn:aws:sts::111122223333:assumed-role/r/s",
    };

    private static async Task<(string Said, IReadOnlyList<string> Made)> RunAsync(string shell, string script, string lines)
    {
        var folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");
        try
        {
            var start = new ProcessStartInfo(shell) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, UseShellExecute = false, ArgumentList = { "-c", script } };
            start.Environment["LINES_TO_RUN"] = lines;
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (said, [.. folder.EnumerateFileSystemInfos().Select(made => made.Name)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
