using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>The keys of one issuer as last read well, and the one place that decides when to read them again.</summary>
/// <remarks>
/// A failed read changes nothing but <see cref="LastFault"/>: the last good keys and the last good not-before stand.
/// Keys and not-before are read side by side and neither waits for the other, but for the very first time: no token is accepted
/// before the realm was asked what it has revoked.
/// </remarks>
internal sealed class IssuerKeyRing(
    IssuerOptions options, IssuerDocuments documents, TokenMetrics metrics, TimeProvider time, ILogger<IssuerKeyRing> logger)
{
    /// <summary>A longer <c>kid</c> is unknown without asking; Keycloak's have 43 characters.</summary>
    private const int MaxKeyIdLength = 256;

    private readonly IssuerKeySource _source = new(options, documents);
    private readonly IssuerKeyLog _log = new(options.Id, time, logger);
    private readonly Lock _gate = new();
    private Task _keysRead = Task.CompletedTask;
    private Task _notBeforeRead = Task.CompletedTask;
    private volatile IssuerKeySet? _current;
    private volatile string? _lastFault = "not read yet";
    private long _revokedBefore;
    private long? _unknownKeyReadAt;
    private long _lastSuccessTicks;

    public IssuerOptions Options => options;

    public string Id => options.Id;

    /// <summary>The last good keys; null until they were read once.</summary>
    public IssuerKeySet? Current => _current;

    public bool HasKeys => _current is not null;

    /// <summary>When the keys were last read well; null when never.</summary>
    public DateTimeOffset? LastSuccess => Volatile.Read(ref _lastSuccessTicks) is var ticks and not 0 ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>Why the latest read of the keys failed; null when it did not. For operators: it names addresses.</summary>
    public string? LastFault => _lastFault;

    /// <summary>Reads keys and not-before, or joins the read that is under way. Never fails: see <see cref="LastFault"/>.</summary>
    public async Task RefreshAsync()
    {
        Task keys, notBefore;
        lock (_gate)
        {
            Start();
            (keys, notBefore) = (_keysRead, _notBeforeRead);
        }

        await keys;
        await notBefore;
    }

    /// <summary>The key of that name; an unknown name asks the issuer again, at most once in <see cref="IssuerOptions.UnknownKeyInterval"/>.</summary>
    /// <param name="keyId">From a header that nobody has verified.</param>
    /// <param name="cancellationToken">The caller's deadline; the read itself goes on for the others.</param>
    public ValueTask<KeyLookup> FindAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (keyId is null)
        {
            return new(new KeyLookup.Unknown("header: no kid"));
        }

        if (Known(keyId) is { } found)
        {
            return new(found);
        }

        if (keyId.Length > MaxKeyIdLength)
        {
            return new(new KeyLookup.Unknown($"kid {SafeText.QuoteAscii(keyId)}"));
        }

        return _current?.Ignored(keyId) is { } why
            ? new(new KeyLookup.Unknown($"kid {SafeText.QuoteAscii(keyId)} is not used: {why}"))
            : AskAsync(keyId, cancellationToken);
    }

    private KeyLookup.Found? Known(string keyId) => _current is { } keys && keys.Find(keyId) is { } key ? new KeyLookup.Found(key, keys) : null;

    // Twice, because a read that was already under way may have begun before the issuer had the key.
    private async ValueTask<KeyLookup> AskAsync(string keyId, CancellationToken cancellationToken)
    {
        var asked = false;
        for (var attempt = 0; attempt < 2 && TryStartOrJoin(out var read); attempt++)
        {
            asked = true;
            await read.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!read.IsCompleted)
            {
                return new KeyLookup.Unavailable("the issuer's keys did not come within the deadline of the request");
            }

            if (Known(keyId) is { } found)
            {
                return found;
            }
        }

        // A read that ended between the first look and the question whether one is under way.
        if (Known(keyId) is { } late)
        {
            return late;
        }

        // While the issuer does not answer nobody can say that it has no such key, so the caller may ask again.
        return _lastFault is { } fault
            ? new KeyLookup.Unavailable(_current is null ? $"no keys yet: {fault}" : $"kid {SafeText.QuoteAscii(keyId)} is new, and the latest read failed: {fault}")
            : asked ? new KeyLookup.Unknown($"kid {SafeText.QuoteAscii(keyId)}")
            : new KeyLookup.Unknown($"kid {SafeText.QuoteAscii(keyId)}, and the keys were read less than {options.UnknownKeyInterval:c} ago", MayCome: true);
    }

    // A read to wait for; false when none is under way and none is due. Without any keys the background retries, not the request.
    private bool TryStartOrJoin(out Task read)
    {
        lock (_gate)
        {
            var wait = !_keysRead.IsCompleted;
            if (!wait && _current is not null
                && (_unknownKeyReadAt is not { } last || time.GetElapsedTime(last) >= options.UnknownKeyInterval))
            {
                _unknownKeyReadAt = time.GetTimestamp();
                Start();
                wait = true;
            }

            read = _keysRead;
            return wait;
        }
    }

    // Under the gate. The read belongs to no request, so none of a request's ambient state goes with it.
    private void Start()
    {
        using var detached = ExecutionContext.SuppressFlow();
        if (_notBeforeRead.IsCompleted)
        {
            _notBeforeRead = Task.Run(ReadNotBeforeAsync);
        }

        if (_keysRead.IsCompleted)
        {
            var notBefore = _notBeforeRead;
            _keysRead = Task.Run(() => ReadKeysAsync(notBefore));
        }
    }

    private async Task ReadKeysAsync(Task notBefore)
    {
        using var activity = TokenTelemetry.Source.StartActivity("refresh keys");
        activity?.SetTag(TokenTelemetry.Issuer, Id);

        var read = await ReadAsync(() => _source.ReadKeysAsync(_current));
        if (_current is null)
        {
            await notBefore;
        }

        if (read.TryGet(out var keys, out var fault))
        {
            Publish(keys);
            _log.KeysRead();
        }
        else
        {
            _log.KeysNotRead(fault, HasKeys);
        }

        _lastFault = fault;
        activity?.SetTag(TokenTelemetry.Outcome, read.Succeeded ? "read" : "failed");
        metrics.KeysRead(Id, read.Succeeded, LastSuccess);
    }

    private async Task ReadNotBeforeAsync()
    {
        if (!(await ReadAsync(_source.ReadNotBeforeAsync)).TryGet(out var seconds, out var fault))
        {
            _log.NotBeforeNotRead(fault);
            return;
        }

        _log.NotBeforeRead();

        lock (_gate)
        {
            _revokedBefore = seconds;
            _current = _current?.WithRevokedBefore(seconds);
        }
    }

    private void Publish(IssuerKeySet keys)
    {
        lock (_gate)
        {
            var next = keys.WithRevokedBefore(_revokedBefore);
            if (!ReferenceEquals(next, _current))
            {
                _log.KeysChanged(_current, next);
                _current = next;
            }

            Volatile.Write(ref _lastSuccessTicks, time.GetUtcNow().UtcTicks);
        }
    }

    // A document from outside must never end the refresh, not even by a bug of ours: whatever is thrown is a fault of this read.
    private static async Task<Result<T, string>> ReadAsync<T>(Func<Task<Result<T, string>>> read)
        where T : notnull
    {
        try
        {
            return await read();
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {ForeignText.Of(exception)}";
        }
    }
}
