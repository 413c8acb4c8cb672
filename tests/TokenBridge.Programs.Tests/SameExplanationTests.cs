using System.CommandLine;
using System.Text.Json;
using TokenBridge.Cli;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Programs.Tests;

/// <summary>Rule authors ask the command, callers the service; both must hear the same.</summary>
public sealed class SameExplanationTests
{
    [Fact]
    public async Task The_command_says_of_the_same_token_what_the_service_says()
    {
        await using var bridge = await Bridge.StartAsync();
        var folder = Directory.CreateTempSubdirectory("tokenbridge-explain-tests-");
        try
        {
            var (rules, token) = (Path.Combine(folder.FullName, "rules.yaml"), Path.Combine(folder.FullName, "token"));
            await File.WriteAllTextAsync(rules, Bridge.Rules);
            await File.WriteAllTextAsync(token, bridge.TokenOf("bob"));

            var all = await ExplainAsync(rules, token);
            var own = await PostExplainAsync(bridge);

            JsonElement.DeepEquals(own.GetProperty("decision"), all.GetProperty("decision")).ShouldBeTrue();
            foreach (var rule in own.GetProperty("rules").EnumerateArray())
            {
                all.GetProperty("rules").EnumerateArray().ShouldContain(other => JsonElement.DeepEquals(rule, other));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonElement> ExplainAsync(string rules, string token)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await TokenBridgeCommand.RunAsync(
            ["rules", "explain", rules, "--token", token, "--issuer", "research", "--source-ip", "127.0.0.1", "--role", "prod-vision", "--format", "json"],
            new InvocationConfiguration { Output = output, Error = error });
        exit.ShouldBe(ExitCode.Done, error.ToString());
        return JsonDocument.Parse(output.ToString()).RootElement;
    }

    private static async Task<JsonElement> PostExplainAsync(Bridge bridge)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/explain?role=prod-vision");
        request.Headers.TryAddWithoutValidation("Authorization", bridge.TokenOf("bob"));
        return await bridge.Client.SendAsync(request).JsonAsync();
    }
}
