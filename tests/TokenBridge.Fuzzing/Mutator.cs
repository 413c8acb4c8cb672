using TokenBridge.Fuzzing.Readers;

namespace TokenBridge.Fuzzing;

/// <summary>Makes a new input from one that is known to be interesting.</summary>
/// <param name="reader">Its words and its limit.</param>
/// <param name="random">Seeded: the same seed makes the same inputs from the same corpus.</param>
internal sealed class Mutator(FuzzedReader reader, Random random)
{
    private static readonly byte[] Edges = [0, 1, 9, 10, 13, 32, 34, 37, 39, 45, 46, 47, 58, 61, 92, 123, 125, 126, 127, 128, 192, 237, 255];

    /// <param name="parent">Stays as it is.</param>
    /// <param name="other">Another input of the corpus, of which a part may be taken over.</param>
    public byte[] Mutate(byte[] parent, byte[] other)
    {
        var input = new List<byte>(parent);
        for (var steps = 1 << random.Next(5); steps > 0; steps--)
        {
            Step(input, other);
        }

        if (input.Count > reader.MostBytes)
        {
            input.RemoveRange(reader.MostBytes, input.Count - reader.MostBytes);
        }

        return [.. input];
    }

    private void Step(List<byte> input, byte[] other)
    {
        var at = random.Next(input.Count + 1);
        switch (random.Next(10))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;

            case 1 when at < input.Count:
                input[at] = Edges[random.Next(Edges.Length)];
                break;

            case 2 when at < input.Count:
                input[at] = (byte)(input[at] + random.Next(-4, 5));
                break;

            case 3:
                input.Insert(at, (byte)random.Next(256));
                break;

            case 4:
                input.RemoveRange(at, Length(input.Count - at));
                break;

            case 5:
                input.InsertRange(at, input.GetRange(at, Length(input.Count - at)));
                break;

            case 6 or 7:
                input.InsertRange(at, reader.Words[random.Next(reader.Words.Count)]);
                break;

            case 8:
                var word = reader.Words[random.Next(reader.Words.Count)];
                input.RemoveRange(at, Math.Min(word.Length, input.Count - at));
                input.InsertRange(at, word);
                break;

            default:
                var from = random.Next(other.Length + 1);
                input.InsertRange(at, other.AsSpan(from, Length(other.Length - from)));
                break;
        }
    }

    /// <summary>Short ones more often than long ones.</summary>
    private int Length(int most) => most == 0 ? 0 : random.Next(1, Math.Min(most, 1 << random.Next(1, 11)) + 1);
}
