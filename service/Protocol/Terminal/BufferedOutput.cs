using System.Text;

namespace TokenBridge.Protocol.Terminal;

/// <summary>Standard output for documents: UTF-8 without a mark, and what is written in one piece leaves in one piece.</summary>
internal static class BufferedOutput
{
    /// <summary>Bytes. Longer than any credentials document.</summary>
    private const int Capacity = 64 * 1024;

    public static TextWriter Open() => TextWriter.Synchronized(
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Capacity) { AutoFlush = true });
}
