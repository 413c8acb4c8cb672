using System.Text;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Protocol;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary>The text of <c>~/.aws/config</c> with other profiles of ours in it. Only what stands between our own marks is ever changed; it is Latin-1, byte for byte.</summary>
internal sealed class AwsConfigText
{
    private const string Begin = "# tokenbridge: begin ";
    private const string End = "# tokenbridge: end";

    private readonly ServiceAddress _service;
    private readonly Dictionary<string, AwsProfile> _wanted;
    private readonly HashSet<string> _names;
    private readonly List<string> _kept = [];

    private AwsConfigText(ServiceAddress service, IReadOnlyList<AwsProfile> profiles)
    {
        _service = service;
        _wanted = profiles.ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        _names = [.. _wanted.Keys];
    }

    /// <param name="text">As it is.</param>
    /// <param name="service">Whose profiles are replaced; those of other services stay.</param>
    /// <param name="profiles">All that the service is to have.</param>
    /// <returns>The whole new text; or why there is none, with the line.</returns>
    public static Result<string, Fault> With(string text, ServiceAddress service, IReadOnlyList<AwsProfile> profiles)
    {
        var edited = new AwsConfigText(service, profiles);
        if (edited.Go(Lines(text)) is { } fault)
        {
            return new Fault(fault);
        }

        edited.Append(profiles.Where(profile => edited._wanted.ContainsKey(profile.Name)));
        return string.Concat(edited._kept);
    }

    /// <summary>With their ends, so that a missing last newline stays missing.</summary>
    public static List<string> Lines(string text)
    {
        List<string> lines = [];
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    private string? Go(List<string> lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            if (!IsBegin(lines[at]))
            {
                if (SectionOf(lines[at]) is { } taken && _names.Contains(taken))
                {
                    return $"line {at + 1}: profile {taken} stands there already and is not ours; rename it, then run this again";
                }

                _kept.Add(lines[at]);
                continue;
            }

            var end = lines.FindIndex(at + 1, line => IsEnd(line) || IsBegin(line));
            if (end < 0 || IsBegin(lines[end]))
            {
                return $"line {at + 1}: begins what '{End}' should end, but that line is missing; put it back, or remove the profile with its comment";
            }

            if (Replace(lines.GetRange(at, end - at + 1)) is { } others)
            {
                return $"line {at + 1}: profile {others} is of another service; remove that one with its comments, then run this again";
            }

            at = end;
        }

        return null;
    }

    /// <returns>The name of a profile that stands in the way; null where none does.</returns>
    private string? Replace(List<string> block)
    {
        if (!IsBeginOf(block[0], _service))
        {
            _kept.AddRange(block);
            return block.Select(SectionOf).FirstOrDefault(name => name is not null && _names.Contains(name));
        }

        if (block.Select(SectionOf).FirstOrDefault(name => name is not null) is { } name && _wanted.Remove(name, out var profile))
        {
            _kept.AddRange(Block(profile));
        }
        else if (_kept is [.., var before] && before.Trim().Length == 0)
        {
            // The blank line that came with it.
            _kept.RemoveAt(_kept.Count - 1);
        }

        return null;
    }

    public static bool IsBegin(string line) => line.StartsWith(Begin, StringComparison.Ordinal);

    /// <param name="line">Begins a block.</param>
    /// <param name="service">Whose it is, perhaps.</param>
    public static bool IsBeginOf(string line, ServiceAddress service) => line[Begin.Length..].Split(' ', 2)[0].Trim() == service.Root;

    public static bool IsEnd(string line) => line.TrimEnd() == End;

    /// <summary>The name in <c>[profile name]</c>, perhaps in quotes.</summary>
    public static string? SectionOf(string line) =>
        line.TrimStart() is ['[', .. var rest] && rest.IndexOf(']', StringComparison.Ordinal) is var close and > 0
        && rest[..close].Trim() is var head && head.StartsWith("profile", StringComparison.Ordinal) && head.Length > 8 && char.IsWhiteSpace(head[7])
            ? head[8..].Trim().Trim('"', '\'')
            : null;

    private void Append(IEnumerable<AwsProfile> profiles)
    {
        foreach (var profile in profiles)
        {
            if (_kept is [.., var last] && !last.EndsWith('\n'))
            {
                _kept[^1] = $"{last}\n";
            }

            if (_kept is [.., var before] && before.Trim().Length > 0)
            {
                _kept.Add("\n");
            }

            _kept.AddRange(Block(profile));
        }
    }

    private IEnumerable<string> Block(AwsProfile profile) =>
        new[] { $"{Begin}{_service.Root} (tokenbridge credentials configure rewrites or removes this, up to the end mark)" }
            .Concat(profile.Lines()).Append(End)
            .Select(line => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line)) + "\n");
}
