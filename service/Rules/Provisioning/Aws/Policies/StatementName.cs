namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>Names for things that take ASCII letters and digits only: statements, and resources of CloudFormation.</summary>
internal static class StatementName
{
    /// <summary><c>team-scientists</c> -> <c>TeamScientists</c>.</summary>
    public static string Of(string text)
    {
        var (name, isStart) = (new System.Text.StringBuilder(text.Length), true);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                name.Append(isStart ? char.ToUpperInvariant(character) : character);
            }

            isStart = !char.IsAsciiLetterOrDigit(character);
        }

        return name.Length == 0 ? "Rule" : name.ToString();
    }

    /// <summary>The same behind which a number stands where it was there before.</summary>
    public static string Apart(string name, HashSet<string> taken)
    {
        var apart = name;
        for (var number = 2; !taken.Add(apart); number++)
        {
            apart = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{number}");
        }

        return apart;
    }
}
