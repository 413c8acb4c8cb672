using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using TokenBridge.Host.Commands;
using TokenBridge.Host.Commands.Dev;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Dev;

public sealed class DevCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-dev-tests-");
    private readonly AwaitedOutput _output = new();
    private readonly AwaitedOutput _error = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Once_shows_a_finished_exchange_and_its_refusals_and_ends_well()
    {
        (await RunAsync("--once")).ShouldBe(ExitCode.Done, _error.ToString());

        var page = _output.ToString();
        page.ShouldContain("GRANTED  Alice logged in");
        page.ShouldContain("Matching rule    team-scientists\n");
        page.ShouldContain("Role             arn:aws:iam::111122223333:role/ds-vision\n");
        page.ShouldContain("team=vision (transitive)");
        page.ShouldContain("AWS sees         arn:aws:sts::111122223333:assumed-role/ds-vision/alice\n");
        page.ShouldContain("REFUSED  Dave logged in");
        page.ShouldContain("Answer           403 no_rule_matches\n");
        page.ShouldContain("REFUSED  Bob logged in and asked for prod-vision");
        page.ShouldContain("Answer           403 denied_by_rule\n");
        page.ShouldNotContain("TRY IT");
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_secret_and_nothing_coloured_is_printed_and_no_line_is_ragged()
    {
        await RunAsync("--once");

        var page = _output.ToString();
        page.ShouldNotContain("eyJ");
        page.ShouldNotContain("Secret");
        page.ShouldNotContain("\e[");
        page.Split('\n').ShouldAllBe(line => line == line.TrimEnd());
    }

    [Fact]
    public async Task A_taken_port_is_said_plainly_and_another_is_chosen()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var taken = ((IPEndPoint)occupant.LocalEndpoint).Port;

        (await RunAsync("--once", "--port", $"{taken}")).ShouldBe(ExitCode.Done);

        _output.ToString().ShouldContain($"Port {taken} is taken, so the service is on ");
        _output.ToString().ShouldNotContain($"TokenBridge      http://127.0.0.1:{taken}\n");
    }

    [Fact]
    public async Task A_taken_port_of_the_realm_is_said_plainly_and_another_is_chosen()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var taken = ((IPEndPoint)occupant.LocalEndpoint).Port;

        (await RunAsync("--once", "--port", "0", "--realm-port", $"{taken}")).ShouldBe(ExitCode.Done);

        _output.ToString().ShouldContain($"Port {taken} is taken, so the Keycloak realm is on ");
        _output.ToString().ShouldNotContain($"http://127.0.0.1:{taken}/realms/ml");
    }

    [Theory]
    [InlineData(8693, null, 8694)]
    [InlineData(0, null, 0)]
    [InlineData(0, 8694, 8694)]
    [InlineData(9000, 0, 0)]
    public void The_realm_has_a_port_of_its_own_unless_everything_is_to_be_free(int service, int? realm, int port) => DevPorts.Of(service, realm).Realm.ShouldBe(port);

    [Fact]
    public async Task Rules_with_a_fault_are_refused_by_name_before_anything_is_shown()
    {
        (await RunAsync("--once", "--rules", WriteRules("version: 1\nrulez: []\n"))).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain("rulez");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_that_give_nobody_anything_are_a_failure_that_says_so()
    {
        var rules = WriteRules("""
            version: 1
            rules:
              - id: nobody
                when: { group: /nobody/here }
                grant: { role: "arn:aws:iam::111122223333:role/x", session_name: "{sub}" }
            """);

        (await RunAsync("--once", "--rules", rules)).ShouldBe(ExitCode.Failed);

        _error.ToString().ShouldContain("none of the demo users");
        _output.ToString().ShouldNotContain("GRANTED");
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "http")]
    [InlineData("--realm-port", "http")]
    [InlineData("--prot", "1")]
    public async Task A_command_line_that_is_wrong_starts_nothing(params string[] arguments)
    {
        (await RunAsync(["--once", .. arguments])).ShouldNotBe(ExitCode.Done);

        _output.ToString().ShouldNotContain("GRANTED");
    }

    [Fact]
    public async Task What_is_offered_to_paste_works_until_the_end()
    {
        using var controlC = new CancellationTokenSource();
        var run = InvokeAsync(["dev", "--port", "0"], controlC.Token);
        await Task.WhenAny(run, _output.SeenAsync("WATCHING"));
        var lines = new PastedLines(_output.ToString());
        using var http = new HttpClient();

        lines.Users.ShouldBe(["alice", "bob", "carol", "dave", "erin", "grace", "heidi", "heidi", "ivan"]);
        (await lines.AskAsync(http, "alice")).GetProperty("Expiration").GetString().ShouldNotBeNull();
        (await lines.AskAsync(http, "carol")).GetProperty("Expiration").GetString().ShouldNotBeNull();
        (await lines.AskAsync(http, "erin")).GetProperty("Expiration").GetString().ShouldNotBeNull();
        (await lines.AskAsync(http, "dave")).GetProperty("reason").GetString().ShouldBe("no_rule_matches");
        (await lines.AskAsync(http, "bob")).GetProperty("reason").GetString().ShouldBe("denied_by_rule");
        (await lines.AskAsync(http, "grace")).GetProperty("Expiration").GetString().ShouldNotBeNull();
        (await lines.AskAsync(http, "heidi")).GetProperty("reason").GetString().ShouldBe("step_up_required");
        (await lines.AskAsync(http, "heidi", isSteppedUp: true)).GetProperty("Expiration").GetString().ShouldNotBeNull();
        (await lines.AskAsync(http, "ivan")).GetProperty("reason").GetString().ShouldBe("denied_by_rule");

        await _output.SeenAsync("refused  bob");
        _output.ToString().ShouldContain("granted  erin   arn:aws:iam::111122223333:role/ds-speech, rule team-scientists");
        await controlC.CancelAsync();
        (await run).ShouldBe(ExitCode.Done);
    }

    private Task<int> RunAsync(params string[] arguments) =>
        InvokeAsync(arguments.Contains("--port") ? ["dev", .. arguments] : ["dev", "--port", "0", .. arguments], CancellationToken.None);

    private Task<int> InvokeAsync(string[] arguments, CancellationToken cancellationToken) =>
        ServiceCommand.RunAsync(arguments, new InvocationConfiguration { Output = _output, Error = _error }, cancellationToken: cancellationToken);

    private string WriteRules(string text)
    {
        var path = Path.Combine(_folder.FullName, "rules.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Does with HTTP what the printed shell lines do with curl, from nothing but their text.</summary>
    private sealed class PastedLines(string page)
    {
        public IEnumerable<string> Users => Logins.Select(words => words[1]);

        private IEnumerable<string[]> Logins => page.Split('\n').Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["login", _, _, ..]);

        public async Task<JsonElement> AskAsync(HttpClient http, string user, bool isSteppedUp = false)
        {
            var words = Logins.Single(login => login[1] == user && login.Length == 5 == isSteppedUp);
            using var form = new FormUrlEncodedContent(Fields(words));
            using var login = await http.PostAsync(new Uri(Between("$(curl -sS ", " ")), form);
            var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();

            var role = words is [_, _, _, { Length: > 0 } name, ..] && name != "''" ? $"/{name}" : "";
            using var request = new HttpRequestMessage(HttpMethod.Get, Between("AWS_CONTAINER_CREDENTIALS_FULL_URI=", "$") + role);
            request.Headers.TryAddWithoutValidation("Authorization", token);
            using var answer = await http.SendAsync(request);
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }

        /// <summary>What the function hands to curl, with the words of one login put in.</summary>
        private IEnumerable<KeyValuePair<string, string>> Fields(string[] words)
        {
            var code = words.Length == 5 ? words[4] : "";
            return Between("=$(token -d ", ")\n").Replace("\\\n", " ", StringComparison.Ordinal).Replace("--data-urlencode", "-d", StringComparison.Ordinal).Split(" -d ")
                .Select(field => field.Trim().Split('='))
                .Select(field => KeyValuePair.Create(field[0], field[1].Trim('"') switch
                {
                    "$1" => words[1],
                    "$2" => words[2],
                    "${4:+gold}" => code.Length > 0 ? "gold" : "",
                    "${4-}" => code,
                    var literal => literal,
                }));
        }

        private string Between(string before, string after)
        {
            var start = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
            return page[start..page.IndexOf(after, start, StringComparison.Ordinal)];
        }
    }
}
