using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>An IAM simulator and a parser of Terraform files, neither of them ours, installed once by npm below the run folder.</summary>
internal static class IamTools
{
    private static readonly Lazy<Task<string>> Folder = new(async () =>
    {
        var folder = Path.Combine(Installation.RunFolder, "iam");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        (await Command.RunAsync("/bin/sh", ["-euc", "cp \"$0\"/* \"$1\" && cd \"$1\" && npm ci --no-audit --no-fund", Path.Combine(Installation.SuiteFolder, "Provision", "iam"), folder]))
            .OrThrow("installing the IAM simulator");
        return folder;
    });

    /// <summary>All in one process.</summary>
    /// <returns>An answer for each request, in their order.</returns>
    public static async Task<IReadOnlyList<IamAnswer>> SimulateAsync(IEnumerable<JsonObject> requests)
    {
        var said = await Command.RunAsync("node", [Path.Combine(await Folder.Value, "simulate.mjs")], input: string.Concat(requests.Select(request => request.ToJsonString() + "\n")));
        return [.. said.OrThrow("the IAM simulator").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IamAnswer.Of)];
    }

    /// <returns>Each Terraform file as JSON.</returns>
    public static async Task<IReadOnlyList<JsonElement>> ParseTerraformAsync(IEnumerable<string> files)
    {
        var said = await Command.RunAsync("node", [Path.Combine(await Folder.Value, "hcl.mjs"), .. files]);
        return [.. said.OrThrow("the parser of Terraform files").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}

/// <param name="IsAllowed">Every action is.</param>
/// <param name="Refused">The first action that is not; null where all are.</param>
/// <param name="Faults">Of the policies themselves.</param>
internal sealed record IamAnswer(bool IsAllowed, string? Refused, IReadOnlyList<string> Faults)
{
    public static IamAnswer Of(string line)
    {
        var answer = JsonDocument.Parse(line).RootElement;
        return new IamAnswer(
            answer.GetProperty("allowed").GetBoolean(), answer.GetProperty("refused").GetString(), [.. answer.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)]);
    }
}
