namespace TokenBridge.Rules.Model;

/// <summary>A place in a rules file; line and column from 1, in UTF-16 units as editors count them.</summary>
internal readonly record struct SourcePosition(string File, int Line, int Column)
{
    public SourcePosition Right(int columns) => this with { Column = Column + columns };
}
