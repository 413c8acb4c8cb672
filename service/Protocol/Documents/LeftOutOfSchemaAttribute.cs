namespace TokenBridge.Protocol.Documents;

/// <summary>The member is written, and the schema does not name it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LeftOutOfSchemaAttribute : Attribute;
