namespace TokenBridge.Host.Audit;

/// <summary>How much of what the rules read a refusal's record shows.</summary>
internal enum AuditedClaims
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Which claims are there and which are not, and how many groups and roles.</summary>
    Names,

    /// <summary>Values too: personal data, as a rule.</summary>
    Values,
}
