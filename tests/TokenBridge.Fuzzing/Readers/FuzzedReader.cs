using System.Text;

namespace TokenBridge.Fuzzing.Readers;

/// <summary>One reader of foreign bytes, and what has to hold whatever the bytes are.</summary>
/// <param name="Name">Of its folder in the corpus.</param>
/// <param name="Read">Throws <see cref="BrokenPropertyException"/> where a property does not hold; any other exception is a finding too.</param>
/// <param name="MostBytes">Longer inputs are not made: the reader refuses them by their length alone.</param>
/// <param name="Words">Texts that mean something to the reader; chance alone would hardly write them.</param>
internal sealed record FuzzedReader(string Name, Action<byte[]> Read, int MostBytes, IReadOnlyList<byte[]> Words)
{
    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("compact-token", CompactTokenReader.Read, 20_000, Texts(CompactTokenReader.Words)),
        new("claims", ClaimsReader.Read, 8_192, Texts(ClaimsReader.Words)),
        new("rules-file", RulesFileReader.Read, 8_192, Texts(RulesFileReader.Words)),
        new("form", FormReader.Read, 70_000, Texts(FormReader.Words)),
    ];

    public static FuzzedReader? Named(string name) => All.FirstOrDefault(reader => reader.Name == name);

    private static List<byte[]> Texts(string words) =>
        [.. words.Split(' ', '\n').Where(word => word.Length > 0).Select(word => Encoding.UTF8.GetBytes(word.Replace("␣", " ", StringComparison.Ordinal)))];
}
