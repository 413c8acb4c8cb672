using TokenBridge.Cli.Rules;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Provisioning.Aws.Granting;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Cli.Provision.Aws;

/// <summary>The rules as the service with these settings reads them: with several issuers, a grant must say whose people it is for.</summary>
internal static class AwsRules
{
    /// <returns>The rules, or null after every fault was written.</returns>
    public static RuleSet? Load(IReadOnlyList<string> paths, AwsSide side, TextWriter error)
    {
        var files = paths.Select(RuleSetFile.Read).ToList();
        IReadOnlyList<RuleSetSource> sources = [.. files.SelectMany(file => file.Sources)];
        var compilation = RuleSetCompiler.Compile(sources, new RuleSetContext([.. side.Issuers.Select(issuer => issuer.Id)]));
        IReadOnlyList<Finding> faults =
        [
            .. files.SelectMany(file => file.Faults).Select(Finding.Of),
            .. compilation.Match(_ => [], refused => refused).Select(Finding.Of),
        ];
        if (faults.Count > 0)
        {
            FindingText.Write(error, new TerminalStyle(isColoured: false), [new RulesCheck(string.Join(' ', paths), sources, null, faults)]);
            return null;
        }

        return compilation.Match<RuleSet?>(rules => rules, _ => null);
    }
}
