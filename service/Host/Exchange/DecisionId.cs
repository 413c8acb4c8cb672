using System.Globalization;
using System.Security.Cryptography;

namespace TokenBridge.Host.Exchange;

/// <summary>
/// Names one exchange in its answer and its audit record: a random part for the process and a count, unique without a lock or a
/// system call for each request. Not a secret.
/// </summary>
internal sealed class DecisionId
{
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
    private long _count;

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"{_process}-{Interlocked.Increment(ref _count):x}");
}
