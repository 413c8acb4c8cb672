using TokenBridge.Protocol.Outages;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>What is logged of one issuer's keys: which changed, and when reading them begins and ceases to fail.</summary>
internal sealed partial class IssuerKeyLog(string issuer, TimeProvider time, ILogger logger)
{
    /// <summary>A realm has a handful of keys; a document with thousands must not fill the log.</summary>
    private const int MostNamed = 20;

    private readonly OutageWatch _keys = new(time);
    private readonly OutageWatch _notBefore = new(time);

    public void KeysChanged(IssuerKeySet? before, IssuerKeySet now)
    {
        var (old, current) = (before?.KeyIds ?? [], now.KeyIds);
        Log.KeysChanged(logger, issuer, now.Count, Names(current.Except(old, StringComparer.Ordinal)), Names(old.Except(current, StringComparer.Ordinal)));
    }

    public void KeysRead()
    {
        if (_keys.Succeeded() is { } lasted)
        {
            Log.KeysReadAgain(logger, issuer, lasted.TotalSeconds);
        }
    }

    /// <param name="fault">Of the document or of the way to it.</param>
    /// <param name="hasKeys">Whether earlier ones stand.</param>
    public void KeysNotRead(string fault, bool hasKeys)
    {
        if (_keys.Failed())
        {
            Log.KeysNotRead(logger, issuer, fault, hasKeys);
        }
        else
        {
            Log.KeysStillNotRead(logger, issuer, fault);
        }
    }

    public void NotBeforeRead()
    {
        if (_notBefore.Succeeded() is { } lasted)
        {
            Log.NotBeforeReadAgain(logger, issuer, lasted.TotalSeconds);
        }
    }

    public void NotBeforeNotRead(string fault)
    {
        if (_notBefore.Failed())
        {
            Log.NotBeforeNotRead(logger, issuer, fault);
        }
        else
        {
            Log.NotBeforeStillNotRead(logger, issuer, fault);
        }
    }

    private static string Names(IEnumerable<string> keyIds)
    {
        var names = keyIds.Order(StringComparer.Ordinal).Select(SafeText.QuoteAscii).ToList();
        return names.Count switch
        {
            0 => "none",
            > MostNamed => $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more",
            _ => string.Join(", ", names),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Issuer {Issuer}: {Count} signing keys; new: {Added}; gone: {Removed}")]
        public static partial void KeysChanged(ILogger logger, string issuer, int count, string added, string removed);

        [LoggerMessage(1002, LogLevel.Warning, "Issuer {Issuer}: keys not read: {Fault} (earlier keys stand: {HasKeys})")]
        public static partial void KeysNotRead(ILogger logger, string issuer, string fault, bool hasKeys);

        [LoggerMessage(1003, LogLevel.Warning, "Issuer {Issuer}: the realm's not-before was not read, the last value stands: {Fault}")]
        public static partial void NotBeforeNotRead(ILogger logger, string issuer, string fault);

        [LoggerMessage(1004, LogLevel.Warning, "Issuer {Issuer}: keys are read again, after {Seconds:F0} s")]
        public static partial void KeysReadAgain(ILogger logger, string issuer, double seconds);

        [LoggerMessage(1005, LogLevel.Warning, "Issuer {Issuer}: the realm's not-before is read again, after {Seconds:F0} s")]
        public static partial void NotBeforeReadAgain(ILogger logger, string issuer, double seconds);

        [LoggerMessage(1006, LogLevel.Debug, "Issuer {Issuer}: keys still not read: {Fault}")]
        public static partial void KeysStillNotRead(ILogger logger, string issuer, string fault);

        [LoggerMessage(1007, LogLevel.Debug, "Issuer {Issuer}: the realm's not-before is still not read: {Fault}")]
        public static partial void NotBeforeStillNotRead(ILogger logger, string issuer, string fault);
    }
}
