using System.Globalization;
using System.Text;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>The lengths, patterns and ranges of the STS service model, refused in AWS's words, all at once.</summary>
internal sealed class ParameterLimits
{
    private const string NamePattern = @"[\w+=,.@-]*";
    private const string TagPattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]";
    private const string ArnPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";

    private readonly List<string> _faults = [];

    /// <returns>Null where everything is within AWS's limits.</returns>
    public static QueryFault? Check(SessionParameters parameters)
    {
        var limits = new ParameterLimits();
        limits.Text("roleArn", parameters.RoleArn, 20, 2048, ArnPattern, IsArnCharacter, required: true);
        limits.Text("roleSessionName", parameters.SessionName, 2, 64, NamePattern, IsNameCharacter, required: true);
        limits.Text("sourceIdentity", parameters.SourceIdentity, 2, 64, NamePattern, IsNameCharacter);
        limits.Text("externalId", parameters.ExternalId, 2, 1224, @"[\w+=,.@:\/-]*", rune => IsNameCharacter(rune) || rune.Value is ':' or '/');
        // For AssumeRole the model names no maximum, but the documentation says the same 2048.
        limits.Text("policy", parameters.Policy, 1, 2048, @"[\u0009\u000A\u000D\u0020-\u00FF]+", IsPolicyCharacter);
        limits.Seconds("durationSeconds", parameters.DurationSeconds, 900, 43200);
        limits.Count("policyArns", parameters.PolicyArns.Count, 10);
        limits.Tags(parameters);
        return limits.ToFault();
    }

    /// <summary>A web identity token is 4 to 20000 characters.</summary>
    public static QueryFault? CheckToken(string? token)
    {
        var limits = new ParameterLimits();
        limits.Text("webIdentityToken", token, 4, 20000, ".*", _ => true, required: true);
        return limits.ToFault();
    }

    private void Tags(SessionParameters parameters)
    {
        Count("tags", parameters.Tags.Count, 50);
        for (var index = 0; index < parameters.Tags.Count; index++)
        {
            var (key, value) = parameters.Tags[index];
            Text($"tags.{index + 1}.member.key", key, 1, 128, $"{TagPattern}+", IsTagCharacter);
            Text($"tags.{index + 1}.member.value", value, 0, 256, $"{TagPattern}*", IsTagCharacter);
        }

        Count("transitiveTagKeys", parameters.TransitiveTagKeys.Count, 50);
        for (var index = 0; index < parameters.TransitiveTagKeys.Count; index++)
        {
            Text($"transitiveTagKeys.{index + 1}.member", parameters.TransitiveTagKeys[index], 1, 128, $"{TagPattern}+", IsTagCharacter);
        }
    }

    private void Text(string name, string? value, int min, int max, string pattern, Func<Rune, bool> allows, bool required = false)
    {
        if (value is null)
        {
            Require(!required, "null", name, "Member must not be null");
            return;
        }

        // A token is never quoted back.
        var shown = name == "webIdentityToken" ? "***" : $"'{value}'";
        Require(value.EnumerateRunes().All(allows), shown, name, $"Member must satisfy regular expression pattern: {pattern}");
        Require(value.Length >= min, shown, name, $"Member must have length greater than or equal to {min}");
        Require(value.Length <= max, shown, name, $"Member must have length less than or equal to {max}");
    }

    private void Seconds(string name, string? value, int min, int max)
    {
        if (value is null)
        {
            return;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            Require(false, $"'{value}'", name, "Member must be an integer");
            return;
        }

        Require(seconds >= min, $"'{value}'", name, $"Member must have value greater than or equal to {min}");
        Require(seconds <= max, $"'{value}'", name, $"Member must have value less than or equal to {max}");
    }

    private void Count(string name, int count, int max) =>
        Require(count <= max, $"'[{count} members]'", name, $"Member must have length less than or equal to {max}");

    private void Require(bool holds, string shown, string name, string constraint)
    {
        if (!holds)
        {
            _faults.Add($"Value {shown} at '{name}' failed to satisfy constraint: {constraint}");
        }
    }

    private QueryFault? ToFault() => _faults.Count switch
    {
        0 => null,
        1 => QueryFault.Invalid($"1 validation error detected: {_faults[0]}"),
        var count => QueryFault.Invalid($"{count} validation errors detected: {string.Join("; ", _faults)}"),
    };

    // AWS's \w is ASCII.
    private static bool IsNameCharacter(Rune rune) =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "_+=,.@-".Contains((char)rune.Value, StringComparison.Ordinal));

    private static bool IsTagCharacter(Rune rune) =>
        Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.IsSeparator(rune) || (rune.IsAscii && "_.:/=+-@".Contains((char)rune.Value, StringComparison.Ordinal));

    private static bool IsArnCharacter(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0x7E) or 0x85 or (>= 0xA0 and not (0xFFFE or 0xFFFF));

    private static bool IsPolicyCharacter(Rune rune) => rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xFF);
}
