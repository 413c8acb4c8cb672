namespace TokenBridge.Rules.Provisioning.Realm.Representation;

/// <summary>A provider of one signing key.</summary>
/// <param name="Name">For people.</param>
/// <param name="Algorithm">Such as RS256.</param>
/// <param name="Priority">The highest of an algorithm signs.</param>
/// <param name="IsActive">Whether it signs; a passive one is published still.</param>
/// <param name="Bits">Of an RSA key; null where it is unsaid.</param>
internal sealed record RealmKey(string Name, string Algorithm, long Priority, bool IsActive, long? Bits);
