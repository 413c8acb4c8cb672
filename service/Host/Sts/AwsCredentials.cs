namespace TokenBridge.Host.Sts;

/// <summary>Temporary credentials as STS issued them. Never prints its secrets.</summary>
internal sealed class AwsCredentials
{
    private byte[]? _written;

    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    /// <summary>The true one, as STS said.</summary>
    public required DateTimeOffset Expiration { get; init; }

    /// <summary>When STS answered; with <see cref="Expiration"/> it tells how much of the life is left.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Twelve digits, or empty where the role's ARN names none.</summary>
    public required string Account { get; init; }

    /// <summary>The session as AWS knows it: <c>arn:aws:sts::…:assumed-role/role/session</c>.</summary>
    public required string AssumedRoleArn { get; init; }

    /// <summary>The session's unique id, <c>AROA…:session</c>; null where an STS-compatible server gives none.</summary>
    public string? AssumedRoleId { get; init; }

    /// <summary>STS's id of the call, for CloudTrail.</summary>
    public string? RequestId { get; init; }

    /// <summary>Themselves as one wire format has them, made once: what is asked for thousands of times is written once. As secret as what is in it.</summary>
    /// <param name="write">Always the same function: one format is kept.</param>
    public byte[] Written(Func<AwsCredentials, byte[]> write) => _written ??= write(this);

    public override string ToString() => $"AwsCredentials {{ {AccessKeyId}, until {Expiration:O}, secrets withheld }}";
}
