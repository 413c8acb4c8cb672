namespace TokenBridge.Rules.Model;

/// <summary>Where a name of the rules gets its value from. One instance for each distinct place and default in a rule set.</summary>
internal abstract class ClaimSource
{
    private ClaimSource(int slot) => Slot = slot;

    /// <summary>Its place among the claims that a rule set reads; from 0, without gaps.</summary>
    public int Slot { get; }

    /// <summary>As the rules see it.</summary>
    public abstract ClaimValue Read(CallerIdentity caller);

    /// <summary>Whether the rules see some values as others.</summary>
    public virtual bool IsMapped => false;

    /// <summary>What the token may hold for the rules to see a value, beside the value itself.</summary>
    public virtual IReadOnlyList<string> StandingFor(string seen) => [];

    /// <summary>As the token has it, for people.</summary>
    public virtual ClaimValue ReadUnmapped(CallerIdentity caller) => Read(caller);

    /// <summary>A claim of the token, with what stands for it where it is absent.</summary>
    internal sealed class Payload(int slot, JsonPointer pointer, string? absent, ClaimMap? map) : ClaimSource(slot)
    {
        public JsonPointer Pointer { get; } = pointer;

        /// <summary>Whether something stands for the claim where it is absent.</summary>
        public bool HasDefault => absent is not null;

        public override bool IsMapped => map is not null;

        public override IReadOnlyList<string> StandingFor(string seen) => map?.StandingFor(seen) ?? [];

        public override ClaimValue ReadUnmapped(CallerIdentity caller) => ClaimValue.Of(Pointer.Read(caller.Claims));

        public override ClaimValue Read(CallerIdentity caller)
        {
            var value = ClaimValue.Of(Pointer.Read(caller.Claims), map);
            return value.Kind == ClaimKind.Absent ? ClaimValue.Of(absent) : value;
        }
    }

    /// <summary>The operator's name of the issuer: the one value that rules test and no token holds.</summary>
    internal sealed class ConfiguredIssuer(int slot) : ClaimSource(slot)
    {
        public override ClaimValue Read(CallerIdentity caller) => ClaimValue.Of(caller.IssuerId);
    }
}
