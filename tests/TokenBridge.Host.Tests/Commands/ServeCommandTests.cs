using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TokenBridge.Host.Commands;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_rules_file_with_five_faults_stops_the_start_and_tells_all_five_with_line_and_column()
    {
        var rules = Write("rules.yaml", """
            version: 1
            ruls: []
            claims: { user: preferred_username }
            rules:
              - id: a
                when: { group: ml/vision }
                grant: { role: "arn:aws:iam::1:role/x" }
              - id: b
                when: everyone
                require: { acr: [gold] }
                grant: { role: "arn:aws:iam::111122223333:role/{team}" }
            """);

        var (exit, error) = await ServeAsync("--config", Settings(rules));

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain($"{rules}:2:1: error TB");
        error.ShouldContain($"{rules}:3:17: error TB");
        error.ShouldContain($"{rules}:6:20: error TB");
        error.ShouldContain($"{rules}:7:");
        error.ShouldContain($"{rules}:11:");
    }

    [Fact]
    public async Task A_misspelt_setting_stops_the_start_and_names_the_right_one()
    {
        var (exit, error) = await ServeAsync("--config", Settings(Write("rules.yaml", "version: 1\nrules: []\n")), "--TokenBridge:Sts:Strateggy", "WebIdentity");

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain("TokenBridge:Sts:Strateggy: is not a setting; did you mean Strategy?");
    }

    [Fact]
    public async Task A_settings_file_that_is_no_json_is_told_in_one_line()
    {
        var (exit, error) = await ServeAsync("--config", Write("settings.json", "{ \"TokenBridge\": {"));

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain("settings.json");
        error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://192.0.2.1:8693")]
    public async Task An_address_that_cannot_be_listened_on_is_told_and_no_crash(string urls)
    {
        var (exit, error) = await ServeAsync("--config", Settings(Write("rules.yaml", Bridge.Rules)), "--Urls", urls);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("tokenbridge: cannot listen: ");
    }

    [Fact]
    public async Task Rules_that_are_not_there_stop_the_start()
    {
        var (exit, error) = await ServeAsync("--config", Settings(Path.Combine(_folder.FullName, "nowhere.yaml")));

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain("nowhere.yaml");
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("srve")]
    [InlineData("--Token:Sts:Region", "eu-central-1")]
    public async Task A_word_that_is_neither_command_nor_setting_is_refused(params string[] words)
    {
        var (exit, error) = await RunAsync(words);

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain(words[0]);
    }

    [Fact]
    public async Task A_signing_key_that_cannot_be_read_stops_the_start_and_nothing_of_it_is_repeated()
    {
        var key = Write("signing.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

        var (exit, error) = await ServeAsync(
            "--config", Settings(Write("rules.yaml", Bridge.Rules)),
            "--TokenBridge:Sts:Strategy", "WebIdentity",
            "--TokenBridge:WebIdentity:Issuer", "https://tokenbridge.example",
            "--TokenBridge:WebIdentity:SigningKeyPath", key);

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain("TokenBridge:WebIdentity:SigningKeyPath");
        error.ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public async Task A_taken_port_is_said_plainly()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exit, error) = await ServeAsync("--config", Settings(Write("rules.yaml", Bridge.Rules)), "--Urls", $"http://127.0.0.1:{port}");

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("cannot listen");
        error.ShouldContain($"{port}");
    }

    private Task<(int Exit, string Error)> ServeAsync(params string[] words) => RunAsync(["serve", .. words]);

    private static async Task<(int Exit, string Error)> RunAsync(params string[] words)
    {
        using var error = new StringWriter();
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { Error = error, Output = output };
        var exit = await ServiceCommand.RunAsync(words, configuration);
        return (exit, error.ToString());
    }

    private string Settings(string rules) => Write("settings.json", new JsonObject
    {
        ["TokenBridge"] = new JsonObject
        {
            ["Issuers"] = new JsonObject
            {
                ["research"] = new JsonObject { ["Issuer"] = "https://kc.invalid/realms/ml", ["Audiences"] = new JsonArray("tokenbridge") },
            },
            ["Rules"] = new JsonObject { ["Path"] = rules },
            ["Sts"] = new JsonObject { ["Region"] = "eu-central-1" },
        },
    }.ToJsonString());

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
