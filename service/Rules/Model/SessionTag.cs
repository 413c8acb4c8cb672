namespace TokenBridge.Rules.Model;

/// <summary>One STS session tag; key 1 to 128 characters, value 0 to 256 (AWS STS API reference, <c>Tag</c>).</summary>
internal readonly record struct SessionTag(string Key, string Value);
