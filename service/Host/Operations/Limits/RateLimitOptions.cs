namespace TokenBridge.Host.Operations.Limits;

/// <summary><c>TokenBridge:RateLimits</c>. Requests without a token are not counted: the JavaScript SDK ends each failure with one.</summary>
/// <param name="PerSubjectPerMinute">Exchanges of one verified subject in a minute; 0 is no limit.</param>
/// <param name="FailedPerAddressPerMinute">Rejected tokens from one address in a minute; above it good tokens are still served. 0 is no limit.</param>
internal sealed record RateLimitOptions(int PerSubjectPerMinute, int FailedPerAddressPerMinute);
