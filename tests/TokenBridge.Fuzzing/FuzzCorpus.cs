using System.Security.Cryptography;

namespace TokenBridge.Fuzzing;

/// <summary>Inputs that reached something new, each a file named after what it holds.</summary>
/// <param name="folder">Made where it is not there.</param>
internal sealed class FuzzCorpus(string folder)
{
    private readonly List<byte[]> _inputs = [];

    public int Count => _inputs.Count;

    /// <returns>The files of some folders, or files themselves, the short ones first; nothing twice.</returns>
    public static IReadOnlyList<byte[]> Read(IEnumerable<string> places) =>
        [.. places.Where(place => Directory.Exists(place) || File.Exists(place))
            .SelectMany(place => File.Exists(place) ? [place] : Directory.GetFiles(place, "*", SearchOption.AllDirectories))
            .Select(File.ReadAllBytes).DistinctBy(NameOf).OrderBy(input => input.Length).ThenBy(NameOf, StringComparer.Ordinal)];

    public static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];

    public static void Write(string folder, byte[] input)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, NameOf(input)), input);
    }

    public void Add(byte[] input)
    {
        _inputs.Add(input);
        Write(folder, input);
    }

    /// <summary>Every other time one of the newest, from which the next new branch is often one step away.</summary>
    public byte[] Choose(Random random) =>
        random.Next(2) == 0 ? _inputs[random.Next(_inputs.Count)] : _inputs[random.Next(Math.Max(0, _inputs.Count - 32), _inputs.Count)];
}
