using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>What AWS asks of session tags beyond the shape of each: one key once, none reserved, transitive ones among them.</summary>
internal static class SessionTagRules
{
    /// <returns>Null where the tags and the source identity are good.</returns>
    public static QueryFault? Check(SessionParameters parameters)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, _) in parameters.Tags)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return QueryFault.Invalid($"The tag key {key} is reserved: keys must not start with 'aws:'.");
            }

            if (!keys.Add(key))
            {
                return QueryFault.Invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }

        if (!parameters.TransitiveTagKeys.All(keys.Contains))
        {
            return QueryFault.Invalid("The specified transitive tag key must be included in the requested tags.");
        }

        return parameters.SourceIdentity?.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) == true
            ? QueryFault.Invalid("SourceIdentity must not start with 'aws:'.")
            : null;
    }
}
