using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Tests.Rules;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Alice = """{ "sub": "u-1", "preferred_username": "alice", "groups": ["/ml/vision/scientists"], "department": "research", "azp": "notebook" }""";
    private const string Bob = """{ "sub": "u-2", "preferred_username": "bob", "groups": ["/contractors/acme", "/ml/vision/leads"], "department": "external", "acr": "gold", "auth_time": 1767268200 }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-explain-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Claims_as_powershell_writes_them_are_named()
    {
        var claims = Path.GetTempFileName();
        await File.WriteAllTextAsync(claims, "{}", System.Text.Encoding.Unicode);
        using var error = new StringWriter();

        var exit = await TokenBridgeCommand.RunAsync(
            ["rules", "explain", Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml"), "--claims", claims],
            new System.CommandLine.InvocationConfiguration { Output = TextWriter.Null, Error = error });
        File.Delete(claims);

        exit.ShouldBe(2);
        error.ToString().ShouldBe("tokenbridge rules explain: the claims: written as UTF-16; write it as plain text without a mark, in PowerShell: Set-Content -NoNewline -Encoding ascii\n");
    }

    [Fact]
    public async Task A_granted_caller_sees_what_would_go_to_AWS()
    {
        var (code, page, error) = await ExplainAsync(Alice);

        code.ShouldBe(ExitCode.Done, error);
        page.ShouldContain("GRANTED  asked for no role by name: gets ds-vision, arn:aws:iam::111122223333:role/ds-vision\n");
        page.ShouldContain("  => may have ds-vision for team = 'vision'\n");
        page.ShouldContain("session_name     alice\n");
        page.ShouldContain("tag              team=vision (transitive)\n");
        page.ShouldContain("  yes group\n      expected         '/ml/{team}/scientists'\n      actual           '/ml/vision/scientists'\n", Case.Sensitive);
    }

    [Fact]
    public async Task A_denied_caller_sees_the_deny_and_the_one_change_that_would_do()
    {
        var (code, page, _) = await ExplainAsync(Bob, "--role", "prod-vision");

        code.ShouldBe(ExitCode.Done);
        page.ShouldContain("REFUSED  asked for 'prod-vision': denied_by_rule\n");
        page.ShouldContain("contractors-stay-out-of-production  holds and denies");
        page.ShouldContain("  => refused prod-vision for team = 'vision': denied_by_rule\n");
        page.ShouldContain("One change that would do: leave every group that matches '/contractors/**'\n");
        page.ShouldNotContain("GRANTED");
        page.ShouldNotContain("may have");
    }

    [Fact]
    public async Task Where_one_change_would_not_do_none_is_promised()
    {
        var (_, page, _) = await ExplainAsync(Bob.Replace("gold", "1", StringComparison.Ordinal), "--role", "prod-vision");

        page.ShouldContain("=> refused prod-vision for team = 'vision': denied_by_rule\n");
        page.ShouldNotContain("One change that would do:");
    }

    [Fact]
    public async Task A_rule_that_lacks_one_thing_says_which()
    {
        var (_, page, _) = await ExplainAsync(Alice.Replace("research", "marketing", StringComparison.Ordinal));

        page.ShouldContain("REFUSED  asked for no role by name: no_rule_matches\n");
        page.ShouldContain("  no  claims.department\n      expected         'research' or 'ml-platform'\n      actual           'marketing'\n", Case.Sensitive);
        page.ShouldContain("One change that would make it hold: have the claim department: 'research' or 'ml-platform'\n");
    }

    [Fact]
    public async Task The_rules_that_lack_one_thing_stand_right_below_the_refusal_the_nearest_first()
    {
        const string Dan = """{ "sub": "u-3", "preferred_username": "dan", "groups": ["/ml/vision/scientists", "/platform/admins"], "department": "sales" }""";

        var (_, page, _) = await ExplainAsync(Dan);
        var (_, named, _) = await ExplainAsync(Dan, "--role", "prod-vision");

        page.ShouldContain("No rule gives you a role. Ask the owner of the rules for one, or the administrators of your login for the group that you lack, then log in again.\n"
            + "         Nearest is rule team-scientists: have the claim department: 'research' or 'ml-platform'\n"
            + "         Nearest is rule department-analysts: have a client role that matches 'warehouse/analyst'\n"
            + "         Nearest is rule platform-admins: have the claim department: 'ml-platform'\n\n");
        named.ShouldContain("'prod-vision'");
        named.Split('\n').Count(line => line.Contains("Nearest is rule", StringComparison.Ordinal)).ShouldBe(1);
        named.ShouldContain("Nearest is rule production-leads: be in a group that matches '/ml/{team}/leads'\n");
    }

    [Fact]
    public async Task Whose_issuer_nobody_named_is_not_called_by_a_word_of_the_language()
    {
        var (_, page, _) = await ExplainAsync(Alice);
        var (_, named, _) = await ExplainAsync(Alice, "--issuer", "research");

        page.ShouldContain("Caller           'u-1' of any issuer (the rules name none), client 'notebook'\n");
        named.ShouldContain("Caller           'u-1' of issuer 'research', client 'notebook'\n");
        page.ShouldContain("duration         1h\n");
    }

    [Fact]
    public async Task A_weak_login_is_told_what_to_ask_Keycloak_for()
    {
        var (_, page, _) = await ExplainAsync("""{ "sub": "u-9", "preferred_username": "h", "groups": ["/ml/vision/leads"], "department": "research", "acr": "1", "auth_time": 1767268200 }""");

        page.ShouldContain("=> refused prod-vision for team = 'vision': step_up_required\n");
        page.ShouldContain("One change that would do: log in again with acr_values=gold and max_age=900\n");
    }

    [Fact]
    public async Task What_cannot_be_decided_is_said_to_deny()
    {
        var (_, page, _) = await ExplainAsync(Alice.Replace("\"azp\"", "\"employment\": {}, \"azp\"", StringComparison.Ordinal));

        page.ShouldContain("people-on-leave  cannot be decided, so it denies");
        page.ShouldContain("=> refused ds-vision");
    }

    [Fact]
    public async Task What_was_read_of_the_token_stands_at_the_top()
    {
        var (_, page, _) = await ExplainAsync(Alice.Replace("\"azp\"", """
            "realm_access": { "roles": ["auditor"] }, "resource_access": { "apps/portal": { "roles": ["team/lead"] } }, "azp"
            """, StringComparison.Ordinal));

        page.ShouldContain("Groups           '/ml/vision/scientists'\n");
        page.ShouldContain("Realm roles      'auditor'\n");
        page.ShouldContain("Client roles     'team/lead' of client 'apps/portal'\n");
        page.ShouldContain("department = 'research'");
        page.ShouldNotContain("Note ");
    }

    [Fact]
    public async Task A_group_without_its_path_names_the_switch_of_the_mapper()
    {
        var (_, page, _) = await ExplainAsync(Alice.Replace("/ml/vision/scientists", "scientists", StringComparison.Ordinal));
        var (_, json, _) = await ExplainAsync(Alice.Replace("/ml/vision/scientists", "scientists", StringComparison.Ordinal), "--format", "json");

        page.ShouldContain("Groups           'scientists' (never counts: no slash in front)\n");
        page.ShouldContain("switch \"Full group path\" on in Keycloak's group membership mapper");
        page.ShouldContain("no_rule_matches\n         No rule gives you a role.");
        using var document = JsonDocument.Parse(json);
        var read = document.RootElement.GetProperty("read");
        read.GetProperty("groups")[0].GetString().ShouldBe("scientists");
        read.GetProperty("groups_that_never_count")[0].GetProperty("why").GetString().ShouldBe("no slash in front");
        read.GetProperty("note").GetString()!.ShouldContain("Full group path");
        read.GetProperty("claims").GetProperty("department").GetString().ShouldBe("'research'");
        document.RootElement.GetProperty("decision").GetProperty("message").GetString()!.ShouldContain("'scientists' (no slash in front)");
    }

    [Fact]
    public async Task A_token_is_decoded_said_to_be_unverified_and_never_printed()
    {
        var token = $"{Base64Url.EncodeToString("{\"alg\":\"RS256\"}"u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Alice))}.{Base64Url.EncodeToString(new byte[256])}";
        var file = Write("token", $"Bearer {token}\n");

        var (code, page, error) = await RulesOutputOf.RunAsync("rules", "explain", RulesOutputOf.Shipped, "--token", file);

        code.ShouldBe(ExitCode.Done, error);
        page.ShouldContain("GRANTED");
        page.ShouldContain("the token was decoded only; its signature, times, audience and client were not looked at");
        foreach (var part in token.Split('.'))
        {
            page.ShouldNotContain(part);
        }
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_is_refused_without_being_quoted()
    {
        var (code, page, error) = await RulesOutputOf.RunAsync("rules", "explain", RulesOutputOf.Shipped, "--token", Write("token", "very.secret.thing"));

        code.ShouldBe(ExitCode.Usage);
        page.ShouldBeEmpty();
        error.ShouldStartWith("tokenbridge rules explain: the token: ");
        error.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Nothing_is_coloured_and_no_value_of_the_token_commands_the_terminal()
    {
        var (_, page, _) = await ExplainAsync("""{ "sub": "u-1", "preferred_username": "a\u001b[2J", "groups": ["/ml/\u001b[31mx/scientists"], "department": "research\u001b[0m" }""");

        page.ShouldNotContain("\e");
    }

    [Fact]
    public async Task Client_and_address_can_be_given_beside_the_claims()
    {
        const string Job = """{ "sub": "s-1", "preferred_username": "service-account-nightly-training", "client_id": "nightly-training" }""";

        (await ExplainAsync(Job, "--client", "nightly-training", "--source-ip", "10.20.3.4")).Output.ShouldContain("gets nightly-training");
        (await ExplainAsync(Job, "--client", "nightly-training", "--source-ip", "192.0.2.1")).Output.ShouldContain("come from '10.20.0.0/16'");
        (await ExplainAsync(Job, "--client", "nightly-training")).Output.ShouldContain("cannot be decided, so it grants nothing");
        (await ExplainAsync(Alice, "--client", "another")).Error.ShouldContain("its azp is 'notebook'");
    }

    [Fact]
    public async Task Json_says_the_same_for_programs()
    {
        var (code, output, _) = await ExplainAsync(Bob, "--role", "prod-vision", "--format", "json");

        code.ShouldBe(ExitCode.Done);
        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("asked_for").GetString().ShouldBe("prod-vision");
        json.GetProperty("rules_hash").GetString()!.Length.ShouldBe(64);
        json.GetProperty("decision").GetProperty("outcome").GetString().ShouldBe("refused");
        json.GetProperty("decision").GetProperty("reason").GetString().ShouldBe("denied_by_rule");
        var leads = json.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("rule").GetString() == "production-leads");
        leads.GetProperty("holds").GetString().ShouldBe("true");
        var grant = leads.GetProperty("grants").EnumerateArray().ShouldHaveSingleItem();
        grant.GetProperty("captures").GetProperty("team").GetString().ShouldBe("vision");
        grant.GetProperty("refused").GetProperty("refused_by").GetString().ShouldBe("contractors-stay-out-of-production");
        grant.TryGetProperty("granted", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("127.1")]
    [InlineData("0x0a.20.3.4")]
    [InlineData("012.20.3.4")]
    [InlineData("169083652")]
    [InlineData("10.20.3.4:80")]
    [InlineData("[2001:db8::1]:80")]
    [InlineData("fe80::1%1")]
    public async Task An_address_that_only_some_would_read_is_none(string address)
    {
        var (code, _, error) = await ExplainAsync("""{"sub":"1"}""", "--source-ip", address);

        code.ShouldNotBe(ExitCode.Done);
        error.ShouldContain($"--source-ip is '{address}'");
    }

    [Theory]
    [InlineData]
    [InlineData("--claims", "a", "--token", "b")]
    [InlineData("--claims", "nowhere.json")]
    [InlineData("--claims", "nowhere.json", "--now", "yesterday")]
    [InlineData("--claims", "nowhere.json", "--source-ip", "here")]
    [InlineData("--claims", "nowhere.json", "--format", "xml")]
    public async Task A_command_line_that_is_wrong_explains_nothing(params string[] arguments)
    {
        var (code, output, error) = await RulesOutputOf.RunAsync(["rules", "explain", RulesOutputOf.Shipped, .. arguments]);

        code.ShouldNotBe(ExitCode.Done);
        output.ShouldNotContain("GRANTED");
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Faulty_rules_are_refused_in_compiler_form()
    {
        var (code, output, error) = await RulesOutputOf.RunAsync("rules", "explain", Write("rules.yaml", "version: 1\nrulez: []\n"), "--claims", Write("claims", Alice));

        code.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain("rules.yaml:2:1: error TB105: ");
    }

    [Fact]
    public async Task Rules_of_several_issuers_want_to_know_whose_token_it_is()
    {
        var rules = Write("rules.yaml", """
            version: 1
            rules:
              - { id: a, when: { issuer: one, group: /x }, grant: { role: "arn:aws:iam::111122223333:role/a", session_name: "{sub}" } }
              - { id: b, when: { issuer: two, group: /x }, grant: { role: "arn:aws:iam::111122223333:role/b", session_name: "{sub}" } }
            """);
        var claims = Write("claims", """{ "sub": "u-1", "groups": ["/x"] }""");

        (await RulesOutputOf.RunAsync("rules", "explain", rules, "--claims", claims)).Error.ShouldContain("--issuer");
        (await RulesOutputOf.RunAsync("rules", "explain", rules, "--claims", claims, "--issuer", "two")).Output.ShouldContain("gets b");
    }

    private Task<RulesOutputOf> ExplainAsync(string claims, params string[] arguments) =>
        RulesOutputOf.RunAsync(["rules", "explain", RulesOutputOf.Shipped, "--claims", Write("claims.json", claims), "--now", "2026-01-01T12:00:00Z", .. arguments]);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
