using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace TokenBridge.Testing;

/// <summary>How often a property is tried: seldom while one works, and as often as <c>TOKENBRIDGE_PROPERTY_CASES</c> says where it matters; CI says 100000.</summary>
internal static class PropertyCases
{
    /// <summary>The trait of tests that read it.</summary>
    public const string Trait = "Cases";

    private const int Few = 1_000;

    /// <param name="given">Random cases.</param>
    /// <param name="holds">Throws or says false where the property does not hold; the exception that follows names the seed.</param>
    /// <param name="casesOfEach">How many cases one <paramref name="given"/> counts for.</param>
    /// <param name="most">How many are tried at the most, where one takes long.</param>
    public static void Check<T>(Gen<T> given, Func<T, bool> holds, int casesOfEach = 1, int most = int.MaxValue) =>
        Prop.ForAll(given.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Math.Min(Count / casesOfEach, most)));

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("TOKENBRIDGE_PROPERTY_CASES"), CultureInfo.InvariantCulture, out var count) ? count : Few;
}
