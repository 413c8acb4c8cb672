using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>Templates in what a policy allows: with a value like <c>s3:PutObject</c> the caller's claim or group chooses the action, not the author.</summary>
internal static class ActionTemplateLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) =>
        Find(document.Defaults.Policy, null).Concat(document.Rules.SelectMany(rule => Find(rule.Grant?.Policy, rule)));

    private static IEnumerable<RuleWarning> Find(YamlNode? policy, RuleDocument? rule) =>
        from statement in Statements(policy)
        from entry in statement.Entries
        where entry.Key.Text is "Action" or "NotAction"
        from text in TemplateNames.Texts(entry.Value)
        where TemplateNames.Of(text).Any()
        select new RuleWarning(
            text.At, LintCode.ActionTemplate, $"{entry.Key.Text} is filled by a value, which then chooses what the session may do; write the actions out, in a rule for each if need be", rule);

    private static IEnumerable<YamlNode.Mapping> Statements(YamlNode? policy) =>
        (policy as YamlNode.Mapping)?.Entries.FirstOrDefault(entry => entry.Key.Text == "Statement").Value switch
        {
            YamlNode.Sequence list => list.Items.OfType<YamlNode.Mapping>(),
            YamlNode.Mapping one => [one],
            _ => [],
        };
}
