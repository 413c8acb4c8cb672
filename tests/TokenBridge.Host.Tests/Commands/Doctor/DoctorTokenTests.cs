using System.Text.Json.Nodes;
using TokenBridge.Development.Realm;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorTokenTests : IClassFixture<ReadyBridge>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Bridge _bridge;

    public DoctorTokenTests(ReadyBridge fixture) => _bridge = fixture.Bridge;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_good_token_is_shown_check_by_check_with_the_decision()
    {
        var token = _bridge.TokenOf("alice");

        var (exit, output, _) = await RunAsync($"Bearer {token}\n");

        exit.ShouldBe(ExitCode.Done, output);
        var rows = Rows(output);
        rows.Select(row => row.Check).ShouldBe(["token", "token issuer", "token kind", "token audience", "token client", "token lifetime", "token groups", "token claims", "token decision"]);
        rows.ShouldAllBe(row => row.State == "ok");
        Seen(rows, "token").ShouldContain("sub '00000000-0000-4000-8000-000000000001' of issuer research");
        Seen(rows, "token groups").ShouldContain("'/ml/vision/scientists'");
        Seen(rows, "token claims").ShouldContain("department: 'research'");
        Seen(rows, "token decision").ShouldContain("gives 'ds-vision', arn:aws:iam::111122223333:role/ds-vision");
        foreach (var segment in token.Split('.'))
        {
            output.ShouldNotContain(segment);
        }
    }

    [Fact]
    public async Task Every_fault_of_a_token_has_its_row_and_its_remedy_not_the_first_one_alone()
    {
        var token = Token(claims =>
        {
            (claims["aud"], claims["azp"], claims["typ"]) = ("account", "intranet", "ID");
            (claims["iat"], claims["exp"]) = (1_700_000_000, 1_700_100_000);
            claims["groups"] = new JsonArray("scientists");
        });

        var (exit, output, _) = await RunAsync(token, "--TokenBridge:Issuers:research:Clients:0", "notebook");

        exit.ShouldBe(ExitCode.Failed);
        var rows = Rows(output);
        rows.Where(row => row.State == "FAULT").Select(row => row.Check)
            .ShouldBe(["token", "token kind", "token audience", "token client", "token lifetime", "token decision"]);
        rows.ShouldAllBe(row => row.State == "ok" || row.Remedy!.Length > 20);
        Remedy(rows, "token").ShouldBe("This is not an access token: send access_token, not the ID or refresh token.");
        Remedy(rows, "token audience").ShouldContain("Included Custom Audience: tokenbridge");
        Remedy(rows, "token client").ShouldContain("TokenBridge:Issuers:research:Clients");
        Remedy(rows, "token lifetime").ShouldContain("log in again");
        Remedy(rows, "token groups").ShouldContain("Full group path");
        Seen(rows, "token decision").ShouldStartWith("once it is accepted: no_rule_matches");
    }

    [Fact]
    public async Task A_token_of_another_realm_is_told_which_are_configured()
    {
        const string Issuer = "http://localhost/realms/ml";

        var (exit, output, _) = await RunAsync(Token(claims => claims["iss"] = Issuer));

        exit.ShouldBe(ExitCode.Failed);
        var rows = Rows(output);
        Seen(rows, "token issuer").ShouldBe($"'{Issuer}'; configured is '{_bridge.Realm.Issuer}'.");
        Remedy(rows, "token issuer").ShouldContain("localhost is not 127.0.0.1");
        Seen(rows, "token audience").ShouldBe("'tokenbridge'");
    }

    [Fact]
    public async Task A_caller_without_groups_is_told_of_the_mapper()
    {
        var (exit, output, _) = await RunAsync(Token(claims => claims.Remove("groups")));

        exit.ShouldBe(ExitCode.Failed);
        Remedy(Rows(output), "token groups").ShouldContain("Group Membership");
    }

    [Theory]
    [InlineData("{\"access_token\":\"x\"}", "whole answer")]
    [InlineData("null", "A word or a variable stands")]
    [InlineData("", "No token")]
    public async Task What_is_no_token_has_one_row(string text, string said)
    {
        var (exit, output, _) = await RunAsync(text);

        exit.ShouldBe(ExitCode.Failed);
        Rows(output).ShouldHaveSingleItem().Remedy!.ShouldContain(said);
    }

    [Fact]
    public async Task Rules_with_a_fault_leave_the_decision_open()
    {
        var rules = _folder.Write("rules.yaml", DoctorRun.Rules.Replace("claims:", "clams:", StringComparison.Ordinal));

        var (_, output, _) = await RunAsync(_bridge.TokenOf("alice"), "--TokenBridge:Rules:Path", rules);

        Rows(output).Single(row => row.Check == "token decision").State.ShouldBe("skipped");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_wrong_command_line()
    {
        var (exit, output, error) = await DoctorRun.RunAsync(_bridge, "--token", Path.Combine(_folder.Path, "nothing"));

        exit.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain("there is no such file");
    }

    private Task<(int Exit, string Output, string Error)> RunAsync(string text, params string[] words) =>
        DoctorRun.RunAsync(_bridge, ["--format", "json", "--token", _folder.Write("token", text), .. words]);

    private string Token(Action<JsonObject> change) => _bridge.Realm.AccessToken(DemoUser.Named("alice"), change: change);

    private static List<(string Check, string State, string Seen, string? Remedy)> Rows(string output) =>
        [.. DoctorRun.Rows(output).Where(row => row.Check.StartsWith("token", StringComparison.Ordinal))];

    private static string Seen(List<(string Check, string State, string Seen, string? Remedy)> rows, string check) => rows.Single(row => row.Check == check).Seen;

    private static string Remedy(List<(string Check, string State, string Seen, string? Remedy)> rows, string check) => rows.Single(row => row.Check == check).Remedy.ShouldNotBeNull();
}
