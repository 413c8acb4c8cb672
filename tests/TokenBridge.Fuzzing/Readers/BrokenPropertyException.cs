namespace TokenBridge.Fuzzing.Readers;

/// <summary>A reader took or refused an input in a way that it must not.</summary>
internal sealed class BrokenPropertyException(string property) : Exception(property)
{
    public static void ThrowUnless(bool holds, string property)
    {
        if (!holds)
        {
            throw new BrokenPropertyException(property);
        }
    }
}
