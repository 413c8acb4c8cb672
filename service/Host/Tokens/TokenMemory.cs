namespace TokenBridge.Host.Tokens;

/// <summary>
/// What later stages found out about exactly one validated token. It stands beside the token's verdict, is asked only after the token was found valid
/// once more, and ends with it: whatever makes the token be verified anew makes everything be found out anew. Immutable; replaced whole.
/// </summary>
internal abstract class TokenMemory;
