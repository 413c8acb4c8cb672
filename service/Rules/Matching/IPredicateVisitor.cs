namespace TokenBridge.Rules.Matching;

/// <summary>What is done with a test depends on its kind. A new kind needs a method here, and then every place that tells kinds apart breaks the build.</summary>
internal interface IPredicateVisitor<out T>
{
    public T Visit(Predicate.AllOf test);

    public T Visit(Predicate.AnyOf test);

    public T Visit(Predicate.Not test);

    public T Visit(Predicate.MemberOf test);

    public T Visit(Predicate.FromNetwork test);

    public T Visit(Predicate.ClaimEquals test);

    public T Visit(Predicate.ClaimLike test);

    public T Visit(Predicate.ClaimInRange test);

    public T Visit(Predicate.ClaimExists test);
}
