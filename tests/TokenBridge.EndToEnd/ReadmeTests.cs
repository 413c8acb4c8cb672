using System.Text.Json;
using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd;

/// <summary>Every block of <c>README.md</c> is pasted, in its order and in one shell, while <c>dev</c> runs; or stands in the one list of those that are not.</summary>
[Collection(DevProcessDefinition.Name)]
public sealed class ReadmeTests(DevProcess dev)
{
    /// <summary>Blocks that nobody pastes here, by their first line, and why.</summary>
    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        [" notebook, SDK, curl                     TokenBridge                                    AWS"] = "a picture",
        ["dotnet run --project service/Host -- dev"] = "the tests start dev themselves, and are what dotnet test runs",
        ["TokenBridge turns a Keycloak login into short-lived AWS credentials."] = "what dev prints; its own tests read it",
        ["dotnet publish service/Host -c Release -o artifacts/tokenbridge-service"] = "takes minutes; CI publishes both programs by scripts of its own, and here they are on the path",
        ["export TokenBridge__Issuers__research__Issuer=https://keycloak.example/realms/ml"] = "names the reader's Keycloak and takes the reader's AWS identity",
        ["tokenbridge: not started, 3 faults:"] = "what the service prints of faulty rules",
    };

    [EndToEndTheory]
    [InlineData(PastingShell.Debian)]
    [InlineData(PastingShell.Newest)]
    public async Task Every_shell_block_works_as_it_stands(string clients)
    {
        var blocks = Run("sh");
        blocks.Count.ShouldBeGreaterThan(3);

        var pasted = await PastingShell.RunAsync("/bin/bash", clients, $"cd \"$HOME\"; ln -s {Installation.Root}/mapper-config .\n{string.Join('\n', blocks)}");

        pasted.ExitCode.ShouldBe(0, $"{pasted.Output}\n{pasted.Error}");
        // By the container variables and by credential_process.
        pasted.Output.Split("assumed-role/ds-vision/alice").Length.ShouldBe(3, pasted.Output);
        pasted.Output.ShouldContain("+[profile tokenbridge-ds-vision]");
        pasted.Output.ShouldContain("GRANTED");
    }

    [EndToEndFact]
    public async Task A_wrong_password_in_the_login_block_shows_keycloaks_words()
    {
        var login = Run("sh")[0].Replace("password=alice-test-password", "password=wrong", StringComparison.Ordinal);

        var pasted = await PastingShell.RunAsync("/bin/bash", PastingShell.Debian, $"cd \"$HOME\"\n{login}");

        pasted.ExitCode.ShouldNotBe(0);
        pasted.Error.ShouldContain("Invalid user credentials");
    }

    [EndToEndFact]
    public async Task Every_rules_file_in_it_is_one()
    {
        foreach (var rules in Run("yaml"))
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Installation.RunFolder, "readme")).FullName, "rules.yaml");
            await File.WriteAllTextAsync(file, rules);
            var check = await Command.RunAsync(Installation.Command, ["rules", "check", file]);
            check.ExitCode.ShouldBe(0, $"{check.Output}\n{check.Error}");
        }
    }

    [EndToEndFact]
    public void Every_piece_of_json_in_it_is_a_member_of_an_object()
    {
        foreach (var json in Run("json"))
        {
            using var document = JsonDocument.Parse($"{{{json}}}");
            document.RootElement.EnumerateObject().ShouldNotBeEmpty();
        }
    }

    [EndToEndFact]
    public void Every_block_runs_or_stands_in_the_list_and_nothing_else_does()
    {
        string[] run = ["sh", "yaml", "json"];
        var blocks = ReadmeBlock.All();

        blocks.Where(block => !run.Contains(block.Language)).Select(block => block.FirstLine).Except(NotRun.Keys).ShouldBeEmpty();
        NotRun.Keys.Except(blocks.Select(block => block.FirstLine)).ShouldBeEmpty();
    }

    /// <summary>The addresses that the README names are those of dev's default ports, which others may have taken here.</summary>
    private List<string> Run(string language) =>
    [
        .. ReadmeBlock.All().Where(block => block.Language == language && !NotRun.ContainsKey(block.FirstLine)).Select(block => block.Text
            .Replace("http://127.0.0.1:8693", dev.AddressOf("TokenBridge").GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8694", dev.AddressOf("Keycloak realm").GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)),
    ];
}
