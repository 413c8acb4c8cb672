namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <summary>A capture or claim whose values are told to Terraform and not to the command: a text stands in its place that no name holds.</summary>
internal static class RoleVariable
{
    private const string Open = "@+";
    private const string Close = "+@";

    public static string StandIn(string name) => $"{Open}{name}{Close}";

    /// <returns>The names whose stand-ins are there, in their order, each once.</returns>
    public static List<string> In(string text)
    {
        var names = new List<string>();
        for (var at = text.IndexOf(Open, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Open, at + 1, StringComparison.Ordinal))
        {
            var from = at + Open.Length;
            var to = text.IndexOf(Close, from, StringComparison.Ordinal);
            if (to > from && text[from..to] is var name && Model.Template.IsName(name) && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <returns>The text with its stand-ins named by <paramref name="written"/>: a variable's name, and its place among those of this text.</returns>
    public static string Write(string text, Func<string, int, string> written)
    {
        var names = In(text);
        for (var place = 0; place < names.Count; place++)
        {
            text = text.Replace(StandIn(names[place]), written(names[place], place), StringComparison.Ordinal);
        }

        return text;
    }
}
