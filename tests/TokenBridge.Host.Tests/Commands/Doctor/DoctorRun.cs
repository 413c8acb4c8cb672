using System.CommandLine;
using System.Text.Json;
using Amazon.Runtime;
using TokenBridge.Host.Commands;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

/// <summary>Runs <c>doctor</c> on a service's own settings, and reads what it says.</summary>
internal static class DoctorRun
{
    /// <summary>One role that is there, one that depends on the caller, one that is not there.</summary>
    public const string Rules = """
        version: 1
        claims: { user: /preferred_username, department: /department }
        defaults: { session_name: "{user}", source_identity: "{sub}" }
        rules:
          - id: vision
            when: { group: /ml/vision/scientists }
            grant: { role: "arn:aws:iam::111122223333:role/ds-vision", tags: { team: vision, department: "{department}" }, transitive_tags: [team] }
          - id: teams
            when: { group: "/ml/{team}/scientists" }
            grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" }
          - id: nowhere
            when: { group: /ml/vision/leads }
            grant: { role: "arn:aws:iam::111122223333:role/nowhere" }
        """;

    public static List<(string Check, string State, string Seen, string? Remedy)> Rows(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("checks").EnumerateArray().Select(row => (
            row.GetProperty("check").GetString()!,
            row.GetProperty("state").GetString()!,
            row.GetProperty("seen").GetString()!,
            row.TryGetProperty("mend", out var remedy) ? remedy.GetString() : null))];

    public static Task<(int Exit, string Output, string Error)> RunAsync(Bridge bridge, params string[] words) =>
        RunAsync(bridge, TimeProvider.System, bridge.Identity, words);

    /// <summary>With the service's own settings as flags; later ones win.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(Bridge bridge, TimeProvider time, AWSCredentials identity, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var settings = bridge.Settings.Where(setting => setting.Value is not null).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value! });
        var exit = await ServiceCommand.RunAsync(
            ["doctor", .. settings, .. words], new InvocationConfiguration { Output = output, Error = error }, identity, time);
        return (exit, output.ToString(), error.ToString());
    }
}
