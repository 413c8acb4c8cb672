namespace TokenBridge.Rules.Provisioning.Realm.Review;

internal enum RealmSeverity
{
    /// <summary>It works, and gives somebody more than was meant, or will.</summary>
    Warning,

    /// <summary>Callers are refused, or somebody can take what is another's.</summary>
    Fault,
}

/// <summary>What can be wrong with a realm.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Fix">What to change, in the words of Keycloak's console.</param>
internal sealed record RealmFindingKind(string Code, RealmSeverity Severity, string Meaning, string Fix);

/// <summary>One thing that is wrong with one realm.</summary>
/// <param name="Kind">What.</param>
/// <param name="Where">The object of the realm, such as <c>client notebook</c>.</param>
/// <param name="Text">What was seen; never with a secret in it.</param>
internal sealed record RealmFinding(RealmFindingKind Kind, string Where, string Text);
