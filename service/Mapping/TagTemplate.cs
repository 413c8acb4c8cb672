namespace TokenBridge.Mapping;

/// <param name="Key">Legal, and unlike every other key of the grant without case.</param>
/// <param name="Value">Checked once rendered.</param>
internal sealed record TagTemplate(string Key, BoundTemplate Value)
{
    /// <returns>The value, or null with <paramref name="fault"/>.</returns>
    public string? Render(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        var value = Value.Render(caller, binding, out fault);
        if (value is not null && Value.Literal is null && TagText.CheckValue(value) is { } what)
        {
            fault = Value.Invalid(what);
        }

        return fault is null ? value : null;
    }
}
