using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>
/// What makes two requests one: the identity and every output of the decision. Never the raw token, never the role alone.
/// Fields are compared one by one, so no two identities can meet by how a text is joined.
/// </summary>
internal sealed class CredentialKey : IEquatable<CredentialKey>
{
    private readonly Grant _grant;
    private readonly EffectiveDuration _duration;
    private readonly SessionStrategy _strategy;
    private readonly string? _tokenDigest;
    private readonly int _hash;

    /// <param name="grant">The decision.</param>
    /// <param name="duration">After clamping.</param>
    /// <param name="strategy">Who calls.</param>
    /// <param name="tokenDigest">For PassThrough: the token decides the tags there, so another token is another session.</param>
    public CredentialKey(Grant grant, EffectiveDuration duration, SessionStrategy strategy, string? tokenDigest)
    {
        _grant = grant;
        _duration = duration;
        _strategy = strategy;
        _tokenDigest = tokenDigest;
        _hash = HashCode.Combine(grant.IssuerId, grant.Subject, grant.Role.Value, grant.SessionName, duration.Value);
    }

    /// <summary>The same decision with another length of the session.</summary>
    public CredentialKey For(EffectiveDuration duration) => new(_grant, duration, _strategy, _tokenDigest);

    /// <summary>Whether it was made of this very grant, and nothing else than this; then another one would be equal.</summary>
    public bool IsOf(Grant grant, EffectiveDuration duration, SessionStrategy strategy, string? tokenDigest) =>
        ReferenceEquals(_grant, grant) && _duration.Value == duration.Value && _strategy == strategy && _tokenDigest == tokenDigest;

    public bool Equals(CredentialKey? other) =>
        ReferenceEquals(this, other) || (other is not null && IsSame(other));

    public override bool Equals(object? obj) => Equals(obj as CredentialKey);

    public override int GetHashCode() => _hash;

    private bool IsSame(CredentialKey other) =>
        _hash == other._hash
        && _strategy == other._strategy
        && _duration.Value == other._duration.Value
        && _tokenDigest == other._tokenDigest
        && _grant.IssuerId == other._grant.IssuerId
        && _grant.Subject == other._grant.Subject
        && _grant.Role.Value == other._grant.Role.Value
        && _grant.SessionName == other._grant.SessionName
        && _grant.SourceIdentity == other._grant.SourceIdentity
        && _grant.Policy == other._grant.Policy
        && _grant.ExternalId == other._grant.ExternalId
        && _grant.Region == other._grant.Region
        && _grant.PolicyArns.SequenceEqual(other._grant.PolicyArns)
        && Same(_grant.Tags, other._grant.Tags)
        && Same(_grant.TransitiveTagKeys, other._grant.TransitiveTagKeys);

    private static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
        where T : IEquatable<T>
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var index = 0; index < left.Count; index++)
        {
            if (!left[index].Equals(right[index]))
            {
                return false;
            }
        }

        return true;
    }
}
