using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads what stands under <c>lint</c>: warnings that are meant to be so. Without a reason nothing is allowed.</summary>
internal static class LintDocumentReader
{
    private const int MaxReasonLength = 500;

    public static IReadOnlyList<LintDocument> Read(YamlNode node, FaultList faults)
    {
        if (node is YamlNode.Sequence list)
        {
            return [.. list.Items.Select(item => ReadOne(item, faults)).OfType<LintDocument>()];
        }

        if (node is not YamlNode.Faulty)
        {
            faults.Add(node.At, FaultCode.WrongKind, "'lint' is a list; write lint: [{ allow: TB203, because: \"why that is meant\" }]");
        }

        return [];
    }

    private static LintDocument? ReadOne(YamlNode node, FaultList faults)
    {
        var keys = new YamlKeys(node, "an entry of 'lint'", RuleKeys.Allowance.Names, [], faults);
        if (keys.IsMapping && !keys.Has("allow"))
        {
            faults.Add(node.At, FaultCode.MissingKey, "an entry of 'lint' needs 'allow'; write allow: TB203");
        }

        var codes = keys.Texts("allow");
        var because = keys.RequiredText("because", "an entry of 'lint'", "because: \"why that is meant\"");
        foreach (var code in (codes ?? []).Where(code => !LintCode.All.Contains(code.Text)))
        {
            faults.Add(code.At, FaultCode.Lint, $"there is no warning {SafeText.Quote(code.Text)} that can be allowed; write one of {string.Join(", ", LintCode.All)}");
        }

        if (because is not null && because.Text.Trim().Length is 0 or > MaxReasonLength)
        {
            faults.Add(because.At, FaultCode.Lint, $"'because' is not 1 to {MaxReasonLength} characters long; say why the warning is meant to be so");
        }

        return codes is null || because is null ? null : new LintDocument(codes, because);
    }
}
