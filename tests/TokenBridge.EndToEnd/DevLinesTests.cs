using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd;

/// <summary>What <c>dev</c> prints to be pasted, pasted.</summary>
[Collection(DevProcessDefinition.Name)]
public sealed class DevLinesTests(DevProcess dev)
{
    private const string BeSomebody = "\n  # be somebody";
    private const string Clients = "\n  # curl, the AWS CLI, boto3";

    public static TheoryData<string, string> ShellsAndClients => new()
    {
        { "/bin/sh", PastingShell.Debian },
        { "/bin/bash", PastingShell.Debian },
        { "/bin/bash", PastingShell.Newest },
    };

    private string SetUp => dev.Lines[..dev.Lines.IndexOf(BeSomebody, StringComparison.Ordinal)];

    private string Use => dev.Lines[dev.Lines.IndexOf(Clients, StringComparison.Ordinal)..];

    private IReadOnlyList<string> Logins => [.. dev.Lines.Split('\n').Where(line => line.StartsWith("  login ", StringComparison.Ordinal))];

    [EndToEndTheory]
    [MemberData(nameof(ShellsAndClients))]
    public async Task Whoever_has_a_role_is_somebody_at_aws_by_every_line(string shell, string clients)
    {
        var lucky = Logins.Where(line => line.Split("# ")[1] is var gets && !gets.StartsWith("not", StringComparison.Ordinal)).ToList();

        lucky.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ShouldBe(["alice", "carol", "erin", "grace", "heidi"]);
        foreach (var login in lucky)
        {
            var user = login.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            var pasted = await PastingShell.RunAsync(shell, clients, $"{SetUp}\n{login}\n{Use}");

            pasted.ExitCode.ShouldBe(0, $"{login}\n{pasted.Output}\n{pasted.Error}");
            var arn = pasted.Output.Split('\n').Single(line => line.StartsWith("arn:aws:sts:", StringComparison.Ordinal));
            arn.ShouldEndWith($"/{user}");
            pasted.Output.ShouldContain($"\"Arn\": \"{arn}\"");
            // The nightly job, which the last lines are.
            pasted.Output.ShouldMatch("\"Expiration\":[^\n]*\"AccountId\":\"111122223333\"\\}\\s*\\z");
        }
    }

    [EndToEndFact]
    public async Task Whoever_has_none_reads_why()
    {
        foreach (var (user, reason) in (IEnumerable<(string, string)>)[("dave", "no_rule_matches"), ("bob", "denied_by_rule"), ("ivan", "denied_by_rule"), ("heidi", "step_up_required")])
        {
            var login = Logins.First(line => line.Contains($" {user} ", StringComparison.Ordinal));
            var pasted = await PastingShell.RunAsync("/bin/sh", PastingShell.Debian, $"{SetUp}\n{login}\n{Use.Split('\n').First(line => line.StartsWith("  curl", StringComparison.Ordinal))}");

            pasted.ExitCode.ShouldBe(0, pasted.Error);
            pasted.Output.ShouldContain(reason);
        }
    }

    [EndToEndTheory]
    [InlineData("/bin/sh")]
    [InlineData("/bin/bash")]
    public async Task A_wrong_password_shows_keycloaks_words_and_leaves_nobody_logged_in(string shell)
    {
        var pasted = await PastingShell.RunAsync(
            shell, PastingShell.Debian, $"{SetUp}\nlogin alice alice-test-password\nlogin alice wrong || echo \"failed, token='$AWS_CONTAINER_AUTHORIZATION_TOKEN'\"");

        pasted.Error.ShouldContain("Keycloak says: {\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}");
        pasted.Output.ShouldBe("failed, token=''\n");
    }

    [EndToEndFact]
    public async Task All_lines_pasted_at_once_work_as_well()
    {
        // dave and others without a role change nothing: whoever logs in last is asked for.
        var pasted = await PastingShell.RunAsync("/bin/bash", PastingShell.Debian, $"{SetUp}\n{string.Join('\n', Logins)}\nlogin alice alice-test-password\n{Use}");

        pasted.ExitCode.ShouldBe(0, pasted.Error);
    }
}
