using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace TokenBridge.Fuzzing.Coverage;

/// <summary>Which branches one execution took, how often, and whether any execution before did the same.</summary>
internal sealed unsafe class BranchTrace : IDisposable
{
    /// <summary>The instrumentation writes at pairs of branch identifiers of 16 bits.</summary>
    private const int Size = 1 << 16;

    private readonly byte[] _seen = new byte[Size];
    private readonly byte* _marks;

    public BranchTrace()
    {
        _marks = (byte*)NativeMemory.AllocZeroed(Size);
        Trace.SharedMem = _marks;
    }

    /// <summary>Pairs of branches that were ever taken one after the other.</summary>
    public int Reached { get; private set; }

    public void Begin()
    {
        new Span<byte>(_marks, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <returns>Whether the execution since <see cref="Begin"/> took a pair of branches that none took before, or one in another order of magnitude.</returns>
    public bool Learn()
    {
        var isNew = false;
        var marks = new ReadOnlySpan<byte>(_marks, Size);
        for (var at = marks.IndexOfAnyExcept((byte)0); at < Size;)
        {
            var magnitude = Magnitude(marks[at]);
            if ((_seen[at] & magnitude) == 0)
            {
                Reached += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= magnitude;
                isNew = true;
            }

            var next = marks[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = next < 0 ? Size : at + 1 + next;
        }

        return isNew;
    }

    public void Dispose() => NativeMemory.Free(_marks);

    /// <summary>One bit for 1, 2, 3, 4–7, 8–15, 16–31, 32–127 and more: a loop that runs once more is no news, one that runs twice as long is.</summary>
    private static byte Magnitude(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
