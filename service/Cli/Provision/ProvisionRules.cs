using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Cli.Provision;

/// <summary>The rules that something is written from: files and folders, together one rule set.</summary>
internal static class ProvisionRules
{
    /// <returns>The rules, or null after every fault was written.</returns>
    public static RuleSet? Load(IReadOnlyList<string> paths, TextWriter error)
    {
        var files = paths.Select(RuleSetFile.Read).ToList();
        IReadOnlyList<RuleSetSource> sources = [.. files.SelectMany(file => file.Sources)];
        switch (RuleSetCompiler.Compile(sources, [.. files.SelectMany(file => file.Faults)], new RuleSetContext([])))
        {
            case RuleSetCompilation.Compiled compiled:
                return compiled.RuleSet;
            case RuleSetCompilation.Refused refused:
                FindingText.Write(error, new TerminalStyle(isColoured: false), [new RulesCheck(string.Join(' ', paths), sources, null, [.. refused.Faults.Select(Finding.Of)])]);
                return null;
            default:
                return null;
        }
    }
}
