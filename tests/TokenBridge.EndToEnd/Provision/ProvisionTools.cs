using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>Judges of what <c>provision</c> writes, none of them ours, each installed once below the run folder.</summary>
internal static class ProvisionTools
{
    private static readonly Lazy<Task<string>> Node = Once("node", "cp \"$SUITE/Provision/node\"/* . && npm ci --no-audit --no-fund");

    private static readonly Lazy<Task<string>> CfnLint = Once("cfn-lint", """
        "$SHARED/tools/install" . cfn-lint-wheels
        /usr/bin/python3 -m venv . && bin/pip install --quiet --disable-pip-version-check --no-index --find-links cfn-lint-wheels cfn-lint
        rm -r cfn-lint-wheels
        """);

    /// <returns>A line for each error, warning and hint.</returns>
    public static async Task<IReadOnlyList<string>> LintAsync(IEnumerable<string> templates)
    {
        var said = await Command.RunAsync(Path.Combine(await CfnLint.Value, "bin", "cfn-lint"), ["--format", "parseable", "--include-checks", "I", "--non-zero-exit-code", "none", "--", .. templates]);
        return said.OrThrow("cfn-lint").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All in one process.</summary>
    /// <returns>An answer for each request, in their order.</returns>
    public static async Task<IReadOnlyList<IamAnswer>> SimulateAsync(IEnumerable<JsonObject> requests)
    {
        var said = await Command.RunAsync("node", [Path.Combine(await Node.Value, "simulate.mjs")], input: string.Concat(requests.Select(request => request.ToJsonString() + "\n")));
        return [.. said.OrThrow("the IAM simulator").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IamAnswer.Of)];
    }

    /// <returns>Each Terraform file as JSON.</returns>
    public static async Task<IReadOnlyList<JsonElement>> ParseTerraformAsync(IEnumerable<string> files)
    {
        var said = await Command.RunAsync("node", [Path.Combine(await Node.Value, "hcl.mjs"), .. files]);
        return [.. said.OrThrow("the parser of Terraform files").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <param name="name">Of its folder.</param>
    /// <param name="script">Run in an empty folder, in this process's own environment: package registries are configured there.</param>
    private static Lazy<Task<string>> Once(string name, string script) => new(async () =>
    {
        var folder = Path.Combine(Installation.RunFolder, "provision", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        (await Command.RunAsync("/bin/sh", ["-euc", $"SHARED=$0 SUITE=$1; cd \"$2\"\n{script}", Installation.Shared, Installation.SuiteFolder, folder])).OrThrow($"installing {name}");
        return folder;
    });
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
