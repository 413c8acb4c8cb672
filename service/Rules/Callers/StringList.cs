using System.Text.Json;

namespace TokenBridge.Rules.Callers;

/// <summary>A claim that is an array of strings where it is present and not null; absent and null are the empty list.</summary>
internal static class StringList
{
    /// <param name="parent">The object that may hold the list.</param>
    /// <param name="name">The list's name in <paramref name="parent"/>.</param>
    /// <param name="list">In the order of the token.</param>
    /// <returns>False for any other shape.</returns>
    public static bool TryRead(JsonElement parent, string name, out IReadOnlyList<string> list)
    {
        list = [];
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return true;
        }

        return TryRead(value, out list);
    }

    /// <summary>An array of strings, and nothing else.</summary>
    public static bool TryRead(JsonElement value, out IReadOnlyList<string> list)
    {
        list = [];
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return false;
        }

        var texts = new string[value.GetArrayLength()];
        var count = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.String)
            {
                return false;
            }

            texts[count++] = element.GetString()!;
        }

        list = texts;
        return true;
    }
}
