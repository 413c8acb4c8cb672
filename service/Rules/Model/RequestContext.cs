using System.Net;

namespace TokenBridge.Rules.Model;

/// <summary>What rules may ask of a request beside its token.</summary>
/// <param name="Source">The caller's address, after trusted forwarding; null where nobody knows it.</param>
/// <param name="Now">The time of the request.</param>
internal readonly record struct RequestContext(IPAddress? Source, DateTimeOffset Now);
